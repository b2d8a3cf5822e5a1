"""Tables, ruled and unruled, in forms and as whole pages."""

from dataclasses import dataclass, replace

from synth.pages import ornaments
from synth.pages.desk import BANNER, Desk
from synth.pages.fonts import Font
from synth.pages.sheet import Sheet

STYLES = {"sans": 5, "serif": 2, "mono": 1.5, "typewriter": 1.2, "slab": 0.4, "receipt": 0.2}


@dataclass(frozen=True)
class Grid:
    """How a table looks.

    `rules`: "all", "rows", "head", or "none"; `zebra`: every other row shaded; `inverse`: the
    head white on dark.
    """

    head: Font
    body: Font
    pitch: float
    rules: str
    thick: int
    zebra: bool
    inverse: bool

    @classmethod
    def sample(cls, desk: Desk, plain: Font, strong: Font, body: Font, pitch: float) -> "Grid":
        """A look drawn by chance for these fonts and this row height."""
        return cls(
            head=strong if desk.chance(0.7) else plain,
            body=body,
            pitch=max(pitch, 1.9 * body.cap),
            rules=desk.rng.choices(("all", "rows", "head", "none"), (4, 2, 2, 2))[0],
            thick=desk.rng.choice((1, 1, 1, 2, 3)),
            zebra=desk.chance(0.12),
            inverse=desk.chance(0.15),
        )


_NUMBERS = ("cash", "whole", "number", "percent", "cash", "whole", "token", "digit")
_TEXTS = ("textcell", "textcell", "textcell", "date", "code", "name")


@dataclass(frozen=True)
class _Column:
    left: float
    right: float
    section: str
    heading: str

    @property
    def numeric(self) -> bool:
        return self.section in _NUMBERS


def grid(
    desk: Desk, sheet: Sheet, look: Grid, left: float, right: float, y: float, rows: int
) -> float:
    """Sets a table of `rows` rows and a head, its first baseline at y; the baseline after it."""
    columns = _columns(desk, look, left, right)
    cap, pitch = look.body.cap, look.pitch
    top = y - cap / 2 - pitch / 2
    if look.inverse:
        sheet.fill(left, top, right, top + pitch, 255)
    for r in range(rows + 1):
        middle = top + (r + 0.5) * pitch
        if look.zebra and r % 2 and not (look.inverse and r == 0):
            shade = ornaments.tint(round(pitch) + 2, round(right - left) + 2, desk.rng)
            sheet.fill(left, middle - pitch / 2, right, middle + pitch / 2, shade)
        for column in columns:
            sheet.block()
            font = look.body if r else look.head
            text = desk.say(column.section) if r else column.heading
            if r and desk.chance(0.06):
                text = desk.rng.choice(("", "-", "N/A"))
            _cell(sheet, column, middle + font.cap / 2, text, font, look.inverse and r == 0)
    bottom = top + (rows + 1) * pitch
    _rules(sheet, look, columns, (left, top, right, bottom), rows)
    return bottom + pitch / 2 + cap / 2


def _columns(desk: Desk, look: Grid, left: float, right: float) -> list[_Column]:
    cap = look.body.cap
    most = max(int((right - left) / (8 * cap)), 2)
    count = desk.rng.randrange(2, min(most, 8) + 1)
    sections = [desk.rng.choice(_TEXTS)]
    sections += [
        desk.rng.choice(_NUMBERS if desk.chance(0.7) else _TEXTS) for _ in range(count - 1)
    ]
    shares = [desk.rng.uniform(0.8, 1.2) * (1.0 if s in _NUMBERS else 1.9) for s in sections]
    edges, at = [left], left
    for share in shares:
        at += share / sum(shares) * (right - left)
        edges.append(at)
    heads = ["numberhead" if s in _NUMBERS else "texthead" for s in sections]
    return [
        _Column(a, b, section, desk.say(head))
        for a, b, section, head in zip(edges, edges[1:], sections, heads, strict=False)
    ]


def _cell(
    sheet: Sheet, column: _Column, y: float, text: str, font: Font, light_on_dark: bool
) -> None:
    pad = 0.7 * font.cap
    text = font.fit(text, column.right - column.left - 2 * pad)
    x = column.right - pad if column.numeric else column.left + pad
    align = 1.0 if column.numeric else 0.0
    sheet.write(x, y, text, font, align=align, light_on_dark=light_on_dark)


def _rules(
    sheet: Sheet,
    look: Grid,
    columns: list[_Column],
    box: tuple[float, float, float, float],
    rows: int,
) -> None:
    left, top, right, bottom = box
    if look.rules == "none":
        return
    lines = range(rows + 2) if look.rules in ("all", "rows") else (0, 1, rows + 1)
    for r in lines:
        sheet.rule(left, top + r * look.pitch, right, top, look.thick)
    if look.rules == "all":
        for x in (left, *(column.right for column in columns)):
            sheet.rule(x, top, x, bottom, look.thick)


def table(desk: Desk) -> Sheet:
    """A page with a title, one or two tables and notes."""
    rng = desk.rng
    width = rng.randrange(900, 2001)
    landscape = desk.chance(0.3)
    height = round(width * (0.75 if landscape else rng.uniform(1.25, 1.42)))
    sheet = Sheet(height, width)
    body = desk.font(STYLES, min(max(width * rng.uniform(0.009, 0.014), 8.5), 24))
    cap, strong = body.cap, desk.bold(body)
    margin = width * rng.uniform(0.05, 0.12)
    left, right = margin, width - margin
    title = replace(strong, cap=min(cap * rng.uniform(1.2, 2.4), 45))
    if desk.chance(0.3):
        title = desk.font(BANNER, title.cap)
    y = height * 0.06 + title.cap
    align = rng.choice((0.0, 0.5))
    x = left + align * (right - left)
    for line in title.wrap(desk.say("pagetitle"), right - left):
        sheet.write(x, y, line, title, align=align)
        y += 1.9 * title.cap
    if desk.chance(0.6):
        sheet.write(x, y, body.fit(desk.say("caption"), right - left), body, align=align)
        y += 2.4 * cap
    pitch = cap * rng.uniform(2.0, 3.4)
    bottom = height - margin - 3 * cap
    while y < bottom - 6 * pitch:
        sheet.block()
        y += pitch
        room = int((bottom - y) / pitch) - 2
        rows = room if desk.chance(0.35) else min(rng.randrange(4, 26), room)
        look = Grid.sample(desk, body, strong, body, pitch)
        y = grid(desk, sheet, look, left, right, y, rows)
        sheet.block()
        if desk.chance(0.7) and y < bottom - 4 * cap:
            text = desk.prose(rng.randrange(60, 400))
            lines = body.wrap(text, right - left)[: int((bottom - y) / (1.8 * cap))]
            y = sheet.paragraph(left, y, lines, body, 1.8 * cap)
    sheet.block()
    foot = body.fit(desk.say("pagefoot"), right - left)
    sheet.write(right, height - margin * 0.5, foot, body, align=1)
    return sheet
