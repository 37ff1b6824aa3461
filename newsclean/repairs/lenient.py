"""GBK or Big5 read as UTF-8 by a reader that never fails.

What: `ÏîĿ` for `项目`. Most bytes of such text are no UTF-8, and the reader takes them
for cp1252; but a few pairs happen to be (C4 BF is `Ŀ`), and these it takes for what they
spell.
How it arises: browsers, crawlers and databases that decode as UTF-8 and fall back byte by
byte where that fails.
The inverse: a character that is in cp1252 was one byte, or the two that spell it in
UTF-8; any other was those that spell it. A byte AD is a soft hyphen in cp1252, which browsers
and extractors drop (`¾¼Ã` for 经济, BE AD BC C3): in GBK it can have stood behind any first
byte, in Big5 it can have been one. Readers that go over their result again spell more of it.
Of all ways to read these bytes that make whole characters the language model takes the
most likely.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from itertools import product
from unicodedata import normalize

from newsclean.lazy import pattern
from newsclean.repairs.lattice import LOWEST, Part, refined, search, spell
from newsclean.repairs.steps import characters

__all__ = ["damage", "undo"]

_LONGEST = 10_000  # characters of a line; they take half a second
_SPELLED_BITS = 1.0  # for two bytes that spell one of Latin-1's characters by accident
# The same where the text has no other characters, and was likely read as Latin-1.
_LATIN_BITS = 4.0
_TWICE_BITS = 4.0  # for each byte of a character that was spelled itself
_QUOTE_BITS = 12.0
_BLANK_BITS = 3.0  # for a byte that took a blank for its second
# Letters that some readers take apart.
_LIGATURES = (
    ("Ĳ", "IJ"), ("ĳ", "ij"), ("Ǆ", "DŽ"), ("ǅ", "Dž"), ("ǆ", "dž"), ("Ǳ", "DZ"), ("ǲ", "Dz"),
    ("ǳ", "dz"), ("Ǉ", "LJ"), ("ǈ", "Lj"), ("ǉ", "lj"), ("Ǌ", "NJ"), ("ǋ", "Nj"), ("ǌ", "nj"),
)  # fmt: skip
_APART = pattern(
    r"(?<![A-Za-z])(?:" + "|".join(letters for _, letters in _LIGATURES) + r")(?![A-Za-z])"
)
# What such readers make of a first byte before a blank, as of one before A0.
_READERS = (
    "latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso-8859-2",
    "mac-roman", "cp437",
)  # fmt: skip
_READER_BITS = 3.0
_WITH_BLANK = {" ": 0xC2, "\xa0": 0xC2, "à": 0xC3, "Š": 0xC5, "Π": 0xCE, "Р": 0xD0, "٠": 0xD9}


_WITH_MARKS = pattern(r"[\xc0-\u024f\u1e00-\u1eff][\u0300-\u030f\u0321-\u0331]+")


def damage(text: str, wrote: str) -> str | None:
    """`text`, written in `wrote`, as such a reader shows it; None if it cannot be written."""
    try:
        return _read(text.encode(wrote))
    except UnicodeError:
        return None


def _read(data: bytes) -> str:
    parts = []
    at = 0
    while at < len(data):
        try:
            parts.append(data[at:].decode())
            break
        except UnicodeDecodeError as error:
            bad = at + error.start
            parts += [data[at:bad].decode(), _fallback()[data[bad]]]
            at = bad + 1
    return "".join(parts)


@cache
def _fallback() -> str:
    """The characters of the bytes in cp1252, an unassigned byte as its number."""
    single = (bytes([byte]) for byte in range(0x100))
    return "".join(byte.decode("cp1252", "ignore") or chr(byte[0]) for byte in single)


@cache
def _bytes_of() -> dict[str, int]:
    return {char: byte for byte, char in enumerate(_fallback())}


@lru_cache(maxsize=64)  # the page reader asks for lines that the repair asks for again
def undo(text: str, wrote: str) -> str | None:
    """The text before the mistake, or None if it cannot have been made. wrote: gbk, big5hkscs.

    A few characters that do not fit stay as they are. Not every reader goes on at the same
    byte after one that fails; `damage` of the result is therefore not always `text`. Where it
    reads badly it is asked whether a reader went over its result again.
    """
    if len(text) > _LONGEST:
        return None
    letters = {apart: ligature for ligature, apart in _LIGATURES}
    text = _uncombined(_APART.sub(lambda match: letters[match.group()], text))
    # Of GBK one character in seven happens to be UTF-8; without any the text was read as Latin-1.
    spelled = _LATIN_BITS if all(char in _bytes_of() for char in text) else _SPELLED_BITS
    again = partial(_again, spelled=spelled)
    path = search(text, partial(_once, spelled=spelled), wrote)
    if path is not None:
        return _spelled_out(refined(text, path, again, wrote), wrote)
    path = search(text, again, wrote)
    return None if path is None else _spelled_out([reading[3] for reading in path], wrote)


def _spelled_out(parts: list[Part], wrote: str) -> str:
    letters = dict(_LIGATURES)
    return spell([letters.get(one, one) if isinstance(one, str) else one for one in parts], wrote)


def _uncombined(text: str) -> str:
    """The text with marks below letters as characters of their own: `Ų̈` was `Ü` and a mark."""
    return _WITH_MARKS.sub(_apart, text) if _WITH_MARKS.search(text) else text


def _apart(match: re.Match[str]) -> str:
    letters = normalize("NFD", match.group())
    below = "".join(char for char in letters if "\u0321" <= char <= "\u0331")
    return normalize("NFC", letters.translate(dict.fromkeys(map(ord, below)))) + below


@lru_cache(maxsize=1024)
def _once(char: str, spelled: float) -> list[tuple[bytes, float]]:
    """The bytes that such a reader shows as this character, and bits against them.

    spelled: bits against two bytes that spell one of Latin-1's characters.
    """
    found = [(data, 0.0) for data in _single(char)]
    if ord(char) >= LOWEST:
        found.append((char.encode("utf-8", "surrogatepass"), spelled * (char in _bytes_of())))
    if char in _WITH_BLANK:
        found.append((bytes([_WITH_BLANK[char], 0x20]), _BLANK_BITS))
    if char == "'":  # of U+02BC, by a reader that makes quotation marks straight
        found.append((b"\xca\xbc", _QUOTE_BITS))
    return found


@lru_cache(maxsize=4096)
def _again(char: str, spelled: float) -> list[tuple[bytes, float]]:
    """The same of a reader that goes over its result again, in any charset of single bytes."""
    found = dict(_once(char, spelled))
    spelled *= char in _bytes_of()
    data = char.encode("utf-8", "surrogatepass") if ord(char) >= LOWEST else b""
    for reader in _READERS[:2] if char in _bytes_of() else _READERS:
        seen = [(characters(reader) or "")[byte] for byte in data]
        for parts in product(*map(_ways, seen)) if data else ():
            twice = sum(len(part) > 1 for part in parts)
            if twice < 2:  # one of them is rare enough
                whole = b"".join(parts)
                bits = _TWICE_BITS * twice + _READER_BITS * (reader not in _READERS[:2]) + spelled
                found[whole] = min(bits, found.get(whole, bits))
    return list(found.items())


def _ways(char: str) -> list[bytes]:
    """The bytes of a character that was taken for one byte of another."""
    spelled = [char.encode()] if LOWEST <= ord(char) < 0x800 else []
    return [*_single(char), *spelled]


def _single(char: str) -> list[bytes]:
    """The byte that cp1252 has as this character."""
    return [bytes([_bytes_of()[char]])] if char in _bytes_of() else []
