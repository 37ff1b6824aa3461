"""The word lists: loaded once, matched by one automaton.

The lists are data files under `newsclean/data` with a header of `#` lines and
tab-separated rows. Terms are written as the view shows text (see `chars.view`):
simplified, half-width, lower-case.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from newsclean.errors import BadData
from newsclean.lazy import pattern

__all__ = ["Hit", "Hits", "Term", "find", "scan", "table"]


class Term(NamedTuple):
    """One entry of a list.

    kind: furniture, spam, place or media. The other fields are the columns of
    its list, in order; see the list's header.
    """

    kind: str
    text: str
    first: str
    second: str = ""
    third: str = ""


class Hit(NamedTuple):
    """A term found at `[start, end)` of a view."""

    start: int
    end: int
    terms: tuple[Term, ...]

    def of(self, kind: str) -> Term | None:
        """The first entry in one list, if the text found is in it."""
        for term in self.terms:
            if term.kind == kind:
                return term
        return None


class Hits:
    """The hits of a text, leftmost-longest, in order."""

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = hits
        self._starts = [hit.start for hit in hits]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    def __len__(self) -> int:
        return len(self._hits)

    def starts(self, kind: str) -> list[int]:
        """Where the hits of one kind begin."""
        return self._of_kind.get(kind, [])

    @cached_property
    def _of_kind(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for hit in self._hits:
            for kind in {term.kind for term in hit.terms}:
                found.setdefault(kind, []).append(hit.start)
        return found

    def within(self, start: int, end: int) -> list[Hit]:
        """The hits that lie wholly in `[start, end)`, relative to `start`."""
        out = []
        for index in range(bisect_left(self._starts, start), len(self._hits)):
            hit = self._hits[index]
            if hit.start >= end:
                break
            if hit.end <= end:
                out.append(Hit(hit.start - start, hit.end - start, hit.terms))
        return out


_SURROGATES = pattern("[\ud800-\udfff]")
LISTS = {
    "furniture": "furniture.tsv",
    "spam": "spam_terms.tsv",
    "place": "places.tsv",
    "media": "site_suffix.tsv",
}


def table(name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of a data file. Raises `BadData` for a row of another width."""
    rows = []
    path = files("newsclean") / "data" / name
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns:
            raise BadData(f"{len(row)} columns, {columns} expected", name, number)
        rows.append(row)
    return rows


WIDTHS = {"furniture": 4, "spam": 3, "place": 4, "media": 2}


@cache
def _automaton() -> tuple[AhoCorasick, list[tuple[Term, ...]]]:
    entries: dict[str, tuple[Term, ...]] = {}
    for kind, name in LISTS.items():
        for row in table(name, WIDTHS[kind]):
            term = Term(kind, *row)
            entries[term.text] = (*entries.get(term.text, ()), term)
    machine = AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest)
    return machine, list(entries.values())


def scan(machine: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """The matches of an automaton: pattern, start, end. It takes no lone surrogates."""
    try:
        return machine.find_matches_as_indexes(text)
    except UnicodeEncodeError:
        return machine.find_matches_as_indexes(_SURROGATES.sub("\ufffd", text))


def find(view: str) -> Hits:
    """Every term in a view, leftmost-longest.

    >>> [view_hit.terms[0].kind for view_hit in find("耿马|肥乡县")]
    ['place', 'place']
    """
    machine, entries = _automaton()
    edged = _edged()
    hits = []
    for index, start, end in scan(machine, view):
        terms = entries[index]
        if index in edged and _inside_word(view, start, end):
            terms = tuple(term for term in terms if term.kind != "spam")
            if not terms:
                continue
        hits.append(Hit(start, end, terms))
    return Hits(hits)


@cache
def _edged() -> frozenset[int]:
    """The entries for spam that begin or end with a Latin letter or a digit."""
    _, entries = _automaton()
    return frozenset(
        index
        for index, terms in enumerate(entries)
        for term in terms
        if term.kind == "spam" and (term.text[0].isascii() or term.text[-1].isascii())
    )


def _inside_word(view: str, start: int, end: int) -> bool:
    """Whether a Latin word or a number goes on past an edge (`av在线` in `uav在线`)."""
    return _runs_on(view[start - 1 : start], view[start]) or _runs_on(
        view[end : end + 1], view[end - 1]
    )


def _runs_on(outside: str, inside: str) -> bool:
    return (
        outside.isascii()
        and inside.isascii()
        and ((outside.isalpha() and inside.isalpha()) or (outside.isdigit() and inside.isdigit()))
    )
