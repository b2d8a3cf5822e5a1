"""Style class, side of the split, and share of the training words of every face."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from synth.fonts.check import Probe
from synth.fonts.families import boost, everyday, family_key

STYLE_SHARE = {
    "sans": 0.34,
    "serif": 0.28,
    "mono": 0.11,
    "typewriter": 0.08,
    "receipt": 0.05,
    "pixel": 0.02,
    "slab": 0.04,
    "script": 0.03,
    "decorative": 0.05,
}
"""Share of the words drawn in each style: roughly as in letters, books, forms and receipts."""

TEST_SHARE = 0.08
SPLIT_SEED = 165
"""Chosen so that the test side has families of every style."""

_RECEIPT = re.compile(r"ocr[ -]?[ab]|3270|glass tty|vt220|letter ?goth|dot ?matrix|terminus", re.I)
_TYPEWRITER = re.compile(
    r"typewrit|courier|cursor|typist|tlwg (mono|typo)|nimbus mono|free ?mono|mono uralic|cousine"
    r"|liberation mono|latin modern mono|cmu typewriter|aemmono|modernmono|gnutype|erika|compagnon"
    r"|gwmonospace",
    re.I,
)
_SCRIPT = re.compile(
    r"script|hand|scrawl|dancing|kaushan|kristi|great vibes|miama|lobster|leckerli|rufscript"
    r"|isabella|chancery|breip|steve|licorice|domestic|junkyard|humor|comic|uralchan|coronation"
    r"|boulevard|linostroke|brushstroke|artiston|impromptu|magicmarker|casual|ecolier",
    re.I,
)
_DECORATIVE = re.compile(
    r"\bBRK\b|^QT(?!Helvet|Basker|Bodini$|Bookmann|Caslan$|Garomand|Letter|OldGoudy|Optimum|Palatine"
    r"|Pristine|School|Ancient|Doghaus|Future$|Atchen|Agate)|dyslexic|lemonada|comfortaa|poiret|forum"
    r"|almendra|modak|baloo|smiley|opendyslexic|eurofurence|discord|monoisome|Unicode$|Ponomar"
    r"|ferrite|alpha slab|cyklop|C-64|cinzel|dustismo$|staypuft|bandless|fell|penguin|tomson"
    r"|radisnoir|havana|murmure|summersby|dunhill|unslanted|upright italic",
    re.I,
)
_SLAB = re.compile(r"slab|rockwell|concrete|egyptian|arvo|museo|bitter|mekanus", re.I)
_SANS = re.compile(r"\bsans|grotesk|gothic|helvet|cmu bright", re.I)
_SERIF = re.compile(r"\bserif|roman\b|garamond|caslon|times|antykwa", re.I)


@dataclass(frozen=True)
class Place:
    """Where a face stands: see `place`."""

    family_key: str
    style: str
    split: str
    weight: float


def style_of(probe: Probe, package: str, quality: float) -> str:
    """One of STYLE_SHARE's keys. `quality`: the share of its glyphs that look as usual."""
    name = f"{probe.family} {package}"
    if probe.pixelated or re.search(r"^Px |^spleen|proggy|sixtyfour", probe.family, re.I):
        return "pixel"
    if _RECEIPT.search(probe.family):
        return "receipt"
    if _DECORATIVE.search(probe.family):
        return "decorative"
    if _SCRIPT.search(name) or (probe.panose[0] == 3 and quality < 0.9):
        return "script"
    if _TYPEWRITER.search(probe.family):
        return "typewriter"
    if probe.fixed_pitch or re.search(r"mono\b", probe.family, re.I):
        return "mono"
    if quality < 0.6 and boost(family_key(probe.family)) == 1 and abs(probe.slant) < 0.08:
        return "decorative"
    if _SLAB.search(probe.family):
        return "slab"
    if _SANS.search(probe.family):
        return "sans"
    if _SERIF.search(probe.family):
        return "serif"
    return "serif" if probe.serif > 1.35 else "sans"


def split_of(key: str) -> str:
    """'train' or 'test', by a hash of the family: no design is on both sides."""
    if everyday(key):
        return "train"
    digest = hashlib.sha256(f"{SPLIT_SEED} {key}".encode()).digest()
    return "test" if int.from_bytes(digest[:8], "big") < TEST_SHARE * 2**64 else "train"


def preference(probe: Probe) -> float:
    """How much a face is liked within its family: regular, bold, italic; hairlines hardly."""
    style = f"{probe.family} {probe.style_name}".lower()
    liked = 1.0
    if re.search(r"thin|hairline|ultra ?light|extra ?light", style) or probe.stem < 0.055 * 40:
        liked *= 0.2
    elif re.search(r"black|heavy|ultra|extra ?bold|poster|fat", style):
        liked *= 0.5
    elif re.search(r"\blight|semi|demi|medium", style):
        liked *= 0.7
    elif re.search(r"bold", style):
        liked *= 1.8
    else:
        liked *= 3.0
    if re.search(r"italic|oblique|slanted|kursiv", style) or abs(probe.slant) > 0.08:
        liked *= 0.5
    if re.search(r"extra ?condensed|extended|wide|outline|-2x", style):
        liked *= 0.3
    elif re.search(r"cond|narrow|\bcn\b", style):
        liked *= 0.6
    return liked


def place(
    probes: Sequence[Probe], packages: Sequence[str], quality: Sequence[float]
) -> list[Place]:
    """Family, style, split and weight of every face; the weights of a split sum to 1.

    A family's weight grows with its faces to the power 0.35 only, times its boost on the training
    side (the test side asks all its designs alike); the faces share it by preference. Then the
    families of a style share STYLE_SHARE of the split.
    """
    keys = [family_key(p.family) for p in probes]
    styles = [style_of(*args) for args in zip(probes, packages, quality, strict=True)]
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (key, style) in enumerate(zip(keys, styles, strict=True)):
        groups[key, style].append(i)
    weights = [0.0] * len(probes)
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for (key, style), faces in groups.items():
        liked = [preference(probes[i]) for i in faces]
        # a family of nothing but hairlines weighs less as well
        common = boost(key) if split_of(key) == "train" else 1.0
        family = common * len(faces) ** 0.35 * min(1.0, max(liked))
        totals[split_of(key), style] += family
        for i, one in zip(faces, liked, strict=True):
            weights[i] = family * one / sum(liked)
    present: dict[str, float] = defaultdict(float)
    for split, style in totals:
        present[split] += STYLE_SHARE[style]
    out = []
    for key, style, weight in zip(keys, styles, weights, strict=True):
        split = split_of(key)
        share = STYLE_SHARE[style] / present[split]
        out.append(Place(key, style, split, weight / totals[split, style] * share))
    return out
