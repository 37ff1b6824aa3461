"""Bytes that no charset strictly decodes, or that only seem to be of one.

Cut inside their first or last character, with bad bytes, with charsets that
change from line to line or, in JSON, from string to string.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.decode.hz import decode_hz
from newsclean.decode.reading import (
    FRAMED,
    HAN,
    LOST_BITS,
    READABLE,
    SAMPLE,
    Decoded,
    bits,
    cost,
    is_accident,
    lossy,
    size,
    strict,
)
from newsclean.language import language_model, strange
from newsclean.lazy import pattern

__all__ = ["by_field", "cut_utf8", "damaged", "damaged_hz", "is_late", "late", "wide"]

_PART_READABLE = 9.0  # and of a quarter of a text that is out of frame elsewhere
_MAX_LOST_UTF8 = 0.02
_MANY_BITS = 16.0  # by which the strings of JSON, each by itself, have to read better
_HEAD = 32  # bytes
_HALF_BITS = 12.0  # by which it reads better without its first byte
_CUT_HAN = 2
_MAX_LOST = 0.1  # of the characters; beyond it this is not the charset
_USUAL = pattern(r"[\t\n\r -~\xa0\u2010-\u2026\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_USUAL_SHARE = 0.95


def cut_utf8(data: bytes) -> Decoded | None:
    """UTF-8 that lost a part of its first or last character, and nothing else."""
    head = next((at for at, byte in enumerate(data[:3]) if not 0x80 <= byte < 0xC0), 0)
    tail = next((at for at, byte in enumerate(data[:-4:-1], 1) if byte >= 0xC0), 0)
    whole = data[head : len(data) - tail]
    text = strict(whole, "utf-8") or strict(data[head:], "utf-8")
    if text is None or len(HAN.findall(text)) < _CUT_HAN:
        return None
    return lossy(data, "utf-8", "lossy")


def damaged_hz(data: bytes) -> Decoded | None:
    """HZ with bad bytes: all but a few in seven bits, and readable Chinese."""
    if b"~{" not in data:
        return None
    high = sum(byte >= 0x80 for byte in data[:SAMPLE])
    if high > 2 + _MAX_LOST_UTF8 * min(len(data), SAMPLE):
        return None
    text = decode_hz(data)
    return Decoded(text, "hz", "lossy", text.count("\ufffd")) if cost(text) < READABLE else None


def wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: nearly all characters are of a few blocks."""
    odd = len(data) % 2
    found = []
    for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        for head in (0, 1) if odd else (0,):  # an odd byte is the rest of a cut character
            text = data[head : len(data) - odd + head].decode(name, "replace")
            if text and len(_USUAL.findall(text)) >= _USUAL_SHARE * len(text):
                lost = "\ufffd" * odd
                whole = lost + text if head else text + lost
                found.append(Decoded(whole, name, "evidence", whole.count("\ufffd")))
    return min(found, key=lambda one: cost(one.text), default=None)


def is_late(data: bytes, encoding: str) -> bool:
    """Whether the first byte is the half of a character, and what follows is in frame without it.

    Out of frame a text is soon in frame again; so its head is what tells.
    """
    if not 0x80 <= data[0] < 0xFF:
        return False
    heads = (data[at : at + _HEAD].decode(encoding, "replace") for at in (0, 1))
    with_it, without = (
        language_model().bits(head[:-1].replace("\ufffd", ""))
        + LOST_BITS * head[:-1].count("\ufffd")
        for head in heads
    )
    return without + _HALF_BITS < with_it


def late(data: bytes, encoding: str) -> Decoded:
    """Cut inside its first character: that byte is lost, the rest is in frame."""
    found = lossy(data[1:], encoding, "lossy")
    return found._replace(text="\ufffd" + found.text, lost=found.lost + 1)


def damaged(data: bytes) -> Decoded | None:
    """Chinese with bad bytes, as one charset or line by line: what loses least."""
    whole = [lossy(data, name, "lossy") for name in ("utf-8", *FRAMED)]
    by_line = _by_line(data)
    # Sequences of three bytes do not come about by chance: no model is needed.
    if whole[0].lost <= 4 + _MAX_LOST_UTF8 * len(data) and len(HAN.findall(whole[0].text)) >= 4:
        return by_line if by_line.lost < whole[0].lost else whole[0]
    tries = [*whole, *(late(data, name) for name in FRAMED), by_line]
    costs = [bits(one.text) for one in tries]
    best = min(range(len(tries)), key=lambda index: costs[index])
    found = tries[best]
    if found.lost > max(2, _MAX_LOST * len(found.text)):
        return None
    if costs[best] / size(found.text) < READABLE:
        return found
    # A bad byte may put a long stretch out of frame, and a line may be mojibake that
    # was written so: then a part reads well.
    parts = [by_line] if not by_line.lost else whole[1:]
    found = min(parts, key=lambda one: _best_part(one.text))
    return found if _best_part(found.text) < _PART_READABLE else None


def _best_part(text: str) -> float:
    """The cost of the quarter that reads best."""
    size = max(len(text) // 4, 1)
    return min(cost(text[at : at + size]) for at in range(0, len(text), size))


def by_field(data: bytes, found: Decoded) -> Decoded:
    """JSON of which some strings are in another charset than the rest was found to be in."""
    if data[:SAMPLE].lstrip()[:1] not in (b"{", b"[") or not strange().search(found.text):
        return found
    fields = _by_line(data)
    better = fields.lost < found.lost or bits(fields.text) + _MANY_BITS < bits(found.text)
    return fields if better and fields.lost <= found.lost else found


def _by_line(data: bytes) -> Decoded:
    """Every line in the charset in which it is strict and reads best."""
    lines = [_line(line) for line in data.split(b"\n")]
    lost = sum(line.lost for line in lines)
    return Decoded("\n".join(line.text for line in lines), _joined(lines), "lines", lost)


def _line(line: bytes) -> Decoded:
    text = strict(line, "utf-8")
    if text is not None and not is_accident(line, text):
        return Decoded(text, "utf-8", "strict")
    tries = [lossy(line, name, "lossy") for name in ("utf-8", *FRAMED)]
    best = min(tries, key=lambda one: (bits(one.text), one.lost))
    if b'"' in line:  # JSON: each string may have its own charset
        parts = [_line(part) for part in line.split(b'"')]
        text, lost = '"'.join(part.text for part in parts), sum(part.lost for part in parts)
        if lost < best.lost or bits(text) + _MANY_BITS < bits(best.text):
            return Decoded(text, _joined(parts), "lines", lost)
    return best


def _joined(parts: Iterable[Decoded]) -> str:
    """The names of all charsets."""
    names = {n for part in parts if not part.text.isascii() for n in part.encoding.split("+")}
    return "+".join(sorted(names)) or "utf-8"
