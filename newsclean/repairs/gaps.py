"""UTF-8 read as GBK of which bytes were lost: the changes of a line.

`holes` finds the characters; a lost byte is a hole, a pair that a reader makes a private-use
character may have left no trace. Used by `mojibake`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter

from newsclean.change import Certainty, Change, Span
from newsclean.language import language_model
from newsclean.lazy import pattern
from newsclean.repairs.chains import is_plausible
from newsclean.repairs.holes import Restored, restore
from newsclean.repairs.readable import MARKS, reads_better
from newsclean.repairs.steps import utf8_in_gbk

__all__ = ["unfolded", "with_holes"]

_Restored = tuple[list[Restored], Certainty]
_Reads = Callable[[str, str], bool]
_Parts = tuple[float, list[tuple[int, str, _Restored]]]
# `浠g爜` was `浠ｇ爜`: a byte A3 at the end of one character, and the first of the next.
_FOLDED = pattern(r"(?<=[^\x00-\x7f])[$b-io](?=[^\x00-\x7f])")


def with_holes(line: str, offset: int, *, known: bool = False) -> Iterator[Change]:
    """UTF-8 read as GBK with bytes lost: what is exact as one change, each guess apart.

    known: whether other lines have shown that the text is such.
    """
    wide = sum(char > "\x7f" for char in line)
    seen = len(utf8_in_gbk().findall(line))
    if not seen or 4 * seen < wide:
        return
    reads = is_plausible if known else reads_better
    found = [one for one in (_whole(line, reads), _beside_marks(line, reads)) if one]
    if found:
        _, parts = min(found, key=itemgetter(0))
        for start, part, restored in parts:
            yield from _changes(part, offset + start, *restored)


def _whole(line: str, reads: _Reads) -> _Parts | None:
    """The whole line, and the bits of what it was."""
    restored = _restored(line, reads)
    if restored is None:
        return None
    return language_model().bits(_said(restored)), [(0, line, restored)]


def _beside_marks(line: str, reads: _Reads) -> _Parts | None:
    """The parts of a line between marks that were not misread, and the bits of all it was."""
    marks = list(MARKS.finditer(line))
    restored = _restored(MARKS.sub("", line), lambda after, before: True) if marks else None
    if restored is None:
        return None
    chars, certainty = restored
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(line)]
    parts, said, at = [], "", 0
    for start, end, mark in zip(starts, ends, [*(mark.group() for mark in marks), ""]):
        size = end - start
        here = [one for one in chars if at <= one.start < at + size]
        if any(one.end > at + size for one in here):
            return None  # no character has bytes on both sides of a mark
        part = [one._replace(start=one.start - at, end=one.end - at) for one in here]
        parts.append((start, line[start:end], (part, certainty)))
        said += _said(parts[-1][2]) + mark
        at += size
    return (language_model().bits(said), parts) if reads(said, line) else None


def _said(restored: _Restored) -> str:
    return "".join(one.char for one in restored[0])


def _changes(
    line: str, offset: int, chars: list[Restored], certainty: Certainty
) -> Iterator[Change]:
    """What is exact as one change, each guess apart."""
    ends = [*(one.start for one in chars[1:]), len(line)]
    parts: list[tuple[bool, str, int]] = []
    for one, end in zip(chars, ends):
        # An exact stretch is one change, and every guess; with those that left no trace at all.
        before, said, last = parts[-1] if parts else (True, "", -1)
        if parts and (end == last or not (one.guessed or before)):
            parts[-1] = (one.guessed or before, said + one.char, end)
        else:
            parts.append((one.guessed, one.char, end))
    start = 0
    for guessed, said, end in parts:
        span = Span(offset + start, offset + end)
        if guessed:
            yield Change(span, said, "mojibake.holes", Certainty.LIKELY)
        else:
            yield Change(span, said, "mojibake.utf8-as-gbk", certainty)
        start = end


def _restored(line: str, reads: _Reads) -> _Restored | None:
    """The characters of UTF-8 read as GBK, if they read better.

    Letters may have been folded, and pairs of bytes be missing.
    """
    lines = dict.fromkeys((line, unfolded(line)))
    for dropped in (False, True):
        found = []
        for one in lines:
            chars = restore(one, "utf-8", dropped=dropped)
            said = "".join(char.char for char in chars or ())
            if chars and reads(said, line):
                found.append((language_model().bits(said), chars, one == line and not dropped))
        if found:
            _, chars, exact = min(found, key=itemgetter(0))
            return chars, Certainty.CERTAIN if exact else Certainty.LIKELY
    return None


def unfolded(line: str) -> str:
    """Letters that were full-width, which stand for the bytes of two characters, as such again."""
    return _FOLDED.sub(lambda match: chr(ord(match.group()) + 0xFEE0), line)
