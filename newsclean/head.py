"""What an HTML page says beside its text, as it stands there.

`page` collects it and `metadata` interprets it; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["Head"]


class Head(NamedTuple):
    """The facts of a page that are not lines of its text, uninterpreted.

    * title: the `<title>`, blanks folded.
    * metas: `name`, `property` or `itemprop` of each `<meta>`, lower-cased, to
      its first content that is not empty.
    * jsonld: the texts of `<script type="application/ld+json">`.
    * state: the texts of JSON that a page hands to its scripts, such as
      `<script id="__NEXT_DATA__">`.
    * stored: markup that scripts put on the page: of templates, and of text areas.
    * canonical: the address that the page gives as its own, or "".
    * images: address and caption (may be "") of the pictures in the article.
    * next_pages: addresses of the further pages of the article.
    * stated: other fields by where they stand: `class.source`, `var.ct`, `enp.author`,
      `data.author`, `time`; see `page/stated.py` and `page/state.py`.
    * headings: the texts of the `<h1>` elements.
    """

    title: str = ""
    metas: Mapping[str, str] = MappingProxyType({})
    jsonld: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    stored: tuple[str, ...] = ()
    canonical: str = ""
    images: tuple[tuple[str, str], ...] = ()
    next_pages: tuple[str, ...] = ()
    stated: Mapping[str, str] = MappingProxyType({})
    headings: tuple[str, ...] = ()
