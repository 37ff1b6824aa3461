"""The fields that a line prints: name, value, and where the value stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from newsclean.lazy import pattern
from newsclean.patterns import DATE, NAME, URL, field_names, field_pattern

__all__ = ["Value", "date_of", "fields", "people", "split_keywords", "trim"]

CHINA = timezone(timedelta(hours=8))

_EDGE = " \t\xa0\u3000()（）[]【】<>《》|丨,，;；:：、/-—·•\"'“”"
_GLUED = pattern(r"(?:作者|记者|责任编辑|责编|编辑|时间|日期|点击|浏览|阅读)\s?[:：]")
_GAP = pattern(r"\s{2,}|[|丨\t]")
_PERSON = pattern(rf"{NAME}")
_SEPARATORS = pattern(r"[\s、,，;；/|丨&]+|_[A-Za-z]*\d+")  # 张三_N123: with a staff number
# Words that stand where a name could: roles, and values that say "none".
_NOBODY = frozenset(
    {
        "未知",
        "佚名",
        "匿名",
        "网络",
        "本站",
        "admin",
        "管理员",
        "记者",
        "编辑",
        "通讯员",
        "报道",
        "摄影",
        "摄影报道",
        "综合",
        "综合报道",
        "整理",
        "完",
        "图",
        "文",
        "责编",
        "来源",
        "作者",
        "原创",
        "转载",
        "小编",
        "审核",
        "校对",
        "本报",
        "本网",
        "本报讯",
        "无",
        "系统管理员",
        "供稿",
        "见习",
        "实习",
    }
)


class Value(NamedTuple):
    """A value in a string: `[start, end)` of it."""

    field: str
    text: str
    start: int
    end: int


def fields(text: str, view: str) -> Iterator[Value]:
    """The fields of one line. A value ends where the next field, or a date, begins."""
    matches = list(field_pattern().finditer(view))
    for match, following in zip(matches, [*matches[1:], None]):
        field = field_names()[match["name"]]
        start, end = match.end(), following.start() if following else len(text)
        if field in ("source", "author", "editor", "correspondent"):
            date = DATE.search(view, start, end)
            end = date.start() if date else end
            glued = _GLUED.search(view, start, end)
            end = glued.start() if glued else end
            gap = _GAP.search(text, start, end)
            end = gap.start() if gap and gap.start() > start else end
        value = trim(text, start, end, field)
        if value is not None:
            yield value


def trim(text: str, start: int, end: int, field: str) -> Value | None:
    """The stretch without blanks and brackets at its ends; None if nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Value(field, text[start:end], start, end) if start < end else None


def people(text: str, start: int, field: str) -> Iterator[Value]:
    """The names in a value that begins at `start` of its line."""
    at = 0
    for piece in _SEPARATORS.split(text):
        found = text.index(piece, at) if piece else at
        at = found + len(piece)
        name = piece.strip(_EDGE)
        if name and name not in _NOBODY and _PERSON.fullmatch(name.lower()):
            where = start + found + piece.index(name)
            yield Value(field, name, where, where + len(name))


def split_keywords(text: str, start: int) -> Iterator[Value]:
    """The keywords in a value that begins at `start` of its line."""
    for match in re.finditer(r"[^\s,，、;；|丨]+", text):
        yield Value("keywords", match.group(), start + match.start(), start + match.end())


def is_source(value: str) -> bool:
    """Whether a value can be a medium: short, no address, no word for nothing."""
    return len(value) <= 30 and value not in _NOBODY and not URL.search(value.lower())


def date_of(match: re.Match[str]) -> tuple[datetime, str] | None:
    """The moment a DATE match names, in China's time, with its precision."""
    parts = match.groupdict()
    precision = "second" if parts["second"] else "minute" if parts["minute"] else "day"
    try:
        moment = datetime(
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            int(parts["hour"] or 0),
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=CHINA,
        )
    except ValueError:  # 31 June
        return None
    return moment, precision
