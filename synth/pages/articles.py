"""Articles and reports in two or three columns."""

from dataclasses import replace

from synth.pages import ornaments
from synth.pages.desk import BANNER, Desk
from synth.pages.fonts import Font
from synth.pages.sheet import Sheet

STYLES = {"serif": 6, "sans": 3.5, "slab": 0.4, "typewriter": 0.2}


def article(desk: Desk) -> Sheet:
    """A page 1000 to 2000 px wide: header, headline over all columns, columns, page number."""
    rng = desk.rng
    width = rng.randrange(1000, 2001)
    height = round(width * rng.uniform(1.28, 1.415))
    sheet = Sheet(height, width)
    cap = max(rng.uniform(8.5, 11) / 72 * width / 8.5 * 0.7, 8.5)
    font = desk.font(STYLES, cap)
    margin = width * rng.uniform(0.06, 0.1)
    left, right = margin, width - margin
    top = _running_head(desk, sheet, font, left, right)
    top = _headline(desk, sheet, font, top, left, right)
    columns = 3 if width > 1300 and desk.chance(0.4) else 2
    gap = cap * rng.uniform(2.2, 4)
    wide = (right - left - gap * (columns - 1)) / columns
    bottom = height - margin - 3 * cap
    ruled = desk.chance(0.15)
    body = _Column(desk, sheet, font)
    for c in range(columns):
        x = left + c * (wide + gap)
        body.fill(x, wide, top, bottom)
        if ruled and c:
            sheet.rule(x - gap / 2, top - cap, x - gap / 2, bottom)
    sheet.block()
    foot = str(rng.randrange(1, 400)) if desk.chance(0.5) else desk.say("pagefoot")
    x, align = rng.choice(((left, 0.0), (width / 2, 0.5), (right, 1.0)))
    sheet.write(x, height - 0.55 * margin, font.fit(foot, right - left), font, align=align)
    return sheet


def _running_head(desk: Desk, sheet: Sheet, font: Font, left: float, right: float) -> float:
    y = sheet.height * 0.04 + font.cap
    if desk.chance(0.3):
        return y
    half = (right - left) * 0.45
    if desk.chance(0.25):
        sheet.fill(0, y - 2 * font.cap, sheet.width, y + font.cap, 255)
        inverse = True
    else:
        inverse = False
        if desk.chance(0.5):
            sheet.rule(left, y + 0.8 * font.cap, right, y, desk.rng.choice((1, 2, 4)))
    sheet.write(left, y, font.fit(desk.recase(desk.say("pagetitle"), 0.4), half), font,
                light_on_dark=inverse)  # fmt: skip
    if desk.chance(0.7):
        sheet.write(right, y, font.fit(desk.say("date"), half), font, align=1,
                    light_on_dark=inverse)  # fmt: skip
    return y + 3 * font.cap


def _headline(desk: Desk, sheet: Sheet, font: Font, y: float, left: float, right: float) -> float:
    if desk.chance(0.2):
        return y + font.cap
    cap = min(font.cap * desk.rng.uniform(1.6, 3.2), 45)
    banner = desk.font(BANNER, cap) if desk.chance(0.6) else replace(desk.bold(font), cap=cap)
    align = desk.rng.choice((0.0, 0.5))
    x = left + align * (right - left)
    y += cap
    sheet.block()
    for line in banner.wrap(desk.say("pagetitle"), right - left)[:3]:
        sheet.write(x, y, line, banner, align=align)
        y += 1.8 * cap
    if desk.chance(0.6):
        sheet.write(x, y, font.fit(f"By {desk.say('name')}", right - left), font, align=align)
        y += 2.5 * font.cap
    return y + font.cap


class _Column:
    """Text that goes on from column to column, with headings, figures and inverse boxes."""

    def __init__(self, desk: Desk, sheet: Sheet, font: Font) -> None:
        self.desk, self.sheet, self.font = desk, sheet, font
        self.pitch = font.cap * desk.rng.uniform(1.7, 2.1)
        self.justified = desk.chance(0.65)
        self.heading = replace(desk.bold(font), cap=font.cap * desk.rng.uniform(1.0, 1.35))
        self.indent = desk.rng.choice((0.0, 1.5 * font.cap))
        self.hyphens = desk.chance(0.5)

    def fill(self, x: float, wide: float, top: float, bottom: float) -> None:
        """Sets one column from `top` (the first baseline) to `bottom`."""
        desk, sheet, cap = self.desk, self.sheet, self.font.cap
        y = top
        while y < bottom:
            sheet.block()
            kind = desk.rng.random()
            if kind < 0.08 and bottom - y > 14 * cap:
                y = self.figure(x, y, wide, min(bottom - y - 6 * cap, wide * 0.7))
            elif kind < 0.25 and bottom - y > 4 * self.pitch:
                y = self.title(x, y, wide)
            text = desk.prose(desk.rng.randrange(120, 700))
            room = int((bottom - y) / self.pitch) + 1
            first, *rest = self.font.wrap(text, wide - self.indent)
            lines = self.font.wrap(" ".join(rest), wide)[: max(room - 1, 0)]
            if self.hyphens:
                lines = [self.divide(line) for line in lines]
            if room > 0:
                sheet.write(x + self.indent, y, first, self.font)
            y = sheet.paragraph(x, y + self.pitch, lines, self.font, self.pitch,
                                width=wide if self.justified else None)  # fmt: skip
            y += 0.0 if self.indent else 0.7 * self.pitch

    def divide(self, line: str) -> str:
        """Now and then the last word is cut, as at a line's end."""
        if len(line) > 12 and line[-5:].isalpha() and self.desk.chance(0.25):
            return line[:-2] + "-"
        return line

    def title(self, x: float, y: float, wide: float) -> float:
        desk, sheet, font = self.desk, self.sheet, self.heading
        inverse = desk.chance(0.15)
        y += 0.4 * self.pitch + font.cap * 0.3
        for line in font.wrap(desk.say("heading"), wide - 2 * font.cap)[:2]:
            if inverse:
                sheet.fill(x, y - 1.5 * font.cap, x + wide, y + 0.6 * font.cap, 255)
            start = x + font.cap if inverse else x
            sheet.write(start, y, line, font, light_on_dark=inverse)
            y += 2.1 * font.cap
        sheet.block()
        return y + 0.5 * font.cap

    def figure(self, x: float, y: float, wide: float, tall: float) -> float:
        """A screened photograph with a caption."""
        desk, sheet, cap = self.desk, self.sheet, self.font.cap
        top = y - cap
        picture = ornaments.halftone(round(tall) + 2, round(wide) + 2, desk.rng, desk.chance(0.5))
        sheet.fill(x, top, x + wide, top + tall, picture)
        y = top + tall + 2.2 * cap
        small = replace(self.font, cap=max(cap * 0.85, 8.0))
        lines = small.wrap(desk.say("caption"), wide)[:2]
        y = sheet.paragraph(x, y, lines, small, 1.8 * small.cap)
        sheet.block()
        return y + 1.2 * cap
