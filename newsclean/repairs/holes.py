"""The most likely text for bytes of which some are missing.

What: text as it was before it was read in the wrong charset or in the wrong
frame, when bytes were lost on the way. A character that is left gives its
bytes back; a hole (`?`, U+FFFD) stands for one or two unknown ones; and all
together must spell text in the charset it was written in. Where a hole leaves
a choice, the language model takes the most likely text: Viterbi's algorithm
over the last character.

Used by `mojibake` (UTF-8 read as GBK) and `frameslip` (GBK read one byte late).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.chars import simplified
from newsclean.language import language_model, vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Restored", "restore"]

_HOLES = "?\ufffd"
_OPAQUE = 0x100  # added to the code point of a character that GBK does not have
_KEPT = 16  # readings kept at each place; with 8 the same texts come out
_MAX_HOLES = 0.45  # of the characters; beyond it a text is made up, not restored
_ASCII_BITS = 6.0
_QUESTION_BITS = 12.0  # a question mark that was one
_RARE_BITS = 22.0  # a character outside the model whose bytes are all known
_OTHER_SCRIPT_BITS = 6.0
_OTHER_ROW_BITS = 8.0  # a lost lead byte is mostly A1, that of Chinese punctuation
_SAID_BITS = 5.0  # for a pair that the document has elsewhere
_PAIR = 1 << 16  # a pair of symbols as one number
_UNKNOWN_BITS = 4.0  # for each unknown byte, so that fewer are assumed

Place = tuple[int, int]  # a byte's index, and how many bytes of a hole are still to come
Pattern = tuple["int | None", ...]  # the bytes of one character, None for an unknown one


class Restored(NamedTuple):
    """A character, the source characters `[start, end)` it stands for, if guessed."""

    char: str
    start: int
    end: int
    guessed: bool


class _State(NamedTuple):
    """The cheapest reading that ends in some symbol: its cost, and how it got there."""

    bits: float
    last: int
    char: Restored | None
    before: _State | None


class _Setting(NamedTuple):
    """What does not change along the text: it, its charset, whether it is traditional."""

    text: str
    wrote: str
    traditional: bool
    pairs: NDArray[np.int64]


def restore(text: str, wrote: str, document: str = "") -> list[Restored] | None:
    """The characters of `text`, read as GBK, in the charset it was written in.

    wrote: utf-8, or gbk for text that was read out of frame. document: the text
    around; what it says elsewhere, names above all, is more likely here. None
    if there is no such text, or too little of it is left.
    """
    tokens = _tokens(text)
    holes = sum(byte is None for byte, _ in tokens)
    if not tokens or holes > _MAX_HOLES * len(text):
        return None
    traditional = any(ord(char) in simplified() for char in text)
    setting = _Setting(text, wrote, traditional, _pairs(document))
    end_of_line = int(language_model().numbers("\n")[0])
    places: dict[Place, dict[int, _State]] = defaultdict(dict)
    places[0, 0][end_of_line] = _State(0.0, end_of_line, None, None)
    for index in range(len(tokens)):
        for spare in (1, 0):
            states = places.pop((index, spare), None)
            if states:
                kept = sorted(states.values(), key=lambda state: state.bits)[:_KEPT]
                _advance(tokens, (index, spare), kept, places, setting)
    final = [*places[len(tokens), 0].values(), *places[len(tokens), 1].values()]
    if not final:
        return None
    step = language_model().step_bits
    state: _State | None = min(final, key=lambda one: one.bits + step(one.last, end_of_line))
    chars = []
    while state is not None and state.char is not None:
        chars.append(state.char)
        state = state.before
    return chars[::-1]


@lru_cache(maxsize=2)
def _pairs(document: str) -> NDArray[np.int64]:
    """The pairs of symbols that the document has, each as one number."""
    import numpy as np

    numbers = language_model().numbers(document).astype(np.int64)
    return np.unique(numbers[:-1] * _PAIR + numbers[1:])


def _tokens(text: str) -> list[tuple[int | None, int]]:
    """The bytes of the text in GBK, None for a hole, each with its character's place."""
    tokens: list[tuple[int | None, int]] = []
    for place, char in enumerate(text):
        if char in _HOLES:
            tokens.append((None, place))
            continue
        try:
            data = char.encode("gb18030")
        except UnicodeError:
            data = b""
        if len(data) in (1, 2):
            tokens += [(byte, place) for byte in data]
        else:
            tokens.append((_OPAQUE + ord(char), place))
    return tokens


def _advance(
    tokens: list[tuple[int | None, int]],
    here: Place,
    states: list[_State],
    places: dict[Place, dict[int, _State]],
    setting: _Setting,
) -> None:
    """Read one character in every way the bytes allow, from every reading kept."""
    import numpy as np

    start = tokens[here[0]][1]
    costs = np.array([state.bits for state in states])
    lasts = np.array([state.last for state in states])
    text, wrote, traditional, _ = setting
    patterns = _utf8 if wrote == "utf-8" else _gbk
    for pattern, after in patterns(tokens, here):
        chars, numbers, own = _candidates(pattern, wrote)
        if not chars:
            continue
        if pattern == (0x3F,):
            chars = text[start]  # a hole that was none: `?` or U+FFFD, as it stands
        guessed = None in pattern or pattern == (0x3F,)
        end = tokens[after[0]][1] if after[0] < len(tokens) else tokens[-1][1] + 1
        steps: Any = own
        if own is None:
            steps = language_model().step_table(lasts, numbers)
            if guessed:
                said = np.isin(lasts[:, None] * _PAIR + numbers[None, :], setting.pairs)
                steps = steps - _SAID_BITS * said
        table = costs[:, None] + steps + _UNKNOWN_BITS * pattern.count(None)
        if guessed and len(chars) > 1:
            table = table + np.array([_odd(char, pattern, wrote, traditional) for char in chars])
        best = table.argmin(axis=0)
        ahead = places[after]
        for column, row in enumerate(best.tolist()):
            bits, number = float(table[row, column]), int(numbers[column])
            if number not in ahead or bits < ahead[number].bits:
                char = Restored(chars[column], start, max(end, start), guessed)
                ahead[number] = _State(bits, number, char, states[row])


