"""Markup to a stream of events, whatever parsed it.

`of_markup` walks the tree of lexbor, the parser of browsers; `of_soup` that of
BeautifulSoup. Both walk without recursion: pages nest as deep as they like.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from newsclean.lazy import pattern

if TYPE_CHECKING:
    from bs4 import Tag
    from selectolax.lexbor import LexborNode

__all__ = ["Handler", "of_markup", "of_soup"]

# A parser compares each attribute of an element with all others: thousands of
# them are an attack or a lost quotation mark, and would take minutes.
_LONG_TAG = 8000  # characters without another "<"; data addresses are longer, but are one attribute
_MAX_ATTRIBUTES = 200
_LETTER = pattern(r"[a-zA-Z]")


class Handler(Protocol):
    """What hears the events, in the order of the document."""

    def start(self, tag: str, attrs: Mapping[str, str | None]) -> None: ...
    def end(self, tag: str) -> None: ...
    def text(self, text: str) -> None: ...
    def comment(self, text: str) -> None: ...


def of_markup(markup: str, to: Handler) -> None:
    """Parse as a browser without scripts does."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(_defused(markup)).root
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
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        below = None
        if node.is_text_node:
            text(node.text_content or "")
        elif node.is_element_node:
            start(node.tag or "", node.attributes)
            below = node.first_child
            if below is None:
                end(node.tag or "")
        elif node.is_comment_node:
            to.comment(node.comment_content or "")
        if below is not None:
            node = below
            depth += 1
            continue
        while node is not None:
            after = node.next if depth else None
            if after is not None:
                node = after
                break
            node = node.parent if depth else None
            depth -= 1
            if node is not None:
                end(node.tag or "")


def _defused(markup: str) -> str:
    """The markup, tags with absurdly many attributes cut short."""
    pieces = markup.split("<")
    if max(map(len, pieces)) < _LONG_TAG:
        return markup
    for index, piece in enumerate(pieces):
        if len(piece) >= _LONG_TAG and _LETTER.match(piece):
            tag, close, rest = piece.partition(">")
            attributes = tag.split(None, _MAX_ATTRIBUTES)
            if len(attributes) > _MAX_ATTRIBUTES and "=" in attributes[1]:
                pieces[index] = " ".join(attributes[:_MAX_ATTRIBUTES]) + close + rest
    return "<".join(pieces)
