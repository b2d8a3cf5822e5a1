"""What is wrong with a word: one kind for each miss, from the harmless to the hopeless."""

from model.evaluation.metrics import align, alphanumerics, match, normal

KINDS = {
    "spaces": "right but for spaces",
    "case": "right but for the case of letters",
    "punctuation": "letters and digits are right, case ignored; the rest is not",
    "empty": "no letter and no digit was read",
    "look-alike": "right once O and 0, I, l and 1, S and 5 and their like count as the same",
    "cut": "letters or digits at an end are missing, those read are right",
    "added": "letters or digits too many at an end, the others are right",
    "one wrong": "one other letter or digit in place of one",
    "one lost or added": "one letter or digit inside is missing or too many",
    "several wrong": "several edits, of at most half of the letters and digits",
    "garbled": "more than half of the letters and digits are wrong",
}
"""Kinds of misses; a miss is of the first that fits. `an` misses are those from `empty` on."""
AN_KINDS = tuple(KINDS)[list(KINDS).index("empty") :]

_LOOK_ALIKES = str.maketrans(
    {"o": "0", "q": "0", "d": "0", "l": "1", "i": "1", "j": "1", "t": "1", "s": "5", "z": "2",
     "b": "8", "g": "9", "ı": "1", "ö": "0", "ó": "0", "í": "1"}
)  # fmt: skip


def kind_of(label: str, text: str) -> str | None:
    """One of KINDS, or None for a word read right (cs)."""
    right = match(label, text)
    if right.cs:
        return None
    if "".join(normal(label).split()) == "".join(normal(text).split()):
        return "spaces"
    if right.ci:
        return "case"
    if right.an:
        return "punctuation"
    a, b = alphanumerics(label), alphanumerics(text)
    if not b:
        return "empty"
    if a.translate(_LOOK_ALIKES) == b.translate(_LOOK_ALIKES):
        return "look-alike"
    if a.startswith(b) or a.endswith(b):
        return "cut"
    if b.startswith(a) or b.endswith(a):
        return "added"
    pairs = align(a, b)
    wrong = sum(i is None or j is None or a[i] != b[j] for i, j in pairs)
    if wrong == 1:
        return "one wrong" if len(a) == len(b) else "one lost or added"
    return "several wrong" if 2 * wrong <= max(len(a), len(b)) else "garbled"
