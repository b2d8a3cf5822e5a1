"""Letters and memos."""

from dataclasses import replace

from synth.pages import ornaments
from synth.pages.desk import BANNER, Desk
from synth.pages.sheet import Sheet

STYLES = {"serif": 4, "sans": 3, "typewriter": 2.5, "slab": 0.4, "mono": 0.3}


def letter(desk: Desk) -> Sheet:
    """A letter 800 to 2000 px wide: head, address, paragraphs, closing, signature."""
    rng = desk.rng
    width = rng.randrange(800, 2001)
    height = round(width * rng.uniform(1.28, 1.415))
    sheet = Sheet(height, width)
    points = rng.uniform(10, 13)
    cap = max(points / 72 * width / 8.5 * 0.7, 9.0)
    font = desk.font(STYLES, cap)
    pitch = cap * rng.uniform(1.75, 2.5)
    left, right = width * rng.uniform(0.1, 0.15), width * rng.uniform(0.85, 0.9)
    y = _head(desk, sheet, cap, left, right)
    y += pitch * rng.uniform(1, 2)

    def lines(*texts: str, x: float = left) -> None:
        nonlocal y
        sheet.block()
        for text in texts:
            sheet.write(x, y, font.fit(text, right - x), font)
            y += pitch

    if desk.chance(0.25):
        y = _memo(desk, sheet, font.cap, y, left, right, pitch)
    else:
        lines(desk.say("date"), x=rng.choice((left, (left + right) / 2)))
        y += pitch
        lines(desk.say("name"), desk.say("firm"), desk.say("street"), desk.say("place"))
        y += pitch
        if desk.chance(0.4):
            subject = f"{rng.choice(('Re:', 'RE:', 'Subject:'))} {desk.say('words')}"
            strong = desk.bold(font)
            sheet.block()
            end = sheet.write(left, y, strong.fit(subject, right - left), strong)
            if desk.chance(0.4):
                sheet.rule(left, y + 0.3 * cap, end, y, max(round(cap / 12), 1))
            y += 2 * pitch
        lines(desk.say("salutation"))
    y += 0.5 * pitch
    justified = desk.chance(0.35)
    indent = rng.choice((0.0, 0.0, 3 * cap))
    bottom = height - 9 * pitch
    while y < bottom - 2 * pitch:
        sheet.block()
        text = desk.prose(rng.randrange(150, 800))
        count = int((bottom - y) / pitch)
        first, *rest = font.wrap(text, right - left - indent)
        body = font.wrap(" ".join(rest), right - left)[: max(count - 1, 0)]
        sheet.write(left + indent, y, first, font)
        y = sheet.paragraph(
            left, y + pitch, body, font, pitch, width=right - left if justified else None
        )
        y += pitch * (0.0 if indent and desk.chance(0.5) else 0.7)
        if desk.chance(0.2):
            break
    y += 0.5 * pitch
    x = rng.choice((left, left, (left + right) / 2))
    lines(desk.say("closing"), x=x)
    if desk.chance(0.7):
        ornaments.scribble(sheet, x + cap, y + 1.2 * pitch, 2.6 * cap, rng)
    y += 2.3 * pitch
    lines(desk.say("name"), *([desk.say("firm")] if desk.chance(0.5) else ()), x=x)
    y += 0.6 * pitch
    if desk.chance(0.5):
        lines(desk.say("letterend"))
    if y < height - 2 * pitch and desk.chance(0.5):
        small = replace(font, cap=max(cap * 0.8, 8))
        sheet.block()
        foot = small.fit(desk.say("pagefoot"), right - left)
        sheet.write(width / 2, height - pitch, foot, small, align=0.5)
    if desk.chance(0.1):
        size = width * rng.uniform(0.1, 0.16)
        ornaments.stamp(sheet, right - size, y - 5 * pitch, size, rng)
    return sheet


def _head(desk: Desk, sheet: Sheet, cap: float, left: float, right: float) -> float:
    rng = desk.rng
    y = sheet.height * rng.uniform(0.04, 0.07) + cap
    if desk.chance(0.3):
        return y
    middle = desk.chance(0.5)
    x, align = (sheet.width / 2, 0.5) if middle else (left, 0.0)
    banner = desk.font(BANNER, min(cap * rng.uniform(1.4, 2.6), 45))
    if desk.chance(0.3):
        banner = desk.spaced(banner)
    if desk.chance(0.4):
        size = 4 * cap
        spot = x if middle else right - size / 2
        ornaments.logo(sheet, spot, y + size / 2 - cap, size, rng)
        y += size + cap if middle else 0
    y += banner.cap
    for line in banner.wrap(desk.say("firm"), (right - left) * 0.75):
        sheet.write(x, y, line, banner, align=align)
        y += 1.7 * banner.cap
    small = desk.font({"sans": 2, "serif": 1}, max(0.8 * cap, 8.0))
    for section in ("street", "place", "calls", "url")[: rng.randrange(0, 5)]:
        sheet.write(x, y, small.fit(desk.say(section), right - left), small, align=align)
        y += 2 * small.cap
    if desk.chance(0.3):
        sheet.rule(left, y - small.cap, right, y, max(round(cap / 8), 1))
    return y + 2 * cap


def _memo(
    desk: Desk, sheet: Sheet, cap: float, y: float, left: float, right: float, pitch: float
) -> float:
    """TO, FROM, DATE, SUBJECT with their contents in a second column."""
    label = desk.font(STYLES, cap)
    stop = left + label.width("SUBJECT:") + 2 * cap
    sheet.block()
    sheet.write(left, y, "MEMORANDUM", desk.spaced(desk.bold(label)))
    y += 2 * pitch
    for name, section in (("TO", "name"), ("FROM", "name"), ("DATE", "date"), ("SUBJECT", "words")):
        sheet.write(left, y, f"{name}:", label)
        sheet.write(stop, y, label.fit(desk.say(section), right - stop), label)
        y += 1.3 * pitch
    if desk.chance(0.6):
        sheet.rule(left, y - 0.6 * pitch, right, y, max(round(cap / 10), 1))
    return y + 0.6 * pitch
