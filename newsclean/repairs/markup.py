r"""Markup left in a text.

What: `<p>`, `<br/>`, `<span style="…">`, `<a href="…">`, `<\/p>` and `<img …>` among sentences,
comments, whole scripts and styles; also spelled as references (`&lt;p&gt;`), which `escapes`
reads first.
How it arises: databases and feeds hold the markup of an article, and it is taken for its text.
A document that begins as markup is read as a page instead (`newsclean.page`).
The inverse: elements that stand as blocks, and `<br>`, are line breaks, cells are apart, all
else leaves nothing behind. What links and emphasis enclose stays.
Certain: an element that is opened and closed, one with attributes, a comment, or several tags
one of which is certain. Likely: a line break by itself, paragraphs that are opened only.
Left alone: texts about markup, a tag in quotation marks, and one that is never closed and says
nothing (`<b>`), which is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.lazy import pattern

__all__ = ["RULES"]

_BLOCKS = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form"
    "|h[1-6]|head|header|hr|html|iframe|li|link|main|meta|nav|ol|p|pre|section|table|tbody|tfoot"
    "|thead|title|tr|ul|video"
)
_CELLS = "td|th"
_INLINE = (
    "a|abbr|audio|b|big|button|cite|code|del|em|embed|font|i|img|input|ins|label|mark|o:p|object"
    "|param|picture|s|small|source|span|strike|strong|sub|sup|u|wbr"
)
_TAG = pattern(
    rf"<(?P<close>(?:\\?/)?)(?:(?P<block>{_BLOCKS})|(?P<cell>{_CELLS})|(?P<inline>{_INLINE}))"
    r"(?P<attributes>\s[^<>=]{0,100}=[^<>]{0,3000})?\s{0,9}/?>",
    re.IGNORECASE,
)
# What is left out with all that is in it, and what ends it.
_WHOLE = pattern(r"<(?:(?P<tag>script|style)\b[^<>]{0,3000}>|!--)", re.IGNORECASE)
_ALONE = ("br", "hr", "img", "link", "meta")  # never closed
_QUOTES = ("“”", '""', "''", "‘’", "「」", "『』", "``", "《》")
# Words of a text that shows markup on purpose: anywhere, and behind a tag.
_ABOUT = pattern(
    r"(?<![./a-z\d-])(?:html|css|javascript|xml)(?![/a-z\d])|代码|代碼|源码|源碼|程式碼|编程|程式設計|前端开发|网页制作",
    re.IGNORECASE,
)
_NAMED = pattern(r"标签|標籤|元素|标记|標記|属性|屬性|这样的|之类")
_BESIDE = 5  # characters before a tag or behind it in which its name for it stands
_BLOCK, _CELL, _NONE = "\n", " ", ""
_SEVERAL = 3  # tags: the text is markup throughout


class _Tag(NamedTuple):
    """A piece of markup, and what it leaves behind. sure: by itself."""

    start: int
    end: int
    leaves: str
    sure: Certainty


def tags(text: str) -> Iterator[Change]:
    """Tags, comments and scripts, unless the text is about such things."""
    found = sorted([*_wholes(text), *_single(text)])
    if not found or _is_about(text, found):
        return
    certain = len(found) >= _SEVERAL and any(tag.sure == Certainty.CERTAIN for tag in found)
    for group in _groups(text, found):
        start, end = group[0].start, group[-1].end
        sure = Certainty.CERTAIN if certain else max(tag.sure for tag in group)
        yield Change(Span(start, end), _left_behind(text, group), "markup.tag", sure)


def _wholes(text: str) -> Iterator[_Tag]:
    """Comments, scripts and styles, with what is in them."""
    low = text.lower()
    at = 0
    missing: set[str] = set()
    while (begin := _WHOLE.search(text, at)) is not None:
        at = begin.end()
        mark = f"</{begin['tag'].lower()}>" if begin["tag"] else "-->"
        end = -1 if mark in missing else low.find(mark, at)
        if end < 0:
            missing.add(mark)
            continue
        at = end + len(mark)
        yield _Tag(begin.start(), at, _NONE, Certainty.CERTAIN)


def _single(text: str) -> Iterator[_Tag]:
    """Tags. An element with attributes, or that is closed behind it, is certain."""
    found = list(_TAG.finditer(text))
    closed: dict[str, int] = {}  # the last place where each is closed
    opened: dict[str, int] = {}  # the first where each is opened
    last_opened: dict[str, int] = {}
    for match in found:
        name = _name(match)
        if match["close"]:
            closed[name] = match.start()
        else:
            opened.setdefault(name, match.start())
            last_opened[name] = match.start()
    for match in found:
        start, end = match.span()
        if start and f"{text[start - 1]}{text[end : end + 1]}" in _QUOTES:
            continue
        if text[start - 1 : start] == "<" or text[end : end + 1] == ">":
            continue  # without it another would begin there, and so on
        name = _name(match)
        paired = opened.get(name, end) < start if match["close"] else closed.get(name, 0) > start
        sure = Certainty.CERTAIN if paired or match["attributes"] else Certainty.GUESS
        if name in _ALONE or (match["block"] and opened.get(name) != last_opened.get(name)):
            sure = max(sure, Certainty.LIKELY)
        leaves = _BLOCK if match["block"] else _CELL if match["cell"] else _NONE
        yield _Tag(start, end, leaves, sure)


def _is_about(text: str, found: list[_Tag]) -> bool:
    """Whether a text shows markup on purpose."""
    for start, end, *_ in found:
        if _NAMED.search(text, max(0, start - _BESIDE), start) or _NAMED.search(
            text, end, end + _BESIDE
        ):
            return True
    ends = [0, *(tag.end for tag in found)]
    starts = [*(tag.start for tag in found), len(text)]
    return any(_ABOUT.search(text, end, start) for end, start in zip(ends, starts))


def _name(match: re.Match[str]) -> str:
    return (match["block"] or match["cell"] or match["inline"]).lower()


def _groups(text: str, found: list[_Tag]) -> Iterator[list[_Tag]]:
    """Tags that only blanks part; what lies inside of another is left out."""
    group: list[_Tag] = []
    for tag in found:
        if group and tag.start < group[-1].end:
            continue
        if group and text[group[-1].end : tag.start].strip():
            yield group
            group = []
        group.append(tag)
    if group:
        yield group


def _left_behind(text: str, group: list[_Tag]) -> str:
    """A line break where blocks begin or end, if there is none beside it already."""
    start, end = group[0].start, group[-1].end
    inside = "\n" in text[start:end] and any(
        "\n" in text[a.end : b.start] for a, b in pairwise(group)
    )
    leaves = {tag.leaves for tag in group}
    if _BLOCK in leaves or inside:
        beside = text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n")
        return _NONE if beside else _BLOCK
    if _CELL in leaves:
        beside = text[start - 1 : start].isspace() or text[end : end + 1].isspace()
        return _NONE if beside or not start or end == len(text) else _CELL
    return _NONE


RULES = (Rule("markup.tag", tags, needs=("<", ">")),)
