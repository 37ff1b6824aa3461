"""Characters that a machine parted with a reading.

What: `集?huàn)F(tuán)` for `集團(tuán)`, `以?yǒng)?lái)` for `以來(lái)`.
How it arises: a converter that sticks readings behind characters (see `pinyin`) looks for them
in the bytes of GBK, also across two characters: of 集團, BC AF 88 46, it reads 瘓, AF 88, and
puts `(huàn)` between 88 and 46. A reader then makes no pair of 88 and the bracket, shows `?` for
both, and reads on one byte late.
The inverse: the byte that became `?` is the one that, behind the byte before it, makes a
character of this reading. With it all bytes are known again, and are read from there on, up to
where the characters begin at the same bytes as those seen.
Certain: no byte is guessed. Left to `frameslip`: where pairs of bytes were lost as well, which
shows in a character that does not fit or reads badly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from newsclean.change import Certainty, Change, Span
from newsclean.chars import SIMPLIFIED, TRADITIONAL, kinds, variants
from newsclean.language import language_model
from newsclean.lazy import pattern
from newsclean.repairs.pinyin import is_reading, readings
from newsclean.repairs.spelling import byte_of, first_byte, gbk_bytes, known_byte

__all__ = ["AHEAD", "character_of", "is_traditional", "lost_byte", "parted"]

_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ"
_HOLE = pattern(rf"[?\ufffd][(（]?[^\S\n]?([{_LETTERS}]{{1,6}})[^\S\n]?[)）]")
_READ = pattern(rf"[(（][^\S\n]?[{_LETTERS}]{{1,6}}[^\S\n]?[)）]")
_TOKEN = pattern(rf"{_HOLE.pattern}|[(（][^\S\n]?([{_LETTERS}]{{1,6}})[^\S\n]?[)）]|.")
AHEAD = 10  # characters, of a hole and its reading
_CLEAR_BITS = 4.0
_NO_CHARACTER = 40.0  # bits; the rarest character of the model has 25
_ODD_BITS = 21.5  # of one character: where pairs were lost as well, a wrong one is made up


class _Byte(NamedTuple):
    """A byte of the line, where its character begins and ends, whether that begins here.

    hole: whether it became a hole; reading: that of brackets right behind it.
    """

    value: int | None
    start: int
    end: int
    begins: bool
    hole: bool = False
    reading: str = ""


def parted(text: str) -> Iterator[Change]:
    """Read on in frame behind each character that a reading parted."""
    end = 0
    for match in _HOLE.finditer(text) if is_traditional(text) else ():
        if match.start() < end:
            continue  # in a line that was looked at
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield from _line(text[start:end], start)


def _line(line: str, offset: int) -> Iterator[Change]:
    data = _bytes(line)
    done = 0
    for at, byte in enumerate(data):
        if byte.hole and byte.value is not None and at >= done:
            found = _in_frame(data, at)
            if found is None:
                continue
            said, done = found
            span = Span(byte.start, data[done - 1].end)
            if _reads_well(line[: span.start], said, line[span.end :]):
                span = Span(offset + span.start, offset + span.end)
                yield Change(span, said, "frameslip.gbk", Certainty.CERTAIN)


def _bytes(line: str) -> list[_Byte]:
    """The bytes of a line in GBK without readings, which are noted at the byte before them."""
    data: list[_Byte] = []
    at = 0
    while at < len(line):
        match = _TOKEN.match(line, at)
        assert match is not None
        said, end = match.group(1) or match.group(2), match.end()
        if match.group(1):
            before = known_byte(data[-1].value) if data and data[-1].value else ""
            value = lost_byte(before, said, line[end : end + AHEAD])
            if value is not None:
                data.append(_Byte(value, at, end, False, True, match.group()[1:]))
                at = end
                continue
        elif said and _has_reading(data, said):
            data[-1] = data[-1]._replace(end=end, reading=match.group())
            at = end
            continue
        char = line[at]
        found = gbk_bytes(char) if char not in "?\ufffd" else b""
        values: list[int | None] = [*found] or [None]
        data += [_Byte(value, at, at + 1, not i) for i, value in enumerate(values)]
        at += 1
    return data


def _has_reading(data: list[_Byte], reading: str) -> bool:
    """Whether the last two bytes are a character with this reading."""
    char = character_of(data[-2].value, data[-1].value) if len(data) > 1 else None
    return char is not None and is_reading(char, reading)


def _in_frame(data: list[_Byte], at: int) -> tuple[str, int] | None:
    """What the bytes from a hole on spell, and where the characters seen begin at the same."""
    said = []
    while at < len(data):
        first, second = data[at], data[at + 1] if at + 1 < len(data) else None
        if first.value is None:
            return None
        if first.value < 0x80:
            char, last = chr(first.value), first
            at += 1
        else:
            found = character_of(first.value, second.value) if second is not None else None
            if found is None or second is None or (second.begins and (second.value or 0) >= 0x80):
                return None  # before a character and behind it pairs may be lost
            char, last = found, second
            at += 2
        said.append(char)
        if last.reading and is_reading(char, last.reading.strip("()（） ")):
            said.append(last.reading if last.reading[0] in "(（" else f"({last.reading}")
        if at == len(data) or data[at].begins:
            return "".join(said), at
    return None


def _reads_well(before: str, said: str, behind: str) -> bool:
    """Whether no character is one that only bytes lost in between would explain."""
    model = language_model()
    near = (
        _READ.sub("", before[-AHEAD:])[-1:],
        _READ.sub("", said),
        _READ.sub("", behind[:AHEAD])[:1],
    )
    text = "".join(near)
    numbers = model.numbers(text).tolist()
    return all(model.step_bits(*pair) < _ODD_BITS for pair in pairwise(numbers))


def character_of(first: int | None, second: int | None) -> str | None:
    """The character of two bytes in GBK."""
    if first is None or second is None:
        return None
    try:
        found = bytes((first, second)).decode("gbk")
    except UnicodeError:
        return None
    return found if len(found) == 1 else None


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional characters, as it was when bytes of it were parted."""
    found = kinds(text)
    return bool((found == TRADITIONAL).sum() > (found == SIMPLIFIED).sum())


