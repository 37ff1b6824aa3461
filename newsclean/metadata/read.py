"""Metadata of a page: from its lines and from what its head says.

1. The lines are put into zones (`layout`): below the title, behind the article,
   inside it, above the title.
2. Every value that they may state is collected (`collect`), with the way it was
   read, which says how far it is trusted.
3. The head is read (`head`).
4. Of each field the most trusted value is taken (`choose`); docs/metadata.md
   has the order.
5. No value is surer than the repairs in it (`doubt`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsclean.article import Found, FoundTime, Image, Label
from newsclean.change import Certainty
from newsclean.head import Head
from newsclean.metadata import choose
from newsclean.metadata.candidates import Candidates
from newsclean.metadata.collect import collect
from newsclean.metadata.doubt import doubt
from newsclean.metadata.fields import Value
from newsclean.metadata.head import Facts, facts, images, next_pages
from newsclean.metadata.headline import found as found_in
from newsclean.metadata.headline import guess, headline
from newsclean.metadata.layout import Layout, Part, lines_of
from newsclean.metadata.title import ends_there, trim_title
from newsclean.patterns import DATELINE
from newsclean.text import Text

__all__ = ["Metadata", "read"]

_TITLE_CHARS = 300  # of a `<title>` that are looked at; longer ones are attacks, or lists of words
_DATELINE_PARTS = 4  # an editor's note and a lead may stand before the dateline


@dataclass
class Metadata:
    """What was found. The fields are those of `Article`."""

    title: Found[str] | None = None
    source: Found[str] | None = None
    site: Found[str] | None = None
    published: FoundTime | None = None
    updated: FoundTime | None = None
    authors: list[Found[str]] = field(default_factory=list)
    photographers: list[Found[str]] = field(default_factory=list)
    correspondents: list[Found[str]] = field(default_factory=list)
    editors: list[Found[str]] = field(default_factory=list)
    keywords: list[Found[str]] = field(default_factory=list)
    dateline: Found[str] | None = None
    lead: Found[str] | None = None
    images: list[Image] = field(default_factory=list)
    next_pages: list[str] = field(default_factory=list)


def read(
    text: Text, view: str, parts: Sequence[Part], head: Head | None = None, url: str | None = None
) -> Metadata:
    """Everything that can be read.

    view: the view of `text.value`. parts: its blocks in order, with their labels.
    url: the address of the page, whose path may hold a day.
    """
    head = head or Head()
    head = head._replace(title=head.title[:_TITLE_CHARS])
    lines = lines_of(text.value, view, parts)
    title, at = headline(text, lines, head)
    guessed, top = guess(text, lines) if title is None else (None, -1)
    page = Layout(lines, max(at, top))
    seen = collect(text, page)
    said = facts(head, url)
    title = _shorter(title, said) or title or _stated_title(seen, said) or guessed
    first = next((line.text for line in lines if line.label == Label.TITLE), "")
    site = choose.choose_site(seen, said, head.title or first)
    editors = choose.choose_editors(seen, said)
    found = Metadata(
        title=title,
        source=choose.choose_source(seen, said, site),
        site=site,
        published=choose.choose_published(seen, said),
        updated=choose.choose_updated(seen, said),
        authors=choose.choose_authors(seen, said, editors, title),
        photographers=seen.best("photographer"),
        correspondents=seen.best("correspondent"),
        editors=editors,
        keywords=choose.choose_keywords(seen, said, site.value if site else ""),
        dateline=_dateline(text, page),
        lead=choose.choose_lead(seen, said, title.value if title else ""),
        images=images(head, said),
        next_pages=next_pages(head, said),
    )
    doubt(found, text)
    return found


def _stated_title(seen: Candidates, said: Facts) -> Found[str] | None:
    """The title that the head states under a name, or a line behind 原标题."""
    for fact in said.of("title"):
        value = trim_title(fact.value)
        if value is not None:
            return Found(value.text, choose.NOWHERE, fact.rule, Certainty.LIKELY)
    return next(iter(seen.best("original")), None)


def _shorter(title: Found[str] | None, said: Facts) -> Found[str] | None:
    """What the head calls the title, where the `<title>` says that and a site no list knows."""
    if title is None or title.rule != "head.title":
        return None
    for fact in said.of("title"):
        if ends_there(title.value, fact.value):
            return Found(fact.value.strip(), choose.NOWHERE, fact.rule, Certainty.CERTAIN)
    return None


def _dateline(text: Text, page: Layout) -> Found[str] | None:
    body = [line for line in page.lines if line.kept and line.label == Label.BODY]
    for line in body[:_DATELINE_PARTS]:
        match = DATELINE.match(line.view)
        if match:
            start, end = match.span("dateline")
            value = Value("dateline", line.text[start:end], start, end)
            return found_in(text, line, value, Certainty.LIKELY)
    return None
