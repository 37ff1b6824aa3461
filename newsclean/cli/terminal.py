"""What may reach the terminal: nothing in a document or a file's name may steer it."""

from __future__ import annotations

from typing import Any

import click

from newsclean.lazy import pattern

__all__ = ["Group", "safe", "say"]

# Control characters but line feed and tab, marks that turn the direction, what has no width,
# line and paragraph separators, and halves of pairs, which cannot be written.
_STEERING = pattern(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def safe(text: str) -> str:
    r"""Control characters by name, so that they are seen and do nothing.

    >>> safe("a\x1b[2Jb")
    'a<U+001B>[2Jb'
    """
    return _STEERING.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)


def say(message: str) -> None:
    """A line on standard error."""
    click.echo(safe(message), err=True)


class Group(click.Group):
    """Commands whose errors may name any file."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            vars(error)["message"] = safe(error.message)
            raise
