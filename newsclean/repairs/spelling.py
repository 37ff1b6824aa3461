"""The bytes that a text read as GBK gives back, and the characters they can spell.

Used by `holes`. A hole (`?`, U+FFFD) stands for one unknown byte or two, or for one
and an ASCII character that it swallowed. Between two characters a pair of bytes may
be lost without a trace: out of frame some pairs are private-use characters, which many
extractors drop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsclean.lazy import pattern
from newsclean.repairs.candidates import OPAQUE, PRIVATE_LEAD, PRIVATE_TRAIL

__all__ = [
    "DROPPED",
    "DROPPED_LAST",
    "DROPPED_TOO",
    "NO_MORE",
    "ONE_MORE",
    "SWALLOWED",
    "Bytes",
    "Place",
    "Tokens",
    "begins_character",
    "byte_of",
    "first_byte",
    "gbk_bytes",
    "known_byte",
    "patterns",
    "tokens_of",
]

_HOLES = "?\ufffd"
Tokens = list[tuple["int | None", int]]  # bytes, None for a hole, and their characters' places
Place = tuple[int, int]  # a byte's index, and what of a hole is still to come
SWALLOWED = 2  # not one byte more, but an ASCII character
DROPPED, DROPPED_TOO = 3, 4  # the second byte of a private-use character; of the next one
# Behind one private-use character the next may be one; behind that nothing is missing.
ONE_MORE, DROPPED_LAST, NO_MORE = 5, 6, 7
# The bytes of one character. A lost one is -1 less the byte before which it made no pair.
Bytes = tuple[int, ...]
_Next = Callable[[Tokens, Place], Iterator[tuple[int, Place]]]
_LEADING = (DROPPED, DROPPED_LAST)
_ANY = 256  # for a byte that is not known either
# A hole that swallowed an ASCII character: before another, where a reader has swallowed the
# brackets of readings.
_AND_MORE = -1
_READ = pattern(r"[\U0010fe80-\U0010feff]")
_KNOWN = 0x10FE00  # and a byte: a character that stands for a hole of which that is known


def known_byte(byte: int) -> str:
    """A character that gives back this one byte."""
    return chr(_KNOWN + byte)


def byte_of(char: str) -> int | None:
    """The last byte of a character in GBK, if it has two there or gives back one."""
    data = gbk_bytes(char)
    return data[-1] if data and data[0] >= 0x80 else None


def first_byte(char: str) -> int | None:
    """The first byte of a character in GBK; None for a hole and at the end."""
    data = gbk_bytes(char) if char and char not in _HOLES else b""
    return data[0] if data else None


def gbk_bytes(char: str) -> bytes:
    """The bytes of a character in GBK; none if it has none there."""
    if _KNOWN <= ord(char) < _KNOWN + 0x100:
        return bytes([ord(char) - _KNOWN])
    try:
        data = char.encode("gb18030")
    except UnicodeError:
        return b""
    return data if len(data) <= 2 else b""


def tokens_of(text: str, wrote: str) -> Tokens:
    """The bytes of the text in GBK, None for a hole, each with its character's place.

    A euro sign in UTF-8 read as GBK is 80, which browsers show so.
    """
    tokens: Tokens = []
    swallows = _READ.search(text) is not None
    for place, char in enumerate(text):
        if char in _HOLES:
            swallowed = swallows and "!" <= text[place + 1 : place + 2] <= "~"
            tokens.append((_AND_MORE if swallowed else None, place))
            continue
        data = b"\x80" if char == "€" and wrote == "utf-8" else gbk_bytes(char)
        if data:
            tokens += [(byte, place) for byte in data]
        else:
            tokens.append((OPAQUE + ord(char), place))
    return tokens


def patterns(
    tokens: Tokens, here: Place, wrote: str, *, dropped: bool = False
) -> Iterator[tuple[Bytes, Place]]:
    """The bytes of each character that can begin here, and where it ends.

    dropped: whether private-use characters may be missing between those of the text.
    """
    if here[1] == SWALLOWED:
        yield (0x3F,), (here[0] + 1, 0)
    elif wrote == "utf-8":
        yield from _utf8(tokens, here, _next_or_dropped if dropped else _next)
    else:
        yield from _gbk(tokens, here)
        if dropped:
            yield from _before_dropped(tokens, here)


def _utf8(tokens: Tokens, here: Place, next_: _Next) -> Iterator[tuple[Bytes, Place]]:
    """The byte patterns of UTF-8 that can begin here, and where each ends."""
    for first, at in next_(tokens, here):
        if at[1] not in _LEADING:  # which no first byte is
            yield from _single(first, here, at)
        if 0 <= first < 0xC2 or first > 0xEF or at[1] in _LEADING:
            continue
        for second, then in next_(tokens, at):
            if 0 <= second < 0x80 or second > 0xBF:
                continue
            if 0 <= first < 0xE0:
                yield (first, second), then
                continue
            for third, last in next_(tokens, then):
                if third < 0 or 0x80 <= third < 0xC0:
                    yield (first, second, third), last


def _gbk(tokens: Tokens, here: Place) -> Iterator[tuple[Bytes, Place]]:
    """The byte patterns of GBK that can begin here, and where each ends."""
    for first, at in _next(tokens, here):
        yield from _single(first, here, at)
        if 0 <= first < 0x81 or first > 0xFE:
            continue
        for second, then in _next(tokens, at):
            if second < 0 or (0x40 <= second <= 0xFE and second != 0x7F):
                yield (first, second), then


def _before_dropped(tokens: Tokens, here: Place) -> Iterator[tuple[Bytes, Place]]:
    """The first byte of a character whose second was that of a private-use one."""
    for first, at in _next(tokens, here):
        if 0 <= first < 0x81 or first > 0xFE:
            continue
        if here[1] == DROPPED:
            yield (first, -1 - PRIVATE_LEAD), (at[0], DROPPED_TOO)
        elif here[1] == at[1] == 0 and _ends_character(tokens, here[0]):
            yield (first, -1 - PRIVATE_LEAD), (at[0], DROPPED)


def begins_character(tokens: Tokens, at: Place) -> bool:
    """Whether a character of the text begins at a place, or the text ends there."""
    index, spare = at
    return not spare and (index == len(tokens) or tokens[index][1] != tokens[index - 1][1])


def _ends_character(tokens: Tokens, index: int) -> bool:
    """Whether the next byte is another character's."""
    return index + 1 < len(tokens) and tokens[index][1] != tokens[index + 1][1]


