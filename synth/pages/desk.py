"""What a layout works with: chance, fonts, and words to set."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from synth.pages.fonts import Font, Typefaces
from synth.render.layout import EM, NARROW_SHARE, UNEVEN_SHARE
from synth.text.source import TextSource
from synth.text.styles import upper

BANNER = {"sans": 3.0, "serif": 2.0, "slab": 1.0, "decorative": 1.0, "script": 0.5}
"""Styles of letterheads, shop names, headlines."""


@dataclass(frozen=True)
class Desk:
    """A page's source of chance, faces and texts."""

    rng: Random
    faces: Typefaces
    texts: TextSource

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.rng.random() < share

    def say(self, section: str) -> str:
        """One text of a section of the grammars."""
        return self.texts.grammar.draw(section, self.rng.random)

    def prose(self, length: int) -> str:
        """Running text of about that many characters, beginning as a sentence does."""
        text = self.texts.passage(self.rng, length)
        return text[:1].upper() + text[1:] if text[:1].isascii() else text

    def money(self, most: float = 200.0) -> float:
        """An amount with two decimals, small ones more often."""
        amount = most ** self.rng.random() * self.rng.uniform(0.4, 1.0)
        return round(round(amount * 20) / 20, 2) if self.chance(0.6) else round(amount, 2)

    def recase(self, text: str, capitals: float) -> str:
        """A text in capitals in that share of cases."""
        return upper(text) if self.chance(capitals) else text

    def font(self, styles: Mapping[str, float], cap: float) -> Font:
        """A font of one of these styles for a page's body."""
        rng = self.rng
        face = self.faces.pick(rng, styles)
        kind = rng.random()
        tracking = rng.gauss(0, 0.25)
        if kind < 0.07:
            tracking = rng.uniform(1.5, 4.5)
        elif kind < 0.12:
            tracking = rng.uniform(-1.2, -0.6)
        natural = float(self.faces.atlas.glyphs[face]["advance"][0]) / 64
        space = max(natural * rng.uniform(0.85, 1.3), 0.2 * EM) + 2 * max(tracking, 0.0)
        if tracking < 0.6 and self.chance(NARROW_SHARE):
            space = rng.uniform(0.15, 0.21) * EM
        return Font(
            atlas=self.faces.atlas,
            face=face,
            cap=cap,
            aspect=rng.uniform(0.85, 1.15) if self.chance(0.4) else 1.0,
            tracking=tracking,
            space=space,
            stray=rng.uniform(0.6, 1.6) if self.chance(UNEVEN_SHARE) else 0.0,
            wear=rng.randrange(1 << 30) if self.chance(0.25) and cap > 11 else None,
        )

    def bold(self, font: Font) -> Font:
        """The font's bold face, or the font with spread strokes."""
        face = self.faces.bold(self.rng, font.face)
        if face is None:
            return replace(font, bold=2, tracking=font.tracking + 1)
        return replace(font, face=face)

    def spaced(self, font: Font) -> Font:
        """The font set with letters apart, as headings are now and then."""
        apart = self.rng.uniform(4, 12)
        return replace(font, tracking=apart, space=font.space + 2 * apart)
