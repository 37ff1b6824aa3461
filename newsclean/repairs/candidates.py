"""The characters that some bytes can be when others of them are lost.

Used by `holes`. What a lost byte can have been is known better than it seems:
a reader of GBK shows a hole only where two bytes make no pair. In `淇�濂戒簡` the
hole is the last byte of 修; with the E5 that follows it made no pair, which of
64 possible bytes is true of seven.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsclean.language import language_model, vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "OPAQUE", "PRIVATE_LEAD", "PRIVATE_TRAIL", "Candidates", "Pattern", "candidates", "private",
    "row_a1", "unread",
]  # fmt: skip

OPAQUE = 0x100  # added to the code point of a character that GBK does not have
PRIVATE_LEAD, PRIVATE_TRAIL = 257, 258  # of a pair that a reader makes a private-use character
# Rows of which GBK leaves all or a part to its users.
_PRIVATE_ROWS = (*range(0xA1, 0xB0), *range(0xF8, 0xFF))
_ASCII_BITS = 6.0
_QUESTION_BITS = 12.0  # a question mark that was one
_RARE_BITS = 22.0  # a character outside the model whose bytes are all known

Pattern = tuple["int | None", ...]  # the bytes of one character, None for an unknown one


class Candidates(NamedTuple):
    """The characters that fit, and what is known of each.

    numbers: their symbols, shape (n,). lost: the bytes that the pattern does not
    have, shape (n, unknown bytes). bits: the cost where the model has none.
    """

    chars: str
    numbers: NDArray[np.int64]
    lost: NDArray[np.uint8]
    bits: float | None


@lru_cache(maxsize=4096)
def candidates(pattern: Pattern, wrote: str) -> Candidates | None:
    """The characters that fit the bytes; None if nothing is known, or nothing fits."""
    if None in pattern:
        return _index(wrote).get(pattern)
    known = [byte for byte in pattern if byte is not None]
    try:
        opaque = known[0] >= OPAQUE
        char = chr(known[0] - OPAQUE) if opaque else bytes(known).decode(wrote)
    except UnicodeError:
        return None
    found = _known(char)
    if pattern == (0x3F,):
        return found._replace(bits=_QUESTION_BITS)
    if found.numbers[0]:
        return found
    return found._replace(bits=_ASCII_BITS if char.isascii() else _RARE_BITS)


@cache
def row_a1() -> frozenset[str]:
    """The punctuation of GBK's row A1."""
    row = bytes(byte for trail in range(0xA1, 0xFF) for byte in (0xA1, trail))
    return frozenset(row.decode("gbk", "ignore"))


@cache
def unread() -> NDArray[np.bool_]:
    """Whether a byte before another is a hole to a reader of GBK, shape (256, 259).

    Column 256 is for a byte behind it that is not known either; the last two are for
    the bytes of a private-use character.
    """
    import numpy as np

    found = np.zeros((256, 259), dtype=np.bool_)
    for first in range(0x80, 0x100):
        for second in range(0x100):
            try:
                bytes((first, second)).decode("gbk")
            except UnicodeError:
                found[first, second] = True
    found[:, 256] = found[:, 0x80:0xFF].any(axis=1)
    found[_PRIVATE_ROWS, PRIVATE_LEAD] = True
    found[0x80:0xFF, PRIVATE_TRAIL] = True
    return found


@cache
def private() -> NDArray[np.bool_]:
    """Which pairs of bytes a reader of GB18030 makes private-use characters, shape (256, 256)."""
    import numpy as np

    found = np.zeros((256, 256), dtype=np.bool_)
    for first in _PRIVATE_ROWS:
        for second in range(0x40, 0xFF):
            char = bytes((first, second)).decode("gb18030", "replace")
            found[first, second] = "\ue000" <= char <= "\uf8ff"
    return found


@cache
def _index(wrote: str) -> dict[Pattern, Candidates]:
    """Known characters by their bytes with some of them masked."""
    import numpy as np

    found: dict[Pattern, str] = defaultdict(str)
    lost: dict[Pattern, list[list[int]]] = defaultdict(list)
    # Of two forms of one symbol the first wins: simplified before traditional.
    for char in dict.fromkeys(language_model().chars + vocabulary()):
        data = char.encode(wrote, "ignore")
        wide = "０" <= char <= "９" or "Ａ" <= char <= "ｚ"  # as cheap as any digit, and rare
        if len(data) < 2 or wide:
            continue
        for mask in range(1, 2 ** len(data) - 1 + _may_be_between(data, wrote)):
            pattern = tuple(None if mask >> i & 1 else b for i, b in enumerate(data))
            found[pattern] += char
            lost[pattern].append([b for i, b in enumerate(data) if mask >> i & 1])
    numbers = language_model().numbers
    return {
        key: Candidates(
            chars, numbers(chars).astype(np.int64), np.array(lost[key], dtype=np.uint8), None
        )
        for key, chars in found.items()
    }


def _may_be_between(data: bytes, wrote: str) -> bool:
    """Whether all bytes of a mark or common character can be lost, to private-use ones."""
    if wrote == "utf-8":
        return len(data) == 3 and bool(private()[data[1], data[2]])
    return (data[0] == 0xA1 or 0xB0 <= data[0] <= 0xD7) and data[1] in _PRIVATE_ROWS


def _known(char: str) -> Candidates:
    import numpy as np

    nothing = np.zeros((1, 0), dtype=np.uint8)
    return Candidates(char, language_model().numbers(char).astype(np.int64), nothing, None)
