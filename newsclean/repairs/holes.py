"""UTF-8 read as GBK, with bytes lost on the way.

What: `涓浗缁忔祹` for `中国经济`, where a reader of GBK dropped what it could not
pair: some characters became `?` or U+FFFD, one for one byte or for two.
The inverse: every character left gives its two bytes back, a hole stands for
one or two unknown ones, and the bytes must spell UTF-8. Where a hole leaves a
choice, the language model takes the most likely text: Viterbi's algorithm over
the last character.
Certain: characters all of whose bytes are known. Likely: those with a guessed
byte, each a change of its own under `mojibake.holes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsclean.language import language_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Restored", "restore"]

_HOLES = "?\ufffd"
_KEPT = 16  # readings kept at each place; with 8 the same texts come out
_MAX_HOLES = 0.45  # of the characters; beyond it a text is made up, not restored
_ASCII_BITS = 6.0
_QUESTION_BITS = 12.0  # a question mark that was one
_RARE_BITS = 22.0  # a character outside the model whose bytes are all known
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


def restore(text: str) -> list[Restored] | None:
    """The characters of `text` before UTF-8 was read as GBK; None if it was not."""
    tokens = _tokens(text)
    holes = sum(byte is None for byte, _ in tokens)
    if not tokens or holes > _MAX_HOLES * len(text):
        return None
    end_of_line = int(language_model().numbers("\n")[0])
    places: dict[Place, dict[int, _State]] = defaultdict(dict)
    places[0, 0][end_of_line] = _State(0.0, end_of_line, None, None)
    for index in range(len(tokens)):
        for spare in (1, 0):
            states = places.pop((index, spare), None)
            if states:
                kept = sorted(states.values(), key=lambda state: state.bits)[:_KEPT]
                _advance(tokens, (index, spare), kept, places)
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


def _tokens(text: str) -> list[tuple[int | None, int]]:
    """The bytes of the text in GBK, None for a hole, each with its character's place."""
    tokens: list[tuple[int | None, int]] = []
    for place, char in enumerate(text):
        if char in _HOLES:
            tokens.append((None, place))
            continue
        try:
            tokens += [(byte, place) for byte in char.encode("gb18030")]
        except UnicodeError:
            return []
    return tokens


def _advance(
    tokens: list[tuple[int | None, int]],
    here: Place,
    states: list[_State],
    places: dict[Place, dict[int, _State]],
) -> None:
    """Read one character in every way the bytes allow, from every reading kept."""
    import numpy as np

    start = tokens[here[0]][1]
    costs = np.array([state.bits for state in states])
    lasts = np.array([state.last for state in states])
    for pattern, after in _patterns(tokens, here):
        chars, numbers, own = _candidates(pattern)
        if not chars:
            continue
        guessed = None in pattern or pattern == (0x3F,)
        end = tokens[after[0]][1] if after[0] < len(tokens) else tokens[-1][1] + 1
        steps = language_model().step_table(lasts, numbers) if own is None else own
        table = costs[:, None] + steps + _UNKNOWN_BITS * pattern.count(None)
        best = table.argmin(axis=0)
        ahead = places[after]
        for column, row in enumerate(best.tolist()):
            bits, number = float(table[row, column]), int(numbers[column])
            if number not in ahead or bits < ahead[number].bits:
                char = Restored(chars[column], start, max(end, start), guessed)
                ahead[number] = _State(bits, number, char, states[row])


def _patterns(tokens: list[tuple[int | None, int]], here: Place) -> Iterator[tuple[Pattern, Place]]:
    """The byte patterns that can begin here, and where each ends."""
    for first, at in _next(tokens, here):
        if first is not None and first < 0x80:
            yield (first,), at
            continue
        if first is None and at[1] == 0 and here[1] == 0:
            yield (0x3F,), at
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


def _candidates(pattern: Pattern) -> Candidates:
    """The characters that fit, their symbols, and their cost where the model has none."""
    import numpy as np

    if None not in pattern:
        try:
            char = bytes(byte for byte in pattern if byte is not None).decode()
        except UnicodeError:
            return "", np.zeros(0, dtype=np.int64), None
        numbers = language_model().numbers(char).astype(np.int64)
        if pattern == (0x3F,):
            return char, numbers, _QUESTION_BITS
        if numbers[0]:
            return char, numbers, None
        return char, numbers, _ASCII_BITS if char.isascii() else _RARE_BITS
    if pattern.count(None) == len(pattern):
        return "", np.zeros(0, dtype=np.int64), None  # nothing known: no restoring
    chars, numbers = _index().get(pattern, ("", np.zeros(0, dtype=np.int64)))
    return chars, numbers, None


@cache
def _index() -> dict[Pattern, tuple[str, NDArray[np.int64]]]:
    """Known characters by their UTF-8 bytes with one or two of them masked."""
    import numpy as np

    model = language_model()
    found: dict[Pattern, str] = defaultdict(str)
    for char in [*model.chars, *"，：；？！（）"]:
        data = char.encode()
        if len(data) == 3:
            for mask in range(1, 7):
                found[tuple(None if mask >> i & 1 else b for i, b in enumerate(data))] += char
    return {key: (chars, model.numbers(chars).astype(np.int64)) for key, chars in found.items()}
