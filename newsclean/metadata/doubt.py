"""How sure a value can be that stands in repaired text: no surer than the repairs in it.

The one place where all fields pass. A name in which a repair guessed a character is
dropped, since any character makes a name (何方 for 何文), and so is one beside a lost character,
of which a part may be missing. Other values are words into which the guess had to fit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from newsclean.article import Found
from newsclean.change import Certainty
from newsclean.text import Piece, Text

if TYPE_CHECKING:
    from newsclean.metadata.read import Metadata

__all__ = ["doubt"]

_PEOPLE = ("authors", "photographers", "correspondents", "editors")
_OTHERS = ("title", "source", "site", "published", "updated", "dateline", "lead")
_GUESSES = frozenset({"mojibake.holes", "frameslip.gbk"})  # what stood where bytes are lost
_LOST = ("?", "\ufffd")

F = TypeVar("F", bound=Found[Any])


def doubt(found: Metadata, text: Text) -> None:
    """Make no value surer than the repairs in it; drop names that were guessed."""
    unsure = [one for one in text.pieces if one.rules and one.certainty < Certainty.CERTAIN]
    if unsure:
        for name in _OTHERS:
            value = getattr(found, name)
            if value is not None:
                setattr(found, name, _capped(value, unsure))
        found.keywords = [_capped(word, unsure) for word in found.keywords]
    if unsure or any(mark in text.source for mark in _LOST):
        for name in _PEOPLE:
            people = getattr(found, name)
            known = [_capped(one, unsure) for one in people if _is_known(one, unsure, text.source)]
            setattr(found, name, known)


def _capped(value: F, unsure: Sequence[Piece]) -> F:
    inside = _within(unsure, *value.span)
    lowest = min((piece.certainty for piece in inside), default=value.certainty)
    return replace(value, certainty=lowest) if lowest < value.certainty else value


def _is_known(name: Found[str], unsure: Sequence[Piece], source: str) -> bool:
    """Whether all characters of a name are known, and that it ends where it seems to."""
    start, end = name.span
    if start == end:
        return True
    for at in (start - 1, end):
        lost = at >= 0 and source[at : at + 1] in _LOST
        if lost and not _within(unsure, at, at + 1):
            return False
    return all(_GUESSES.isdisjoint(piece.rules) for piece in _within(unsure, start, end))


def _within(pieces: Sequence[Piece], start: int, end: int) -> Sequence[Piece]:
    """The pieces, which are in order, that stand for some of a source span."""
    low = bisect_right(pieces, start, key=lambda piece: piece.span.end)
    return pieces[low : bisect_left(pieces, end, low, key=lambda piece: piece.span.start)]
