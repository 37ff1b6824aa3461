"""Bytes to text, and how it was decided.

Steps, in the order of `decode`:
1. a byte order mark, or the many zeros of UTF-16 and UTF-32 without one;
2. strict UTF-8, unless that is an accident of a few GBK bytes, or spells
   Chinese in seven bits (HZ);
3. the charset that the header or the page itself declares, if the bytes are
   strictly that and read no better in another;
4. evidence: of the charsets that strictly decode, the one in which the
   language model reads Chinese;
5. UTF-8 or a Chinese charset with bad bytes, or charsets that change from line
   to line: whichever loses least;
6. chardet's verdict, for everything that is not Chinese;
7. UTF-8, with every bad byte as U+FFFD. Nothing is ever dropped.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from newsclean.euc_tw import decode_euc_tw
from newsclean.language import language_model, strange
from newsclean.lazy import pattern
from newsclean.lexicon import table

__all__ = ["Decoded", "decode", "known_charset"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16-LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Charsets in seven bits, by the sequence that switches to two bytes a character.
_SEVEN_BIT = ((b"~{", "hz"), (b"\x1b$", "iso2022_jp_2"))
_CHARSET = pattern(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.\-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<meta[^>]{1,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.\-]+)|<\?xml[^>]{1,80}?encoding\s{0,9}=\s{0,9}[\"']([\w.\-]+)",
    re.IGNORECASE,
)
_PRESCAN = 1024  # bytes in which a page declares its charset (HTML standard)
_CHINESE = ("gb18030", "big5hkscs", "euc-tw", "utf-16-le", "utf-16-be")
_SAMPLE = 4000  # characters that the model reads
_READABLE = 10.5  # bits a character; Chinese in the wrong charset lies above 13
_SPELLED = 16.0  # for text in seven bits, whose form is evidence enough
_BETTER = 2.0  # bits a character by which another charset overrules a declared one
_PART_READABLE = 9.0  # and of a quarter of a text that is out of frame elsewhere
_MAX_LOST_UTF8 = 0.02
_FRAMED = ("gb18030", "big5hkscs")  # two bytes a character, and no sign where one begins
_LOST_BITS = 24.0  # what a bad byte costs against reading a character
_MAX_LOST = 0.1  # of the characters; beyond it this is not the charset
_USUAL = pattern(r"[\t\n\r -~\xa0\u2010-\u2026\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_USUAL_SHARE = 0.95
_HAN = pattern(r"[\u3400-\u9fff]")
# What chardet may answer; with the whole list it is three times slower and takes
# Chinese text with bad bytes for cp1125.
_CANDIDATES = (
    "utf-8", "gb18030", "big5", "utf-16", "utf-16le", "utf-16be", "utf-32", "hz-gb-2312",
    "euc-jp", "shift_jis", "cp932", "iso-2022-jp", "euc-kr", "cp949", "windows-1252",
    "iso-8859-1", "windows-1251", "koi8-r",
)  # fmt: skip


class Decoded(NamedTuple):
    """The text, its encoding, what decided, and how many bytes could not be read."""

    text: str
    encoding: str
    how: str
    lost: int = 0


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """Decode `data`. `content_type` is the HTTP header or a bare charset label.

    >>> decode("新闻".encode("gbk")).encoding
    'gb18030'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding, "bom")
    declared = _declared(data, content_type)
    if data.count(0, 0, _PRESCAN) * 10 > min(len(data), _PRESCAN):
        wide = _wide(data)
        if wide is not None:
            return wide
    text = _strict(data, "utf-8")
    for sign, encoding in _SEVEN_BIT:
        if sign in data and text is not None and text.isascii():
            spelled = _strict(data, encoding)
            if spelled is not None and _cost(spelled) < _SPELLED:
                return Decoded(spelled, encoding, "evidence")
    if text is not None and not _is_accident(data, text):
        return Decoded(text, "utf-8", "strict")
    found = _by_evidence(data, declared)
    if found is None and text is None:
        found = _wide(data) or _damaged(data)
    if found is not None:
        return found
    if text is not None:
        return Decoded(text, "utf-8", "strict")
    guess = _guess(data)
    return _lossy(data, guess or declared or "utf-8", "chardet" if guess else "fallback")


def known_charset(label: str) -> str | None:
    """The codec for a charset's label, widened; None for a label nobody uses."""
    return _labels().get(label.strip().lower())


@cache
def _labels() -> dict[str, str]:
    return {row[0]: row[1] for row in table("charsets.tsv", 2)}


def _declared(data: bytes, content_type: str | None) -> str | None:
    """What the header declares, else what the page itself does."""
    if content_type:
        match = _CHARSET.search(content_type)
        found = known_charset(match.group(1) if match else content_type)
        if found:
            return found
    meta = _DECLARED.search(data[:_PRESCAN])
    if meta is None:
        return None
    found = known_charset((meta.group(1) or meta.group(2)).decode("ascii", "replace"))
    # ASCII was just read: a page cannot declare UTF-16 in it (HTML standard).
    return None if found and found.startswith("utf-16") else found


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return decode_euc_tw(data) if encoding == "euc-tw" else data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _lossy(data: bytes, encoding: str, how: str) -> Decoded:
    if encoding == "euc-tw":
        encoding = "utf-8"  # it is read strictly or not at all
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, how, text.count("\ufffd"))


