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
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from newsclean.language import language_model
from newsclean.lazy import pattern as compiled
from newsclean.repairs.candidates import PRIVATE_LEAD, Candidates, Pattern, candidates
from newsclean.repairs.odds import absent_marks, expects_traditional, foreign, odd
from newsclean.repairs.pinyin import is_reading
from newsclean.repairs.spelling import (
    DROPPED,
    DROPPED_LAST,
    DROPPED_TOO,
    NO_MORE,
    ONE_MORE,
    SWALLOWED,
    Place,
    Tokens,
    begins_character,
    patterns,
    tokens_of,
)  # fmt: skip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Restored", "restore"]

_KEPT = 16  # readings kept at each place; with 8 some texts come out worse
_MANY = 8 * _KEPT  # candidates; no symbol has as many as eight forms
_MAX_HOLES = 0.45  # of the characters; beyond it a text is made up, not restored
_SAID_BITS = 5.0  # for a pair that the document has elsewhere
_PAIR = 1 << 16  # a pair of symbols as one number
_SWALLOWED_BITS = 8.0  # less than `_PAIRED_BITS`, which is what shows it
_TAG_BITS = 8.0  # for the rest of a tag that lost its `<`
_TAG = compiled(r"/?[a-z]{1,10}[1-6]?(?:\s[^<>\n]{0,200})?/?>")
_CLOSED = compiled(r"[^()（）\n]{1,30}\)")  # the rest of brackets that lost their first
_READ_BITS, _WIDE_BITS = 10.0, 8.0  # for a character that is read otherwise, a full-width one
_EAGER_BITS = 8.0  # where only this much would bring in one that left no trace, it is in doubt
_QUESTION = (0x3F,)  # the bytes of a hole that stays as it is
_ORDER = (SWALLOWED, 1, DROPPED, DROPPED_TOO, DROPPED_LAST, ONE_MORE, NO_MORE, 0)


class Restored(NamedTuple):
    """A character, the source characters `[start, end)` it stands for, if guessed.

    closing: whether it may as well be a closing quotation mark. pattern: its bytes,
    None for a lost one. margin: bits by which it is better than the next, if asked for.
    """

    char: str
    start: int
    end: int
    guessed: bool
    closing: bool = False
    pattern: Pattern = ()
    margin: float = inf


_Span = tuple[int, int, bool, bool, Pattern]


class _State(NamedTuple):
    """The cheapest reading that ends in some symbol: its cost, and how it got there.

    char, span: what `Restored` says of its last character.
    """

    bits: float
    last: int
    char: str
    span: _Span
    before: _State | None


class _Reading(NamedTuple):
    """One way to read the next character: what it can be, behind the best of some states.

    bits, numbers, chars: of each candidate; rows: which of `states` stands before it.
    span: what `Restored` says of all of them.
    """

    bits: Sequence[float]
    numbers: Sequence[int]
    chars: str
    rows: Sequence[int]
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
    eager: bool
    readings: Mapping[int, str]


def restore(
    text: str,
    wrote: str,
    document: str = "",
    *,
    dropped: bool = False,
    eager: bool = False,
    readings: Mapping[int, str] | None = None,
) -> list[Restored] | None:
    """The characters of `text`, read as GBK, in the charset it was written in.

    wrote: utf-8, or gbk for text that was read out of frame. document: the text
    around; what it says elsewhere, names above all, is more likely here. dropped:
    whether private-use characters may be missing in text out of frame; eager: as if there were
    more of them; readings: of the characters that end at these places. None if there
    is no such text, or too little of it is left.
    """
    holes = text.count("?") + text.count("\ufffd")
    if not text or holes > _MAX_HOLES * len(text):
        return None
    tokens = tokens_of(text, wrote)
    both = expects_traditional(text, tokens, wrote)
    absent = foreign(absent_marks(document or text), both)
    setting = _Setting(text, wrote, _pairs(document), absent, dropped, eager, readings or {})
    end_of_line = int(language_model().numbers("\n")[0])
    places: dict[Place, list[_Reading]] = defaultdict(list)
    start = _State(0.0, end_of_line, "", (0, 0, False, False, ()), None)
    for index in range(len(tokens)):
        for spare in _ORDER:
            known = places.pop((index, spare), None)
            if index == spare == 0:
                _advance(tokens, (0, 0), [start], places, setting)
            elif known:
                _advance(tokens, (index, spare), _cheapest(known), places, setting)
    ends = (places.get((len(tokens), spare)) for spare in (0, 1, ONE_MORE, NO_MORE))
    final = [state for known in ends if known for state in _cheapest(known)]
    if not final:
        return None
    step = language_model().step_bits
    state: _State | None = min(final, key=lambda one: one.bits + step(one.last, end_of_line))
    chars = []
    while state is not None and state.before is not None:
        chars.append(Restored(state.char, *state.span))
        state = state.before
    return chars[::-1]


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
    start = tokens[here[0]][1]
    for data, after in patterns(tokens, here, setting.wrote, dropped=setting.dropped):
        end = tokens[after[0]][1] if after[0] < len(tokens) else tokens[-1][1] + 1
        where = start, max(end, start)
        if data == _QUESTION:
            places[after].append(_unchanged(where, here[1] == SWALLOWED, states, setting))
            continue
        pattern = data if min(data) >= 0 else tuple(None if one < 0 else one for one in data)
        found = candidates(pattern, setting.wrote)
        read = setting.readings.get(end) if begins_character(tokens, after) else None
        if found is not None and pattern is data:
            span = (*where, False, False, pattern)
            more = _wide_bits(found, setting)
            if read is not None and not is_reading(found.chars, read):
                more += _READ_BITS
            places[after].append(_known(found, states, span, more))
        elif found is not None and (pattern != (None, None) or -1 - data[1] == PRIVATE_LEAD):
            closing, bits = odd(data, setting.wrote, setting.foreign)
            if setting.eager and -1 - data[-1] == PRIVATE_LEAD:
                bits = bits - _EAGER_BITS
            if read is not None:
                bits = bits + [_READ_BITS * (not is_reading(one, read)) for one in found.chars]
            places[after].append(
                _behind(found, bits, states, (*where, True, closing, pattern), setting)
            )


