"""Markup to a stream of events, whatever parsed it.

`of_markup` walks the tree of lexbor, the parser of browsers; `of_soup` that of
BeautifulSoup. Both walk without recursion: pages nest as deep as they like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from newsclean.lazy import pattern

if TYPE_CHECKING:
    from bs4 import Tag
    from selectolax.lexbor import LexborNode

__all__ = ["Handler", "of_markup", "of_soup"]

# A parser compares each attribute of an element with all others, and looks through all open
# elements where another begins. Attacks, and quotation marks that are never closed, make
# minutes of that; browsers stop at 512 levels.
_NO_EVENTS = 1  # lexbor would copy options about, once for each
_LONG_TAG = 8000  # characters without another "<"; data addresses are as long, in one attribute
_ATTRIBUTES = 500
_MANY_TAGS = 10_000  # marks "<" of a page whose depth is looked at; of large pages half as many
_DEPTH = 500
_ATTRIBUTE = pattern(r"[^\s=>\"'/]+(?:\s{0,9}=\s{0,9}(?:\"[^\"]*\"|'[^']*'|[^\s>\"']*))?")
_TAG = pattern(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>")
# Elements that others close, that hold none, or that are not looked through.
_SHALLOW = frozenset({
    "a", "area", "b", "base", "br", "col", "dd", "dt", "em", "embed", "font", "hr", "i", "img",
    "input", "li", "link", "meta", "option", "p", "param", "script", "source", "span", "strong",
    "style", "td", "th", "tr", "wbr",
})  # fmt: skip


class Handler(Protocol):
    """What hears the events, in the order of the document."""

    def start(self, tag: str, attrs: Mapping[str, str | None]) -> None: ...
    def end(self, tag: str) -> None: ...
    def text(self, text: str) -> None: ...
    def comment(self, text: str) -> None: ...


def of_markup(markup: str, to: Handler) -> None:
    """Parse as a browser without scripts does."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(_defused(markup), options=_NO_EVENTS).root
    if root is not None:
        _walk(root, to)


def of_soup(soup: Tag, to: Handler) -> None:
    """Walk a soup, or an element of one. It is not changed."""
    from bs4 import CData, Comment, Tag
    from bs4.element import PageElement, PreformattedString

    open_tags: list[str] = []
    open_children = [iter([soup]) if soup.name != "[document]" else iter(soup.contents)]
    while open_children:
        node: PageElement | None = next(open_children[-1], None)
        if node is None:
            open_children.pop()
            if open_tags:
                to.end(open_tags.pop())
        elif isinstance(node, Tag):
            attrs = {
                key: " ".join(value) if isinstance(value, list) else str(value)
                for key, value in node.attrs.items()
            }
            to.start(node.name, attrs)
            open_tags.append(node.name)
            open_children.append(iter(node.contents))
        elif isinstance(node, Comment):
            to.comment(str(node))
        elif isinstance(node, CData) or not isinstance(node, PreformattedString):
            to.text(str(node))


def _walk(root: LexborNode, to: Handler) -> None:
    """All nodes below `root`, in order."""
    start, end, text = to.start, to.end, to.text
    around: list[tuple[LexborNode, str]] = []  # the open elements, and their tags
    node = root
    while True:
        if node.is_text_node:
            text(node.text_content or "")
        elif node.is_element_node:
            tag = node.tag or ""
            start(tag, node.attributes)
            below = node.first_child
            if below is not None:
                around.append((node, tag))
                node = below
                continue
            end(tag)
        elif node.is_comment_node:
            to.comment(node.comment_content or "")
        after = node.next if around else None
        while after is None:
            if not around:
                return
            node, tag = around.pop()
            end(tag)
            after = node.next if around else None
        node = after


def _defused(markup: str) -> str:
    """The markup without what takes a parser minutes: thousands of attributes or levels."""
    pieces = markup.split("<")
    if max(map(len, pieces)) >= _LONG_TAG:
        markup = "<".join(map(_cut_tag, pieces))
    return _flattened(markup) if len(pieces) > _MANY_TAGS else markup


def _cut_tag(piece: str) -> str:
    """A tag with the first of its attributes."""
    if len(piece) < _LONG_TAG or not piece[0].isalpha():
        return piece
    end = 0
    for number, attribute in enumerate(_ATTRIBUTE.finditer(piece, 0, piece.find(">"))):
        if number == _ATTRIBUTES:
            return piece[:end] + piece[piece.index(">", end) :]
        end = attribute.end()
    return piece


def _flattened(markup: str) -> str:
    """The markup without the tags of elements that lie too deep."""
    depth = dropped = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth, dropped
        if match[2].lower() in _SHALLOW:
            return match[0]
        if not match[1]:
            depth += depth < _DEPTH
            dropped += depth == _DEPTH
            return "" if depth == _DEPTH else match[0]
        if dropped:
            dropped -= 1
            return ""
        depth -= depth > 0
        return match[0]

    return _TAG.sub(keep, markup)
