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
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby, product
from typing import NamedTuple
from unicodedata import normalize

from newsclean.language import language_model
from newsclean.lazy import pattern
from newsclean.repairs.steps import characters

__all__ = ["damage", "undo"]

_KEPT = 12  # readings kept at each place: a byte that waits for its second, a character before
_BEHIND_BITS = 30.0  # and none that far behind the best: a misread character costs 25
_LOWEST = 0x80
_LONGEST = 10_000  # characters of a line; they take half a second
_STAYS_BITS = 40.0  # for a character that does not fit; an unlikely one costs 25
_SPELLED_BITS = 1.0  # for two bytes that spell one of Latin-1's characters by accident
# The same where the text has no other characters, and was likely read as Latin-1.
_LATIN_BITS = 4.0
_TWICE_BITS = 4.0  # for each byte of a character that was spelled itself
_QUOTE_BITS = 12.0
_BLANK_BITS = 3.0  # for a byte that took a blank for its second
_DROPPED = 0xAD
_DROPPED_BITS = 6.0
# What reads so badly from its beginning on is no such text: bits a character seen, and
# characters. Chinese news has five, as two bytes are one character of eight bits.
_HOPELESS_BITS = 9.0
_BEGINNING = 400
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
# Where so many characters cost so many bits each, it is asked whether a reader went over it again.
_STRETCH, _ODD_BITS = 2, 11.0
_AGAIN_BITS = 6.0
_WITH_BLANK = {" ": 0xC2, "\xa0": 0xC2, "à": 0xC3, "Š": 0xC5, "Π": 0xCE, "Р": 0xD0, "٠": 0xD9}


_WITH_MARKS = pattern(r"[\xc0-\u024f\u1e00-\u1eff][\u0300-\u030f\u0321-\u0331]+")


