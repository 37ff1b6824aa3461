"""The fields that a line prints with their names: 来源：新华网 作者：张三."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.lazy import pattern
from newsclean.metadata.media import looks_like_medium, source_value
from newsclean.metadata.people import is_medium, row
from newsclean.metadata.times import in_line
from newsclean.patterns import DATE, EVENT, any_field_pattern, field_of

__all__ = ["PEOPLE", "Value", "fields", "labelled", "split_keywords", "tags", "trim"]

PEOPLE = ("author", "correspondent", "editor", "photographer")

_EDGE = " \t\xa0\u3000()（）[]【】<>|丨,，;；:：、/-—·•"
# Behind a date or another field a name may begin without a mark before it: 人民网作者：张三
_GLUED = pattern(
    r"(?<!图片)(?<!数据)(?<!资料)(?<!视频)(?<!素材)"
    r"(?P<name>责任编辑|本文来源|文章来源|稿件来源|发布时间|更新时间|关键词|通讯员|来源|稿源|作者|记者|责编|编辑|选稿"
    r"|时间|日期|字号|字体|点击|浏览|阅读|评论|校对|审核)\s?[:：]\s?"
)
# Who answers for the page, not who edited the text it took over.
_RESPONSIBLE = ("责", "选稿")
# What stands between keywords; a blank behind a Latin letter is in one (The Times), if the
# page has other marks to put between them.
_BETWEEN = pattern(r"[,，、;；#|丨/]+|(?<![a-z])\s+", re.IGNORECASE)
_BLANK = pattern(r"\s+")
_LISTED = pattern(r"[,，、;；#|丨/]")
_TAGGED = pattern(r"[#＃]\s?([^\s#＃,，、]{1,20})\s?")
_STOP_WORD = pattern(r"(?:阅读|浏览|点击|评论|分享|来源|编辑|作者|收藏|查看|上一篇|下一篇)\S{0,6}")
_MAX_KEYWORD = 20  # characters; what is longer is a sentence or a title
_GAP = pattern(r"\s{2,}|[|丨│︱]")
_TAG_LINE = pattern(r"^(?:(?:本文|文章|相关)?(?:标签|关键词|关键字)|tags?)\s+(?P<words>\S.*)$")
_MARKS = pattern(r"[。！？!?…，；：:]")


class Value(NamedTuple):
    """A value in a string: `[start, end)` of it. `strong` if its name leaves no doubt."""

    field: str
    text: str
    start: int
    end: int
    strong: bool = True


def fields(text: str, view: str) -> Iterator[Value]:
    """The fields of one line, each value as far as it is valid.

    A field whose value is not in the line (来源：, and the medium in the next)
    gives one value with an empty text.
    """
    labels = list(_labels(view))
    for (_, start, field, name), following in zip(labels, [*labels[1:], None]):
        end = following[0] if following else len(text)
        if not view[start:end].strip(_EDGE):
            yield Value(field, "", start, start)
        else:
            yield from _values(text, view, (start, end), field, name)


def labelled(view: str, found: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """What of a line the labels and their values take up, as `[start, end)`.

    The text of a field that is not read (点击：1188) is taken up to the next gap.
    """
    labels = list(_labels(view))
    for (begin, start, _, _), following in zip(labels, [*labels[1:], None]):
        stop = following[0] if following else len(view)
        ends = [value.end for value in found if start <= value.start <= stop]
        gap = _GAP.search(view, start, stop)
        yield begin, max(ends) if ends else gap.start() if gap else stop


def _labels(view: str) -> Iterator[tuple[int, int, str, str]]:
    """Where each field's name and its value begin, the field, and the name."""
    bounded = list(any_field_pattern().finditer(view))
    date = DATE.search(view)
    firsts = [match.end() for match in bounded[:1]] + ([date.start()] if date else [])
    glued = list(_GLUED.finditer(view, min(firsts))) if firsts else []
    at = 0
    for match in sorted([*bounded, *glued], key=lambda one: (one.start(), -one.end())):
        if match.start() >= at:
            at = match.end()
            yield match.start(), at, field_of(match), match["name"]


