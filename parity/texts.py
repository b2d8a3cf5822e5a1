"""The one committed file that depends on the weights: `python -m parity.texts` writes it.

`parity/data/texts.tsv` holds what the reference reads on the corpus' tiles, and the words that the
shipped bundle reads on its pages in LiteRT. Who runs the same file must read the same words.

    weights  SHA-256 of the weights
    model    SHA-256 of the bundle's default model, its file
    corpus   digest of the tiles and pages, see parity.reference.digest
    tile     decision margin in 1/1024 nat, text; a line for each tile, in their order
    word     page, text; a line for each word, in reading order
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from contract.bundle import Bundle, read_bundle
from contract.cli import run
from contract.errors import ContractError
from contract.files import write_whole
from model.backends import default_weights
from parity.corpus import DATA, Corpus, PageImage, read_corpus, read_pages
from parity.execute import artefacts, execute
from parity.gates import readings
from parity.reference import CACHE, Reference, digest, reference
from parity.runners import runner
from scan.worker import DEFAULT_BUNDLE

FILE = DATA / "texts.tsv"
ADVICE = "write it anew with `python -m parity.texts`"

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True)
class Texts:
    """See the module; pages: words by the page's name."""

    weights: str
    model: str
    file: str
    corpus: str
    tiles: tuple[tuple[int, str], ...]
    pages: dict[str, tuple[str, ...]]


@app.command()
def main(
    bundle: Annotated[Path, typer.Option(help="The bundle that is shipped.")] = DEFAULT_BUNDLE,
    weights: Annotated[
        Path | None, typer.Option(help="Its weights; default: those in model/weights.")
    ] = None,
    output: Annotated[Path, typer.Option(help="The file to write.")] = FILE,
    cache: Annotated[Path, typer.Option(help="Where the reference's logits are kept.")] = CACHE,
) -> None:
    """Write the texts of the corpus' tiles and pages."""
    corpus, pages = read_corpus(), read_pages()
    found = texts(read_bundle(bundle), weights or default_weights(), corpus, pages, cache)
    write_texts(output, found)
    words = sum(map(len, found.pages.values()))
    print(f"written: {output}, {len(found.tiles)} tiles, {words} words on {len(pages)} pages")


def texts(
    bundle: Bundle, weights: Path, corpus: Corpus, pages: Sequence[PageImage], cache: Path = CACHE
) -> Texts:
    """Read the corpus by reference and by the bundle's default model in LiteRT.

    Raises:
        ContractError, PocketOcrError: see `parity.reference.reference`.
    """
    known = reference(weights, bundle, corpus, pages, cache)
    default = bundle.manifest.model()
    (model,) = [a for a in artefacts(bundle, weights) if a.path.name == default.file]
    made, _ = execute(runner("litert"), model, bundle, corpus, pages, known)
    return Texts(
        weights=known.weights,
        model=model.sha256,
        file=default.file,
        corpus=digest(corpus.tiles, pages),
        tiles=tuple((one.margin, one.text) for one in readings(known.logits, bundle.charset)),
        pages={page.name: tuple(page.texts) for page in made.pages},
    )


def write_texts(path: Path, found: Texts) -> None:
    """Write the file; the same texts give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    rows = [
        ("weights", found.weights),
        ("model", found.model, found.file),
        ("corpus", found.corpus),
        *(("tile", str(margin), text) for margin, text in found.tiles),
        *(("word", name, word) for name, words in found.pages.items() for word in words),
    ]
    write_whole(path, "".join("\t".join(row) + "\n" for row in rows).encode())


def read_texts(path: Path = FILE) -> Texts:
    """Read the file.

    Raises:
        ContractError: it is missing or not of that form.
    """
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        (_, weights), (_, model, file), (_, corpus) = (line.split("\t") for line in lines[:3])
        tiles: list[tuple[int, str]] = []
        pages: dict[str, list[str]] = {}
        for line in lines[3:]:
            kind, first, text = line.split("\t")
            if kind == "tile":
                tiles.append((int(first), text))
            else:
                pages.setdefault(first, []).append(text)
    except FileNotFoundError:
        raise ContractError(f"{path} is missing; {ADVICE}") from None
    except ValueError:
        raise ContractError(f"{path} is damaged; {ADVICE}") from None
    words = {name: tuple(found) for name, found in pages.items()}
    return Texts(weights, model, file, corpus, tuple(tiles), words)


def check_texts(path: Path, committed: Texts, known: Reference, charset: str, corpus: str) -> None:
    """Refuse committed texts of another corpus, or of these weights but not what they read.

    Those of other weights are neither right nor wrong.

    Raises:
        ContractError: says what to do.
    """
    if committed.corpus != corpus:
        raise ContractError(f"{path} belongs to another corpus; {ADVICE}")
    if committed.weights != known.weights:
        return
    read = [one.text for one in readings(known.logits, charset)]
    if read != [text for _, text in committed.tiles]:
        raise ContractError(f"{path} does not hold what its weights read on the tiles; {ADVICE}")


if __name__ == "__main__":
    run(app)
