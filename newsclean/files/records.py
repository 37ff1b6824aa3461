"""What flows from the readers: items, each with its place; what cannot be used, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from newsclean.batch import Document

__all__ = ["Item", "Limits", "Place", "Record", "Reject", "Unusable"]

_EXCERPT = 200  # characters of a reject: enough to find it again


@dataclass(frozen=True)
class Limits:
    """How much a reader takes.

    record: bytes of a document or a line; the largest news pages have some
    megabytes. ratio and free: a compressed file may expand to `free` bytes and
    beyond that `ratio` times; crawled text reaches 20, with many copies 100.
    """

    record: int = 64 << 20
    ratio: int = 500
    free: int = 1 << 30


class Place(NamedTuple):
    """Where an item stands: a file and, of a file with several, its number from 1."""

    path: str
    number: int | None = None

    def __str__(self) -> str:
        return self.path if self.number is None else f"{self.path}:{self.number}"


class Item(NamedTuple):
    """One record as the reader found it, or `rows` of them; not parsed yet.

    `load` is what the format's parser takes. `size` is its bytes. `stem` names a
    result file of its own, below the output folder and without a suffix.
    """

    place: Place
    load: Any
    size: int
    rows: int = 1
    stem: str = ""


class Record(NamedTuple):
    """A record that is ready: what is kept of it beside the result, and what is cleaned."""

    row: dict[str, Any]
    document: Document


class Reject(NamedTuple):
    """A record or a rest of a file that cannot be used."""

    place: Place
    reason: str
    excerpt: str = ""

    def row(self) -> dict[str, Any]:
        """As a row of the rejects file."""
        return {
            "path": self.place.path,
            "record": self.place.number,
            "reason": self.reason,
            "excerpt": self.excerpt[:_EXCERPT],
        }


class Unusable(Exception):
    """One record cannot be used; the reader goes on with the next."""
