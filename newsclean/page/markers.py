"""What the class and id of an element say about the part of the page in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from newsclean.lexicon import table

__all__ = ["AROUND", "ARTICLE", "ASIDE", "field_of", "kind_of"]

ARTICLE, AROUND, ASIDE = "article", "around", "aside"
_TAGS = {"nav": AROUND, "footer": AROUND, "aside": AROUND, "header": AROUND, "form": ASIDE}
_CONTAINERS = frozenset({"html", "body"})  # their class is of the page, whatever it says


@lru_cache(maxsize=4096)
def kind_of(tag: str, names: str) -> str:
    """The kind of part, or "". What stands around an article tells more than its own word.

    tag: of the element. names: its class and id.

    >>> kind_of("div", "article-comment"), kind_of("div", "cont"), kind_of("p", "")
    ('around', 'article', '')
    """
    if tag in _CONTAINERS:
        return ""
    if tag in _TAGS:
        return _TAGS[tag]
    names = names.lower()
    return next((kind for kind, test in _tests() if test.search(names)), "")


@cache
def _tests() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = table("markers.tsv", 4)
    return tuple((kind, _one_of(kind, rows)) for kind in (AROUND, ARTICLE, ASIDE))


def _one_of(kind: str, rows: Sequence[tuple[str, ...]]) -> re.Pattern[str]:
    words = [
        f"(?<![a-z]){re.escape(word)}(?![a-z])" if where == "word" else re.escape(word)
        for word, of, where, _ in rows
        if of == kind
    ]
    return re.compile("|".join(words))


def field_of(attrs: Mapping[str, str | None]) -> str:
    """The field that the class or the id of an element marks (author, source, editor), or ""."""
    names, ident = attrs.get("class"), attrs.get("id")
    return _field(names or "", ident or "") if names or ident else ""


@lru_cache(maxsize=4096)
def _field(names: str, ident: str) -> str:
    words = f"{names} {ident}".lower().replace("-", "_").split()
    return next((known for word in words if (known := _fields().get(word))), "")


@cache
def _fields() -> dict[str, str]:
    return {marker: field for marker, field, _ in table("field_markers.tsv", 3)}