def _next_or_dropped(tokens: Tokens, here: Place) -> Iterator[tuple[int, Place]]:
    """The same where pairs of bytes may be missing, or one byte before ASCII and at the end."""
    index, spare = here
    if spare in (DROPPED, DROPPED_LAST):
        yield -1 - PRIVATE_TRAIL, (index, ONE_MORE if spare == DROPPED else NO_MORE)
        return
    yield from _next(tokens, (index, 0 if spare in (ONE_MORE, NO_MORE) else spare))
    if spare in (0, ONE_MORE) and begins_character(tokens, (index, 0)) and index:
        yield -1 - PRIVATE_LEAD, (index, DROPPED_LAST if spare else DROPPED)
        ascii_ = index == len(tokens) or 0 <= (tokens[index][0] or 0x80) < 0x80
        if ascii_ and (tokens[index - 1][0] or 0) >= 0x80:
            yield -1 - ord("\n"), (index, NO_MORE)


def _single(first: int, here: Place, at: Place) -> Iterator[tuple[Bytes, Place]]:
    """ASCII, a character outside GBK, a question mark that was one."""
    if 0 <= first < 0x80 or first >= OPAQUE:
        yield (first,), at
    elif first < 0 and here[1] == 0 and at[1] in (0, SWALLOWED):
        yield (0x3F,), (here[0] + 1, 0)


def _next(tokens: Tokens, here: Place) -> Iterator[tuple[int, Place]]:
    """The next byte and the place behind it; a hole may hold one byte more."""
    index, spare = here
    if spare == 1:
        yield -1 - _ANY, (index + 1, 0)
    elif spare in (DROPPED, DROPPED_TOO):
        yield -1 - PRIVATE_TRAIL, (index, 0)
    elif not spare and index < len(tokens):
        byte = tokens[index][0]
        if byte == _AND_MORE:
            yield -1 - ord("\n"), (index, SWALLOWED)
            return
        if byte is not None:
            yield byte, (index + 1, 0)
            return
        follows = tokens[index + 1][0] if index + 1 < len(tokens) else ord("\n")
        yield -1 - min(_ANY if follows is None else follows, _ANY), (index + 1, 0)
        yield -1 - _ANY, (index, 1)
        yield -1 - ord("\n"), (index, SWALLOWED)
