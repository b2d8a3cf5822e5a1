"""What a model says of itself: `python -m export.tflite.show MODEL`."""

from pathlib import Path
from typing import Annotated

import typer

from contract.cli import run
from contract.errors import PocketOcrError
from export.tflite.metadata import Described, read

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(model: Annotated[Path, typer.Argument(help="A .tflite file.")]) -> None:
    """Print a model's description, input, output and packed files; exit code 2 without them."""
    try:
        found = read(model.read_bytes())
    except PocketOcrError as error:
        raise PocketOcrError(f"{model}: {error}") from None
    print("\n".join(lines(found)))


def lines(found: Described) -> list[str]:
    """What `main` prints."""
    facts, metadata = found.facts, found.metadata
    (graph,) = metadata["subgraph_metadata"]
    return [
        f"{metadata['name']} {metadata['version']}, {facts['precision']}",
        metadata["description"],
        f"by {metadata['author']}, {metadata['license']}",
        "",
        f"signature {graph['name']}",
        *(
            f"{side} {one['name']}: {facts[side]['dtype']} {facts[side]['shape']}\n"
            f"    {one['description']}"
            for side in ("input", "output")
            for one in graph[f"{side}_tensor_metadata"]
        ),
        "",
        f"contract {facts['contract']}",
        f"weights  {facts['weights']['sha256']}",
        *(f"training {key}: {value}" for key, value in facts["weights"]["training"].items()),
        f"charset  {found.charset}",
        "",
        *(f"{len(data):7,} bytes  {name}" for name, data in found.files.items()),
        "unzip -p MODEL NAME prints a file.",
    ]


if __name__ == "__main__":
    run(app)
