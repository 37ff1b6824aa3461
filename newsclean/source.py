"""What the caller gives, as text with its layout: bytes, text, markup or a soup."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING, TypeGuard

from newsclean import page
from newsclean.article import Flag
from newsclean.change import Certainty
from newsclean.decode import Decoded, decode
from newsclean.errors import BadInput
from newsclean.head import Head
from newsclean.language import strange_places
from newsclean.lazy import pattern
from newsclean.text import Text

if TYPE_CHECKING:
    from bs4 import Tag

__all__ = ["decoded_source", "layout_of_blocks", "mended_head", "read_source"]

_SURE = ("bom", "strict", "declared", "evidence")
# At least 20 bytes; less is a word in quotation marks.
_REPR = pattern(r"b(?P<mark>['\"])(?:[^\\]|\\(?:x[0-9a-f]{2}|[nrt\\'\"])){20,}(?P=mark)", re.DOTALL)
_ESCAPED, _FEWEST = pattern("[\udc80-\udcff]"), 8  # bytes behind surrogates; fewer are stray
_GARBLED = ("mojibake.", "frameslip.")
_DAMAGED = (*_GARBLED, "entity.", "escape.")
Repair = Callable[[Text], tuple[Text, list[Flag]]]


def read_source(
    data: object, content_type: str | None, max_chars: int
) -> tuple[Decoded, page.Page]:
    """The document as text; of markup, the text that it shows and what else it says."""
    if _is_soup(data):
        shown = page.read(data)
        return Decoded(shown.text, "", "text"), shown
    decoded = decoded_source(data, content_type)
    if len(decoded.text) > max_chars or not page.is_html(decoded.text):
        return decoded, page.Page(decoded.text, Head(), ())
    shown = page.read(decoded.text)
    if shown.written:
        decoded = decoded._replace(encoding=shown.written, how="misread")
    return decoded._replace(text=shown.text), shown


def _is_soup(data: object) -> TypeGuard[Tag]:
    bs4 = sys.modules.get("bs4")  # without it nobody has a soup
    return bs4 is not None and isinstance(data, bs4.Tag)


def layout_of_blocks(
    layouts: Sequence[page.Layout], text: Text, cuts: Sequence[tuple[int, int]]
) -> list[page.Layout]:
    """The layout of the line in which each block begins; none for a text without any.

    Its joints are places in the text; those that repairs have moved are left out.
    """
    if not layouts:
        return []
    ends = list(accumulate(len(line) + 1 for line in text.source.split("\n")))
    found = []
    for start, stop in cuts:
        begin = text.source_start(start)
        number = bisect_right(ends, begin)
        layout = layouts[number]
        if layout.joints:
            moved = start - begin + (ends[number - 1] if number else 0)
            joints = (moved + joint for joint in layout.joints)
            unmoved = [
                at
                for at in joints
                if start < at < stop and text.source_start(at) == begin + at - start
            ]
            layout = layout._replace(joints=tuple(unmoved))
        found.append(layout)
    return found


def mended_head(head: Head, text: Text, repair: Repair) -> Head:
    """The head of a page, repaired where the page's own text, which is `text`, had to be.

    What stays damaged in it, or could only be guessed, is left out.
    """
    rules = {piece.rules[0] for piece in text.pieces if piece.rules}
    if not any(rule.startswith(_DAMAGED) for rule in rules):
        return head
    garbled = any(rule.startswith(_GARBLED) for rule in rules)

    def mended(value: str) -> str:
        if value.isascii() and "\\" not in value and "&" not in value:
            return value
        new, flags = repair(Text.of(value))
        guessed = any(edit.certainty < Certainty.CERTAIN for edit in new.edits)
        lossy = any(flag.rule.startswith("lossy.") for flag in flags)
        unread = garbled and strange_places(new.value)
        return "" if guessed or lossy or unread else new.value

    def all_mended(values: Mapping[str, str]) -> dict[str, str]:
        return {name: new for name, value in values.items() if (new := mended(value))}

    return head._replace(
        title=repair(Text.of(head.title))[0].value,
        metas=all_mended(head.metas),
        stated=all_mended(head.stated),
        jsonld=tuple(filter(None, map(mended, head.jsonld))),
        headings=tuple(filter(None, map(mended, head.headings))),
    )


def decoded_source(data: object, content_type: str | None) -> Decoded:
    if isinstance(data, str):
        held = _bytes_in(data)
        read = decode(held, content_type) if held else None
        sure = read is not None and read.how in _SURE and not read.lost
        return read if read and sure else Decoded(data, "", "text")
    if isinstance(data, (bytes, bytearray, memoryview)):
        return decode(bytes(data), content_type)
    raise BadInput(f"data must be bytes or str, not {type(data).__name__}; clean takes soups too")


def _bytes_in(text: str) -> bytes | None:
    """The bytes that a str stands for: as `repr` shows them, or behind surrogates (PEP 383)."""
    if text.startswith(("b'", 'b"')) and text.isascii() and _REPR.fullmatch(text):
        return text[2:-1].encode().decode("unicode_escape").encode("latin-1")
    try:
        text.encode()
    except UnicodeEncodeError:
        if len(_ESCAPED.findall(text)) >= _FEWEST:
            with suppress(UnicodeEncodeError):
                return text.encode("utf-8", "surrogateescape")
    return None