def _cost(text: str) -> float:
    """Bits a character, of a sample; unreadable for text without Chinese characters."""
    sample = text[:_SAMPLE]
    if not _HAN.search(sample):
        return float("inf")
    # Letters and blanks are alike in every charset.
    telling = "".join(char for char in sample if char > "\x7f")
    lost = telling.count("\ufffd")
    bits = language_model().bits(telling.replace("\ufffd", "")) + _LOST_BITS * lost
    return bits / len(telling)


def _is_accident(data: bytes, text: str) -> bool:
    """Whether a few bytes of GBK happen to be UTF-8 of Latin, Hebrew or Arabic letters."""
    if text.isascii() or len(data) > 64 or _HAN.search(text) or max(text) > "\u07ff":
        return False
    other = _strict(data, "gb18030")
    return other is not None and _cost(other) < _READABLE


def _by_evidence(data: bytes, declared: str | None) -> Decoded | None:
    """Of the charsets that strictly decode, the declared one or the one that reads best."""
    texts = {name: _strict(data, name) for name in dict.fromkeys((declared, *_CHINESE)) if name}
    costs = {name: _cost(text) for name, text in texts.items() if text is not None}
    best = min(costs, key=lambda name: costs[name], default=None)
    if declared in costs and declared is not None:
        overruled = best is not None and costs[best] < min(_READABLE, costs[declared] - _BETTER)
        if not overruled:
            return Decoded(texts[declared] or "", declared, "declared")
    if best is None or costs[best] > _READABLE:
        return None
    text = texts[best] or ""
    if best in _FRAMED and strange().match(text):  # perhaps the half of a character
        late = _late(data, best)
        if late.lost == 1 and _cost(late.text) * _size(late.text) < costs[best] * _size(text):
            return late
    return Decoded(text, best, "strict" if best == "gb18030" else "evidence")


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: nearly all characters are of a few blocks."""
    odd = len(data) % 2
    for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        for head in (0, 1) if odd else (0,):  # an odd byte is the rest of a cut character
            text = _strict(data[head : len(data) - odd + head], name)
            if text and len(_USUAL.findall(text)) >= _USUAL_SHARE * len(text):
                lost = "\ufffd" * odd
                whole = lost + text if head else text + lost
                return Decoded(whole, name, "evidence", odd)
    return None


def _damaged(data: bytes) -> Decoded | None:
    """Chinese with bad bytes, as one charset or line by line: what loses least."""
    whole = [_lossy(data, name, "lossy") for name in ("utf-8", *_FRAMED)]
    by_line = _by_line(data)
    # Sequences of three bytes do not come about by chance: no model is needed.
    if whole[0].lost <= 4 + _MAX_LOST_UTF8 * len(data) and len(_HAN.findall(whole[0].text)) >= 4:
        return by_line if by_line.lost < whole[0].lost else whole[0]
    late = [_late(data, name) for name in _FRAMED]
    tries = [*whole, *late, by_line]
    costs = [_cost(one.text) * _size(one.text) for one in tries]
    best = min(range(len(tries)), key=lambda index: costs[index])
    found = tries[best]
    if found.lost > max(2, _MAX_LOST * len(found.text)):
        return None
    if costs[best] / _size(found.text) < _READABLE:
        return found
    # A bad byte may put a long stretch out of frame, and a line may be mojibake that
    # was written so: then a part reads well.
    parts = [by_line] if not by_line.lost else whole[1:]
    found = min(parts, key=lambda one: _best_part(one.text))
    return found if _best_part(found.text) < _PART_READABLE else None


def _best_part(text: str) -> float:
    """The cost of the quarter that reads best."""
    size = max(len(text) // 4, 1)
    return min(_cost(text[at : at + size]) for at in range(0, len(text), size))


def _late(data: bytes, encoding: str) -> Decoded:
    """Cut inside its first character: that byte is lost, the rest is in frame."""
    found = _lossy(data[1:], encoding, "lossy")
    return found._replace(text="\ufffd" + found.text, lost=found.lost + 1)


def _size(text: str) -> int:
    return max(sum(char > "\x7f" for char in text[:_SAMPLE]), 1)


def _by_line(data: bytes) -> Decoded:
    """Every line in the charset in which it is strict and reads best."""
    lines = [_line(line) for line in data.split(b"\n")]
    kinds = dict.fromkeys(line.encoding for line in lines if not line.text.isascii())
    name = "+".join(sorted(kinds)) or "utf-8"
    return Decoded(
        "\n".join(one.text for one in lines), name, "lines", sum(one.lost for one in lines)
    )


def _line(line: bytes) -> Decoded:
    text = _strict(line, "utf-8")
    if text is not None and not _is_accident(line, text):
        return Decoded(text, "utf-8", "strict")
    tries = [_lossy(line, name, "lossy") for name in ("utf-8", "gb18030", "big5hkscs")]
    best = min(tries, key=lambda one: (_cost(one.text) * _size(one.text), one.lost))
    if b'"' in line:  # JSON: each string may have its own charset
        parts = [_line(part) for part in line.split(b'"')]
        text, lost = '"'.join(part.text for part in parts), sum(part.lost for part in parts)
        if _cost(text) + 1 < _cost(best.text):
            names = {part.encoding for part in parts if not part.text.isascii()}
            return Decoded(text, "+".join(sorted(names)), "lines", lost)
    return best


def _guess(data: bytes) -> str | None:
    import chardet

    found = chardet.detect(data, include_encodings=_CANDIDATES, no_match_encoding="utf-8")
    return known_charset(found["encoding"] or "")
