"""Whether what a repair gives is Chinese, and what was seen was not."""

from __future__ import annotations

from newsclean.language import language_model
from newsclean.lazy import pattern

__all__ = [
    "HAN",
    "MARKS",
    "MIN_HAN",
    "READABLE",
    "SHOWN_HAN",
    "SURE_HAN",
    "reads_better",
    "reads_well",
]

# Bits a character: real news lies below 8, random Han characters above 14.
READABLE = 9.5
_PASSABLE = 12.0  # for a longer text, such as verse, that an exact chain gives
_GAIN = 4.0  # bits a character that the repair must gain
_MIN_GAIN = 16.0  # and in all
MIN_HAN = 2
SURE_HAN = 4
SHOWN_HAN = 40  # in lines that one mistake explains: then other lines of the document may have it
# In clean news one paragraph in eight has a stretch of so many characters at so many bits each.
_STRETCH, _ODD_BITS = 8, 10.5
_LONG_HAN = 8
_HAN_SHARE = 0.3
_WIDE = pattern(r"[^\x00-\x7f]")
HAN = pattern(r"[\u3400-\u9fff]")
MARKS = pattern(r"[“”‘’…—]+")  # which pages write as references: then they were not misread


def reads_better(after: str, before: str) -> bool:
    """Whether `after` is Chinese and `before` was not."""
    model = language_model()
    han = len(HAN.findall(after))
    size = len(after) if han < _LONG_HAN else len(_WIDE.findall(after))  # code, names in English
    if han < max(MIN_HAN, _HAN_SHARE * size):
        return False
    if han < SURE_HAN and len(set(HAN.findall(after))) < MIN_HAN:
        return False
    bits = model.bits_per_char(after)
    gain = model.bits(before) - model.bits(after)
    if bits > (READABLE if han < _LONG_HAN else _PASSABLE):
        return False
    return gain >= max(_MIN_GAIN, _GAIN * size)


def reads_well(text: str) -> bool:
    """Whether no stretch of a text reads badly: what a strict inverse gives can be a byte off."""
    return language_model().worst_bits(text, _STRETCH) < _ODD_BITS
