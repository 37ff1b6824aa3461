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

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.chars import simplified
from newsclean.language import language_model
from newsclean.lazy import pattern as compiled
from newsclean.repairs.candidates import (
    PRIVATE_LEAD,
    PRIVATE_TRAIL,
    Candidates,
    Pattern,
    candidates,
    row_a1,
    unread,
)  # fmt: skip
from newsclean.repairs.spelling import (
    DROPPED,
    DROPPED_TOO,
    SWALLOWED,
    Bytes,
    Place,
    Tokens,
    patterns,
    tokens_of,
)  # fmt: skip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Restored", "restore"]

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
_DROPPED_BITS = 4.0  # for a pair that left no trace: one in seven does, where any do
_WIDE_BITS = 8.0
_UNKNOWN_BITS = 4.0  # for each unknown byte, so that fewer are assumed


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


_Span = tuple[int, int, bool, bool, Pattern]


class _Reading(NamedTuple):
    """One way to read the next character: what it can be, behind the best of some states.

    bits, numbers, chars: of each candidate; rows: which of `states` stands before it.
    span: what `Restored` says of all of them.
    """

    bits: Sequence[float] | NDArray[np.float64]
    numbers: Sequence[int] | NDArray[np.int64]
    chars: str
    rows: Sequence[int] | NDArray[np.intp]
    states: list[_State]
    span: _Span


class _Setting(NamedTuple):
    """What does not change along the text: it, its charset, what the document has.

    foreign: characters that are not expected here; of the other script, and
    quotation marks of the other kind. dropped: as in `restore`.
    """

    text: str
    wrote: str
    pairs: NDArray[np.int64]
    foreign: frozenset[str]
    dropped: bool


def restore(
    text: str, wrote: str, document: str = "", *, dropped: bool = False
) -> list[Restored] | None:
    """The characters of `text`, read as GBK, in the charset it was written in.

    wrote: utf-8, or gbk for text that was read out of frame. document: the text
    around; what it says elsewhere, names above all, is more likely here. dropped:
    whether private-use characters may be missing in text out of frame. None if there
    is no such text, or too little of it is left.
    """
    holes = text.count("?") + text.count("\ufffd")
    if not text or holes > _MAX_HOLES * len(text):
        return None
    tokens = tokens_of(text)
    foreign = _unused_marks(document or text)
    if not any(ord(char) in simplified() for char in text):
        foreign |= set(map(chr, simplified()))
    setting = _Setting(text, wrote, _pairs(document), foreign, dropped)
    end_of_line = int(language_model().numbers("\n")[0])
    places: dict[Place, list[_Reading]] = defaultdict(list)
    start = _State(0.0, end_of_line, None, None)
    for index in range(len(tokens)):
        for spare in (SWALLOWED, 1, DROPPED, DROPPED_TOO, 0):
            readings = places.pop((index, spare), None)
            if index == spare == 0:
                _advance(tokens, (0, 0), [start], places, setting)
            elif readings:
                _advance(tokens, (index, spare), _cheapest(readings), places, setting)
    ends = (places.get((len(tokens), spare)) for spare in (0, 1))
    final = [state for readings in ends if readings for state in _cheapest(readings)]
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
def _unused_marks(document: str) -> frozenset[str]:
    return _MARKS - set(document)


@lru_cache(maxsize=2)
def _pairs(document: str) -> NDArray[np.int64]:
    """The pairs of symbols that the document has, each as one number."""
    import numpy as np

    numbers = language_model().numbers(document).astype(np.int64)
    return np.unique(numbers[:-1] * _PAIR + numbers[1:])


