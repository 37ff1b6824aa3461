"""The word lists: loaded once, matched by one automaton.

The lists are data files under `newsclean/data` with a header of `#` lines and
tab-separated rows. Terms are written as the view shows text (see `chars.view`):
simplified, half-width, lower-case.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from newsclean.errors import BadData
from newsclean.lazy import data_file, pattern

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

    def __init__(self, hits: Sequence[Hit], by_kind: Mapping[str, Sequence[Hit]]) -> None:
        self._hits = hits
        self._by_kind = by_kind
        self._starts = [hit.start for hit in hits]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    def __len__(self) -> int:
        return len(self._hits)

    def of(self, kind: str) -> Sequence[Hit]:
        """The hits with an entry in one list."""
        return self._by_kind.get(kind, ())

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
    path = data_file(name)
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns:
            raise BadData(f"{len(row)} columns, {columns} expected", name, number)
        rows.append(row)
    return rows


WIDTHS = {"furniture": 4, "spam": 3, "place": 4, "media": 2}


class _Entry(NamedTuple):
    """What one string is in the lists: its rows, which lists they are of.

    edged: it is spam, and begins or ends with a Latin letter or a digit.
    """

    terms: tuple[Term, ...]
    kinds: tuple[str, ...]
    edged: bool


@cache
def _automaton() -> tuple[AhoCorasick, list[_Entry]]:
    entries: dict[str, tuple[Term, ...]] = {}
    for kind, name in LISTS.items():
        for row in table(name, WIDTHS[kind]):
            term = Term(kind, *row)
            entries[term.text] = (*entries.get(term.text, ()), term)
    machine = AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest)
    return machine, [_entry(text, terms) for text, terms in entries.items()]


def _entry(text: str, terms: tuple[Term, ...]) -> _Entry:
    kinds = tuple(dict.fromkeys(term.kind for term in terms))
    edged = "spam" in kinds and (text[0].isascii() or text[-1].isascii())
    return _Entry(terms, kinds, edged)


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
    hits = []
    by_kind: dict[str, list[Hit]] = {kind: [] for kind in LISTS}
    for index, start, end in scan(machine, view):
        terms, kinds, edged = entries[index]
        if edged and _inside_word(view, start, end):
            terms = tuple(term for term in terms if term.kind != "spam")
            kinds = tuple(kind for kind in kinds if kind != "spam")
        if terms:
            hit = Hit(start, end, terms)
            hits.append(hit)
            for kind in kinds:
                by_kind[kind].append(hit)
    return Hits(hits, by_kind)


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
