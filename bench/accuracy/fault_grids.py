"""Tables of what goes wrong: on words by kind, confusion and bin; on pages by what became of them.

`all` is the sum of the corpora. Numbers of words unless a column says %.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from bench.accuracy import breakdown, pages
from bench.accuracy.board import Board, Part
from bench.accuracy.breakdown import Case, Confusion
from bench.accuracy.features import FEATURES
from bench.accuracy.grids import NONE, Cell, Grid, name_of
from bench.accuracy.kinds import AN_KINDS, KINDS
from bench.accuracy.pages import LOSSES, PageBudget, Tokens
from bench.accuracy.samples import HALVES
from bench.engines.catalogue import OURS

TOP = 30
"""Confusions, tokens that are listed."""


def word_grids(board: Board, cases: Sequence[Case]) -> list[Grid]:
    """Of a board of words."""
    peer = board.titles[board.best_peer] if board.best_peer else None
    return [
        _kinds(board, cases, peer),
        *(
            _confusions(title, find, board, cases, peer)
            for title, find in (
                ("letters and digits, case ignored", breakdown.letter_confusions),
                ("all else, where letters and digits are right", breakdown.other_confusions),
            )
        ),
        *(_features(part, breakdown.of(part, cases), peer) for part in board.parts),
    ]


def _kinds(board: Board, cases: Sequence[Case], peer: str | None) -> Grid:
    rows: list[list[Cell]] = []
    for part in board.parts:
        for half in (None, *HALVES):
            some = breakdown.of(Part(part.corpus, half), cases)
            for engine in (OURS, *([peer] if peer else [])):
                counts = breakdown.by_kind(breakdown.pairs_of(some, engine))
                title = board.titles[OURS] if engine == OURS else engine
                head = [name_of(part), half or "both", title, str(len(some))]
                rows.append([*head, *(str(counts[kind]) for kind in KINDS)])
    columns = ["corpus", "half", "engine", "words", *KINDS]
    return Grid(
        f"Words: kinds of misses, those of `an` from “{AN_KINDS[0]}” on", columns, rows, 3, KINDS
    )


def _confusions(
    what: str, find: breakdown.Find, board: Board, cases: Sequence[Case], peer: str | None
) -> Grid:
    parts = board.parts
    found = [
        [find(breakdown.pairs_of(breakdown.of(part, cases), engine)) for part in parts]
        for engine in (OURS, *([peer] if peer else []))
    ]
    ours = sum(found[0], Counter[Confusion]()) if len(parts) == 1 else found[0][-1]
    ranked = sorted(ours, key=lambda pair: (-ours[pair], pair))[:TOP]
    rows = [
        [f"{_shown(pair[0])} → {_shown(pair[1])}", *(str(each[pair]) for each in chain(*found))]
        for pair in ranked
    ]
    columns = ["stands → read", *map(name_of, parts)]
    columns += [f"{peer}: {name_of(part)}" for part in parts] if peer else []
    return Grid(f"Words: confusions of {what}", columns, rows, 1, {"∅": "nothing"})


def _shown(character: str) -> str:
    return {"": "∅", " ": "␣"}.get(character, character)


def _features(part: Part, cases: Sequence[Case], peer: str | None) -> Grid:
    rows: list[list[Cell]] = []
    for feature, bins in breakdown.by_feature(cases).items():
        for name, tally in bins.items():
            row: list[Cell] = [feature, name, str(tally.words)]
            row += [str(tally.ours), 100 * tally.ours / tally.words]
            if peer:
                row += [100 * tally.peer / tally.words, str(tally.only_ours), str(tally.only_peer)]
            rows.append(row)
    columns = ["feature", "bin", "words", "wrong", "wrong %"]
    columns += [f"{peer} %", "only ours wrong", "only the peer's wrong"] if peer else []
    notes = {name: meaning for name, (_, _, meaning) in FEATURES.items()}
    return Grid(f"Words: `an` misses by feature, {name_of(part)}", columns, rows, 2, notes)


def page_grids(
    board: Board, budgets: Sequence[PageBudget], tokens: Sequence[Tokens] | None
) -> list[Grid]:
    """Of a board of pages; `tokens` beside the best peer, if there is one."""
    grids = [_losses(board, budgets)]
    if tokens is not None and board.best_peer:
        grids += [_beside(board, budgets, tokens), _tokens(board, tokens)]
    return grids


def _losses(board: Board, budgets: Sequence[PageBudget]) -> Grid:
    rows: list[list[Cell]] = []
    for part in board.parts:
        for half in (None, *HALVES):
            some = pages.of(Part(part.corpus, half), budgets)
            words = sum(page.words for page in some)
            if not words:
                continue
            found = pages.losses(some)
            lost, boxed = (sum(each[i] for each in found.values()) for i in (0, 1))
            false = sum(page.false for page in some)
            row: list[Cell] = [name_of(part), half or "both", str(words)]
            row += [100 * (words - lost) / words]
            row += [f"{100 * n / words:.2f} ({right})" for n, right in found.values()]
            rows.append([*row, 100 * boxed / words, 100 * false / words])
    columns = ["corpus", "half", "words", "right %", *(f"{loss} %" for loss in LOSSES)]
    columns += ["right in its box %", "in vain %"]
    notes = dict(LOSSES) | {
        "(number)": "of these, words that our net reads right alone in their true box",
        "right in its box": "the sum of these numbers: what finding and joining lost",
        "in vain": "found words where the truth has none, per 100 true words",
    }
    return Grid("Pages: what became of the true words, `an`", columns, rows, 2, notes)


def _beside(board: Board, budgets: Sequence[PageBudget], tokens: Sequence[Tokens]) -> Grid:
    rows: list[list[Cell]] = []
    peer = board.titles[board.best_peer or ""]
    kinds = [*LOSSES, pages.ELSEWHERE]
    for part in board.parts:
        at = [i for i, each in enumerate(tokens) if part.corpus in (None, each.sample.corpus)]
        some = [tokens[i] for i in at]
        lost = pages.where_lost([budgets[i] for i in at], some)
        sums = (
            sum(getattr(each, name).total() for each in some)
            for name in ("only_ours", "only_peer", "neither", "false_ours", "false_peer")
        )
        rows.append([name_of(part), *map(str, sums), *(str(lost[kind]) for kind in kinds)])
    columns = ["corpus", "only ours right", f"only {peer} right", "neither"]
    columns += ["in vain: ours", f"in vain: {peer}", *kinds]
    notes = {
        "right": "tokens of the truth that are in the text, counted with multiplicity",
        "in vain": "tokens of the text that are not in the truth",
        f"{kinds[0]} …": f"what became in ours of the tokens that only {peer} has right",
        pages.ELSEWHERE: "its word is right by place; the texts' bags of words differ otherwise",
    }
    return Grid(f"Pages: tokens (`an`), ours beside {peer}", columns, rows, 1, notes)


def _tokens(board: Board, tokens: Sequence[Tokens]) -> Grid:
    rows: list[list[Cell]] = []
    for corpus in board.corpora:
        some = [each for each in tokens if each.sample.corpus == corpus]
        for title, name in (
            (f"only {board.titles[board.best_peer or '']} right", "only_peer"),
            ("only ours right", "only_ours"),
            ("in vain: ours", "false_ours"),
        ):
            total = sum((getattr(each, name) for each in some), Counter[str]())
            shown = sorted(total, key=lambda token: (-total[token], token))[:TOP]
            listed = ", ".join(f"{token} {total[token]}" for token in shown)
            rows.append([corpus, title, listed or NONE])
    return Grid("Pages: the commonest of these tokens", ["corpus", "tokens", "which"], rows, 3)
