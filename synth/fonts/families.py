"""Which faces belong together, and which families documents use every day."""

import re

_STYLE_WORDS = """
bold italic ital oblique slanted regular roman book medium demi demibold semi semibold extra
extrabold ultra light extralight thin hairline black heavy condensed cond cnd narrow extended
ext wide compressed cn sc caps smallcaps osf lf display caption subhead text headline poster
titling std otf ttf pro normal bd bi it half halfloose loose tight unslanted upright no2 no3 alt
alta tff outline shadow thick plain alternates no minus deca exa giga mega peta tera zetta gwf
classic angular a b
"""
STYLE_WORDS = frozenset(_STYLE_WORDS.split())
"""Words of a family's name that tell its faces apart, not its design."""

# design → pattern over the plain family name. One design under several names (a clone, a revival,
# another foundry's copy) is one family, so that its twins do not sit on both sides of the split.
DESIGNS: tuple[tuple[str, str, float], ...] = (
    ("arial", r"liberation sans|arimo|aerial$|^arial|^sans$", 6),
    ("helvetica", r"nimbus sans|gyre heros|free ?sans|helvet|switzera|sans uralic|^loma"
                  r"|^garuda", 6),
    ("times", r"liberation serif|tinos|nimbus roman|termes|free ?serif|stix|xits|tempora|tymes"
              r"|^times|roman uralic|qttime|^step$|ztm|norasi", 6),
    ("courier", r"liberation mono|cousine|nimbus mono|cursor|free ?mono|courier|mono uralic"
                r"|aerial mono|^tlwg (typo|mono)", 6),
    ("dejavu sans mono", r"dejavu sans mono|vera sans mono|^hack$", 4),
    ("dejavu sans", r"dejavu sans|vera sans|verana|veranda|verdana|tahoma", 4),
    ("dejavu serif", r"dejavu serif|vera serif", 3),
    ("lato", r"^lato|carlito|calibri", 6),
    ("cambria", r"caladea|cambria", 4),
    ("noto sans mono", r"noto (sans )?mono|droid sans mono", 4),
    ("noto sans", r"noto sans|noto looped|droid sans|open sans", 6),
    ("noto serif", r"noto serif|droid serif", 5),
    ("roboto mono", r"roboto mono", 3),
    ("roboto serif", r"roboto serif", 2),
    ("roboto slab", r"roboto slab", 3),
    ("roboto", r"^roboto", 5),
    ("computer modern mono", r"cmu type|latin modern mono|newcomputermodernmono|aemmono"
                             r"|um ?typewriter", 3),
    ("computer modern sans", r"cmu (sans|bright)|latin modern sans|newcomputermodernsans", 2),
    ("computer modern", r"cmu |latin modern|newcomputermodern|aemroman|computer modern", 4),
    ("garamond", r"garamond|qtgaromand", 4),
    ("baskerville", r"baskerv|bskvl|qtbasker", 3),
    ("bodoni", r"bodoni|qtbodini", 3),
    ("palatino", r"pagella|^p052|domitian|palladio|qtpalatine", 3),
    ("schoolbook", r"gyre schola|aeschola|c059|schoolbook|schoolcentury|century", 3),
    ("bookman", r"bonum|bookman|qtbookmann", 2),
    ("avant garde", r"adventor|urw gothic|gothic uralic|qtavanti", 2),
    ("caslon", r"caslon|csln|qtcaslan", 2),
    ("charter", r"charter", 2),
    ("utopia", r"erewhon|heuristica|linguistics|utopia", 2),
    ("gill", r"gillius|\bgill\b", 2),
    ("libertine", r"linux libertine|libertinus serif|libertinus mono", 2),
    ("biolinum", r"biolinum|libertinus sans", 2),
    ("source sans", r"source sans", 3),
    ("source serif", r"source serif", 3),
    ("source code", r"source code", 3),
    ("plex sans", r"plex sans", 2),
    ("plex serif", r"plex serif", 2),
    ("plex mono", r"plex mono", 2),
    ("pt sans", r"pt sans", 2),
    ("pt serif", r"pt serif", 2),
    ("inter", r"^inter\b", 3),
    ("fira sans", r"fira sans", 2),
    ("fira mono", r"fira (mono|code)", 2),
    ("montserrat", r"montserrat", 2),
    ("merriweather", r"^merriweather$", 2),
    ("gentium", r"gentium", 2),
    ("crimson", r"crimson|cochineal", 2),
    ("spectral", r"spectral", 1.5),
    ("franklin", r"libre franklin", 3),
    ("nunito", r"^nunito", 2),
    ("raleway", r"^raleway", 1.5),
    ("cabin", r"^cabin", 1.5),
    ("inconsolata", r"inconsolata|ricty", 2),
    ("m plus", r"^m ?plus|mig ?mix|^migu", 1),
    ("ibm 3270", r"^ibm 3270", 1),
    ("ocr-a", r"^ocr[ -]?a", 4),
    ("ocr-b", r"^ocr[ -]?b", 6),
    ("letter gothic", r"letter ?goth", 3),
    ("old standard", r"old ?standard", 1.5),
)  # fmt: skip
_PATTERNS = [(name, re.compile(pattern), boost) for name, pattern, boost in DESIGNS]


def plain(family: str) -> str:
    """Lower case, words apart: 'EBGaramond' and 'EB Garamond' → 'eb garamond'."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", family.replace("_", " ").replace("-", " "))
    return " ".join(apart.lower().split())


def family_key(family: str) -> str:
    """The same for all faces of one design: no width, no weight, no optical size."""
    name = " ".join(family.lower().replace("_", " ").split())
    for design, pattern, _ in _PATTERNS:
        if pattern.search(name) or pattern.search(plain(family)):
            return design
    words = re.sub(r"[^a-z0-9 ]", " ", plain(family)).split()
    if words and words[0] == "px":  # screen fonts of early computers: one family a maker
        words = words[:2]
    elif words and words[-1] == "brk":  # display fonts by one hand, in variants of many names
        words = [w for w in words if len(w) > 1][:1]
    words = [re.sub(r"\d+x?\d*$", "", w) for w in words]
    kept = [w for w in words if w and w not in STYLE_WORDS]
    return " ".join(kept) or name


def boost(key: str) -> float:
    """How many times more often than others documents use the family."""
    return next((b for design, _, b in _PATTERNS if design == key), 1.0)


def everyday(key: str) -> bool:
    """Whether the family is a core one: always on the training side."""
    return boost(key) >= 4
