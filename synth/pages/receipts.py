"""Receipts: a shop's head, what was bought, totals, taxes, greetings."""

from dataclasses import replace

from synth.pages import ornaments
from synth.pages.desk import BANNER, Desk
from synth.pages.sheet import Sheet
from synth.text.styles import upper

STYLES = {"receipt": 3, "mono": 2.5, "typewriter": 1.5, "sans": 2.5, "pixel": 0.4, "slab": 0.2}
TALLEST = 2800


def receipt(desk: Desk) -> Sheet:
    """A receipt 600 to 1000 px wide, as long as it needs to be."""
    roll = _Roll(desk)
    roll.head()
    roll.details()
    goods = roll.goods()
    roll.totals(goods)
    roll.foot()
    return roll.tear_off()


class _Roll:
    """A receipt being printed, line by line."""

    def __init__(self, desk: Desk) -> None:
        rng = desk.rng
        self.desk, width = desk, rng.randrange(600, 1001)
        self.sheet = Sheet(TALLEST, width)
        margin = width * rng.uniform(0.03, 0.1)
        self.left, self.right = margin, width - margin
        font = replace(desk.font(STYLES, 20), aspect=rng.uniform(0.75, 1.2))
        cap = 20 * (self.right - self.left) / rng.uniform(30, 46) / font.average
        self.font = replace(font, cap=min(max(cap, 10), 34))
        self.strong = desk.bold(self.font)
        self.pitch = self.font.cap * rng.uniform(1.5, 2.3)
        self.y = self.pitch * rng.uniform(1.5, 5)
        self.symbol = rng.choice(("", "", "", "$", "RM", "£", "€"))
        self.mark = rng.choice(("", "", "", " SR", " T", " Z", "*", "A"))
        self.capitals = rng.choice((0.0, 0.3, 1.0))

    @property
    def full(self) -> bool:
        return self.y > TALLEST - 22 * self.pitch

    def middle(self, text: str, *, strong: bool = False) -> None:
        font = self.strong if strong else self.font
        for line in font.wrap(text, self.right - self.left):
            self.sheet.write((self.left + self.right) / 2, self.y, line, font, align=0.5)
            self.y += self.pitch

    def pair(self, label: str, value: str, *, strong: bool = False, start: float = 0.0) -> None:
        """A label on the left and a value at the right edge; `start` is the label's place."""
        font = self.strong if strong else self.font
        x = self.left + start * (self.right - self.left)
        room = self.right - font.width(value) - font.width("  ")
        end = self.sheet.write(x, self.y, font.fit(label, max(room - x, font.average)), font)
        if self.dotted and not strong:
            ornaments.leader(self.sheet, end + font.average, room, self.y, font)
        self.sheet.write(self.right, self.y, value, font, align=1)
        self.y += self.pitch

    dotted = False

    def rule(self) -> None:
        desk, kind = self.desk, self.desk.rng.random()
        self.sheet.block()
        if kind < 0.45:
            ornaments.leader(
                self.sheet, self.left, self.right, self.y, self.font, desk.rng.choice("---=*")
            )
        elif kind < 0.8:
            y, thick = self.y - self.font.cap / 2, desk.rng.choice((1, 2, 2, 3))
            self.sheet.rule(self.left, y, self.right, y, thick, desk.rng.choice((0, 8, 14)))
        self.y += self.pitch * desk.rng.uniform(0.7, 1.2)

    def head(self) -> None:
        desk, rng = self.desk, self.desk.rng
        if desk.chance(0.3):
            size = self.sheet.width * rng.uniform(0.12, 0.3)
            middle = (self.left + self.right) / 2
            ornaments.logo(self.sheet, middle, self.y + size / 2, size, rng)
            self.y += size + self.pitch * 1.6
        cap = min(self.font.cap * rng.uniform(1.0, 2.2), 45)
        banner = desk.font(BANNER, cap) if desk.chance(0.5) else replace(self.strong, cap=cap)
        self.y += max(cap - self.font.cap, 0)
        for line in banner.wrap(desk.recase(desk.say("firm"), 0.6), self.right - self.left):
            self.sheet.write((self.left + self.right) / 2, self.y, line, banner, align=0.5)
            self.y += max(cap * 1.6, self.pitch)
        for section, share in (
            ("reg", 0.4), ("street", 0.95), ("street", 0.4), ("place", 0.9), ("calls", 0.7),
            ("url", 0.15), ("email", 0.15),
        ):  # fmt: skip
            if desk.chance(share):
                self.middle(desk.recase(desk.say(section), self.capitals))
        if desk.chance(0.6):
            self.middle(f"GST NO : {desk.say('gst')}")
        self.y += self.pitch * rng.uniform(0, 1)
        if desk.chance(0.6):
            title = rng.choice(("TAX INVOICE", "RECEIPT", "Tax Invoice", "CASH BILL", "INVOICE"))
            self.middle(title, strong=True)
        self.rule()

    def details(self) -> None:
        desk, rng = self.desk, self.desk.rng
        wide = rng.uniform(0.22, 0.4) * (self.right - self.left)
        style = rng.randrange(3)
        rows = [
            ("Date", desk.say("date")), ("Time", desk.say("time")),
            ("Invoice No", desk.say("invoice")), ("Cashier", desk.say("first")),
            ("Table", str(rng.randrange(1, 60))), ("Counter", f"{rng.randrange(1, 20):02d}"),
            ("Customer", desk.say("name")), ("Ref", desk.say("invoice")),
        ]  # fmt: skip
        for label, value in rng.sample(rows, rng.randrange(2, 6)):
            label = desk.recase(label, self.capitals)
            x, room = self.left, self.right - self.left
            if style == 0:
                self.sheet.write(x, self.y, self.font.fit(f"{label}: {value}", room), self.font)
            elif style == 1:
                self.sheet.write(x, self.y, label, self.font)
                start = x + max(wide, self.font.width(label + "  "))
                self.sheet.write(start, self.y, self.font.fit(f": {value}", self.right - start),
                                 self.font)  # fmt: skip
            else:
                half = self.font.fit(f"{label}: {value}", room * 0.48)
                other = self.font.fit(desk.say("till"), room * 0.42)
                self.sheet.write(x, self.y, half, self.font)
                self.sheet.write(self.right, self.y, other, self.font, align=1)
            self.y += self.pitch
        self.rule()

    def goods(self) -> list[tuple[float, float]]:
        """Sets the items; quantity and amount of each."""
        desk, rng = self.desk, self.desk.rng
        style = rng.randrange(4)
        sold: list[tuple[float, float]] = []
        width = self.right - self.left
        stops = [self.left + s * width for s in (0.58, 0.78, 1.0)]
        heads = rng.choice((("QTY", "PRICE", "AMOUNT"), ("Qty", "U.Price", "Amt"),
                            ("Qty", "Price", "Total")))  # fmt: skip
        if style == 0:
            self.row(desk.recase("Description", self.capitals), heads, stops)
        elif desk.chance(0.7):
            self.pair(desk.recase("Qty Item", self.capitals), desk.recase("Amount", self.capitals))
        if style == 0 or desk.chance(0.5):
            self.rule()
        for _ in range(rng.choice((1, 2, 3, 3, 4, 5, 6, 8, 11, 16))):
            if self.full:
                break
            count = rng.choice((1, 1, 1, 2, 2, 3, 4, 10))
            price = desk.money(120)
            name = desk.recase(desk.say("goods"), 0.7 if self.capitals else 0.2)
            amount = f"{count * price:,.2f}"
            if style == 0:
                self.row(name, (str(count), f"{price:.2f}", amount), stops)
            elif style == 1:
                self.pair(f"{count} {name}", amount + self.mark)
            elif style == 2:
                if desk.chance(0.6):
                    name = f"{desk.say('sku')} {name}"
                self.sheet.write(self.left, self.y, self.font.fit(name, width), self.font)
                self.y += self.pitch
                self.pair(f"{count} x {price:.2f}", amount + self.mark, start=0.08)
            else:
                self.pair(name, self.symbol + amount + self.mark)
                if count > 1:
                    note = f"{count} @ {price:.2f}"
                    self.sheet.write(self.left + 0.06 * width, self.y, note, self.font)
                    self.y += self.pitch
            sold.append((count, count * price))
        self.rule()
        return sold

    def row(self, name: str, cells: tuple[str, ...], stops: list[float]) -> None:
        room = stops[0] - self.font.width(cells[0]) - self.left - self.font.average
        self.sheet.write(self.left, self.y, self.font.fit(name, room), self.font)
        for cell, stop in zip(cells, stops, strict=True):
            self.sheet.write(stop, self.y, cell, self.font, align=1)
        self.y += self.pitch

    def totals(self, goods: list[tuple[float, float]]) -> None:
        desk, rng = self.desk, self.desk.rng
        self.dotted = desk.chance(0.08)
        net = sum(amount for _, amount in goods)
        rate = rng.choice((0, 0, 5, 6, 6, 7, 10, 19, 20))
        tax = round(net * rate / 100, 2)
        total = net + tax
        cash = total if desk.chance(0.4) else (total // 10 + 1) * 10
        start = rng.choice((0.0, 0.0, 0.25, 0.4))
        case = 1.0 if desk.chance(0.6) else 0.0
        colon = rng.choice(("", "", ":", " :"))

        def line(label: str, amount: float, strong: bool = False) -> None:
            text = f"{self.symbol}{amount:,.2f}"
            self.pair(desk.recase(label, case) + colon, text, strong=strong, start=start)

        if desk.chance(0.3):
            self.pair(desk.recase("Total Qty", case) + colon, f"{sum(n for n, _ in goods):.0f}",
                      start=start)  # fmt: skip
        if rate or desk.chance(0.4):
            line("Sub Total", net)
        if rate:
            line(rng.choice(("GST", "VAT", "Tax", "SST", "Service Charge")) + f" {rate}%", tax)
        if desk.chance(0.25):
            line("Rounding Adj", 0.0)
        if desk.chance(0.25):
            # The grand total in larger letters.
            saved = self.strong, self.font.cap
            cap = min(saved[1] * rng.uniform(1.3, 1.9), 45)
            self.strong = replace(self.strong, cap=cap)
            self.y += cap - saved[1]
            line(rng.choice(("Total", "Grand Total")), total, strong=True)
            self.strong = saved[0]
        else:
            line(rng.choice(("Total", "Grand Total", "Net Total", "Total Due")), total,
                 strong=desk.chance(0.7))  # fmt: skip
        if desk.chance(0.12):
            ornaments.circle(self.sheet, self.right - 2 * self.font.cap, self.y - 1.5 * self.pitch,
                             7 * self.font.cap, 3 * self.font.cap, rng)  # fmt: skip
        if desk.chance(0.8):
            line(rng.choice(("Cash", "Cash", "Visa", "Paid", "Master Card")), cash)
            line("Change", cash - total)
        self.dotted = False
        if rate and desk.chance(0.45):
            self.rule()
            stops = [self.left + s * (self.right - self.left) for s in (0.5, 0.78, 1.0)]
            self.row("GST Summary", ("%", "Amount", "Tax"), stops)
            per = rng.choice(("", "", "%"))
            if desk.chance(0.4):
                self.row("ZR", (f"0{per}", "0.00", "0.00"), stops)
            self.row("SR", (f"{rate}{per}", f"{net:,.2f}", f"{tax:,.2f}"), stops)
            self.row("Total", ("", f"{net:,.2f}", f"{tax:,.2f}"), stops)
        self.rule()

    def foot(self) -> None:
        desk, rng = self.desk, self.desk.rng
        for _ in range(rng.randrange(1, 5)):
            text = desk.say("greeting")
            self.middle(upper(text) if desk.chance(self.capitals) else text)
        if desk.chance(0.25):
            width = 0.6 * (self.right - self.left)
            x = (self.left + self.right - width) / 2
            ornaments.barcode(self.sheet, x, self.y, width, 2.2 * self.pitch, rng)
            self.y += 3.4 * self.pitch
            if desk.chance(0.6):
                self.middle(desk.say("sku"))
        if desk.chance(0.15):
            ornaments.scribble(self.sheet, self.left + self.pitch, self.y + 2 * self.pitch,
                               2 * self.pitch, rng)  # fmt: skip
            self.y += 3 * self.pitch

    def tear_off(self) -> Sheet:
        desk, rng = self.desk, self.desk.rng
        sheet = self.sheet
        end = self.y + self.pitch * rng.uniform(0.5, 4)
        sheet.cut(int(min(max(end, 900), TALLEST)))
        if desk.chance(0.12):  # scanned on a larger sheet
            height, width = int(sheet.height * rng.uniform(1.1, 1.5)), int(sheet.width * 1.6)
            sheet.embed(height, width, rng.randrange(height - sheet.height),
                        rng.randrange(width - sheet.width))  # fmt: skip
        return sheet