def _utf8(tokens: list[tuple[int | None, int]], here: Place) -> Iterator[tuple[Pattern, Place]]:
    """The byte patterns of UTF-8 that can begin here, and where each ends."""
    for first, at in _next(tokens, here):
        yield from _single(first, here, at)
        if first is not None and not 0xC2 <= first <= 0xEF:
            continue
        two = first is not None and first < 0xE0
        for second, then in _next(tokens, at):
            if second is not None and not 0x80 <= second < 0xC0:
                continue
            if two:
                yield (first, second), then
                continue
            for third, last in _next(tokens, then):
                if third is None or 0x80 <= third < 0xC0:
                    yield (first, second, third), last


def _gbk(tokens: list[tuple[int | None, int]], here: Place) -> Iterator[tuple[Pattern, Place]]:
    """The byte patterns of GBK that can begin here, and where each ends."""
    for first, at in _next(tokens, here):
        yield from _single(first, here, at)
        if first is not None and not 0x81 <= first <= 0xFE:
            continue
        for second, then in _next(tokens, at):
            if second is None or (0x40 <= second <= 0xFE and second != 0x7F):
                yield (first, second), then


def _single(first: int | None, here: Place, at: Place) -> Iterator[tuple[Pattern, Place]]:
    """ASCII, a character outside GBK, a question mark that was one."""
    if first is not None and (first < 0x80 or first >= _OPAQUE):
        yield (first,), at
    elif first is None and at[1] == 0 and here[1] == 0:
        yield (0x3F,), at


def _next(tokens: list[tuple[int | None, int]], here: Place) -> Iterator[tuple[int | None, Place]]:
    """The next byte and the place behind it; a hole may hold one byte more."""
    index, spare = here
    if spare:
        yield None, (index + 1, 0)
    elif index < len(tokens):
        byte = tokens[index][0]
        yield byte, (index + 1, 0)
        if byte is None:
            yield None, (index, 1)


Candidates = tuple[str, "NDArray[np.int64]", "float | None"]


def _candidates(pattern: Pattern, wrote: str) -> Candidates:
    """The characters that fit, their symbols, and their cost where the model has none."""
    import numpy as np

    nothing = np.zeros(0, dtype=np.int64)
    if None not in pattern:
        known = [byte for byte in pattern if byte is not None]
        try:
            opaque = known[0] >= _OPAQUE
            char = chr(known[0] - _OPAQUE) if opaque else bytes(known).decode(wrote)
        except UnicodeError:
            return "", nothing, None
        numbers = language_model().numbers(char).astype(np.int64)
        if pattern == (0x3F,):
            return char, numbers, _QUESTION_BITS
        if numbers[0]:
            return char, numbers, None
        return char, numbers, _ASCII_BITS if char.isascii() else _RARE_BITS
    if pattern.count(None) == len(pattern):
        return "", nothing, None  # nothing known: no restoring
    chars, found = _index(wrote).get(pattern, ("", nothing))
    return chars, found, None


def _odd(char: str, pattern: Pattern, wrote: str, traditional: bool) -> float:
    """Bits against a guessed character: another script than the text's, a rare lead byte."""
    bits = 0.0
    if not traditional and ord(char) in simplified():
        bits += _OTHER_SCRIPT_BITS
    if wrote == "gbk" and pattern[0] is None and char not in _row_a1():
        bits += _OTHER_ROW_BITS
    return bits


@cache
def _row_a1() -> frozenset[str]:
    """The punctuation of GBK's row A1."""
    row = bytes(byte for trail in range(0xA1, 0xFF) for byte in (0xA1, trail))
    return frozenset(row.decode("gbk", "ignore"))


@cache
def _index(wrote: str) -> dict[Pattern, tuple[str, NDArray[np.int64]]]:
    """Known characters by their bytes with some of them masked."""
    import numpy as np

    found: dict[Pattern, str] = defaultdict(str)
    # Of two forms of one symbol the first wins: simplified before traditional.
    for char in dict.fromkeys(language_model().chars + vocabulary()):
        data = char.encode(wrote, "ignore")
        wide = "０" <= char <= "９" or "Ａ" <= char <= "ｚ"  # as cheap as any digit, and rare
        if len(data) < 2 or wide:
            continue
        for mask in range(1, 2 ** len(data) - 1):
            found[tuple(None if mask >> i & 1 else b for i, b in enumerate(data))] += char
    numbers = language_model().numbers
    return {key: (chars, numbers(chars).astype(np.int64)) for key, chars in found.items()}
