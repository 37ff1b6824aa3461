"""What the head of a page says, where its visible text says nothing."""

from __future__ import annotations

from newsclean.article import Found, FoundTime
from newsclean.change import Certainty, Span
from newsclean.chars import view
from newsclean.head import Head
from newsclean.metadata.fields import date_of, is_source, people, split_keywords
from newsclean.metadata.read import Metadata, trim_title
from newsclean.patterns import DATE

__all__ = ["add_head"]

# Names under which content management systems put facts into the head.
_NAMES = {
    "title": ("og:title", "articletitle", "headline", "title"),
    "source": ("source", "contentsource", "mediaid", "article:source"),
    "author": ("author", "article:author", "og:author"),
    "editor": ("editor", "editorname", "责任编辑"),
    "published": (
        "publishdate", "article:published_time", "pubdate", "og:release_date", "publish_time",
        "publishtime", "weibo: article:create_at", "apub:time", "firstpublishedtime", "date",
    ),
    "keywords": ("keywords",),
}  # fmt: skip
_NOWHERE = Span(0, 0)  # the head is no part of the page's text


def add_head(meta: Metadata, head: Head) -> None:
    """Fill the fields that are still empty; visible values win."""
    for field, names in _NAMES.items():
        name = next((one for one in names if one in head.metas), None)
        if name is None:
            continue
        value = head.metas[name]
        rule = f"head.{name}"
        if field == "title" and (meta.title is None or meta.title.certainty == Certainty.GUESS):
            title = trim_title(value)
            if title is not None:
                meta.title = Found(title.text, _NOWHERE, rule, Certainty.LIKELY)
        elif field == "source" and meta.source is None and is_source(value):
            meta.source = Found(value, _NOWHERE, rule, Certainty.LIKELY)
        elif field == "published" and meta.published is None:
            match = DATE.search(view(value.replace("T", " ")))
            moment = date_of(match) if match else None
            if moment is not None:
                meta.published = FoundTime(moment[0], _NOWHERE, rule, Certainty.LIKELY, moment[1])
        elif field == "author" and not meta.authors:
            found = people(value, 0, "author")
            meta.authors = [Found(one.text, _NOWHERE, rule, Certainty.GUESS) for one in found]
        elif field == "editor" and not meta.editors:
            found = people(value, 0, "editor")
            meta.editors = [Found(one.text, _NOWHERE, rule, Certainty.LIKELY) for one in found]
        elif field == "keywords" and not meta.keywords:
            split = split_keywords(value, 0)
            meta.keywords = [Found(one.text, _NOWHERE, rule, Certainty.LIKELY) for one in split]
