"""`newsclean report`: documents, or the results of cleaned ones, as one HTML page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from newsclean.article import SCHEMA
from newsclean.atomic import whole
from newsclean.batch import Cleaner
from newsclean.cli.settings import config_of, known, path_arguments, settings
from newsclean.cli.terminal import say
from newsclean.errors import BadData, BadInput, NewscleanError
from newsclean.files import Item, Parser, Reader, Reject, Shard, find_shards
from newsclean.files.records import Unusable
from newsclean.schema import COLUMNS

__all__ = ["report"]

_TOLD = {"status", "blocks", "edits", "flags"}  # without these a result tells no story


@click.command()
@path_arguments()
@click.option(
    "-o",
    "--output",
    default="report.html",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page.",
)
@click.option("--title", help="What the page is called; by default after the first PATH.")
@settings
def report(
    paths: tuple[str, ...],
    output: Path,
    title: str | None,
    encoding: str | None,
    **options: Any,
) -> None:
    """Show what was done, on one page of HTML that needs nothing else.

    A PATH is what `newsclean clean` takes, or what it wrote: results in JSON
    lines, Parquet or Arrow are shown as they are, documents are cleaned first.
    Of one document the page shows source and result side by side; of several,
    figures, and the documents that are worth reading first.
    """
    known(encoding)
    source = _Source(config_of(**options), encoding)
    try:
        from newsclean.report.build import page

        name = title or Path(paths[0]).name or "standard input"
        content = page(source.rows(find_shards(paths)), name)
        with whole(output) as stream:
            stream.write(content.encode("utf-8", "replace"))
    except NewscleanError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from None
    say(f"{output}: {source.count:,} documents")
    sys.exit(1 if source.failed else 0)


class _Source:
    """Rows of results from files; what cannot be read is said and left out."""

    def __init__(self, config: Any, encoding: str | None) -> None:
        self.reader = Reader(encoding=encoding)
        self.parser = Parser(encoding=encoding)
        self.cleaner = Cleaner(config, COLUMNS)
        self.count = 0
        self.failed = False

    def rows(self, shards: list[Shard]) -> Iterator[dict[str, Any]]:
        for shard in shards:
            try:
                for item in self.reader.items(shard):
                    for row in self._rows(item, shard.format):
                        self.count += 1
                        yield row
            except BadData as error:
                self._say(str(error))

    def _rows(self, item: Item | Reject, format: str) -> Iterator[dict[str, Any]]:
        if isinstance(item, Reject):
            self._say(f"{item.place}: {item.reason}")
            return
        try:
            for row in self._found(item, format):
                yield _told(row) if row.get("schema") == SCHEMA else self._cleaned(row)
        except (Unusable, BadInput) as error:
            self._say(f"{item.place}: {error}")

    def _found(self, item: Item, format: str) -> Iterator[dict[str, Any]]:
        """The rows of an item; a document that is none is cleaned."""
        if format in ("parquet", "arrow"):
            yield from item.load.to_pylist()
        elif format in ("json", "jsonl"):
            yield self.parser.row(item.load, format)
        else:
            record = self.parser.record(item, format)
            [article] = self.cleaner.articles([record.document])
            yield {"path": str(item.place), **self.cleaner.row(article)}

    def _cleaned(self, row: dict[str, Any]) -> dict[str, Any]:
        [article] = self.cleaner.articles([self.parser.columns.of(row)])
        return {"path": row.get("path"), **self.cleaner.row(article)}

    def _say(self, message: str) -> None:
        self.failed = True
        say(f"newsclean: {message}")


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """The row, if it tells enough. Raises `BadInput`."""
    missing = sorted(_TOLD - row.keys())
    if missing:
        raise BadInput(f"a result without {', '.join(missing)}: clean with all columns")
    return row
