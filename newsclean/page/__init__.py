"""HTML to text: the lines of a page, how each is laid out, and what the page says beside them.

The steps are in `reader`, which is loaded for the first page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.page.detect import is_html
from newsclean.page.layout import Layout, Page

if TYPE_CHECKING:
    from bs4 import Tag

__all__ = ["Layout", "Page", "is_html", "read"]


def read(markup: str | Tag) -> Page:
    r"""Read a page from its markup, decoded, or from a soup or an element of one.

    >>> read("<body><h1>渠水进田</h1><p>村里的<a href='/'>渠</a>通了水。</p></body>").text
    '渠水进田\n村里的渠通了水。'
    """
    from newsclean.page.reader import read_page

    return read_page(markup)
