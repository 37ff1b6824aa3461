"""Shards to items, and items to records: the formats side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from typing import Any

from newsclean.batch import Columns, Document
from newsclean.errors import BadInput
from newsclean.files import arrow, lines, pages
from newsclean.files.find import DOCUMENT, Shard
from newsclean.files.packed import open_source
from newsclean.files.records import Item, Limits, Place, Record, Reject, Unusable

__all__ = ["Parser", "Reader"]

_Items = Iterator["Item | Reject"]


@dataclass
class Reader:
    """Reads shards. `position` is how many bytes of files it has read so far."""

    limits: Limits = field(default_factory=Limits)
    encoding: str | None = None
    _done: int = 0
    _now: Callable[[], int] = int  # nought

    @property
    def position(self) -> int:
        return self._done + self._now()

    def items(self, shard: Shard) -> _Items:
        """The items of a shard in order.

        Raises `BadData` where the rest of it cannot be read, `MissingExtra` if a
        package is not installed.
        """
        if shard.format == DOCUMENT:
            yield from self._documents(shard)
            return
        for path in shard.files:
            with open_source(path, self.limits) as (stream, source):
                self._now = lambda source=source: source.position  # type: ignore[misc]
                for item in self._framed(shard.format, stream, path):
                    if isinstance(item, Item):
                        item = item._replace(stem=f"{shard.name}/{item.place.number:09}")
                    yield item
                self._done, self._now = self._done + source.position, int

    def _documents(self, shard: Shard) -> _Items:
        for path, stem in zip(shard.files, shard.stems):
            size = os.path.getsize(path) if os.path.isfile(path) else 0
            self._done += size
            # Standard input is this process's, so it is read here.
            data = self._standard_input() if path == "-" else path
            yield Item(Place(path), data, size, stem=stem)

    def _standard_input(self) -> bytes:
        with open_source("-", self.limits) as (stream, _):
            return stream.read(self.limits.record + 1)

    def _framed(self, format: str, stream: BufferedReader, path: str) -> _Items:
        if format in ("csv", "tsv"):
            tabs = format == "tsv"
            return lines.csv_items(stream, path, self.limits, tabs=tabs, encoding=self.encoding)
        frames = {
            "lines": lines.line_items,
            "jsonl": lines.line_items,
            "json": lines.json_items,
            "parquet": arrow.parquet_items,
            "arrow": arrow.arrow_items,
            "warc": pages.warc_items,
        }
        return frames[format](stream, path, self.limits)


@dataclass(frozen=True)
class Parser:
    """Items to records. Made to be sent to the processes that clean."""

    columns: Columns = field(default_factory=Columns)
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)
    url: str | None = None  # of the one document that there is

    def record(self, item: Item, format: str) -> Record:
        """The record of an item that is no Arrow batch. Raises `Unusable`."""
        if format == DOCUMENT:
            found = pages.load_document(item.place.path, item.load, self.limits, self.encoding)
            return found._replace(document=found.document._replace(url=self.url))
        if format == "warc":
            return pages.parse_page(item.load)
        if format == "lines":
            row = {"path": item.place.path, "line": item.place.number}
            return Record(row, Document(item.load, content_type=self.encoding))
        return self._picked(self.row(item.load, format))

    def row(self, load: Any, format: str) -> dict[str, Any]:
        """The row that an item of JSON or CSV holds. Raises `Unusable`."""
        if format in ("csv", "tsv"):
            return lines.parse_cells(load)
        return lines.parse_json(load, self.encoding)

    def _picked(self, row: dict[str, Any]) -> Record:
        try:
            return Record(row, self.columns.of(row))
        except BadInput as error:
            raise Unusable(str(error)) from None