def _unchanged(
    where: tuple[int, int], swallowed: bool, states: list[_State], setting: _Setting
) -> _Reading:
    """A hole that was none, `?` or U+FFFD as it stands; or one that swallowed an ASCII character.

    The rest of a tag behind it says that this was its `<`, with which a line ends.
    """
    found = candidates(_QUESTION, setting.wrote)
    assert found is not None
    found = found._replace(chars=setting.text[where[0]])
    odd = 0.0
    if swallowed:
        found = found._replace(bits=_SWALLOWED_BITS)
        if _CLOSED.match(setting.text, where[0] + 1):
            found, odd = Candidates("(", found.numbers, found.lost, None), -_TAG_BITS
        if _TAG.match(setting.text, where[0] + 1):
            numbers = language_model().numbers("\n").astype("int64")
            found, odd = Candidates("<", numbers, found.lost, None), -_TAG_BITS
    return _behind(found, odd, states, (*where, True, False, _QUESTION), setting)


def _behind(
    found: Candidates,
    odd: float | NDArray[np.float64],
    states: list[_State],
    span: _Span,
    setting: _Setting,
) -> _Reading:
    """Guessed characters, each behind the best state; `odd` are bits against them."""
    import numpy as np

    steps: float | NDArray[np.float64] | None = found.bits
    if steps is None:
        lasts = np.array([state.last for state in states])
        steps = language_model().step_table(lasts, found.numbers)
        if len(setting.pairs):
            pairs = lasts[:, None] * _PAIR + found.numbers[None, :]
            near = setting.pairs.take(setting.pairs.searchsorted(pairs), mode="clip")
            steps = steps - _SAID_BITS * (near == pairs)  # np.isin would sort both
    table = np.array([state.bits for state in states])[:, None] + steps + odd
    best = table.argmin(axis=0)
    bits = table[best, np.arange(len(best))]
    chars, numbers = found.chars, found.numbers
    if len(bits) > _MANY:  # what is dearer than so many is never kept, but for forms of these
        cheap = numbers[bits <= np.partition(bits, _MANY)[_MANY]]
        kept = np.flatnonzero(np.bincount(cheap, minlength=int(numbers.max()) + 1)[numbers])
        bits, numbers, best = bits[kept], numbers[kept], best[kept]
        chars = "".join([chars[at] for at in kept.tolist()])
    return _Reading(bits.tolist(), numbers.tolist(), chars, best.tolist(), states, span)


def _wide_bits(found: Candidates, setting: _Setting) -> float:
    """Bits against a full-width letter or digit: out of frame, commas become such."""
    wide = setting.wrote == "gbk" and "０" <= found.chars <= "ｚ"
    return _WIDE_BITS * wide * (1 + setting.dropped)


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
    if len(readings) == 1 and len(readings[0].bits) == 1:
        [only] = readings
        row = only.states[only.rows[0]]
        return [_State(only.bits[0], only.numbers[0], only.chars, only.span, row)]
    best: dict[int, tuple[float, int, _Reading, int]] = {}
    for reading in readings:
        for column, (bits, number) in enumerate(zip(reading.bits, reading.numbers)):
            known = best.get(number)
            if known is None or bits < known[0]:
                best[number] = bits, number, reading, column
    return [
        _State(bits, number, of.chars[at], of.span, of.states[of.rows[at]])
        for bits, number, of, at in sorted(best.values(), key=itemgetter(0))[:_KEPT]
    ]
