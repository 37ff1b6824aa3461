"""Metadata of a page from its labelled parts.

Where each value is read, in this order; the first that is valid is taken:
* title: the TITLE part, without a site's name behind it; 原标题; on a text
  without any page around it, a first line that can be one (a guess).
* source: a 来源 field. published: the first date in a META part.
* authors, correspondents: fields, a reporter's line, a name in brackets at the
  end of the article. editors, keywords: fields.
* dateline: the beginning of one of the first paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from newsclean.article import Found, FoundTime, Label
from newsclean.change import Certainty
from newsclean.lazy import pattern
from newsclean.lexicon import find
from newsclean.metadata.fields import (
    Value,
    date_of,
    fields,
    is_source,
    people,
    split_keywords,
    trim,
)
from newsclean.patterns import BYLINE, DATE, DATELINE, NAME
from newsclean.text import Text

__all__ = ["Metadata", "Part", "read"]

_BAR = pattern(r"\s*_")  # the title of a page, its channel, its site
_SUFFIX = pattern(r"\s*[-|—–―丨]+\s*([^-|—–―丨]{2,20})\s*$")
_CHANNEL = 8  # characters of a channel's or site's name behind two dashes
_SIGNED = pattern(rf"[（(]\s?((?:{NAME})(?:[\s、，,](?:{NAME})){{0,3}})\s?[)）]\s*$")
_REPORTED = pattern(
    rf"[（(](?:[^（()）]{{0,14}}记者|作者|撰稿|撰文|文)[\s:：/]*((?:{NAME})(?:[\s、，,]+(?:{NAME})){{0,4}}?)"
    r"(?:\s?(?:报道|摄影|文|摄))?\s?[)）]"
)
_MIN_TITLE = 6
_MAX_TITLE = 60
_DATELINE_PARTS = 4  # an editor's note and a lead may stand before the dateline
_UNSIGNED = frozenset(
    {
        "完",
        "图",
        "略",
        "笑",
        "掌声",
        "待续",
        "未完",
        "上",
        "中",
        "下",
        "全文",
        "编者",
        "记者",
        "本报",
        "新华社",
    }
)


class Part(NamedTuple):
    """A block as the metadata sees it: its label and its place in the text."""

    label: Label
    kept: bool
    start: int
    end: int


@dataclass
class Metadata:
    """What was found. The fields are those of `Article`."""

    title: Found[str] | None = None
    source: Found[str] | None = None
    published: FoundTime | None = None
    authors: list[Found[str]] = field(default_factory=list)
    correspondents: list[Found[str]] = field(default_factory=list)
    editors: list[Found[str]] = field(default_factory=list)
    keywords: list[Found[str]] = field(default_factory=list)
    dateline: Found[str] | None = None


def read(text: Text, view: str, parts: Sequence[Part]) -> Metadata:
    """Everything that can be read. `view` is the view of `text.value`."""
    reader = _Reader(text, view)
    meta = Metadata()
    original: Found[str] | None = None
    for part in parts:
        if part.label == Label.META:
            found = reader.meta_line(part, meta)
            original = original or found
    body = [part for part in parts if part.kept and part.label == Label.BODY]
    meta.title = reader.title(parts) or original or reader.guess_title(parts)
    meta.dateline = reader.dateline(body[:_DATELINE_PARTS])
    if not meta.authors:
        meta.authors = reader.signature(body)
    return meta


class _Reader:
    """One text, its view, and how places in it become spans of the source."""

    def __init__(self, text: Text, view: str) -> None:
        self.text = text
        self.value = text.value
        self.view = view

    def found(self, value: Value, offset: int, certainty: Certainty) -> Found[str]:
        span = self.text.source_span(offset + value.start, offset + value.end)
        return Found(" ".join(value.text.split()), span, f"meta.{value.field}", certainty)

    def lines(self, part: Part) -> Iterator[tuple[int, str, str]]:
        """Offset, text and view of the part's line without the blanks around it."""
        raw = self.value[part.start : part.end]
        left = len(raw) - len(raw.lstrip())
        start, stop = part.start + left, part.start + left + len(raw.strip())
        yield start, self.value[start:stop], self.view[start:stop]

    def meta_line(self, part: Part, meta: Metadata) -> Found[str] | None:
        """Read one META part into `meta`; the 原标题 it may hold is returned."""
        original = None
        for offset, text, view in self.lines(part):
            for value in fields(text, view):
                if value.field == "original":
                    original = self.found(value, offset, Certainty.LIKELY)
                else:
                    self._field(value, offset, meta)
            self._byline(text, view, offset, meta)
            self._published(text, view, offset, meta)
        return original

    def _field(self, value: Value, offset: int, meta: Metadata) -> None:
        sure = Certainty.CERTAIN
        if value.field == "source" and meta.source is None and is_source(value.text):
            meta.source = self.found(value, offset, sure)
        elif value.field == "keywords" and not meta.keywords:
            found = split_keywords(value.text, value.start)
            meta.keywords = [self.found(one, offset, sure) for one in found]
        elif value.field in ("author", "correspondent", "editor"):
            into = {
                "author": meta.authors,
                "correspondent": meta.correspondents,
                "editor": meta.editors,
            }[value.field]
            found = people(value.text, value.start, value.field)
            _add(into, (self.found(one, offset, sure) for one in found))

    def _byline(self, text: str, view: str, offset: int, meta: Metadata) -> None:
        match = BYLINE.match(view)
        if match is None:
            return
        for name, into in (("authors", meta.authors), ("correspondents", meta.correspondents)):
            start, end = match.span(name)
            if start >= 0:
                found = people(text[start:end], start, name.rstrip("s"))
                _add(into, (self.found(one, offset, Certainty.LIKELY) for one in found))

    def _published(self, text: str, view: str, offset: int, meta: Metadata) -> None:
        if meta.published is not None:
            return
        for match in DATE.finditer(view):
            moment = date_of(match)
            if moment is not None:
                span = self.text.source_span(offset + match.start(), offset + match.end())
                meta.published = FoundTime(
                    moment[0], span, "meta.published", Certainty.CERTAIN, moment[1]
                )
                self._beside(text, view, match.span(), offset, meta)
                return

    def _beside(
        self, text: str, view: str, date: tuple[int, int], offset: int, meta: Metadata
    ) -> None:
        """A medium's name that stands beside a date, with nothing else in the line."""
        for start, end in ((0, date[0]), (date[1], len(text))):
            value = trim(text, start, end, "source")
            if value is None or meta.source is not None or not is_source(value.text):
                continue
            hits = find(view[value.start : value.end])
            if any(h.of("media") and h.end - h.start == len(value.text) for h in hits):
                meta.source = self.found(value, offset, Certainty.LIKELY)

    def title(self, parts: Iterable[Part]) -> Found[str] | None:
        """Of the lines that are the title, the one with which another begins, else the first."""
        titles = [
            (offset, value)
            for part in parts
            if part.label == Label.TITLE
            for offset, text, _ in self.lines(part)
            if (value := trim_title(text)) is not None
        ]
        if not titles:
            return None
        whole = [value.text for _, value in titles]
        for offset, value in titles:
            longer = any(other.startswith(value.text) and other != value.text for other in whole)
            if longer and len(value.text) >= _MIN_TITLE:
                return self.found(value, offset, Certainty.LIKELY)
        return self.found(titles[0][1], titles[0][0], Certainty.LIKELY)

    def guess_title(self, parts: Sequence[Part]) -> Found[str] | None:
        """The first line of a text that is all body, if a longer one follows."""
        if len(parts) < 2 or not parts[0].kept:
            return None
        for offset, text, _ in self.lines(parts[0]):
            value = trim_title(text)
            if value and len(text) <= _MAX_TITLE and not re.search(r"[。，,;；]$", text):
                return self.found(value, offset, Certainty.GUESS)
        return None

    def dateline(self, parts: Iterable[Part]) -> Found[str] | None:
        for part in parts:
            for offset, text, view in self.lines(part):
                match = DATELINE.match(view)
                if match:
                    start, end = match.span("dateline")
                    value = Value("dateline", text[start:end], start, end)
                    return self.found(value, offset, Certainty.LIKELY)
        return None

    def signature(self, body: Sequence[Part]) -> list[Found[str]]:
        """Names in brackets at the end of the article, or of its first paragraph's dateline."""
        for part in [*reversed(body[-2:]), *body[:1]]:
            for offset, text, view in self.lines(part):
                match = _REPORTED.search(view) or _SIGNED.search(view)
                if match is None or match.group(1) in _UNSIGNED:
                    continue
                start, end = match.span(1)
                found = list(people(text[start:end], start, "author"))
                if found:
                    return [self.found(one, offset, Certainty.LIKELY) for one in found]
        return []


def trim_title(text: str) -> Value | None:
    """The title of a line: without what the site puts behind it, a bar and bullets around it."""
    end = len(text)
    bar = _BAR.search(text)
    if bar and bar.start() >= _MIN_TITLE:
        end = bar.start()
    while match := _SUFFIX.search(text, 0, end):
        dashes = match.group(0).strip()[:2]
        doubled = dashes in ("--", "――", "——") and len(match.group(1)) <= _CHANNEL
        if match.start() < _MIN_TITLE or not (doubled or _is_site(match.group(1))):
            break
        end = match.start()
    start = len(text) - len(text.lstrip("·•●■◆★☆ \t\xa0\u3000﻿"))
    stop = len(text[:end].rstrip())
    return Value("title", text[start:stop], start, stop) if stop > start else None


def _is_site(words: str) -> bool:
    """Whether the words after the last dash end in a medium's name."""
    from newsclean.chars import view

    simple = view(words).strip()
    hits = [hit for hit in find(simple) if hit.of("media") and hit.end == len(simple)]
    return bool(hits)


def _add(into: list[Found[str]], found: Iterable[Found[str]]) -> None:
    known = {one.value for one in into}
    for one in found:
        if one.value not in known:
            known.add(one.value)
            into.append(one)
