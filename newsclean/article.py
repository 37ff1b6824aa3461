"""What `clean` returns: the article, its blocks, its metadata and the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from newsclean.change import Certainty, Edit, Span
from newsclean.text import Text

__all__ = ["Article", "Block", "Flag", "Found", "FoundTime", "Image", "Label", "Status"]

SCHEMA = "newsclean.article/1"

T = TypeVar("T", covariant=True)


class Label(str, Enum):
    """What a block of a page is."""

    TITLE = "title"
    META = "meta"
    BODY = "body"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    RELATED = "related"
    PROMPT = "prompt"
    LEGAL = "legal"
    ADVERT = "advert"
    RESIDUE = "residue"
    SPAM = "spam"


class Status(str, Enum):
    """The outcome for a whole document.

    * `CLEAN`: nothing but blanks was changed and nothing dropped.
    * `REPAIRED`: something was repaired or dropped.
    * `LOSSY`: damage remains that nobody can repair; it is flagged and kept.
    * `SPAM`: the page itself is an advert; nothing of it is news.
    * `EMPTY`: there is no article in it.
    """

    CLEAN = "clean"
    REPAIRED = "repaired"
    LOSSY = "lossy"
    SPAM = "spam"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the page with its label. The blocks of an article tile its text.

    `text` includes the line break and the blank lines that follow. `topic` is
    set for `Label.SPAM`: adult, gambling, places, keywords or brand. `reason`
    names what decided. Of an HTML page, `path` is the elements around the line and
    `link_chars` its characters inside links.
    """

    text: Text
    label: Label
    score: float
    reason: str
    kept: bool
    topic: str | None = None
    path: str = ""
    link_chars: int = 0


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One metadata value and where in the source it was read."""

    value: T
    span: Span
    rule: str
    certainty: Certainty = Certainty.LIKELY

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class FoundTime(Found[datetime]):
    """A point in time, aware, with the precision it was given: day, minute or second."""

    precision: str = "day"

    def __str__(self) -> str:
        return self.value.isoformat()


class Image(NamedTuple):
    """A picture of the article: its address, never its data, and its caption or ""."""

    url: str
    caption: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something seen and left as it is: too uncertain to change, or beyond repair."""

    rule: str
    span: Span
    note: str = ""


@dataclass(frozen=True)
class Article:
    """A cleaned document. `str(article)` is the clean body.

    `source_text` is the decoded input, of a page in HTML the text that it shows;
    all spans are code points of it.
    `encoding` is what it was decoded from, `decoded_by` what decided that (bom,
    declared, strict, evidence, lossy, lines, chardet, fallback, or text for a
    str) and `bytes_lost` how many bytes became U+FFFD. `blocks` tile the source:
    every character is in exactly one block, verbatim or as the `before` of one
    of `edits`. `next_pages` are the addresses of the article's other pages, whole if the
    page's own is known. `language` is zh, ja or ko by the script of the body, else und.
    """

    title: Found[str] | None
    source: Found[str] | None
    site: Found[str] | None
    published: FoundTime | None
    updated: FoundTime | None
    authors: tuple[Found[str], ...]
    photographers: tuple[Found[str], ...]
    correspondents: tuple[Found[str], ...]
    editors: tuple[Found[str], ...]
    keywords: tuple[Found[str], ...]
    dateline: Found[str] | None
    lead: Found[str] | None
    images: tuple[Image, ...]
    next_pages: tuple[str, ...]
    url: str | None
    blocks: tuple[Block, ...]
    encoding: str | None
    decoded_by: str
    bytes_lost: int
    script: str
    language: str
    flags: tuple[Flag, ...]
    status: Status
    source_text: str

    def __str__(self) -> str:
        return self.body

    @cached_property
    def body(self) -> str:
        """The kept blocks, in order."""
        return "".join(block.text.value for block in self.blocks if block.kept)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit, in source order, those inside dropped blocks included."""
        return tuple(edit for block in self.blocks for edit in block.text.edits)

    @property
    def topics(self) -> tuple[str, ...]:
        """The kinds of spam found, sorted: adult, brand, gambling, keywords, places."""
        found = {block.topic for block in self.blocks if block.topic}
        if any(edit.rule.startswith("brand.") for edit in self.edits):
            found.add("brand")
        return tuple(sorted(found))

    def rebuild_source(self) -> str:
        r"""The source from the record alone: the blocks, and what each edit replaced.

        >>> import newsclean
        >>> newsclean.clean("新\u200b闻。").rebuild_source()
        '新\u200b闻。'
        """
        return "".join(_rebuild(block.text) for block in self.blocks)

    def to_dict(self) -> dict[str, Any]:
        """The article as JSON-ready values under the schema `newsclean.article/1`."""
        return {
            "schema": SCHEMA,
            "status": self.status.value,
            "title": _found(self.title),
            "source": _found(self.source),
            "site": _found(self.site),
            "published": _found(self.published),
            "updated": _found(self.updated),
            "authors": [_found(one) for one in self.authors],
            "photographers": [_found(one) for one in self.photographers],
            "correspondents": [_found(one) for one in self.correspondents],
            "editors": [_found(one) for one in self.editors],
            "keywords": [_found(one) for one in self.keywords],
            "dateline": _found(self.dateline),
            "lead": _found(self.lead),
            "images": [image._asdict() for image in self.images],
            "next_pages": list(self.next_pages),
            "url": self.url,
            "body": self.body,
            "encoding": self.encoding,
            "decoded_by": self.decoded_by,
            "bytes_lost": self.bytes_lost,
            "script": self.script,
            "language": self.language,
            "topics": list(self.topics),
            "flags": [
                {"rule": flag.rule, "span": list(flag.span), "note": flag.note}
                for flag in self.flags
            ],
            "edits": [_edit(edit) for edit in self.edits],
            "blocks": [_block(block) for block in self.blocks],
        }


def _rebuild(text: Text) -> str:
    """Verbatim pieces and the `before` of edits, in source order."""
    return "".join(
        piece.text if piece.verbatim else text.source[piece.span.start : piece.span.end]
        for piece in text.pieces
    )


def _found(found: Found[Any] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    row: dict[str, Any] = {
        "value": str(found),
        "span": list(found.span),
        "rule": found.rule,
        "certainty": found.certainty.name.lower(),
    }
    if isinstance(found, FoundTime):
        row["precision"] = found.precision
    return row


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "span": list(edit.span),
        "before": edit.before,
        "after": edit.after,
        "rule": edit.rule,
        "certainty": edit.certainty.name.lower(),
        "then": list(edit.then),
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "span": list(block.text.span),
        "text": block.text.value,
        "label": block.label.value,
        "score": round(block.score, 3),
        "reason": block.reason,
        "kept": block.kept,
        "topic": block.topic,
        "path": block.path,
        "link_chars": block.link_chars,
    }


def iter_found(article: Article) -> Iterator[tuple[str, Found[Any]]]:
    """Every metadata value of an article with the name of its field."""
    for name in ("title", "source", "site", "published", "updated", "dateline", "lead"):
        found = getattr(article, name)
        if found is not None:
            yield name, found
    for name in ("authors", "photographers", "correspondents", "editors", "keywords"):
        for found in getattr(article, name):
            yield name, found
