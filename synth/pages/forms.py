"""Forms as offices fax them: labels, underlined or boxed fields, check boxes, small tables."""

from dataclasses import replace
from itertools import pairwise

from synth.pages import ornaments
from synth.pages.desk import Desk
from synth.pages.sheet import Sheet
from synth.pages.tables import Grid, grid

PRINTED = {"sans": 3.5, "serif": 1.5, "typewriter": 3, "slab": 0.4, "mono": 0.5}
FILLED = {"typewriter": 4, "mono": 1, "sans": 1.5, "serif": 0.7, "receipt": 0.3, "script": 0.4}
CROSSED_SHARE = 0.25
"""Of the forms: what was filled in stands on the rules, some of them through its feet."""


def form(desk: Desk) -> Sheet:
    """A form about 760 x 1000 px, small letters; now and then at twice that resolution."""
    scale = 1.0 if desk.chance(0.75) else desk.rng.uniform(1.4, 2.4)
    page = _Form(desk, scale)
    page.head()
    while page.y < page.bottom:
        page.element()
    page.foot()
    return page.sheet


class _Form:
    """A form being filled from top to bottom."""

    def __init__(self, desk: Desk, scale: float) -> None:
        rng = desk.rng
        self.desk = desk
        self.width, height = round(rng.uniform(740, 800) * scale), round(1000 * scale)
        self.sheet = Sheet(height, self.width)
        cap = rng.uniform(8, 12.5) * scale
        self.label = desk.font(PRINTED, cap)
        self.strong = desk.bold(self.label)
        self.filled = self.label if desk.chance(0.25) else desk.font(FILLED, cap * 1.05)
        if self.filled is not self.label and desk.chance(0.2):
            self.label = replace(self.label, cap=max(cap * 0.75, 7.5))
        self.cap = cap
        self.pitch = cap * rng.uniform(2.0, 3.2)
        margin = self.width * rng.uniform(0.05, 0.12)
        self.left, self.right = margin, self.width - margin
        self.bottom = height - 6 * self.pitch
        self.y = height * rng.uniform(0.05, 0.1)
        self.colon = desk.chance(0.7)
        self.capitals = rng.choice((0.0, 0.2, 1.0))
        self.underlined = desk.chance(0.2)
        self.field = rng.choices(("rule", "none", "box", "leader"), (4, 3, 1.5, 0.7))[0]
        self.crossed = desk.chance(CROSSED_SHARE)
        self.elements = rng.choices(
            (self.fields, self.boxes, self.choices, self.text, self.table, self.heading),
            k=rng.randrange(2, 5),
            weights=(5, 2.5, 2, 1.5, 1.5, 1),
        )

    def element(self) -> None:
        """One more part of the form."""
        self.sheet.block()
        self.desk.rng.choice((self.fields, *self.elements))()
        self.y += self.pitch * self.desk.rng.uniform(0.2, 1.0)

    def head(self) -> None:
        desk, rng = self.desk, self.desk.rng
        if desk.chance(0.3):
            size = self.cap * rng.uniform(4, 7)
            ornaments.logo(self.sheet, self.left + size / 2, self.y + size / 2, size, rng)
            self.y += size + self.cap
        if desk.chance(0.4):
            for section in ("firm", "date", "code")[: rng.randrange(1, 4)]:
                self.sheet.write(self.right, self.y, desk.say(section), self.label, align=1)
                self.y += self.pitch * 0.7
        font = replace(self.strong, cap=self.cap * rng.uniform(1.0, 1.9))
        if desk.chance(0.15):
            font = desk.spaced(font)
        middle = desk.chance(0.75)
        x, align = ((self.left + self.right) / 2, 0.5) if middle else (self.left, 0.0)
        self.y += font.cap
        banner = desk.chance(0.15)
        for text in font.wrap(desk.say("formtitle"), (self.right - self.left) * 0.8):
            wide = font.width(text)
            x0 = x - align * wide
            if banner:
                self.sheet.fill(self.left, self.y - 1.6 * font.cap, self.right,
                                self.y + 0.7 * font.cap, 255)  # fmt: skip
            self.sheet.write(x, self.y, text, font, align=align, light_on_dark=banner)
            if not banner and desk.chance(0.35):
                self.sheet.rule(x0, self.y + 0.35 * font.cap, x0 + wide, self.y)
            self.y += 2.4 * font.cap
        self.y += self.pitch * rng.uniform(0.3, 1.5)

    def caption(self) -> str:
        text = self.desk.say("label" if self.desk.chance(0.6) else "label2")
        return self.desk.recase(text, self.capitals) + (":" if self.colon else "")

    def content(self) -> str:
        return "" if self.desk.chance(0.15) else self.desk.say("filled")

    def fields(self) -> None:
        """Rows of one to three labels, each with something written behind it."""
        desk, rng = self.desk, self.desk.rng
        columns = rng.choice((1, 1, 1, 2, 2, 3))
        aligned = desk.chance(0.5)
        gap = 1.5 * self.cap
        wide = (self.right - self.left - gap * (columns - 1)) / columns
        for _ in range(rng.randrange(2, 7)):
            if self.y > self.bottom + self.pitch:
                return
            for c in range(columns):
                x = self.left + c * (wide + gap)
                label = self.label.fit(self.caption(), wide * 0.6)
                end = self.sheet.write(x, self.y, label, self.label)
                if self.underlined:
                    self.sheet.rule(x, self.y + 0.25 * self.cap, end, self.y)
                start = max(end + 0.8 * self.cap, x + (wide * 0.36 if aligned else 0))
                self.fill_in(start, x + wide)
            self.y += self.pitch

    def fill_in(self, x0: float, x1: float) -> None:
        if x1 - x0 < 3 * self.cap:
            return
        text = self.filled.fit(self.content(), x1 - x0 - 0.8 * self.cap)
        reach = (-0.12, 0.1) if self.crossed else (0.12, 0.45)
        low = self.y + self.cap * self.desk.rng.uniform(*reach)
        if self.field == "rule":
            self.sheet.rule(x0, low, x1, low)
        elif self.field == "box":
            self.sheet.frame(x0, self.y - 1.5 * self.cap, x1, self.y + 0.55 * self.cap)
        if text:
            y = self.y + self.desk.rng.uniform(-0.12, 0.05) * self.cap
            end = self.sheet.write(x0 + 0.5 * self.cap, y, text, self.filled)
        else:
            end = x0
        if self.field == "leader":
            ornaments.leader(self.sheet, end + self.cap, x1, self.y, self.label)

    def boxes(self) -> None:
        """Ruled cells with a small label above what was filled in."""
        rng = self.desk.rng
        small = replace(self.label, cap=max(self.cap * 0.72, 7.0))
        tall = small.cap * 1.8 + self.cap * 2.3
        thick = rng.choice((1, 1, 2))
        top = self.y - self.cap
        for _ in range(rng.randrange(1, 5)):
            if top + tall > self.bottom + 2 * self.pitch:
                break
            stops = sorted(rng.uniform(0.2, 0.8) for _ in range(rng.randrange(0, 3)))
            stops = [s for i, s in enumerate(stops) if not i or s - stops[i - 1] > 0.2]
            edges = [self.left + s * (self.right - self.left) for s in (0.0, *stops, 1.0)]
            for x0, x1 in pairwise(edges):
                self.sheet.block()
                self.sheet.frame(x0, top, x1 + thick, top + tall + thick, thick)
                room = x1 - x0 - 1.2 * self.cap
                x = x0 + 0.6 * self.cap
                label = small.fit(self.caption(), room)
                self.sheet.write(x, top + 1.55 * small.cap, label, small)
                text = self.filled.fit(self.content(), room)
                self.sheet.write(x, top + tall - 0.6 * self.cap, text, self.filled)
            top += tall
        self.y = top + 2 * self.cap

    def choices(self) -> None:
        """A question with check boxes, some of them ticked."""
        desk, rng = self.desk, self.desk.rng
        x = self.sheet.write(self.left, self.y, self.caption(), self.label) + 1.5 * self.cap
        typed = desk.chance(0.35)
        mark = rng.choice(("[ ]", "( )", "___", "[X]"))
        side = self.cap * rng.uniform(1.0, 1.4)
        for _ in range(rng.randrange(2, 8)):
            text = desk.say("choice")
            wide = self.label.width(f"{mark} {text}") + side
            if x + wide > self.right:
                x = self.left + 2 * self.cap
                self.y += self.pitch
            if typed:
                x = self.sheet.write(x, self.y, f"{mark} {text}", self.label) + 1.6 * self.cap
                continue
            top = self.y - self.cap / 2 - side / 2
            self.sheet.frame(x, top, x + side, top + side, 1)
            if desk.chance(0.35):
                ornaments.tick(self.sheet, x, top, side, rng)
            x = self.sheet.write(x + side + 0.6 * self.cap, self.y, text, self.label)
            x += 1.6 * self.cap
        self.y += self.pitch

    def text(self) -> None:
        """A paragraph: instructions, or what someone typed."""
        desk = self.desk
        own = desk.chance(0.5)
        font = self.label if own else self.filled
        text = " ".join(desk.say("instruct") for _ in range(desk.rng.randrange(1, 3)))
        if not own or desk.chance(0.3):
            text = desk.prose(desk.rng.randrange(60, 320))
        pitch = font.cap * desk.rng.uniform(1.65, 2.2)
        room = int((self.bottom + 3 * self.pitch - self.y) / pitch)
        lines = font.wrap(text, self.right - self.left)[: max(room, 0)]
        self.y = self.sheet.paragraph(self.left, self.y, lines, font, pitch)

    def heading(self) -> None:
        desk = self.desk
        text = self.strong.fit(desk.recase(desk.say("heading"), 0.5), self.right - self.left)
        kind = desk.rng.random()
        if kind < 0.3:
            low, high = self.y - 1.6 * self.cap, self.y + 0.7 * self.cap
            dark = desk.chance(0.6)
            ink = 255 if dark else ornaments.tint(round(high - low) + 1, self.width, desk.rng)
            self.sheet.fill(self.left, low, self.right, high, ink)
            x = self.left + self.cap
            self.sheet.write(x, self.y, text, self.strong, light_on_dark=dark)
        else:
            end = self.sheet.write(self.left, self.y, text, self.strong)
            if kind > 0.6:
                self.sheet.rule(self.left, self.y + 0.4 * self.cap, end, self.y)
        self.y += self.pitch * 1.2

    def table(self) -> None:
        """A small table."""
        rows = self.desk.rng.randrange(3, 8)
        room = int((self.bottom + 2 * self.pitch - self.y) / self.pitch)
        if room < 3:
            self.y += self.pitch
            return
        style = Grid.sample(self.desk, self.label, self.strong, self.filled, self.pitch)
        self.y = grid(self.desk, self.sheet, style, self.left, self.right, self.y,
                      min(rows, room))  # fmt: skip
        self.y += self.pitch

    def foot(self) -> None:
        desk, rng = self.desk, self.desk.rng
        self.sheet.block()
        y = self.sheet.height - 3 * self.pitch
        if self.y < y - self.pitch and desk.chance(0.6):
            x1 = self.left + (self.right - self.left) * 0.45
            end = self.sheet.write(self.left, y, self.caption(), self.label)
            self.sheet.rule(end + self.cap, y + 2, max(x1, end + 9 * self.cap), y)
            if desk.chance(0.7):
                ornaments.scribble(self.sheet, end + 2 * self.cap, y - 2, 2.6 * self.cap, rng)
            x = self.sheet.width * 0.68
            self.sheet.write(x, y, f"Date: {desk.say('date')}", self.label)
        if desk.chance(0.6):
            small = replace(self.label, cap=max(self.cap * 0.75, 7.0))
            text = desk.say("pagefoot")
            self.sheet.write(self.right, self.sheet.height - 1.2 * self.pitch, text, small, align=1)
        if desk.chance(0.12):
            size = self.width * rng.uniform(0.12, 0.2)
            ornaments.stamp(self.sheet, self.right - size, self.sheet.height - size, size, rng)
        if desk.chance(0.5):
            ornaments.blots(self.sheet, rng)
