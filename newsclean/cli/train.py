"""`newsclean train`: weights that continue from the shipped ones with labelled pages."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsclean.cli.settings import PAGES, path_arguments
from newsclean.errors import NewscleanError

if TYPE_CHECKING:
    from newsclean.training.teach import Site

__all__ = ["train"]


@click.command()
@path_arguments(type=PAGES)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File."
)
@click.option(
    "--start",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Weights to continue from, instead of the shipped ones.",
)
def train(paths: tuple[Path, ...], output: Path, start: Path | None) -> None:
    """Train weights that know your pages: --model takes them.

    Each PATH is a file of labelled pages or a folder of them: JSON lines
    (.jsonl), or pages as `label<TAB>line` (.txt). Before anything is written,
    the share of lines whose class is found is shown for each site, on pages that
    were not trained on.
    """
    from newsclean.labels.model import load
    from newsclean.training.pages import read
    from newsclean.training.teach import sites, teach

    try:
        pages, weights = list(read(paths)), load(start)
        rows = sites(pages, weights)
        _show(rows)
        teach(pages, weights, output)
    except NewscleanError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from None
    click.echo(f"{output}: {len(pages)} pages, {sum(row.lines for row in rows)} lines")


def _show(rows: list[Site]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Lines whose class is found, on pages that were not trained on")
    table.add_column("site", overflow="fold")
    for name in ("pages", "lines", "before", "after", "site unknown"):
        table.add_column(name, justify="right")
    for site, pages, lines, *shares in rows:
        shown = ["-" if isnan(share) else f"{share:.3f}" for share in shares]
        table.add_row(site, str(pages), str(lines), *shown)
    Console().print(table)
