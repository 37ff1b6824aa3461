"""The elements of a page and its lines, as `lines` builds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Raw", "Tree"]


@dataclass(slots=True)
class Raw:
    """One line: its text, its element, the characters of it in links, what hides it or -1.

    `anchors` are the links in it, `joints` the places where words of two elements meet.
    """

    text: str
    node: int
    links: int
    hider: int
    anchors: list[int]
    joints: tuple[int, ...] = ()


@dataclass(slots=True)
class Tree:
    """The elements of a page in document order, and its lines.

    `tags`, `parents`, `attrs` are of the elements; a parent stands before its
    children, the first element has the parent -1. `kinds` are what they are in
    an article (heading, caption ...), or what they are in; `telling` those that
    say something beside the text (meta, link, img, time). `scripts` are the texts
    of script elements and text areas, `words` the short ones of links, times and fields
    that are marked, by element, `comments` those that hold fields or links.
    `white` are elements with white text on no stated ground.
    """

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    attrs: list[Mapping[str, str | None]] = field(default_factory=list)
    lines: list[Raw] = field(default_factory=list)
    scripts: list[tuple[int, str]] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    telling: list[int] = field(default_factory=list)
    white: list[int] = field(default_factory=list)

    def names(self, node: int) -> str:
        """The class and id of an element."""
        attrs = self.attrs[node]
        if not attrs:
            return ""
        return f"{attrs.get('class') or ''} {attrs.get('id') or ''}"

    def below(self, top: int) -> range:
        """The elements inside an element: they follow it."""
        end = top + 1
        while end < len(self.parents) and self.parents[end] >= top:
            end += 1
        return range(top + 1, end)

    def nearest(self, node: int, tag: str, steps: int = 8) -> int:
        """The element itself or the closest one around it with a tag, or -1."""
        while node >= 0 and steps >= 0:
            if self.tags[node] == tag:
                return node
            node, steps = self.parents[node], steps - 1
        return -1
