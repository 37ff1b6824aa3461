"""HTML to text: the lines of a page, how each is laid out, and what the page says beside them.

Steps, in the order of `read_page`:
1. the markup becomes a stream of events (`parse`): lexbor reads it as a browser
   does; where nothing comes of that, BeautifulSoup's lenient parser is asked;
2. the events become lines and the tree of their elements (`lines`); what is
   hidden is known as hidden (`hidden`) and has lines of its own;
3. the element that holds the article is looked for (`main`, `markers`): among what is
   shown, then in what a script would show, then in the data of scripts (`state`);
4. what the page says beside its text is collected (`facts`).

The text is what everything after works on: spans and the record are of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from newsclean.head import Head
from newsclean.lazy import pattern
from newsclean.page.empty import why_empty
from newsclean.page.facts import head_of
from newsclean.page.layout import Layout, Page
from newsclean.page.lines import TreeBuilder
from newsclean.page.links import farms, white_farms, written
from newsclean.page.main import main_lines, worth_of
from newsclean.page.misread import as_written, undone
from newsclean.page.parse import of_markup, of_soup
from newsclean.page.state import held, is_named
from newsclean.page.tree import Raw, Tree
from newsclean.page.waiting import LEAST, TIMES, shown_later

if TYPE_CHECKING:
    from bs4 import Tag

__all__ = ["read_page"]

_UNCLOSED = pattern(
    r"<(?P<tag>title|textarea|xmp|noframes|plaintext|select|noscript)\b[^>]{0,300}>"
    r"|(?P<comment><!--)|<!\[(?:CDATA\[)?",
    re.IGNORECASE,
)
_SAYS = pattern(r"(?:^|>)\s{0,9999}[^<>\s]")
_CELL = 40  # characters; tables lay out whole pages as well
_PATH_STEPS = 12  # elements of a path, the innermost


def read_page(markup: str | Tag) -> Page:
    """Read a page; see `newsclean.page.read`."""
    if not isinstance(markup, str):
        return _page(_tree_of_soup(markup))
    if "</" not in markup:  # a string of a script, whose slashes are escaped
        markup = markup.replace("<\\/", "</")
    markup, misread = undone(markup) or (markup, ())
    builder = TreeBuilder()
    of_markup(markup, builder)
    tree = builder.close()
    if not tree.lines:
        other = _second_opinion(markup)
        tree = other if other.lines else tree
    return _page(tree)._replace(written=misread[-1].wrote if misread else "")


def _tree_of_soup(soup: Tag) -> Tree:
    builder = TreeBuilder()
    of_soup(soup, builder)
    return builder.close()


def _second_opinion(markup: str) -> Tree:
    """A tag that is never closed (title, textarea, a comment) hides the page from a browser."""
    low = markup.lower()

    @cache  # there can be a million of one kind
    def closes(mark: str) -> bool:
        return mark in low

    def drop(match: re.Match[str]) -> str:
        if not match["tag"]:
            return match[0] if match["comment"] and closes("-->") else ""
        return match[0] if closes(f"</{match['tag'].lower()}") else ""

    opened = _UNCLOSED.sub(drop, markup)
    if not _SAYS.search(opened):
        return Tree()  # nothing but tags
    from bs4 import BeautifulSoup
    from bs4.builder import ParserRejectedMarkup

    # The element keeps bs4 from taking a short text for a path; it takes no halves of pairs.
    whole = f"<body>{opened}".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    try:
        return _tree_of_soup(BeautifulSoup(whole, "html.parser"))
    except ParserRejectedMarkup:  # a declaration that it does not know
        return Tree()


def _page(tree: Tree) -> Page:
    said = [line.text for line in tree.lines]
    for line, text in zip(tree.lines, as_written(said)):
        if line.text != text:
            line.text, line.links = text, line.links * len(text) // len(line.text)
            line.joints = ()
    shown = [line.hider < 0 for line in tree.lines]
    main = main_lines(tree, shown)
    revealed = shown_later(tree, main)
    if revealed:
        shown = [line.hider < 0 or line.hider in revealed for line in tree.lines]
        main = main_lines(tree, shown)
    head, data = _from_data(head_of(tree, main), main.worth)
    planted, white = farms(tree, main.node), white_farms(tree, main.node)
    title = [Layout("html/head/title", kind="title", main=False)] if head.title else []
    inside = [here and not data for here in main.inside]
    paths = _Paths(tree)
    layouts = [
        Layout(
            paths.of(line.node),
            line.links,
            not here or line.node in white,
            within and line.node not in white,
            "farm" if line.hider in planted or line.node in white else _kind(tree, line),
            line.joints,
        )
        for line, here, within in zip(tree.lines, shown, inside)
    ]
    new = written(tree)
    texts = [*([head.title] if title else []), *said, *new, *data]
    more = [Layout("html/script", 0, True, False, "farm")] * len(new)
    more += [Layout("html/script", kind="data")] * len(data)
    empty = "text" if data else why_empty(tree, shown, main.worth)
    return Page("\n".join(texts), head, (*title, *layouts, *more), empty)


def _from_data(head: Head, shown: float) -> tuple[Head, list[str]]:
    """The lines of an article that only scripts know; and the head with its fields."""
    best: list[str] = []
    fields: Mapping[str, str] = {}
    most = max(LEAST, TIMES * shown)
    for one in held(head):
        if not best and (one.body or not fields) and is_named(one.fields, head.title):
            fields = one.fields
        if len(one.body) <= most:
            continue
        builder = TreeBuilder()
        of_markup(one.body if "<" in one.body else f"<pre>{one.body}</pre>", builder)
        lines = [line for line in builder.close().lines if line.hider < 0]
        worth = sum(map(worth_of, lines))
        if worth > most:
            best, most, fields = [line.text for line in lines], worth, one.fields
    return head._replace(stated={**fields, **head.stated}), best


def _kind(tree: Tree, line: Raw) -> str:
    kind = tree.kinds[line.node]
    return "" if kind == "cell" and len(line.text) > _CELL else kind


class _Paths:
    """The path of each element, found once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known = {0: "", -1: ""}

    def of(self, node: int) -> str:
        new = []
        while node not in self._known:
            new.append(node)
            node = self._tree.parents[node]
        path = self._known[node]
        for one in reversed(new):
            path = f"{path}/{self._name(one)}" if path else self._name(one)
            if path.count("/") >= _PATH_STEPS:
                path = path[path.index("/") + 1 :]
            self._known[one] = path
        return path

    def _name(self, node: int) -> str:
        tag, attrs = self._tree.tags[node], self._tree.attrs[node]
        if not attrs:
            return tag
        names = (attrs.get("class") or "").split(None, 1)
        if names:
            return f"{tag}.{names[0]}"
        return f"{tag}#{attrs['id']}" if attrs.get("id") else tag
