"""What the page reader gives: lines, and how each stands in its page."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.head import Head

__all__ = ["Layout", "Page"]


class Layout(NamedTuple):
    """How one line stands in its page.

    path: the elements around it, `html/body/div.content/p`; of deep ones the
    inner part. links: characters inside links. hidden: not shown. main: in
    the element that holds the article. kind: title (also of the
    first rank), heading, caption, item, cell, quote, ruby, data (of a script), farm (hidden
    links to many other sites), or "". joints: where in it words of two elements meet
    without a blank.
    """

    path: str = ""
    links: int = 0
    hidden: bool = False
    main: bool = True
    kind: str = ""
    joints: tuple[int, ...] = ()


class Page(NamedTuple):
    """The lines of a page, the layout of each, and what the page says beside them.

    empty: of markup, why it has no article if it has none; see `page/empty.py`. written: the
    charset of the markup, if it had been read as another; see `page/misread.py`.
    """

    text: str
    head: Head
    lines: tuple[Layout, ...]
    empty: str = ""
    written: str = ""
