"""The options that several commands share: the fields of `Config`, and the charset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import newsclean
from newsclean.article import Label
from newsclean.config import PUNCTUATIONS, SCRIPTS, Config
from newsclean.decode import known_charset
from newsclean.errors import BadConfig, BadData
from newsclean.labels.model import load
from newsclean.profile import shared

__all__ = ["PAGES", "config_of", "known", "path_arguments", "settings"]

F = TypeVar("F", bound=Callable[..., Any])
_FILE = click.Path(exists=True, dir_okay=False)
PAGES = click.Path(exists=True, path_type=Path)  # labelled pages: a file or a folder of them
LEVELS = ("guess", "likely", "certain")


def path_arguments(metavar: str = "PATH...", type: click.Path | None = None) -> Callable[[F], F]:
    """The argument of a command that takes several files. type: by default what `clean` takes."""
    return click.argument("paths", nargs=-1, required=True, metavar=metavar, type=type)


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
        click.option("--model", type=_FILE, help="Weights that `newsclean train` wrote."),
        click.option("--profile", type=_FILE, help="A profile that `newsclean profile` wrote."),
        click.option("--encoding", help="The charset of the input, if known."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def config_of(
    *,
    script: str,
    punctuation: str,
    certainty: str,
    disable: tuple[str, ...],
    keep: tuple[str, ...],
    model: str | None,
    profile: str | None,
) -> Config:
    """The `Config` that the options stand for, with usable files. Raises `click.UsageError`."""
    try:
        config = Config(
            script=script,
            punctuation=punctuation,
            certainty=newsclean.Certainty[certainty.upper()],
            disable=disable,
            keep={Label.BODY, *map(Label, keep)},
            model=model,
            profile=profile,
        )
        if config.model is not None:
            load(config.model)
        if config.profile is not None:
            shared(config.profile)
        return config
    except (BadConfig, BadData) as error:
        raise click.UsageError(str(error)) from None


def known(encoding: str | None) -> None:
    """Raise `click.UsageError` for a charset that does not exist."""
    if encoding and known_charset(encoding) is None:
        raise click.UsageError(f"unknown encoding {encoding!r}")
