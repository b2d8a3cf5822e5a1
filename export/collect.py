"""Makes the committed corpus of tiles from rendered shards: `python -m export.collect`."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from contract.charset import decode
from contract.cli import run
from contract.errors import ContractError
from export.corpus import FOLDER, Corpus, write_corpus
from synth.shards import open_shards

app = typer.Typer(add_completion=False)


@app.command()
def main(
    shards: Annotated[Path, typer.Option(help="Shards of held-out font families.")],
    tiles: Annotated[int, typer.Option(min=1, help="How many.")] = 600,
    output: Annotated[Path, typer.Option(help="Folder to write.", show_default=False)] = FOLDER,
) -> None:
    """Take the first tiles of a shard as the corpus that exports are verified on."""
    shard = next(iter(open_shards(shards)))
    if len(shard) < tiles:
        raise ContractError(f"{shards}: the first shard has {len(shard)} tiles, not {tiles}")
    texts = tuple(decode(shard.label(i)) for i in range(tiles))
    write_corpus(output, Corpus(np.array(shard.tiles[:tiles]), texts))
    print(f"{output}: {tiles} tiles")


if __name__ == "__main__":
    run(app)
