"""What the head of a page says, where its visible text says nothing."""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.article import Found, FoundTime
from newsclean.change import Certainty, Span
from newsclean.chars import view
from newsclean.metadata.fields import date_of, is_source, people, split_keywords
from newsclean.metadata.read import Metadata, trim_title
from newsclean.patterns import DATE

__all__ = ["add_head"]

_NOWHERE = Span(0, 0)  # the head is no part of the page's text


def add_head(meta: Metadata, facts: Mapping[str, tuple[str, str]]) -> None:
    """Fill the fields that are still empty; visible values win.

    facts: field to its value and the name it stood under, as `page.Head` has them.
    """
    for field, (value, name) in facts.items():
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
