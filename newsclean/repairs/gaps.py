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
    model = language_model()
    found = [one for one in (_restored(line, reads), _beside_marks(line, reads)) if one]
    if found:
        yield from _changes(line, offset, *min(found, key=lambda one: model.bits(_said(one))))


def _beside_marks(line: str, reads: _Reads) -> _Restored | None:
    """The line where its marks were not misread: no character has bytes on both sides of one."""
    if not MARKS.search(line):
        return None
    restored = _restored(MARKS.sub(lambda one: "\n" * len(one.group()), line), _anything)
    if restored is None:
        return None
    chars = [one._replace(char=line[one.start]) if one.char == "\n" else one for one in restored[0]]
    said = _said((chars, restored[1]))
    kept = MARKS.findall(said) == MARKS.findall(line)
    return (chars, restored[1]) if kept and reads(said, line) else None


def _anything(after: str, before: str) -> bool:
    return True


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
