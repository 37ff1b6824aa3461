"""`newsclean profile`: what the pages of each host share, learned from documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsclean.cli.settings import known, path_arguments
from newsclean.cli.terminal import say
from newsclean.errors import BadInput, NewscleanError
from newsclean.files.find import FORMATS

if TYPE_CHECKING:
    from newsclean.batch import Document
    from newsclean.files import Item, Parser

__all__ = ["profile"]


@click.command()
@path_arguments()
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File."
)
@click.option(
    "--add",
    "profiles",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A profile to add to what is learned.",
)
@click.option("--from", "format", type=click.Choice(FORMATS), help="Format of the input.")
@click.option("--text-field", multiple=True, metavar="NAME", help="The documents. [default: text]")
@click.option("--html-field", multiple=True, metavar="NAME", help="Documents, looked at first.")
@click.option("--url-field", metavar="NAME", help="The addresses. [default: url, if there]")
@click.option("--encoding", help="The charset of the input, if known.")
def profile(
    paths: tuple[str, ...],
    output: Path,
    profiles: tuple[Path, ...],
    format: str | None,
    text_field: tuple[str, ...],
    html_field: tuple[str, ...],
    url_field: str | None,
    encoding: str | None,
) -> None:
    """Learn which lines recur on the pages of a host: --profile takes the file.

    PATH as for `newsclean clean`. Documents without an address count as pages of
    one host.
    """
    from newsclean.batch import Cleaner, Columns
    from newsclean.config import Config
    from newsclean.files import Parser
    from newsclean.profile import Profile
    from newsclean.schema import chosen
    from newsclean.sites import learn_profile

    known(encoding)
    where = Columns((*html_field, *text_field) or ("text",), url_field)
    try:
        found = sum((Profile.load(path) for path in profiles), Profile())
        documents = _documents(paths, format, Parser(where, encoding))
        found += learn_profile(Cleaner(Config(), chosen(None)).articles(documents))
        found.save(output)
    except NewscleanError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or output}: {error.strerror}") from None
    pages = found.pages
    sizes = f"{sum(pages.values())} pages of {len(pages)} hosts"
    lines = sum(len(found.recurring(host)) for host in pages)
    say(f"{output}: {sizes}, {lines} lines that recur")


def _documents(paths: tuple[str, ...], format: str | None, parser: Parser) -> Iterator[Document]:
    """The documents in files; what cannot be used is reported and passed over."""
    from newsclean.files import Reader, Reject, find_shards
    from newsclean.files.records import Unusable

    reader = Reader(parser.limits, parser.encoding)
    for shard in find_shards(paths, format):
        for item in reader.items(shard):
            try:
                if isinstance(item, Reject):
                    raise Unusable(item.reason)
                yield from _of_item(item, shard.format, parser)
            except (Unusable, BadInput) as error:
                say(f"{item.place}: {error}")


def _of_item(item: Item, format: str, parser: Parser) -> Iterator[Document]:
    from newsclean.batch import documents

    if format in ("parquet", "arrow"):
        yield from documents(item.load, parser.columns)
    else:
        yield parser.record(item, format).document
