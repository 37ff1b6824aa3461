"""A text as it is without the readings that a machine stuck behind its characters.

What stands around a gap is compared with what a writer would have put there; a reading
between (`規(guī)??涨` for `規模空前`) hides it. A machine that works on bytes also takes the
second byte of one character and the first of the next for one of its own, and parts them:
of `變為`, D7 83 9E E9, it reads 優, 83 9E, and what is seen is `變?yōu)` and the rest a byte late.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from newsclean.change import Change, Span
from newsclean.chars import HAN
from newsclean.lazy import pattern

__all__ = ["Bare", "bare"]

_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ"
_READING = pattern(
    rf"(?<=[{HAN}])[(（]\s?[{_LETTERS}]{{1,7}}\s?[)）]|(?<=[{HAN}][?\ufffd])[{_LETTERS}]{{1,6}}[)）]"
)


class Bare(NamedTuple):
    """The text, where in it readings were, and how many characters they had up to there."""

    text: str
    places: list[int]
    lengths: list[int]

    def back(self, change: Change) -> Change:
        """A change of the bare text as one of the text: readings inside of it go with it."""
        start, end = change.span
        before = bisect_right(self.places, start)
        inside = max(bisect_left(self.places, end), before)
        span = Span(start + self.lengths[before], end + self.lengths[inside])
        return Change(span, change.text, change.rule, change.certainty)


def bare(text: str) -> Bare:
    """The text without readings.

    >>> bare("規(guī)??涨埃").text, bare("演變?yōu)槭澜").text
    ('規??涨埃', '演變?槭澜')
    """
    if ")" not in text and "）" not in text:
        return Bare(text, [], [0])
    parts, places, lengths = [], [], []
    at = size = 0
    for match in _READING.finditer(text):
        parts.append(text[at : match.start()])
        size += match.start() - at
        places.append(size)
        lengths.append(len(match.group()))
        at = match.end()
    return Bare("".join([*parts, text[at:]]), places, [0, *accumulate(lengths)])