def lost_byte(before: str, reading: str, behind: str) -> int | None:
    """The byte that makes a character of this reading with the last one of `before`.

    Of several the one that makes the more usual character, with that or with the first byte
    behind: either is one that stood there.
    """
    last = byte_of(before) if before else None
    found = _by_reading().get((last or 0, reading), ())
    if len(found) < 2:
        return found[0] if found else None
    read = _HOLE.match(behind)
    if read:
        found = tuple(byte for byte in found if (byte, read.group(1)) in _by_reading())
        return found[0] if len(found) == 1 else None
    next_ = first_byte(behind[:1])
    costs = sorted((min(_cost(last, byte), _cost(byte, next_)), byte) for byte in found)
    return costs[0][1] if costs[0][0] + _CLEAR_BITS <= costs[1][0] else None


def _cost(first: int | None, second: int | None) -> float:
    """How rare the character of two bytes is."""
    char = character_of(first, second)
    model = language_model()
    return float(model.unigram[model.numbers(char)[0]]) if char else _NO_CHARACTER


@cache
def _by_reading() -> dict[tuple[int, str], tuple[int, ...]]:
    """The second bytes of the characters with a first byte and a reading.

    Those of traditional ones, by their usual reading, else by any. A second byte that stood
    by itself is a first one.
    """
    usual: dict[tuple[int, str], tuple[int, ...]] = defaultdict(tuple)
    any_: dict[tuple[int, str], tuple[int, ...]] = defaultdict(tuple)
    for char in variants():
        data = char.encode("gbk", "ignore")
        if len(data) == 2 and data[1] > 0x80:
            usual[data[0], readings(char)[0]] += (data[1],)
            for reading in readings(char)[1:]:
                any_[data[0], reading] += (data[1],)
    return {**any_, **usual}
