"""Text into blocks: lines, and the parts of a line where spam is glued to prose.

A block is a line with its line break and the blank lines that follow, so that
the blocks of a text tile it. Blank lines before the first belong to it.
"""

from __future__ import annotations

import re

from newsclean.lexicon import Hits

__all__ = ["bounds"]

_LINE = re.compile(r"[^\S\n]*[^\s][^\n]*(?:\n\s*(?=\n)|\n|$)(?:[^\S\n]*\n)*")
# Where prose ends and something else can begin.
_SENTENCE_END = re.compile(r"[。！？!?][”’」』)）】\]]*[^\S\n]*")
_JOINER = re.compile(r"[|_,，\-–—\s·•]")
_MARK = re.compile(r"[。！？；]")
_MIN_TERMS = 3  # in what is split off
_MIN_SHARE = 0.35  # of its characters, symbols aside, that terms cover


def bounds(text: str, view: str, hits: Hits) -> list[tuple[int, int]]:
    """Where the blocks of `text` begin and end; they tile it."""
    starts: list[int] = []
    for match in _LINE.finditer(text):
        starts.append(match.start())
        line_end = match.start() + len(match.group().rstrip())
        starts += _glued(view, match.start(), line_end, hits)
    if not starts:
        return [(0, len(text))] if text else []
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(text)]))


def _glued(view: str, start: int, end: int, hits: Hits) -> list[int]:
    """Where inside the line a tail of keywords or places begins, if one does."""
    if end - start < 40:
        return []
    found = hits.within(start, end)
    terms = [hit for hit in found if hit.of("spam") or hit.of("place")]
    if len(terms) < _MIN_TERMS:
        return []
    line = view[start:end]
    ends = [match.end() for match in _SENTENCE_END.finditer(line) if match.end() < len(line)]
    # The first sentence end behind which no sentence follows.
    for at in ends:
        tail = line[at:]
        if _MARK.search(tail):
            continue
        inside = [hit for hit in terms if hit.start >= at]
        covered = sum(hit.end - hit.start for hit in inside)
        size = sum(1 for char in tail if not _JOINER.match(char))
        strong = any(_is_strong(hit.of("spam")) for hit in inside)
        lists = len(_JOINER.findall(tail.strip())) >= _MIN_TERMS - 1
        all_places = sum(1 for hit in inside if hit.of("place")) >= 6 and covered >= 0.8 * size
        enough = len(inside) >= _MIN_TERMS and covered >= _MIN_SHARE * size
        if enough and lists and (strong or all_places):
            return [start + at]
        break
    return []


def _is_strong(term: object) -> bool:
    return term is not None and getattr(term, "second", "") == "strong"
