"""`newsclean clean` and `newsclean inspect`: arguments, messages, exit codes.

Exit codes: 0 all done; 1 some input could not be read (the rest was done);
2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

import newsclean
from newsclean.article import Article, Label
from newsclean.cli.label import label
from newsclean.cli.output import whole_file
from newsclean.config import PUNCTUATIONS, SCRIPTS, Config
from newsclean.decode import known_charset
from newsclean.errors import BadConfig

F = TypeVar("F", bound=Callable[..., Any])
SUFFIXES = (".txt", ".text", ".html", ".htm")  # what is taken from a folder
LEVELS = ("guess", "likely", "certain")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(newsclean.__version__, prog_name="newsclean")
def main() -> None:
    """Repair and clean scraped Chinese news."""


main.add_command(label)


def settings(command: F) -> F:
    """The options that make a `Config`."""
    options = [
        click.option("--script", type=click.Choice(SCRIPTS), default="restore", show_default=True),
        click.option(
            "--punctuation", type=click.Choice(PUNCTUATIONS), default="keep", show_default=True
        ),
        click.option("--certainty", type=click.Choice(LEVELS), default="likely", show_default=True),
        click.option(
            "--disable", multiple=True, metavar="RULE", help="A rule or family not to run."
        ),
        click.option(
            "--keep",
            multiple=True,
            type=click.Choice([label.value for label in Label]),
            help="A further kind of block to keep in the body.",
        ),
        click.option("--encoding", help="The charset of the input, if known."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File.")
@click.option("--text", "only_text", is_flag=True, help="Only the bodies, not JSON lines.")
@settings
def clean(
    paths: tuple[Path, ...],
    output: Path | None,
    only_text: bool,
    encoding: str | None,
    **options: Any,
) -> None:
    """Clean files, folders (their .txt and .html files) and standard input (-).

    One JSON object a line for each document: body, metadata, blocks, edits.
    """
    config = _config(**options)
    _known(encoding)
    failed = False
    with whole_file(output) as write:
        for index, (name, data) in enumerate(_documents(paths)):
            if isinstance(data, OSError):
                click.echo(f"newsclean: {name}: {data.strerror}", err=True)
                failed = True
                continue
            article = newsclean.clean(data, content_type=encoding, config=config)
            write(_text(article, index) if only_text else _row(article, name))
    sys.exit(1 if failed else 0)


@main.command()
@click.argument(
    "path",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@settings
def inspect(path: Path, encoding: str | None, **options: Any) -> None:
    """Show what was repaired in FILE, what was dropped, and why."""
    from newsclean.cli.inspect import show

    _known(encoding)
    name, data = next(_documents((path,)))
    if isinstance(data, OSError):
        click.echo(f"newsclean: {name}: {data.strerror}", err=True)
        sys.exit(1)
    show(newsclean.clean(data, content_type=encoding, config=_config(**options)), name)


def _config(
    script: str, punctuation: str, certainty: str, disable: tuple[str, ...], keep: tuple[str, ...]
) -> Config:
    try:
        return Config(
            script=script,
            punctuation=punctuation,
            certainty=newsclean.Certainty[certainty.upper()],
            disable=disable,
            keep={Label.BODY, *map(Label, keep)},
        )
    except BadConfig as error:
        raise click.UsageError(str(error)) from None


def _known(encoding: str | None) -> None:
    if encoding and known_charset(encoding) is None:
        raise click.UsageError(f"unknown encoding {encoding!r}")


def _documents(paths: tuple[Path, ...]) -> Iterator[tuple[str, bytes | OSError]]:
    """The name and the bytes of each document, or why it cannot be read."""
    for path in paths:
        if str(path) == "-":
            yield "-", sys.stdin.buffer.read()
            continue
        found = sorted(_within(path)) if path.is_dir() else [path]
        for file in found:
            try:
                yield str(file), file.read_bytes()
            except OSError as error:
                yield str(file), error


def _within(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.suffix.lower() in SUFFIXES and not hidden and file.is_file():
            yield file


def _row(article: Article, name: str) -> str:
    row = {"path": name, **article.to_dict()}
    # A lone surrogate has no UTF-8; JSON can spell it.
    text = json.dumps(row, ensure_ascii=False)
    return (text if _is_encodable(text) else json.dumps(row)) + "\n"


def _text(article: Article, index: int) -> str:
    body = article.body.encode("utf-8", "replace").decode()
    return ("\n" if index else "") + body + "\n"


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
