"""HTML to text: the lines that a page shows, and what its head says.

A line ends where a block-level element begins or ends and at `<br>`. Scripts,
styles, forms' options and elements that are hidden are not shown. The text is
what everything after works on: spans and the record are of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from newsclean.head import Head
from newsclean.lazy import pattern

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

__all__ = ["Page", "is_html", "read"]

# Only a document that begins as markup is read as markup: text may quote some.
_HTML = pattern(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|html|head|body|div|p|table|article|"
    r"section|meta|title|span|text|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = pattern(r"</(?:p|div|body|html|table|title|article|span|td|text)\s*>", re.IGNORECASE)
_SILENT = ("script", "style", "noscript", "template", "select", "iframe", "svg", "textarea", "head")
_BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th",
    "tr", "ul",
)  # fmt: skip
_HIDDEN = re.compile(  # a real one: bs4 asks for its type
    r"display\s*:\s*none", re.IGNORECASE
)


class Page(NamedTuple):
    """The shown lines of a page, and its head."""

    text: str
    head: Head


def is_html(text: str) -> bool:
    """Whether a document is markup.

    >>> is_html("<html><body><p>一</p></body></html>"), is_html("他写了 <p> 标签")
    (True, False)
    """
    return bool(_HTML.match(text[:4000]) and _CLOSING.search(text))


def read(markup: str) -> Page:
    """Read a page from its markup, given as `str`: bs4 would guess a charset from bytes."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(markup, "lxml")
    page = of_soup(soup)
    if page.text.strip():
        return page
    return of_soup(BeautifulSoup(markup, "html.parser"))  # more lenient with broken pages


def of_soup(soup: BeautifulSoup | Tag) -> Page:
    """Read a page from a soup or an element of one. The soup is changed."""
    head = _head(soup)
    for tag in soup(list(_SILENT)):
        tag.decompose()
    for tag in soup.find_all(style=_HIDDEN):
        if not tag.decomposed:
            tag.decompose()
    for tag in soup(list(_BLOCKS)):
        tag.insert(0, "\n")
        tag.append("\n")
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in soup.get_text().split("\n"))
    return Page("\n".join([head.title, *(line for line in lines if line)]).strip("\n"), head)


def _head(soup: BeautifulSoup | Tag) -> Head:
    metas: dict[str, str] = {}
    for tag in soup("meta"):
        name = tag.get("name") or tag.get("property") or tag.get("itemprop")
        content = _fold(tag.get("content") or "")
        if name and content:
            metas.setdefault(str(name).strip().lower(), content)
    title = soup.find("title")
    canonical = soup.find("link", rel="canonical")
    return Head(
        title=_fold(title.get_text()) if title else "",
        metas=metas,
        jsonld=tuple(str(tag.string or "") for tag in soup("script", type="application/ld+json")),
        state=tuple(str(tag.string or "") for tag in soup("script", id="__NEXT_DATA__")),
        canonical=str(canonical.get("href") or "") if canonical else "",
        images=tuple(_images(soup)),
        times=tuple(_fold(tag.get("datetime") or tag.get_text()) for tag in soup("time")),
        headings=tuple(text for tag in soup("h1") if (text := _fold(tag.get_text()))),
    )


def _images(soup: BeautifulSoup | Tag) -> Iterator[tuple[str, str]]:
    """The pictures that have a caption element."""
    for figure in soup("figure"):
        image, caption = figure.find("img"), figure.find("figcaption")
        if image and image.get("src"):
            yield str(image["src"]), _fold(caption.get_text()) if caption else ""


def _fold(text: object) -> str:
    return " ".join(str(text).split())
