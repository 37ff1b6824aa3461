"""The most likely text for bytes that can be read in several ways.

Each character seen says which bytes it may have been, and how many bits stand against each way;
the bytes have to spell text in GBK or Big5, and the language model says which of it is likely:
Viterbi's algorithm over the byte that waits for its second and the character before, with a
beam. A byte AD, the soft hyphen, may have been dropped anywhere.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from newsclean.language import language_model

__all__ = ["LOWEST", "Part", "Reading", "Ways", "refined", "search", "spell"]

Ways = Callable[[str], Sequence[tuple[bytes, float]]]
"""The bytes that a character seen may have been, and bits against each."""

LOWEST = 0x80  # a byte or character from here on is no ASCII

_KEPT = 8  # readings kept at each place: a byte that waits for its second, a character before
_BEHIND_BITS = 30.0  # and none that far behind the best: a misread character costs 25
_STAYS_BITS = 40.0  # for a character that does not fit; an unlikely one costs 25
_DROPPED = 0xAD
_DROPPED_BITS = 6.0
# What reads so badly from its beginning on is no such text: bits a character seen, and
# characters. Chinese news has five, as two bytes are one character of eight bits.
_HOPELESS_BITS = 9.0
_BEGINNING = 400
# A stretch of so many characters that cost so many bits each is looked at again, with so many
# characters seen on both sides; what is found there is better by so many bits.
_STRETCH, _ODD_BITS = 2, 9.0
_MARGIN = 12
_BETTER_BITS = 6.0

# Text so far: its cost, the byte that waits for another, the last symbol, the bytes of the last
# character seen (or itself, if it stays), what was before. A plain tuple: millions are made.
Part = bytes | str
Reading = tuple[float, int, int, Part, "Reading | None"]
_START: Reading = (0.0, 0, 0, b"", None)


class _Symbols(dict[int, int]):
    """The language model's symbol of each character of a charset, -1 where bytes spell none.

    The key of one byte is its number, that of two is 256 times the first and the second.
    """

    def __init__(self, wrote: str) -> None:
        self._wrote = wrote

    def __missing__(self, key: int) -> int:
        data = bytes(divmod(key, 0x100)) if key >= 0x100 else bytes([key])
        try:
            self[key] = int(language_model().numbers(data.decode(self._wrote))[0])
        except UnicodeError:
            self[key] = -1
        return self[key]


_symbols = cache(_Symbols)


def search(text: str, ways: Ways, wrote: str) -> list[Reading] | None:
    """The most likely reading: before `text`, and behind each character of it.

    wrote: gbk or big5hkscs. None if no bytes spell a text, or only one that reads too badly.
    """
    ends = _ends(text, ways, wrote, _START)
    whole = [one for reading in ends for one in _ended(reading, wrote)]
    return _path(min(whole, key=itemgetter(0))) if whole else None


def refined(text: str, path: list[Reading], ways: Ways, wrote: str) -> list[Part]:
    """The parts of a reading, its odd stretches read in other ways where these are better."""
    parts = [reading[3] for reading in path[1:]]
    for start, end in reversed(_odd(path, wrote)):
        begin: Reading = (path[start][0], 0, path[start][2], b"", None)
        found = _ends(text[start:end], ways, wrote, begin)
        if end < len(path) - 1:
            found = [one for one in found if one[1:3] == path[end][1:3]]
        else:
            found = [one for reading in found for one in _ended(reading, wrote)]
        best = min(found, key=itemgetter(0), default=None)
        if best is not None and best[0] + _BETTER_BITS < path[end][0]:
            parts[start:end] = [one[3] for one in _path(best)[1:]]
    return parts


def spell(parts: Sequence[Part], wrote: str) -> str:
    """The text of the parts: bytes, and characters that stay."""
    return "".join(
        b"".join(run).decode(wrote) if kind is bytes else "".join(run)  # type: ignore[arg-type]
        for kind, run in groupby(parts, key=type)
    )


def _path(reading: Reading | None) -> list[Reading]:
    path = []
    while reading is not None:
        path.append(reading)
        reading = reading[4]
    return path[::-1]


def _odd(path: list[Reading], wrote: str) -> list[tuple[int, int]]:
    """The stretches of the text seen that read badly, with some characters around each.

    They begin behind a whole character, and none touches another.
    """
    decoder = getincrementaldecoder(wrote)()
    chars, places = [], []
    for at, reading in enumerate(path):
        part = reading[3]
        read = decoder.decode(part) if isinstance(part, bytes) else part
        chars.append(read)
        places += [at] * len(read)
    costs = language_model().each(language_model().numbers("".join(chars)))[0].tolist()
    stretches: list[tuple[int, int]] = []
    for at in range(len(costs) - _STRETCH + 1):
        if sum(costs[at : at + _STRETCH]) < _STRETCH * _ODD_BITS:
            continue
        start = max(places[at] - _MARGIN, 0)
        while path[start][1]:
            start -= 1
        end = places[at + _STRETCH] + _MARGIN
        if end >= len(path) - 2:  # with what was dropped at its end
            end = len(path) - 1
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def _ends(text: str, ways: Ways, wrote: str, start: Reading) -> list[Reading]:
    """The best readings of the whole text behind `start`, the best first."""
    readings = [start]
    for at, char in enumerate(text):
        if at >= _BEGINNING and readings and readings[0][0] > _HOPELESS_BITS * at:
            return []
        found: dict[tuple[int, int], Reading] = {}
        options = ways(char)
        for reading in readings:
            for data, odd in options:
                for bits, pending, last, read in _follow(reading, data, wrote):
                    known = found.get((pending, last))
                    if known is None or bits + odd < known[0]:
                        found[pending, last] = bits + odd, pending, last, read, reading
            if not reading[1] and ord(char) >= LOWEST:
                bits = reading[0] + _STAYS_BITS
                known = found.get((0, 0))
                if known is None or bits < known[0]:
                    found[0, 0] = bits, 0, 0, char, reading
        readings = sorted(found.values(), key=itemgetter(0))[:_KEPT]
        while len(readings) > 1 and readings[-1][0] > readings[0][0] + _BEHIND_BITS:
            readings.pop()
    return readings


def _follow(reading: Reading, data: bytes, wrote: str) -> list[tuple[float, int, int, bytes]]:
    """Cost, waiting byte and symbol after these bytes, and the bytes with those dropped."""
    symbols = _symbols(wrote)
    step = language_model().step_bits
    states = [(reading[0], reading[1], reading[2], b"")]
    for byte in data:
        new = []
        for bits, pending, last, read in states:
            if not pending:
                if byte >= LOWEST:
                    new.append((bits, byte, last, read + bytes((byte,))))
                elif (symbol := symbols[byte]) >= 0:
                    new.append((bits + step(last, symbol), 0, symbol, read + bytes((byte,))))
                if wrote != "gbk" and byte >= 0x40:  # `n` for 要, AD 6E
                    symbol = symbols[_DROPPED << 8 | byte]
                    if symbol >= 0:
                        cost = bits + step(last, symbol) + _DROPPED_BITS
                        new.append((cost, 0, symbol, read + bytes((_DROPPED, byte))))
                continue
            if (symbol := symbols[pending << 8 | byte]) >= 0:
                new.append((bits + step(last, symbol), 0, symbol, read + bytes((byte,))))
            if wrote != "gbk" or (symbol := symbols[pending << 8 | _DROPPED]) < 0:
                continue
            cost = bits + step(last, symbol) + _DROPPED_BITS
            if byte >= LOWEST:
                new.append((cost, byte, symbol, read + bytes((_DROPPED, byte))))
            elif (alone := symbols[byte]) >= 0:
                cost += step(symbol, alone)
                new.append((cost, 0, alone, read + bytes((_DROPPED, byte))))
        states = new
    return states


def _ended(reading: Reading, wrote: str) -> Iterator[Reading]:
    """The reading at the end of a text: a byte that waits there waits for a dropped one."""
    bits, pending, last, _, _ = reading
    if not pending:
        yield reading
    elif wrote == "gbk" and (symbol := _symbols(wrote)[pending << 8 | _DROPPED]) >= 0:
        bits += language_model().step_bits(last, symbol) + _DROPPED_BITS
        yield bits, 0, symbol, bytes((_DROPPED,)), reading
