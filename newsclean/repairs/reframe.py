"""The readings of a line whose bytes are one late, from the lost byte on.

Used by `frameslip`, which decides which of them is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

from newsclean.change import Certainty, Change, Span
from newsclean.language import language_model, strange
from newsclean.lazy import pattern
from newsclean.repairs.bare import Bare
from newsclean.repairs.candidates import Pattern, candidates, row_a1
from newsclean.repairs.holes import Restored, restore
from newsclean.repairs.spelling import byte_of

__all__ = ["WINDOW", "Slip", "best_reading", "step_bits", "window"]

_CONTEXT = 8  # characters before the slip, for the model
WINDOW = 600  # characters after it; a longer slip is cut there
_GAIN_BITS = 8.0  # odds of 256 to 1 that the repair reads better, in all
_PER_CHAR = 2.0  # and bits for each character restored
# Bits by which a character is better than the next. Of 1,800 in simulation 18 in 100 are wrong
# below two where the second byte is lost, 6 between two and four, 1 above; of those whose
# first byte is lost, 16 below four, 2 above, and these are not made.
_SAFE_BITS = 4.0
_SAFE_BITS_OF_MARKS = 2.0
_ROW_A3 = frozenset("，：；！？（）％")  # the marks that are next in frequency to those of row A1
_SURE_BITS = 5.0  # where hardly more than guesses say so: of 195 such 2 are wrong, 4 of 40 below it
_RARE_EVERY = 8  # characters, of which one may be rare: 珲春, 亳州
# A mark between holes that a page folded: A3 A1, of `。“`.
_FOLDED = pattern(r"(?<=[^\x00-\x7f]\?\?)[!:;,](?=\?)")


class Slip(NamedTuple):
    """What puts a slip in frame, the characters it gives, and where each ends in the text."""

    change: Change
    run: list[Restored]
    ends: list[int]

    @property
    def doubts(self) -> list[bool]:
        """Whether each character is a guess that may as well be another."""
        return [
            one.margin < _SAFE_BITS and one.char not in row_a1() and one.char not in "?\ufffd"
            for one in self.run
        ]

    def unsure(self) -> Slip:
        """Only to be flagged."""
        return self._replace(change=replace(self.change, certainty=Certainty.GUESS))

    def with_readings(self, without: Bare) -> Slip:
        """With the readings that stood behind these characters."""
        run = []
        for one, end in zip(self.run, self.ends):
            last = without.text[end - 1]
            if (byte_of(last) or ord(last)) == byte_of(one.char):
                seen = end == self.change.span.end and last == one.char
                one = one._replace(char=one.char + without.behind(end, one.char, seen=seen))
            run.append(one)
        said = "".join(one.char for one in run)
        return self._replace(change=replace(self.change, text=said), run=run)

    def changes(self) -> Iterator[Change]:
        """One change, and each guess that is in doubt as one of its own."""
        if self.change.certainty is Certainty.GUESS or not any(self.doubts):
            yield self.change
            return
        start = self.change.span.start
        for doubt, said, end in self._parts():
            rule = "frameslip.guess" if doubt else self.change.rule
            yield Change(Span(start, end), said, rule, self.change.certainty)
            start = end

    def _parts(self) -> list[tuple[bool, str, int]]:
        """Whether it is in doubt, the characters, and their end: of stretches and of guesses.

        A character that left no trace is of the same part as the one before it.
        """
        parts: list[tuple[bool, str, int]] = []
        for doubt, one, end in zip(self.doubts, self.run, self.ends):
            if parts:
                before, said, last = parts[-1]
                if end == last or not (doubt or before):
                    parts[-1] = (doubt or before, said + one.char, end)
                    continue
            parts.append((doubt, one.char, end))
        if len(parts) > 1 and parts[0][2] == self.change.span.start:
            (_, said, _), (_, next_, end) = parts[:2]
            parts[:2] = [(True, said + next_, end)]
        return parts


def window(text: str, start: int) -> tuple[int, int]:
    """What is read again for a slip that begins here: the rest of its line, and some before."""
    end = text.find("\n", start, start + WINDOW)
    end = min(start + WINDOW, len(text)) if end < 0 else end
    return max(text.rfind("\n", 0, start) + 1, start - _CONTEXT), end


def step_bits(text: str, slip: Slip) -> list[float]:
    """The bits of each character of a repair, and of the one behind it."""
    start, end = slip.change.span
    before, behind = text[max(0, start - 1) : start] or "\n", text[end : end + 1] or "\n"
    numbers = language_model().numbers(before + slip.change.text + behind).tolist()
    return [language_model().step_bits(*pair) for pair in pairwise(numbers)]


def best_reading(
    without: Bare, start: int, *, dropped: bool = False, eager: bool = False
) -> tuple[Slip | None, float]:
    """The reading of the line that gains most bits over the line as it is, and the bits."""
    text = without.text
    low, end = window(text, start)
    spoken = text[max(text.rfind("\n", 0, low) + 1, low - WINDOW) : low]
    best: Slip | None = None
    best_bits = 0.0
    readings = without.between(low, end)
    seen = text[low:end]
    for line in dict.fromkeys((seen, _unfold(seen, start - low), _FOLDED.sub(_widened, seen))):
        chars = restore(line, "gbk", text, dropped=dropped, eager=eager, readings=readings)
        if chars is None:
            continue
        chars = _uncertain_kept(chars, line, start - low)
        chars = _balanced(chars, spoken)
        slip, gain = _difference(text, low, line, chars, start)
        if slip is not None and gain > best_bits:
            best, best_bits = slip, gain
    return best, best_bits


def _uncertain_kept(chars: list[Restored], line: str, at: int) -> list[Restored]:
    """Guesses stay a hole where others fit nearly as well.

    A mark of row A1 is what slips begin with; any other character is one of some
    seventy, and in a name none of them is likely. Where a slip has begun no lead byte is lost.
    """
    found = list(chars)
    for index, one in enumerate(chars):
        if None not in one.pattern:
            continue
        before = chars[index - 1].char if index else "\n"
        behind = chars[index + 1].char if index + 1 < len(chars) else "\n"
        margin = _margin(one.pattern, before, behind)
        found[index] = one._replace(margin=margin)
        lead_lost = one.pattern[0] is None
        if one.char in row_a1() or line[one.start] not in "?\ufffd":
            continue
        safe = _SAFE_BITS_OF_MARKS if one.char in _ROW_A3 else _SAFE_BITS
        if lead_lost and (margin < safe or one.start != at):
            found[index] = found[index]._replace(char=line[one.start])
    return found


def _margin(pattern: Pattern, before: str, behind: str) -> float:
    """Bits by which the best character of those that fit is better than the next."""
    import numpy as np

    fitting = candidates(pattern, "gbk")
    if fitting is None:
        return inf
    model = language_model()
    first, last = model.numbers(before + behind).astype(np.int64)[:, None]
    symbols = np.unique(fitting.numbers)
    bits = model.step_table(first, symbols)[0] + model.step_table(symbols, last)[:, 0]
    best, second = np.partition(np.append(bits, [inf, inf]), 1)[:2].tolist()
    return float(second - best)


def _balanced(chars: list[Restored], before: str) -> list[Restored]:
    """The last guess that may close an open quotation does so, if nothing else closes it."""
    open_ = before.count("“") - before.count("”")
    spoken: int | None = None
    for index, one in enumerate(chars):
        open_ += (one.char == "“") - (one.char == "”")
        if one.char in "“”":
            spoken = None
        if one.closing and open_ == 1:
            spoken = index
    if spoken is None:
        return chars
    return [*chars[:spoken], chars[spoken]._replace(char="”"), *chars[spoken + 1 :]]


def _widened(match: re.Match[str]) -> str:
    return chr(ord(match.group()) + 0xFEE0)


def _unfold(line: str, at: int) -> str:
    """The character behind the question mark in full width, as GBK row A3 has it."""
    char = line[at + 1 : at + 2] or " "
    wide = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char
    return line[: at + 1] + wide + line[at + 2 :]


def _difference(
    text: str, low: int, line: str, chars: list[Restored], start: int
) -> tuple[Slip | None, float]:
    """The change from the first to the last character that differs, and bits gained."""
    ends = [*(char.start for char in chars[1:]), len(line)]
    same = [
        char.char == line[char.start : end] and char.pattern[:1] != (None,)
        for char, end in zip(chars, ends)
    ]
    if all(same) or low + chars[same.index(False)].start != start:
        return None, 0.0
    first, last = same.index(False), _first_run_end(same)
    run = chars[first : last + 1]
    hardly_more = 3 * sum(one.guessed for one in run) > 2 * len(run)
    began = text[start] not in "?\ufffd" or run[0].char in row_a1()
    if not began and hardly_more:
        made = [one.margin for one in run if one.char not in "?\ufffd"]
        if min(made, default=0.0) < _SURE_BITS:
            return None, 0.0
    span = Span(start, low + ends[last])
    after = "".join(one.char for one in run)
    before = text[span.start : span.end]
    model = language_model()
    left, right = text[max(0, start - 2) : start], text[span.end : span.end + 2]
    said = after.rstrip("<")  # of which the model knows nothing
    gain = model.bits(left + before + right) - model.bits(left + said + right)
    if gain < max(_GAIN_BITS, _PER_CHAR * len(after)) or not _is_usual(after, before):
        return None, 0.0
    guessed = [one.char for one in run if one.guessed]
    sure = len(guessed) == 1 and guessed[0].encode("gbk", "replace")[0] == 0xA1
    certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
    change = Change(span, after, "frameslip.gbk", certainty)
    return Slip(change, run, [low + end for end in ends[first : last + 1]]), gain


def _is_usual(after: str, before: str) -> bool:
    """Whether `after` has no rare characters, or a few and fewer than `before`."""
    rare = len(strange().findall(after))
    few = rare <= 1 + len(after) // _RARE_EVERY
    return not rare or (few and rare < len(strange().findall(before)))


def _first_run_end(same: list[bool]) -> int:
    """The last character of the slip: two that stand as they were end it."""
    last = at = same.index(False)
    while at < len(same) and at - last <= 2:
        if not same[at]:
            last = at
        at += 1
    return last
