"""Bits against a guessed character, by its lost bytes and by what its text does not have.

Used by `holes`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from newsclean.chars import SIMPLIFIED, TRADITIONAL, kinds, simplified
from newsclean.repairs.candidates import (
    OPAQUE,
    PRIVATE_LEAD,
    PRIVATE_TRAIL,
    candidates,
    private,
    row_a1,
    unread,
)
from newsclean.repairs.spelling import Bytes, Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["absent_marks", "expects_traditional", "foreign", "odd"]

_MARKS = frozenset("「」『』\u3000")  # of text that quotes as Taiwan does, and of indents
_LEAD = 0xE5  # with which many Chinese characters begin in UTF-8
_FOREIGN_BITS = 6.0
_OTHER_ROW_BITS = 6.0  # a lost lead byte is mostly A1, that of Chinese punctuation
_PAIRED_BITS = 16.0  # a lost byte that would have made a pair; not all readers are alike
_DROPPED_BITS = 4.0  # for a pair that left no trace: one in seven does, where any do
_UNKNOWN_BITS = 4.0  # for each unknown byte, so that fewer are assumed


@lru_cache(maxsize=2)  # a document is asked about for each of its slips
def absent_marks(document: str) -> frozenset[str]:
    """The marks that the document does not use."""
    return _MARKS.difference(document)


def expects_traditional(text: str, tokens: Tokens, wrote: str) -> bool:
    """Whether traditional characters are expected: what can be read as it stands has such."""
    if wrote == "gbk":
        return any(ord(char) in simplified() for char in text)
    data = bytes(byte for byte, _ in tokens if byte and byte < OPAQUE)
    found = kinds(data.decode(wrote, "ignore"))
    return bool((found == TRADITIONAL).sum() > (found == SIMPLIFIED).sum())


@cache
def foreign(marks: frozenset[str], both: bool) -> frozenset[str]:
    """The marks, and the traditional characters unless a text is written in both scripts."""
    return marks if both else marks.union(map(chr, simplified()))


def _are_private(lost: NDArray[np.uint8], column: int) -> NDArray[np.bool_]:
    """Whether bytes of UTF-8 are the first of private-use characters, the next byte too."""
    behind = lost[:, column + 1] if column + 1 < lost.shape[1] else _LEAD
    found: NDArray[np.bool_] = private()[lost[:, column], behind]
    return found


@lru_cache(maxsize=1024)
def odd(data: Bytes, wrote: str, unexpected: frozenset[str]) -> tuple[bool, NDArray[np.float64]]:
    """Whether a lost byte leaves a closing quotation mark open, and bits against each character."""
    import numpy as np

    found = candidates(tuple(None if byte < 0 else byte for byte in data), wrote)
    assert found is not None
    lost = [-1 - byte for byte in data if byte < 0]
    unknown = sum(byte < PRIVATE_LEAD for byte in lost)
    bits: NDArray[np.float64] = np.full(len(found.chars), _UNKNOWN_BITS * unknown)
    slipped = wrote == "gbk"
    # The byte whose loss began the slip was no hole of the reader's.
    began = slipped and data[0] < 0 and lost[0] != PRIVATE_TRAIL
    for column in range(began, len(lost)):
        bits += _PAIRED_BITS * ~unread()[found.lost[:, column], lost[column]]
    if PRIVATE_LEAD in lost:
        bits += _DROPPED_BITS
        if not slipped:
            bits += _PAIRED_BITS * ~_are_private(found.lost, lost.index(PRIVATE_LEAD))
    if len(found.chars) > 1:
        bits += [_FOREIGN_BITS * (char in unexpected) for char in found.chars]
        if began:
            bits += [_OTHER_ROW_BITS * (char not in row_a1()) for char in found.chars]
    closing = "”" in found.chars and bool(bits[found.chars.index("”")] < _PAIRED_BITS)
    return closing, bits
