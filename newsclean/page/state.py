"""An article that a page holds only as data of its scripts: JSON-LD, __NEXT_DATA__ and such."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from newsclean.head import Head

__all__ = ["bodies"]

# Names under which systems keep the text of an article, in lower case.
_KEYS = frozenset({
    "articlebody", "articlecontent", "body", "content", "content_html", "contenthtml", "contents",
    "detail", "html", "newscontent", "rawcontent", "richtext", "text",
})  # fmt: skip
_CHARS = 60  # less is no article


def bodies(head: Head) -> Iterator[str]:
    """Texts or markup that may be the article."""
    for raw in (*head.jsonld, *head.state):
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _texts(data)


def _texts(data: Any) -> Iterator[str]:
    """The long strings under such names, without recursion."""
    todo: list[tuple[str, Any]] = [("", data)]
    while todo:
        key, value = todo.pop()
        if isinstance(value, dict):
            todo += [(str(name).lower(), one) for name, one in value.items()]
        elif isinstance(value, list):
            todo += [(key, one) for one in value]
        elif key in _KEYS and isinstance(value, str) and len(value) >= _CHARS:
            yield value
