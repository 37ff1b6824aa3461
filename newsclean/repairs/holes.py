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
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.chars import simplified
from newsclean.language import language_model
from newsclean.lazy import pattern as compiled
from newsclean.repairs.candidates import OPAQUE, Candidates, Pattern, candidates, row_a1, unread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Restored", "restore"]

_HOLES = "?\ufffd"
_KEPT = 16  # readings kept at each place; with 8 the same texts come out
_MAX_HOLES = 0.45  # of the characters; beyond it a text is made up, not restored
_FOREIGN_BITS = 6.0
_MARKS = frozenset("「」『』\u3000")  # of text that quotes as Taiwan does, and of indents
_OTHER_ROW_BITS = 6.0  # a lost lead byte is mostly A1, that of Chinese punctuation
_SAID_BITS = 5.0  # for a pair that the document has elsewhere
_PAIR = 1 << 16  # a pair of symbols as one number
_PAIRED_BITS = 16.0  # a lost byte that would have made a pair; not all readers are alike
_SWALLOWED_BITS = 8.0  # less than `_PAIRED_BITS`, which is what shows it
_TAG_BITS = 8.0  # for the rest of a tag that lost its `<`
_TAG = compiled(r"/?[a-z]{1,10}[1-6]?(?:\s[^<>\n]{0,200})?/?>")
_UNKNOWN_BITS = 4.0  # for each unknown byte, so that fewer are assumed

Tokens = list[tuple["int | None", int]]  # bytes, None for a hole, and their characters' places
Place = tuple[int, int]  # a byte's index, and what of a hole is still to come
_SWALLOWED = 2  # not one byte more, but an ASCII character
# The bytes of one character. A lost one is -1 less the byte before which it made no pair.
Bytes = tuple[int, ...]
_ANY = 256  # for a byte that is not known either


class Restored(NamedTuple):
    """A character, the source characters `[start, end)` it stands for, if guessed.

    closing: whether it may as well be a closing quotation mark. pattern: its bytes,
    None for a lost one.
    """

    char: str
    start: int
    end: int
    guessed: bool
    closing: bool = False
    pattern: Pattern = ()


class _State(NamedTuple):
    """The cheapest reading that ends in some symbol: its cost, and how it got there."""

    bits: float
    last: int
    char: Restored | None
    before: _State | None


class _Setting(NamedTuple):
    """What does not change along the text: it, its charset, what the document has.

    foreign: characters that are not expected here; of the other script, and
    quotation marks of the other kind.
    """

    text: str
    wrote: str
    pairs: NDArray[np.int64]
    foreign: frozenset[str]


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
    foreign = _MARKS - set(document or text)
    if not any(ord(char) in simplified() for char in text):
        foreign |= set(map(chr, simplified()))
    setting = _Setting(text, wrote, _pairs(document), foreign)
    end_of_line = int(language_model().numbers("\n")[0])
    places: dict[Place, dict[int, _State]] = defaultdict(dict)
    places[0, 0][end_of_line] = _State(0.0, end_of_line, None, None)
    for index in range(len(tokens)):
        for spare in (_SWALLOWED, 1, 0):
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


def _tokens(text: str) -> Tokens:
    """The bytes of the text in GBK, None for a hole, each with its character's place."""
    tokens: Tokens = []
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
            tokens.append((OPAQUE + ord(char), place))
    return tokens