def _advance(
    tokens: Tokens,
    here: Place,
    states: list[_State],
    places: dict[Place, list[_Reading]],
    setting: _Setting,
) -> None:
    """Read one character in every way the bytes allow, from every reading kept."""
    import numpy as np

    start = tokens[here[0]][1]
    costs = np.array([state.bits for state in states])
    lasts = np.array([state.last for state in states])
    for data, after in patterns(tokens, here, setting.wrote, dropped=setting.dropped):
        lost = [-1 - byte for byte in data if byte < 0]
        pattern = tuple(None if byte < 0 else byte for byte in data)
        found = candidates(pattern, setting.wrote)
        if found is None or (len(lost) == 2 == len(data) and lost[1] != PRIVATE_LEAD):
            continue  # of two holes nothing is known
        chars, numbers = found.chars, found.numbers
        if data == (0x3F,):
            chars = setting.text[start]  # a hole that was none: `?` or U+FFFD, as it stands
            if here[1] == SWALLOWED:
                found = found._replace(bits=_SWALLOWED_BITS)
                if _TAG.match(setting.text, start + 1):
                    chars, numbers = "<", language_model().numbers("\n").astype(np.int64)
                    found = found._replace(bits=None)  # a tag ends a line
        guessed = bool(lost) or data == (0x3F,)
        end = tokens[after[0]][1] if after[0] < len(tokens) else tokens[-1][1] + 1
        if not guessed:
            span: _Span = (start, max(end, start), False, False, pattern)
            places[after].append(_known(found, states, span, _wide_bits(found, setting)))
            continue
        steps: Any = found.bits
        if steps is None:
            said = np.isin(lasts[:, None] * _PAIR + numbers[None, :], setting.pairs)
            steps = language_model().step_table(lasts, numbers) - _SAID_BITS * said
        table = costs[:, None] + steps - _TAG_BITS * (chars == "<")
        closing = False
        if lost:
            odd = _odd(found, data, setting)
            table = table + odd
            closing = "”" in chars and bool(odd[chars.index("”")] < _PAIRED_BITS)
        best = table.argmin(axis=0)
        bits = table[best, np.arange(len(best))]
        span = (start, max(end, start), guessed, closing, pattern)
        places[after].append(_Reading(bits, numbers, chars, best, states, span))


def _wide_bits(found: Candidates, setting: _Setting) -> float:
    """Bits against a full-width letter or digit: out of frame, commas become such."""
    wide = setting.wrote == "gbk" and "０" <= found.chars <= "ｚ"
    return _WIDE_BITS * wide


def _known(found: Candidates, states: list[_State], span: _Span, more: float) -> _Reading:
    """The one character whose bytes are all there, behind the best state, and `more` bits."""
    number = int(found.numbers[0])
    step = language_model().step_bits
    costs = [
        one.bits + more + (step(one.last, number) if found.bits is None else found.bits)
        for one in states
    ]
    row = costs.index(min(costs))
    return _Reading([costs[row]], [number], found.chars, [row], states, span)


def _cheapest(readings: Sequence[_Reading]) -> list[_State]:
    """Of each symbol the cheapest state, and of these the cheapest; the first of equals."""
    import numpy as np

    if len(readings) == 1 and len(readings[0].chars) == 1:
        only = readings[0]
        char = Restored(only.chars, *only.span)
        return [_State(float(only.bits[0]), int(only.numbers[0]), char, only.states[only.rows[0]])]
    bits = np.concatenate([reading.bits for reading in readings])
    numbers = np.concatenate([reading.numbers for reading in readings])
    order = bits.argsort(kind="stable")
    _, cheapest = np.unique(numbers[order], return_index=True)
    _, arrival = np.unique(numbers, return_index=True)
    chosen = order[cheapest]
    kept = chosen[np.lexsort((arrival, bits[chosen]))[:_KEPT]]
    begins = list(accumulate((len(reading.chars) for reading in readings), initial=0))
    states = []
    for at in kept.tolist():
        which = bisect_right(begins, at) - 1
        reading, column = readings[which], at - begins[which]
        char = Restored(reading.chars[column], *reading.span)
        before = reading.states[reading.rows[column]]
        states.append(_State(float(bits[at]), int(numbers[at]), char, before))
    return states


def _odd(found: Candidates, data: Bytes, setting: _Setting) -> NDArray[np.float64]:
    """Bits against each guessed character."""
    import numpy as np

    lost = [-1 - byte for byte in data if byte < 0]
    unknown = sum(byte < PRIVATE_LEAD for byte in lost)
    bits: NDArray[np.float64] = np.full(len(found.chars), _UNKNOWN_BITS * unknown)
    slipped = setting.wrote == "gbk"
    # The byte whose loss began the slip was no hole of the reader's.
    began = slipped and data[0] < 0 and lost[0] != PRIVATE_TRAIL
    for column in range(began, len(lost)):
        bits += _PAIRED_BITS * ~unread()[found.lost[:, column], lost[column]]
    if lost[-1] == PRIVATE_LEAD:
        bits += _DROPPED_BITS
    if len(found.chars) > 1:
        bits += [_FOREIGN_BITS * (char in setting.foreign) for char in found.chars]
        if began:
            bits += [_OTHER_ROW_BITS * (char not in row_a1()) for char in found.chars]
    return bits