class _Reading(NamedTuple):
    """Text so far: its cost, the byte that waits for another, the last symbol."""

    bits: float
    pending: int
    last: int
    before: tuple[bytes | str, _Reading] | None


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
    reads badly, that of a reader that went over its result again has to be better.
    """
    if len(text) > _LONGEST:
        return None
    letters = {apart: ligature for ligature, apart in _LIGATURES}
    text = _uncombined(_APART.sub(lambda match: letters[match.group()], text))
    found = _undone(text, wrote, _options)
    model = language_model()
    if found is None:
        return _undone(text, wrote, _options_again)
    if model.worst_bits(found, _STRETCH) < _ODD_BITS:
        return found
    again = _undone(text, wrote, _options_again)
    better = again is not None and model.bits(again) + _AGAIN_BITS < model.bits(found)
    return again if better else found


def _undone(
    text: str, wrote: str, options: Callable[[str], list[tuple[bytes, float]]]
) -> str | None:
    """The most likely text of which a reader made this, if these are what it makes of bytes."""
    # Of GBK one character in seven happens to be UTF-8; without any the text was read as Latin-1.
    spelled = _LATIN_BITS if all(char in _bytes_of() for char in text) else _SPELLED_BITS
    readings = [_Reading(0.0, 0, 0, None)]
    for at, char in enumerate(text):
        if at >= _BEGINNING and readings and readings[0].bits > _HOPELESS_BITS * at:
            return None
        found: dict[tuple[int, int], _Reading] = {}
        for reading in readings:
            for new in _followed(reading, options(char), char, wrote, spelled):
                key = (new.pending, new.last)
                if key not in found or new.bits < found[key].bits:
                    found[key] = new
        readings = sorted(found.values(), key=lambda one: one.bits)[:_KEPT]
        while len(readings) > 1 and readings[-1].bits > readings[0].bits + _BEHIND_BITS:
            readings.pop()
    whole = [one for reading in readings for one in _ended(reading, wrote)]
    return _text(min(whole, key=lambda one: one.bits), wrote) if whole else None


def _uncombined(text: str) -> str:
    """The text with marks below letters as characters of their own: `Ų̈` was `Ü` and a mark."""
    return _WITH_MARKS.sub(_apart, text) if _WITH_MARKS.search(text) else text


def _apart(match: re.Match[str]) -> str:
    letters = normalize("NFD", match.group())
    below = "".join(char for char in letters if "\u0321" <= char <= "\u0331")
    return normalize("NFC", letters.translate(dict.fromkeys(map(ord, below)))) + below


def _followed(
    reading: _Reading, options: list[tuple[bytes, float]], char: str, wrote: str, spelled: float
) -> Iterator[_Reading]:
    """The reading with each reading of `char` behind it; spelled: bits for one of two bytes."""
    for data, odd in options:
        odd += spelled * (len(data) > 1 and char in _bytes_of())
        for new in _follow(reading, data, wrote):
            yield new._replace(bits=new.bits + odd) if odd else new
    if not reading.pending and ord(char) >= _LOWEST:
        yield _Reading(reading.bits + _STAYS_BITS, 0, 0, (char, reading))


@lru_cache(maxsize=1024)
def _options(char: str) -> list[tuple[bytes, float]]:
    """The bytes that such a reader shows as this character, and bits against them."""
    found = [(data, 0.0) for data in _single(char)]
    if ord(char) >= _LOWEST:
        found.append((char.encode("utf-8", "surrogatepass"), 0.0))
    if char in _WITH_BLANK:
        found.append((bytes([_WITH_BLANK[char], 0x20]), _BLANK_BITS))
    if char == "'":  # of U+02BC, by a reader that makes quotation marks straight
        found.append((b"\xca\xbc", _QUOTE_BITS))
    return found


@lru_cache(maxsize=4096)
def _options_again(char: str) -> list[tuple[bytes, float]]:
    """The same of a reader that goes over its result again, in any charset of single bytes."""
    found = dict(_options(char))
    data = char.encode("utf-8", "surrogatepass") if ord(char) >= _LOWEST else b""
    for reader in _READERS[:2] if char in _bytes_of() else _READERS:
        seen = [(characters(reader) or "")[byte] for byte in data]
        for parts in product(*map(_ways, seen)) if data else ():
            twice = sum(len(part) > 1 for part in parts)
            if twice < 2:  # one of them is rare enough
                whole = b"".join(parts)
                bits = _TWICE_BITS * twice + _READER_BITS * (reader not in _READERS[:2])
                found[whole] = min(bits, found.get(whole, bits))
    return list(found.items())


def _ways(char: str) -> list[bytes]:
    """The bytes of a character that was taken for one byte of another."""
    spelled = [char.encode()] if _LOWEST <= ord(char) < 0x800 else []
    return [*_single(char), *spelled]


def _single(char: str) -> list[bytes]:
    """The byte that cp1252 has as this character."""
    return [bytes([_bytes_of()[char]])] if char in _bytes_of() else []


def _follow(reading: _Reading, data: bytes, wrote: str) -> Iterator[_Reading]:
    """The reading with these bytes behind it, where they make characters; see `_DROPPED`."""
    states = [(reading.bits, reading.pending, reading.last, b"")]
    for byte in data:
        new = []
        for bits, pending, last, read in states:
            whole = None if pending else _without_first(byte, wrote)
            if whole is not None:
                cost = bits + language_model().step_bits(last, whole) + _DROPPED_BITS
                new.append((cost, 0, whole, read + bytes([_DROPPED, byte])))
            if not pending and byte >= _LOWEST:
                new.append((bits, byte, last, read + bytes([byte])))
                continue
            number = _number(bytes([pending, byte]) if pending else bytes([byte]), wrote)
            if number is not None:
                cost = language_model().step_bits(last, number)
                new.append((bits + cost, 0, number, read + bytes([byte])))
            whole = _dropped(pending, wrote)
            if whole is not None:
                cost = bits + language_model().step_bits(last, whole) + _DROPPED_BITS
                if byte >= _LOWEST:
                    new.append((cost, byte, whole, read + bytes([_DROPPED, byte])))
                elif (alone := _number(bytes([byte]), wrote)) is not None:
                    cost += language_model().step_bits(whole, alone)
                    new.append((cost, 0, alone, read + bytes([_DROPPED, byte])))
        states = new
    for bits, pending, last, read in states:
        yield _Reading(bits, pending, last, (read, reading))


def _ended(reading: _Reading, wrote: str) -> Iterator[_Reading]:
    """The reading at the end of a text: a byte that waits there waits for a dropped one."""
    if not reading.pending:
        yield reading
    elif (
        wrote == "gbk"
        and (number := _number(bytes([reading.pending, _DROPPED]), wrote)) is not None
    ):
        bits = reading.bits + language_model().step_bits(reading.last, number) + _DROPPED_BITS
        yield _Reading(bits, 0, number, (bytes([_DROPPED]), reading))


def _dropped(first: int, wrote: str) -> int | None:
    """The number of the character whose second byte was dropped, if there can be one."""
    return _number(bytes([first, _DROPPED]), wrote) if first and wrote == "gbk" else None


def _without_first(second: int, wrote: str) -> int | None:
    """The same of its first byte, of which Big5 has characters: `n` for 要, AD 6E."""
    if wrote == "gbk" or second < 0x40:
        return None
    return _number(bytes([_DROPPED, second]), wrote)


@lru_cache(maxsize=1 << 15)
def _number(data: bytes, wrote: str) -> int | None:
    """The language model's number of the character that these bytes spell."""
    try:
        return int(language_model().numbers(data.decode(wrote))[0])
    except UnicodeError:
        return None


def _text(reading: _Reading, wrote: str) -> str:
    parts: list[bytes | str] = []
    while reading.before is not None:
        part, reading = reading.before
        parts.append(part if isinstance(part, bytes) else dict(_LIGATURES).get(part, part))
    runs = groupby(reversed(parts), key=type)
    return "".join(
        b"".join(run).decode(wrote) if kind is bytes else "".join(run)  # type: ignore[arg-type]
        for kind, run in runs
    )
