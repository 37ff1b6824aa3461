"""What a page holds only as data of its scripts: JSON-LD, __NEXT_DATA__ and such.

The article is a long string under a name that systems give to it; the fields beside it
(`source`, `publishTime`) are those of the article.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newsclean.head import Head
from newsclean.lazy import pattern

__all__ = ["Held", "held", "is_named"]

# Names under which systems keep the text of an article, in lower case without marks.
_KEYS = frozenset({
    "articlebody", "articlecontent", "body", "content", "contenthtml", "contents", "detail", "html",
    "newscontent", "rawcontent", "richtext", "text",
})  # fmt: skip
_CHARS = 60  # less is no article
_FIELD_CHARS = 200  # of a field beside it
_NAMES = ("name", "title")  # of what a field is: {"author": {"name": …}}
_TITLES = ("title", "headline", "newstitle", "articletitle")
_TITLE_CHARS = 6  # of a title, without marks; less may be the name of a column
_SIGNS = pattern(r"[\W_]+")
_LISTED = 20  # items of a field that is a list


class Held(NamedTuple):
    """A text or markup that may be the article, and the fields beside it by `data.NAME`."""

    body: str
    fields: Mapping[str, str]


def held(head: Head) -> Iterator[Held]:
    """All that may be the article."""
    for raw in (*head.jsonld, *head.state):
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _texts(data)
        yield from _entitled(data)
    yield from (Held(text, {}) for text in head.stored)


def is_named(fields: Mapping[str, str], title: str) -> bool:
    """Whether fields are of the article with a title, by what they call it."""
    own = (_SIGNS.sub("", fields.get(f"data.{name}", "")) for name in _TITLES)
    return any(len(name) >= _TITLE_CHARS and _SIGNS.sub("", title).startswith(name) for name in own)


def _entitled(data: Any) -> Iterator[Held]:
    """The fields of the objects that have a title and no text: of an article that is shown."""
    todo = [data]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo += value
        elif isinstance(value, dict):
            todo += value.values()
            if any(_plain(name) in _TITLES for name in value):
                yield Held("", _fields((value,)))


def _texts(data: Any) -> Iterator[Held]:
    """The long strings under such names, without recursion."""
    todo: list[tuple[str, Any, tuple[dict[str, Any], ...]]] = [("", data, ())]
    known: dict[int, dict[str, str]] = {}  # an object may hold thousands of texts
    while todo:
        key, value, around = todo.pop()
        if isinstance(value, dict):
            inside = (value, *around[:1])  # its fields, and those of what it is part of
            todo += [(_plain(name), one, inside) for name, one in value.items()]
        elif isinstance(value, list):
            todo += [(key, one, around) for one in value]
        elif key in _KEYS and isinstance(value, str) and len(value) >= _CHARS:
            inner = id(around[0]) if around else 0
            if inner not in known:
                known[inner] = _fields(around)
            yield Held(value, known[inner])


def _fields(around: tuple[dict[str, Any], ...]) -> dict[str, str]:
    """The short values of the objects around a text, the inner first."""
    found: dict[str, str] = {}
    for one in around:
        for name, value in one.items():
            text = _short(value)
            if text and len(text) <= _FIELD_CHARS:
                found.setdefault(f"data.{_plain(name)}", text)
    return found


def _short(value: Any) -> str:
    """A field as one string, the items of a list in a row; "" for what is none."""
    items = value[:_LISTED] if isinstance(value, list) else [value]
    return "、".join(filter(None, map(_one, items)))


def _one(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[name] for name in _NAMES if value.get(name)), "")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return " ".join(str(value).split())


def _plain(name: Any) -> str:
    return str(name).lower().replace("_", "").replace("-", "")