def _advance(
    tokens: Tokens,
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
    for data, after in _patterns(tokens, here, setting.wrote):
        lost = [-1 - byte for byte in data if byte < 0]
        pattern = tuple(None if byte < 0 else byte for byte in data)
        found = candidates(pattern, setting.wrote)
        if found is None:
            continue
        chars, numbers = found.chars, found.numbers
        if data == (0x3F,):
            chars = setting.text[start]  # a hole that was none: `?` or U+FFFD, as it stands
            if here[1] == _SWALLOWED:
                found = found._replace(bits=_SWALLOWED_BITS)
                if _TAG.match(setting.text, start + 1):
                    chars, numbers = "<", language_model().numbers("\n").astype(np.int64)
                    found = found._replace(bits=None)  # a tag ends a line
        guessed = bool(lost) or data == (0x3F,)
        end = tokens[after[0]][1] if after[0] < len(tokens) else tokens[-1][1] + 1
        steps: Any = found.bits
        if steps is None:
            steps = language_model().step_table(lasts, numbers)
            if guessed:
                said = np.isin(lasts[:, None] * _PAIR + numbers[None, :], setting.pairs)
                steps = steps - _SAID_BITS * said
        table = costs[:, None] + steps - _TAG_BITS * (chars == "<" and guessed)
        closing = False
        if lost:
            odd = _odd(found, data, setting)
            table = table + odd
            closing = "”" in chars and bool(odd[chars.index("”")] < _PAIRED_BITS)
        best = table.argmin(axis=0)
        ahead = places[after]
        for column, row in enumerate(best.tolist()):
            bits, number = float(table[row, column]), int(numbers[column])
            if number not in ahead or bits < ahead[number].bits:
                char = Restored(chars[column], start, max(end, start), guessed, closing, pattern)
                ahead[number] = _State(bits, number, char, states[row])


def _odd(found: Candidates, data: Bytes, setting: _Setting) -> NDArray[np.float64]:
    """Bits against each guessed character."""
    import numpy as np

    lost = [-1 - byte for byte in data if byte < 0]
    bits: NDArray[np.float64] = np.full(len(found.chars), _UNKNOWN_BITS * len(lost))
    slipped = setting.wrote == "gbk"
    # The byte whose loss began the slip was no hole of the reader's.
    for column in range(slipped and data[0] < 0, len(lost)):
        bits += _PAIRED_BITS * ~unread()[found.lost[:, column], lost[column]]
    if len(found.chars) > 1:
        bits += [_FOREIGN_BITS * (char in setting.foreign) for char in found.chars]
        if slipped and data[0] < 0:
            bits += [_OTHER_ROW_BITS * (char not in row_a1()) for char in found.chars]
    return bits


def _patterns(tokens: Tokens, here: Place, wrote: str) -> Iterator[tuple[Bytes, Place]]:
    if here[1] == _SWALLOWED:
        yield (0x3F,), (here[0] + 1, 0)
    elif wrote == "utf-8":
        yield from _utf8(tokens, here)
    else:
        yield from _gbk(tokens, here)


def _utf8(tokens: Tokens, here: Place) -> Iterator[tuple[Bytes, Place]]:
    """The byte patterns of UTF-8 that can begin here, and where each ends."""
    for first, at in _next(tokens, here):
        yield from _single(first, here, at)
        if 0 <= first < 0xC2 or first > 0xEF:
            continue
        for second, then in _next(tokens, at):
            if 0 <= second < 0x80 or second > 0xBF:
                continue
            if 0 <= first < 0xE0:
                yield (first, second), then
                continue
            for third, last in _next(tokens, then):
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


def _single(first: int, here: Place, at: Place) -> Iterator[tuple[Bytes, Place]]:
    """ASCII, a character outside GBK, a question mark that was one."""
    if 0 <= first < 0x80 or first >= OPAQUE:
        yield (first,), at
    elif first < 0 and at[1] == 0 and here[1] == 0:
        yield (0x3F,), at


def _next(tokens: Tokens, here: Place) -> Iterator[tuple[int, Place]]:
    """The next byte and the place behind it; a hole may hold one byte more."""
    index, spare = here
    if spare == 1:
        yield -1 - _ANY, (index + 1, 0)
    elif not spare and index < len(tokens):
        byte = tokens[index][0]
        if byte is not None:
            yield byte, (index + 1, 0)
            return
        follows = tokens[index + 1][0] if index + 1 < len(tokens) else ord("\n")
        yield -1 - min(_ANY if follows is None else follows, _ANY), (index + 1, 0)
        yield -1 - _ANY, (index, 1)
        yield -1 - ord("\n"), (index, _SWALLOWED)
