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

from newsclean.decode.damaged import by_field, cut_utf8, damaged, damaged_hz, is_late, late, wide
from newsclean.decode.reading import (
    FRAMED,
    READABLE,
    SHORT,
    SPELLED,
    UNREAD,
    Decoded,
    cost,
    is_accident,
    lossy,
    strict,
)
from newsclean.lazy import pattern
from newsclean.lexicon import table

__all__ = ["decode", "known_charset"]

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
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:.\-]+)|<\?xml[^>]{1,80}?encoding\s*=\s*[\"']([\w.\-]+)",
    re.IGNORECASE,
)
_PRESCAN = 1024  # bytes in which a page declares its charset (HTML standard)
_CHINESE = ("gb18030", "big5hkscs", "euc-tw", "utf-16-le", "utf-16-be")
_BETTER = 2.0  # bits a character by which another charset overrules a declared one
# What chardet may answer; with the whole list it is three times slower and takes
# Chinese text with bad bytes for cp1125.
_CANDIDATES = (
    "utf-8", "gb18030", "big5", "utf-16", "utf-16le", "utf-16be", "utf-32", "hz-gb-2312",
    "euc-jp", "shift_jis", "cp932", "iso-2022-jp", "euc-kr", "cp949", "windows-1252",
    "iso-8859-1", "windows-1251", "koi8-r",
)  # fmt: skip


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """Decode `data`. `content_type` is the HTTP header or a bare charset label.

    >>> decode("新闻".encode("gbk")).encoding
    'gb18030'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return lossy(data[len(mark) :], encoding, "bom")
    declared = _declared(data, content_type)
    if data.count(0, 0, _PRESCAN) * 10 > min(len(data), _PRESCAN):
        zeros = wide(data)
        if zeros is not None:
            return zeros
    text = strict(data, "utf-8")
    found = _seven_bits(data) if text is None or text.isascii() else None
    if found is not None:
        return found
    if text is not None:
        if not is_accident(data, text):
            return Decoded(text, "utf-8", "strict")
        return _by_evidence(data, declared) or Decoded(text, "utf-8", "strict")
    if len(data) > SHORT:
        found = cut_utf8(data)
    found = found or _by_evidence(data, declared)
    found = found or cut_utf8(data) or _wide_by_words(data) or damaged(data)
    if found is not None:
        return by_field(data, found)
    guess = _guess(data)
    return lossy(data, guess or declared or "utf-8", "chardet" if guess else "fallback")


def _wide_by_words(data: bytes) -> Decoded | None:
    """UTF-16 without zeros: any two bytes make a character, so that it has to read as one text."""
    found = wide(data)
    return found if found is not None and cost(found.text) < UNREAD else None


def _seven_bits(data: bytes) -> Decoded | None:
    """ASCII, all but a few bytes of it, that spells Chinese."""
    for sign, encoding in _SEVEN_BIT:
        spelled = strict(data, encoding) if sign in data and data.isascii() else None
        if spelled is not None and cost(spelled) < SPELLED:
            return Decoded(spelled, encoding, "evidence")
    return damaged_hz(data)


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
            return _narrowed(found, data)
    meta = _DECLARED.search(data[:_PRESCAN])
    if meta is None:
        return None
    found = known_charset((meta.group(1) or meta.group(2)).decode("ascii", "replace"))
    # ASCII was just read: a page cannot declare UTF-16 in it (HTML standard).
    return None if not found or found.startswith("utf-16") else _narrowed(found, data)


def _narrowed(name: str, data: bytes) -> str:
    """Shift_JIS for cp932, its superset, where that is enough: they differ in `〜` and `−`."""
    return "shift_jis" if name == "cp932" and strict(data, "shift_jis") is not None else name


def _by_evidence(data: bytes, declared: str | None) -> Decoded | None:
    """Of the charsets that strictly decode, the declared one or the one that reads best."""
    texts = {name: strict(data, name) for name in dict.fromkeys((declared, *_CHINESE)) if name}
    costs = {name: cost(text) for name, text in texts.items() if text is not None}
    best = min(costs, key=lambda name: costs[name], default=None)
    if declared in costs and declared is not None:
        overruled = best is not None and costs[best] < min(READABLE, costs[declared] - _BETTER)
        if not overruled:
            return Decoded(texts[declared] or "", declared, "declared")
    if best is None or costs[best] > READABLE:
        return None
    if best in FRAMED and is_late(data, best):
        return late(data, best)
    return Decoded(texts[best] or "", best, "strict" if best == "gb18030" else "evidence")


def _guess(data: bytes) -> str | None:
    import chardet

    found = chardet.detect(data, include_encodings=_CANDIDATES, no_match_encoding="utf-8")
    name = known_charset(found["encoding"] or "")
    return _narrowed(name, data) if name else None
