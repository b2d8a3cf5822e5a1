"""Makes the committed corpus and the goldens anew: `python -m parity.make`.

The same seed gives the same pixels and texts. A folder is written whole or stays as it was.
"""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import cv2
import typer

from contract.cli import run
from contract.files import replacing_folder
from parity.corpus import DATA, FOLDER, PAGES, read_pages, write_corpus, write_pages
from parity.goldens import GOLDENS, write_goldens
from parity.page_set import Pages
from parity.rendered import sources
from parity.tile_set import Composer

SEED = 4

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    goldens: Annotated[
        bool, typer.Option("--goldens", help="Goldens only, of the corpus as it is.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Of tiles and pages.")] = SEED,
    output: Annotated[Path, typer.Option(help="Folder to write.", show_default=False)] = DATA,
) -> None:
    """Make the corpus (tiles, pages) and the goldens that come from it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # clean up first
    cv2.setNumThreads(1)
    if not goldens:
        make_corpus(output, seed, _say)
    with replacing_folder(output / GOLDENS.name) as folder:
        write_goldens(folder, read_pages(output / PAGES.name), seed, _say)
    print(f"written: {output}")


def make_corpus(output: Path, seed: int, say: Callable[[str], None]) -> None:
    """Write the tiles and pages of a seed into a folder's `tiles` and `pages`.

    Raises:
        ContractError: the seed does not give all that a corpus needs.
        OSError: the folder cannot be written.
    """
    corpus = Composer(*sources(), seed).corpus(say)
    pages = []
    for page in Pages(*sources(), seed).all():
        pages.append(page)
        say(page.name)
    with replacing_folder(output / FOLDER.name) as folder:
        write_corpus(folder, corpus)
    with replacing_folder(output / PAGES.name) as folder:
        write_pages(folder, pages)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    run(app)
