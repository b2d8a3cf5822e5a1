"""Command line: `pocket-ocr`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from contract.bundle import read_bundle
from contract.cli import run
from pocket_ocr.reader import read_word
from scan.command import scan
from scan.worker import DEFAULT_BUNDLE

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="OCR that fits a phone.",
)
BundleOption = Annotated[
    Path | None, typer.Option(help="Folder of a bundle; default: the one that is built in.")
]


app.command("read")(scan)


@app.command("read-word")
def read_words(
    images: Annotated[list[Path], typer.Argument(help="Crops of words.", metavar="IMAGE...")],
    bundle: BundleOption = None,
    lexicon: Annotated[
        bool, typer.Option(help="Correct doubtful words by the bundle's lexicon.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Print the text of each word's picture."""
    for image in images:
        word = read_word(image, bundle, lexicon=lexicon)
        if as_json:
            print(json.dumps({"image": str(image), **asdict(word)}, ensure_ascii=False))
        elif len(images) > 1:
            print(f"{image}: {word.text}")
        else:
            print(word.text)


@app.command("bundle")
def show_bundle(bundle: BundleOption = None) -> None:
    """Check a bundle and print its card."""
    found = read_bundle(bundle or DEFAULT_BUNDLE)
    print((found.path / "README.md").read_text(encoding="utf-8"), end="")


def main() -> None:
    """Entry point of the `pocket-ocr` command."""
    run(app)


if __name__ == "__main__":
    main()
