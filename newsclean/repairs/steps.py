"""Wrong readings that are exact in both directions, each undone and done.

A text was written in one charset and read in another. `mojibake` searches chains of these.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Any, NamedTuple

__all__ = [
    "MULTI",
    "NAMES",
    "OTHER",
    "OTHER_MULTI",
    "OTHER_SINGLE",
    "SINGLE",
    "STEPS",
    "Step",
    "characters",
    "decoded",
    "encoded",
    "rule_of",
    "utf8_in_gbk",
]

MULTI = ("utf-8", "gb18030", "big5hkscs")
SINGLE = ("latin-1", "cp1252", "iso-8859-15", "mac-roman")
# What systems of other countries take a text for that does not say its charset, and what
# detectors take Chinese for.
OTHER_SINGLE = (
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "koi8-r", "iso-8859-2", "iso-8859-5", "iso-8859-7", "mac-cyrillic", "cp437", "cp850", "cp866",
)  # fmt: skip
OTHER_MULTI = ("cp949", "cp932", "euc-jp")
OTHER = (*OTHER_SINGLE, *OTHER_MULTI)
_MULTI_BYTE = frozenset({*MULTI, *OTHER_MULTI})


class Step(NamedTuple):
    """One mistake: text written in charset `wrote` was read as `read`."""

    wrote: str
    read: str

    def undo(self, text: str) -> str | None:
        """The text before the mistake, or None if it cannot have been made."""
        data = encoded(text, self.read)
        return None if data is None else decoded(data, self.wrote)

    def do(self, text: str) -> str | None:
        """The mistake made again."""
        data = encoded(text, self.wrote)
        return None if data is None else decoded(data, self.read)


@cache
def characters(charset: str) -> str | None:
    """The characters of the 256 bytes of a single-byte charset; None for any other.

    As browsers do, an unassigned byte of cp1252 is the control character with
    its number (WHATWG Encoding, index windows-1252); so in the others.
    """
    if charset in _MULTI_BYTE:
        return None
    single = (bytes([byte]) for byte in range(0x100))
    return "".join(byte.decode(charset, "ignore") or chr(byte[0]) for byte in single)


@cache
def _single_byte_map(charset: str) -> Any:
    return codecs.charmap_build(characters(charset) or "")


def encoded(text: str, charset: str) -> bytes | None:
    try:
        if charset in _MULTI_BYTE:
            return text.encode(charset)
        return codecs.charmap_encode(text, "strict", _single_byte_map(charset))[0]
    except UnicodeError:
        return None


def decoded(data: bytes, charset: str) -> str | None:
    table = characters(charset)
    try:
        return codecs.charmap_decode(data, "strict", table)[0] if table else data.decode(charset)
    except UnicodeError:
        return None


STEPS = tuple(
    Step(wrote, read)
    for read in (*SINGLE, *OTHER, "gb18030", "big5hkscs")
    for wrote in MULTI
    if wrote != read
)


NAMES = {"gb18030": "gbk", "big5hkscs": "big5", "utf-8": "utf8", "latin-1": "latin1"}


def rule_of(chain: tuple[Step, ...]) -> str:
    """`mojibake.gbk-as-latin1`, or `mojibake.chain` for more than one step."""
    if len(chain) > 1:
        return "mojibake.chain"
    wrote, read = chain[0]
    return f"mojibake.{NAMES[wrote]}-as-{'other' if read in OTHER else NAMES.get(read, read)}"


@cache
def utf8_in_gbk() -> re.Pattern[str]:
    """What the first two bytes of a Chinese character in UTF-8 look like in GBK."""
    pairs = (bytes([lead, next_]) for lead in range(0xE3, 0xEA) for next_ in range(0x80, 0xC0))
    found = {pair.decode("gbk", "ignore") for pair in pairs}
    return re.compile(f"[{''.join(sorted(found))}锛銆鈥�]")
