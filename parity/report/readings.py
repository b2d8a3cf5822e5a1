"""Two readings of the same ink, with the characters marked in which they differ."""

from difflib import SequenceMatcher

from parity.report.markup import Markup, join, tag

SPACE, NOTHING = "␣", "∅"


def marked(reference: str, candidate: str) -> tuple[Markup, Markup]:
    """Both as HTML: what only one of them has is marked, spaces in marks are made visible."""
    ours, theirs = [], []
    matcher = SequenceMatcher(None, reference, candidate, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            ours.append(tag("span", reference[i:j]))
            theirs.append(tag("span", candidate[k:m]))
        else:
            ours.append(_mark(reference[i:j]))
            theirs.append(_mark(candidate[k:m]))
    return _reading(ours, reference), _reading(theirs, candidate)


def plain(text: str) -> Markup:
    """A reading that is compared with nothing."""
    return _reading([tag("span", text)], text)


def _mark(part: str) -> Markup:
    """A part that the other lacks; a place where the other has more is marked, too."""
    if not part:
        return tag("mark", class_="gap", aria_label="nothing")
    return tag("mark", part.replace(" ", SPACE))


def _reading(parts: list[Markup], whole: str) -> Markup:
    shown = join(*parts) if whole else tag("span", NOTHING, class_="nothing")
    return tag("bdi", shown, class_="reading")