def _values(text: str, view: str, where: tuple[int, int], field: str, name: str) -> Iterator[Value]:
    start, end = where
    if field in PEOPLE or field == "picture":
        if view[start:end].rstrip().endswith("?"):
            return  # of an interview: 记者：这座桥修了多久？
        role = "photographer" if field == "picture" else field
        strong = field != "editor" or name.startswith(_RESPONSIBLE)
        date = DATE.search(view, start, end)  # 作者：张三2023-05-06
        stop = date.start() if date and date.start() > start else end
        names = list(row(text, view, start, stop, loose=field != "picture"))
        for one in names:
            yield Value(role, one.text, one.start, one.end, strong)
        medium = _medium(text, view, start, end) if role == "author" and not names else None
        if medium:
            yield Value("source", text[slice(*medium)], *medium, strong=False)
        office = source_value(text, view, start, end) if field == "correspondent" else None
        if office and not names and looks_like_medium(view[slice(*office)]):  # 供稿：县水利局
            yield Value("office", text[slice(*office)], *office)
    elif field == "source":
        found = source_value(text, view, start, end)
        if found is not None:
            yield Value(field, text[slice(*found)], *found)
    elif field in ("published", "updated"):
        moment = next((one for one in in_line(view) if start <= one.start < end), None)
        if moment is not None and not EVENT.match(view):
            yield Value(field, "", moment.start, moment.end)
    elif field == "keywords":
        yield from split_keywords(text[start:end], start)
    elif field in ("original", "lead"):
        value = trim(text, start, end, field)
        if value is not None:
            yield value


def _medium(text: str, view: str, start: int, end: int) -> tuple[int, int] | None:
    """The medium in place of a writer: 作者:《河湾日报》."""
    found = source_value(text, view, start, end)
    if found is None:
        return None
    value = view[slice(*found)]
    marked = view[start:end].lstrip().startswith("《") and looks_like_medium(value)
    return found if marked or is_medium(value) else None


def trim(text: str, start: int, end: int, field: str) -> Value | None:
    """The stretch without blanks and marks at its ends; None if nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _closes(text, start, end):
        end -= 1
    return Value(field, text[start:end], start, end) if start < end else None


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last character is a bracket that the stretch opens."""
    pair = {")": "(", "）": "（", "]": "[", "】": "【", ">": "<"}.get(text[end - 1])
    return pair is not None and text.count(pair, start, end) >= text.count(
        text[end - 1], start, end
    )


def split_keywords(text: str, start: int) -> Iterator[Value]:
    """The keywords in a value that begins at `start` of its line, each once."""
    known = set()
    for low, high in _pieces(text):
        value = trim(text, low, high, "keywords")
        if value is None:
            continue
        word = value.text.strip("\"'“”")
        if _STOP_WORD.fullmatch(word):
            return
        if word and word not in known and len(word) <= _MAX_KEYWORD and not _MARKS.search(word):
            known.add(word)
            at = start + value.start + value.text.index(word)
            yield Value("keywords", word, at, at + len(word))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """What stands between the separators."""
    at = 0
    for match in (_BETWEEN if _LISTED.search(text) else _BLANK).finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def tags(text: str, view: str) -> list[Value]:
    """The keywords of a line of `#word` pieces, or behind 标签 without a colon."""
    listed = _TAG_LINE.match(view)
    if listed:
        start = listed.start("words")
        return list(split_keywords(text[start:], start))
    found = list(_TAGGED.finditer(text))
    if not found or re.sub(r"[\s#＃]", "", _TAGGED.sub("", text)):
        return []
    return [
        Value("keywords", match[1], match.start(1), match.end(1), strong=False) for match in found
    ]
