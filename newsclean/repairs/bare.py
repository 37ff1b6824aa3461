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
from newsclean.repairs.parted import AHEAD, character_of, is_traditional, lost_byte
from newsclean.repairs.pinyin import is_reading
from newsclean.repairs.spelling import byte_of, known_byte

__all__ = ["Bare", "bare"]

_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ"
_READING = pattern(
    rf"(?<=[{HAN}@-~])[(（]\s?[{_LETTERS}]{{1,7}}\s?[)）]|[?\ufffd][(（]?([{_LETTERS}]{{1,6}})[)）]"
)
_HAN = pattern(rf"[{HAN}\U0010fe80-\U0010feff]")


class Bare(NamedTuple):
    """The text, where in it readings were, how many characters they had up to there, and what."""

    text: str
    places: list[int]
    lengths: list[int]
    readings: list[str]

    def behind(self, place: int, char: str, *, seen: bool) -> str:
        """The reading at this place, if it is of this character; `seen`: which stood there."""
        at = bisect_left(self.places, place)
        said = self.readings[at] if at < len(self.places) and self.places[at] == place else ""
        return said if said and (seen or is_reading(char, said.strip("()（） "))) else ""

    def between(self, start: int, end: int) -> dict[int, str]:
        """The readings behind the characters of a part of the text, by their places in it."""
        first, last = bisect_right(self.places, start), bisect_right(self.places, end)
        return {
            place - start: said.strip("()（） ")
            for place, said in zip(self.places[first:last], self.readings[first:last])
        }

    def back(self, change: Change) -> Change:
        """A change of the bare text as one of the text."""
        start, end = change.span
        before = bisect_right(self.places, start)
        inside = max(bisect_right(self.places, end), before)
        span = Span(start + self.lengths[before], end + self.lengths[inside])
        return Change(span, change.text, change.rule, change.certainty)


def _is_of_pair(pair: str, reading: str) -> bool:
    """Whether the last byte of one character and an ASCII one are a character so read."""
    char = character_of(byte_of(pair[:1]), ord(pair[1:])) if len(pair) == 2 else None
    return char is not None and is_reading(char, reading.strip("()（） "))


def bare(text: str) -> Bare:
    """The text without readings; in traditional text a hole before one is the byte that it tells.

    >>> bare("規(guī)??涨埃").text, bare("問(wèn)題?！丁睌U(kuò)大").text
    ('規??涨埃', '問題?！丁睌U大')
    """
    if ")" not in text and "）" not in text:
        return Bare(text, [], [0], [])
    parts, places, lengths, readings = [], [], [], []
    at = size = 0
    last = ""
    machine = is_traditional(text)
    for match in _READING.finditer(text):
        part = text[at : match.start()]
        hole = match.group(1) is not None
        if not hole and part[-1:].isascii() and not _is_of_pair(part[-2:], match.group()):
            continue
        if hole:
            last = part[-1:] or last
            behind = text[match.end() : match.end() + AHEAD]
            byte = lost_byte(last, match.group(1), behind) if machine else None
            if byte is None and not (machine and _HAN.match(last)):
                continue
            part += match.group()[0] if byte is None else known_byte(byte)
        parts.append(part)
        last = part[-1:] or last
        size += len(part)
        places.append(size)
        lengths.append(len(match.group()) - hole)
        said = match.group()[hole:]
        readings.append(said if said[0] in "(（" else f"({said}")
        at = match.end()
    return Bare("".join([*parts, text[at:]]), places, [0, *accumulate(lengths)], readings)
