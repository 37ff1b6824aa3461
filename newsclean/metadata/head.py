"""What the head of a page says: meta elements, JSON-LD, addresses. Only read, not weighed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urljoin

from newsclean.article import Image
from newsclean.head import Head
from newsclean.lazy import pattern
from newsclean.lexicon import table

__all__ = ["Fact", "Facts", "facts", "images", "next_pages"]

_ARTICLES = pattern(r"(?:News|Reportage|Analysis|Opinion|Blog)?(?:Article|Posting)$")
_MAX_JSON = 400_000  # characters of a script; articles with all of their text have fewer
_DEEP = 4  # levels of JSON-LD (a graph, an article, a person) that are looked at
# Keys of schema.org, and those of the vocabulary that a Chinese search engine asks for.
_KEYS = {
    "headline": "title",
    "title": "title",
    "datePublished": "published",
    "pubDate": "published",
    "dateModified": "updated",
    "upDate": "updated",
    "keywords": "keywords",
    "description": "lead",
    "author": "author",
    "publisher": "site",
}


class Fact(NamedTuple):
    """A value as the head writes it, and where: a meta's name, or a key of JSON-LD."""

    value: str
    rule: str


class Facts(NamedTuple):
    """All that the head says, by field, the most trusted place first."""

    by_field: dict[str, list[Fact]]
    addresses: tuple[str, ...]

    def of(self, field: str) -> Sequence[Fact]:
        return self.by_field.get(field, ())


@cache
def _names() -> dict[str, tuple[str, int]]:
    return {name: (field, int(rank)) for name, field, rank, _ in table("head_names.tsv", 4)}


def facts(head: Head, url: str | None) -> Facts:
    """Everything in the head under a known name. JSON-LD of an article comes first."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for field, fact in _linked_data(head.jsonld):
        found[field].append(fact)
    said = {f"head.{name}": value for name, value in head.metas.items()} | {**head.stated}
    known = [(rule, _names().get(rule.removeprefix("head."))) for rule in said]
    ranked = [(row[1], rule, row[0]) for rule, row in known if row]
    for _, rule, field in sorted(ranked):
        found[field].append(Fact(said[rule], rule))
    addresses = [url, head.canonical, *(fact.value for fact in found.pop("address", ()))]
    return Facts(dict(found), tuple(one for one in addresses if one))


def images(head: Head, said: Facts) -> list[Image]:
    """The pictures of the article with whole addresses, each once."""
    base = next(iter(said.addresses), "")
    found: dict[str, Image] = {}
    for address, caption in head.images:
        try:
            whole = urljoin(base, address)
        except ValueError:  # no address: [http://
            continue
        if whole.startswith(("http://", "https://", "/")):
            found.setdefault(whole, Image(whole, caption))
    return list(found.values())


def next_pages(head: Head, said: Facts) -> list[str]:
    """The addresses of the article's other pages, whole if its own is known."""
    base = next(iter(said.addresses), "")
    found: dict[str, None] = {}
    for address in head.next_pages:
        try:
            found[urljoin(base, address)] = None
        except ValueError:
            continue
    return [one for one in found if one not in said.addresses]


def _linked_data(scripts: Sequence[str]) -> Iterator[tuple[str, Fact]]:
    for script in scripts:
        if len(script) > _MAX_JSON:
            continue
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _articles(data, 0):
            for key, field in _KEYS.items():
                values = list(_strings(item.get(key)))
                if values:
                    yield field, Fact(" ".join("、".join(values).split()), f"jsonld.{key}")


def _articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that are articles; one without a type counts if it has a time of one."""
    if depth > _DEEP:
        return
    if isinstance(data, list):
        for item in data:
            yield from _articles(item, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        typed = any(isinstance(name, str) and _ARTICLES.search(name) for name in names)
        if typed or ("pubDate" in data and not kinds):
            yield data
        else:
            yield from _articles(data.get("@graph"), depth + 1)
            yield from _articles(data.get("mainEntity"), depth + 1)


def _strings(value: Any) -> Iterator[str]:
    """The text of a value: itself, the name of an object, or those of a list's items."""
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, str) and name.strip():
            yield name
    elif isinstance(value, list):
        for item in value[:20]:
            if not isinstance(item, list):
                yield from _strings(item)
