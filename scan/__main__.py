"""`python -m scan photo.jpg`: read pages."""

import typer

from contract.cli import run
from scan.command import scan

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.command()(scan)

if __name__ == "__main__":
    run(app)
