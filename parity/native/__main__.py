"""`python -m parity.native host|arm64`: the core against the reference, step by step."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contract.bundle import read_bundle
from contract.cli import run
from contract.errors import ContractError, PocketOcrError
from model.backends.litert import LiteRtBackend
from model.decode import greedy
from model.logprobs import logprobs
from parity.corpus import DATA, PageImage, read_corpus, read_pages
from parity.native.check import check_page
from parity.native.machine import ARM64, HOST
from parity.native.session import Session
from scan.worker import DEFAULT_BUNDLE

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
MISSED = 1
"""Exit code of a difference."""


class Where(StrEnum):
    """A machine."""

    HOST = "host"
    ARM64 = "arm64"


@app.command()
def main(
    where: Annotated[Where, typer.Argument(help="The machine that the core runs on.")],
    bundle: Annotated[Path, typer.Option(help="Whose default model is run.")] = DEFAULT_BUNDLE,
    corpus: Annotated[Path, typer.Option(help="Folder of tiles and pages.")] = DATA,
    pages: Annotated[str, typer.Option(help="Names of pages, with commas; default: all.")] = "",
    own_net: Annotated[bool, typer.Option(help="Let the net of that machine read, too.")] = True,
    threads: Annotated[int, typer.Option(min=1, help="Of the net.")] = 1,
) -> None:
    """Compare what the core finds, reads and decodes with the reference; exit code 1 on a miss."""
    machine = HOST if where is Where.HOST else ARM64
    if why := machine.missing():
        raise PocketOcrError(f"{machine.title} cannot run: {why}")
    chosen = _choose(read_pages(corpus / "pages"), pages)
    backend = LiteRtBackend(bundle)
    model = read_bundle(bundle).model_path()
    missed = False
    with Session(machine, model, threads=threads) as session:
        print(f"{machine.title}: {', '.join(f'{k} {v}' for k, v in session.facts.items())}")
        tiles = read_corpus(corpus / "tiles").tiles
        logits = backend.logits(tiles)
        wanted = [greedy(row, backend.charset).text for row in logprobs(logits)]
        apart = sum(a != b for a, b in zip(wanted, session.decode(logits), strict=True))
        print(f"{len(tiles)} tiles decoded from the same logits: {apart} differ")
        missed |= apart > 0
        for number, page in enumerate(chosen, 1):
            start = time.monotonic()
            found = check_page(
                page.name, page.grey, machine, session, bundle, backend, own_net=own_net
            )
            state = "; ".join(found.differences) or "equal"
            moved = f", {found.moved} of them elsewhere or surer" if found.moved else ""
            print(
                f"{number}/{len(chosen)} {page.name}: {found.tiles} tiles, {found.words} words"
                f"{moved}, {time.monotonic() - start:.0f} s: {state}",
                flush=True,
            )
            missed |= bool(found.differences)
    if missed:
        raise typer.Exit(MISSED)


def _choose(pages: tuple[PageImage, ...], names: str) -> list[PageImage]:
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    known = {page.name: page for page in pages}
    if unknown := [name for name in wanted if name not in known]:
        raise ContractError(f"the corpus has no page {unknown[0]}; it has {', '.join(known)}")
    return [known[name] for name in wanted] if wanted else list(pages)


if __name__ == "__main__":
    run(app)
