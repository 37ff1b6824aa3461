"""GBK or Big5 read as UTF-8 by a reader that never fails.

What: `ÏîĿ` for `项目`. Most bytes of such text are no UTF-8, and the reader takes them
for cp1252; but a few pairs happen to be (C4 BF is `Ŀ`), and these it takes for what they
spell.
How it arises: browsers, crawlers and databases that decode as UTF-8 and fall back byte by
byte where that fails.
The inverse: a character that is in cp1252 was one byte, or the two that spell it in
UTF-8; any other was those that spell it. A byte AD is a soft hyphen in cp1252, which browsers
and extractors drop (`¾¼Ã` for 经济, BE AD BC C3): in GBK it can have stood behind any first
byte. Of all ways to read these bytes that make whole characters the language model takes the
most likely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from newsclean.language import language_model

__all__ = ["damage", "undo"]

_KEPT = 12  # readings kept at each place: a byte that waits for its second, a character before
_BEHIND_BITS = 30.0  # and none that far behind the best: a misread character costs 25
_LOWEST = 0x80
_LONGEST = 10_000  # characters of a line; they take half a second
_STAYS_BITS = 40.0  # for a character that does not fit; an unlikely one costs 25
_SPELLED_BITS = 1.0  # for two bytes that spell one of Latin-1's characters by accident
_DROPPED = 0xAD
_DROPPED_BITS = 6.0
# What reads so badly from its beginning on is no such text: bits a character seen, and
# characters. Chinese news has five, as two bytes are one character of eight bits.
_HOPELESS_BITS = 9.0
_BEGINNING = 400
_LIGATURES = (("Ĳ", "IJ"), ("ĳ", "ij"))


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
    byte after one that fails; `damage` of the result is therefore not always `text`.
    """
    if len(text) > _LONGEST:
        return None
    for ligature, letters in _LIGATURES:  # some readers take these apart
        text = text.replace(letters, ligature)
    # Of GBK one character in seven happens to be UTF-8; without any the text was read as Latin-1.
    options = _single if all(char in _bytes_of() for char in text) else _options
    readings = [_Reading(0.0, 0, 0, None)]
    for at, char in enumerate(text):
        if at >= _BEGINNING and readings and readings[0].bits > _HOPELESS_BITS * at:
            return None
        found: dict[tuple[int, int], _Reading] = {}
        for reading in readings:
            for new in _followed(reading, char, wrote, options):
                key = (new.pending, new.last)
                if key not in found or new.bits < found[key].bits:
                    found[key] = new
        readings = sorted(found.values(), key=lambda one: one.bits)[:_KEPT]
        while len(readings) > 1 and readings[-1].bits > readings[0].bits + _BEHIND_BITS:
            readings.pop()
    whole = [one for reading in readings for one in _ended(reading, wrote)]
    return _text(min(whole, key=lambda one: one.bits), wrote) if whole else None


def _followed(
    reading: _Reading, char: str, wrote: str, options: Callable[[str], list[bytes]]
) -> Iterator[_Reading]:
    """The reading with each reading of `char` behind it."""
    for data in options(char):
        spelled = len(data) > 1 and char in _bytes_of()
        for new in _follow(reading, data, wrote):
            yield new._replace(bits=new.bits + _SPELLED_BITS) if spelled else new
    if not reading.pending and ord(char) >= _LOWEST:
        yield _Reading(reading.bits + _STAYS_BITS, 0, 0, (char, reading))


@lru_cache(maxsize=1024)
def _options(char: str) -> list[bytes]:
    """The bytes that such a reader shows as this character."""
    spelled = [char.encode("utf-8", "surrogatepass")] if ord(char) >= _LOWEST else []
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
        parts.append(part)
    runs = groupby(reversed(parts), key=type)
    return "".join(
        b"".join(run).decode(wrote) if kind is bytes else "".join(run)  # type: ignore[arg-type]
        for kind, run in runs
    )
