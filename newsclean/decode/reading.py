"""How well bytes read in a charset: what all steps of decoding ask."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.euc_tw import decode_euc_tw
from newsclean.language import language_model
from newsclean.lazy import pattern

__all__ = [
    "FRAMED",
    "HAN",
    "LOST_BITS",
    "READABLE",
    "SAMPLE",
    "SHORT",
    "SPELLED",
    "UNREAD",
    "Decoded",
    "bits",
    "cost",
    "is_accident",
    "lossy",
    "size",
    "strict",
]

SHORT = 64  # bytes that may be of another charset by accident
SAMPLE = 4000  # characters that the model reads
READABLE = 10.5  # bits a character
UNREAD = 13.0  # and Chinese in the wrong charset lies above
SPELLED = 16.0  # for text in seven bits, whose form is evidence enough
LOST_BITS = 24.0  # what a bad byte costs against reading a character
FRAMED = ("gb18030", "big5hkscs")  # two bytes a character, and no sign where one begins
HAN = pattern(r"[\u3400-\u9fff]")


class Decoded(NamedTuple):
    """The text, its encoding, what decided, and how many bytes could not be read."""

    text: str
    encoding: str
    how: str
    lost: int = 0


def strict(data: bytes, encoding: str) -> str | None:
    try:
        return decode_euc_tw(data) if encoding == "euc-tw" else data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def lossy(data: bytes, encoding: str, how: str) -> Decoded:
    if encoding == "euc-tw":
        encoding = "utf-8"  # it is read strictly or not at all
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, how, text.count("\ufffd"))


def cost(text: str) -> float:
    """Bits a character, of a sample; unreadable for text without Chinese characters."""
    sample = text[:SAMPLE]
    if not HAN.search(sample):
        return float("inf")
    # Letters and blanks are alike in every charset.
    telling = "".join(char for char in sample if char > "\x7f")
    lost = telling.count("\ufffd")
    bits = language_model().bits(telling.replace("\ufffd", "")) + LOST_BITS * lost
    return bits / len(telling)


def bits(text: str) -> float:
    return cost(text) * size(text)


def size(text: str) -> int:
    return max(sum(char > "\x7f" for char in text[:SAMPLE]), 1)


def is_accident(data: bytes, text: str) -> bool:
    """Whether a few bytes of GBK happen to be UTF-8 of Latin, Hebrew or Arabic letters."""
    if text.isascii() or len(data) > SHORT or HAN.search(text) or max(text) > "\u07ff":
        return False
    other = strict(data, "gb18030")
    return other is not None and cost(other) < READABLE
