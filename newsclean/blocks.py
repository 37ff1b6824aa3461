"""Text into blocks: lines, and the parts of a line where spam is glued to prose.

A block is a line with its line break and the blank lines that follow, so that
the blocks of a text tile it. Blank lines before the first belong to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from newsclean.chars import codes
from newsclean.language import unread_table
from newsclean.lazy import pattern
from newsclean.lexicon import Hit, Hits

__all__ = ["bounds", "parted"]

# Where prose ends and something else can begin.
_SENTENCE_END = pattern(r"[。！？!?][”’」』)）】\]]*[^\S\n]*")
_JOINER = pattern(r"[|_,，\-–—\s·•]")
_ANY_JOINER = pattern(r"[|_/>,，、\-–—\s·•]")
_FEW_TERMS = 2  # in an unfinished list: whatever it is, it is another block than the sentences
_BLANK = pattern(r"[^\S\n]+")
_MARK = pattern(r"[。！？；!?;]")
_MIN_TERMS = 3  # in what is split off
_PROVINCES = 3  # of the counties of a tail of nothing else; a route or a warning names neighbours
_MIN_UNREAD = 4  # characters of a wrong charset in what is split off
_MIN_SHARE = 0.35  # of its characters, symbols aside, that terms cover
_MIN_REST = 10  # characters, for a part to be worth splitting off
_FLAT_ITEMS = 6  # blanks in a line that may be a whole page without line breaks
_LONG_ITEM = 30  # a run without blanks that is text, no menu entry


def bounds(view: str, hits: Hits) -> list[tuple[int, int]]:
    """Where the blocks of a text begin and end, from its view; they tile it."""
    terms: list[Hit] = []
    if len(hits.of("spam")) + len(hits.of("place")) >= _MIN_TERMS:
        terms = [hit for hit in hits if hit.of("spam") or hit.of("place")]
    places = [hit.start for hit in terms]
    unread = unread_table().take(codes(view)).nonzero()[0].tolist()
    starts: list[int] = []
    at = 0
    for line in view.split("\n"):
        if line and not line.isspace():
            starts.append(at)
            end = at + len(line.rstrip())
            inside = terms[bisect_left(places, at) : bisect_left(places, end)] if terms else ()
            if len(inside) >= _MIN_TERMS and end - at >= _LONG_ITEM:
                starts += sorted(_inner(view[at:end], at, inside))
            garbled = unread[bisect_left(unread, at) : bisect_left(unread, end)]
            if len(garbled) >= _MIN_UNREAD and starts[-1] == at:
                cut = _unread_tail(view[at:end], garbled[0] - at)
                starts += [at + cut] if cut else []
        at += len(line) + 1
    if not starts:
        return [(0, len(view))]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(view)]))


def parted(
    view: str, cuts: Sequence[tuple[int, int]], spam: Iterable[int]
) -> list[tuple[int, int]]:
    """Blocks of which those that are spam are cut behind the sentences that they begin with.

    A kit glues its list to the last sentence of an article, and its words may be none that
    the lists know. spam: indices of such blocks.
    """
    starts = {start for start, _ in cuts}
    for start, end in (cuts[index] for index in spam):
        block = view[start:end].rstrip()
        at = _unfinished(block)
        if at and len(_ANY_JOINER.findall(block[at:].strip())) >= _FEW_TERMS:
            starts.add(start + at)
    edges = sorted(starts)
    return list(zip(edges, [*edges[1:], len(view)]))


def _inner(line: str, start: int, terms: Sequence[Hit]) -> set[int]:
    """Where inside the line, which begins at `start`, another block begins."""
    terms = [Hit(hit.start - start, hit.end - start, hit.terms) for hit in terms]
    cuts = {at for at in (_head(line, terms), _tail(line, terms)) if at}
    if cuts:
        cuts |= _flat(line)
    return {start + at for at in cuts}


def _head(line: str, terms: list[Hit]) -> int:
    """Behind the keywords that a line begins with: the blank that ends the last of them."""
    spam = [hit for hit in terms if hit.of("spam")]
    if sum(map(_is_strong, spam)) < 2:
        return 0
    blank = _BLANK.search(line, spam[-1].end)
    at = blank.end() if blank else 0
    lists = len(_JOINER.findall(line[:at].strip())) >= _MIN_TERMS - 1
    if not at or len(line) - at < _MIN_REST or not lists or _MARK.search(line[:at]):
        return 0
    return at


def _tail(line: str, terms: list[Hit]) -> int:
    """Where a tail of keywords or places is glued behind the last sentence."""
    at = _unfinished(line)
    tail = line[at:]
    inside = [hit for hit in terms if hit.start >= at]
    joined = len(_ANY_JOINER.findall(tail.strip())) >= _FEW_TERMS
    if at and joined and len(inside) >= _FEW_TERMS and any(hit.of("spam") for hit in inside):
        return at
    if not at or len(inside) < _MIN_TERMS:
        return 0
    covered = sum(hit.end - hit.start for hit in inside)
    size = sum(1 for char in tail if not _JOINER.match(char))
    places = sum(1 for hit in inside if hit.of("place"))
    if covered >= 0.9 * sum(1 for char in tail if not _ANY_JOINER.match(char)):
        counties = [hit.terms[0] for hit in inside if hit.terms[0].first == "county"]
        if len(counties) >= _MIN_TERMS and len({one.third for one in counties}) >= _PROVINCES:
            return at
    listed = places >= 2 * _MIN_TERMS and covered >= 0.8 * size
    lists = len(_JOINER.findall(tail.strip())) >= _MIN_TERMS - 1
    good = lists and covered >= _MIN_SHARE * size and (any(map(_is_strong, inside)) or listed)
    return at if good else 0


def _unfinished(line: str) -> int:
    """Where something that is no sentence begins behind the last sentence; 0 if nothing does."""
    ends = [match.end() for match in _SENTENCE_END.finditer(line) if match.end() < len(line)]
    return next((end for end in ends if not _MARK.search(line, end)), 0)


def _unread_tail(line: str, garbled: int) -> int:
    """Where a list in a wrong charset is glued behind the last sentence before `garbled`."""
    ends = [match.end() for match in _SENTENCE_END.finditer(line, 0, garbled)]
    at = ends[-1] if ends else 0
    lists = len(_JOINER.findall(line[at:].strip())) >= _MIN_TERMS - 1
    return at if lists and not _MARK.search(line, at) else 0


def _flat(line: str) -> set[int]:
    """In a spammed page without line breaks: where long runs of text begin and end."""
    blanks = [blank for blank in _BLANK.finditer(line) if blank.start()]  # no indentation
    if len(blanks) < _FLAT_ITEMS:
        return set()
    edges = [0, *(blank.end() for blank in blanks), len(line)]
    cuts = set()
    for before, start, end in zip([0, *edges], edges, edges[1:]):
        long_now = end - start > _LONG_ITEM
        long_before = start - before > _LONG_ITEM
        if start and long_now != long_before:
            cuts.add(start)
    return cuts


def _is_strong(hit: Hit) -> bool:
    term = hit.of("spam")
    return term is not None and term.second == "strong"
