"""The work of one process: a chunk of items in, written bytes and counts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from newsclean.article import Article
from newsclean.batch import Cleaner, documents, joined, with_results
from newsclean.cli.summary import Summary
from newsclean.errors import BadInput
from newsclean.extras import need
from newsclean.files import Item, Parser, Reject
from newsclean.files.records import Record, Unusable
from newsclean.files.targets import Target, batch_of

__all__ = ["Chunk", "Done", "Job", "Key", "chunks_of"]

# A chunk is large enough that handing it over costs nothing, and small enough that
# all chunks in flight fit into little memory.
CHUNK_ROWS = 64
CHUNK_BYTES = 1 << 20


class Key(NamedTuple):
    """Which chunk: the shard, its part, and the place in that."""

    shard: int
    part: int
    number: int


@dataclass(frozen=True)
class Chunk:
    """Items that are cleaned together. `last` ends a part, `end` the shard."""

    key: Key
    format: str
    items: Sequence[Item | Reject]
    last: bool
    end: bool


@dataclass(frozen=True)
class Done:
    """A chunk's results."""

    key: Key
    payload: Any  # what the target's writer takes; None if nothing is to be written
    rejects: Sequence[Reject]
    summary: Summary
    last: bool
    end: bool


def chunks_of(
    shard: int, format: str, items: Iterable[Item | Reject], part_rows: int
) -> Iterator[Chunk]:
    """The chunks of a shard. A part ends with the item that fills it: always at the same one."""
    part = index = rows = size = in_part = 0
    held: list[Item | Reject] = []
    for item, end in _with_end(items):
        held.append(item)
        count = item.rows if isinstance(item, Item) else 1
        size += item.size if isinstance(item, Item) else 0
        rows, in_part = rows + count, in_part + count
        full = in_part >= part_rows
        if not (full or end or rows >= CHUNK_ROWS or size >= CHUNK_BYTES):
            continue
        yield Chunk(Key(shard, part, index), format, tuple(held), full or end, end)
        held, rows, size, index = [], 0, 0, index + 1
        if full:
            part, index, in_part = part + 1, 0, 0


def _with_end(items: Iterable[Item | Reject]) -> Iterator[tuple[Item | Reject, bool]]:
    """Each item, and whether it is the last."""
    iterator = iter(items)
    held = next(iterator, None)
    while held is not None:
        after = next(iterator, None)
        yield held, after is None
        held = after


@dataclass(frozen=True)
class Job:
    """What to do with every chunk. It is sent to each process once.

    select: result columns and the values of them that are written.
    """

    parser: Parser
    cleaner: Cleaner
    target: Target
    select: dict[str, frozenset[str]] = field(default_factory=dict)

    def do(self, chunk: Chunk) -> Done:
        """Clean a chunk. Records that cannot be used are among `rejects`."""
        summary = Summary()
        rejects: list[Reject] = []
        if chunk.format in ("parquet", "arrow"):
            payload = self._batches(chunk, summary, rejects)
        else:
            payload = self._records(chunk, summary, rejects)
        summary.rejected = len(rejects)
        return Done(chunk.key, payload, rejects, summary, chunk.last, chunk.end)

    def _records(self, chunk: Chunk, summary: Summary, rejects: list[Reject]) -> Any:
        items: list[Item] = []
        records: list[Record] = []
        for item in chunk.items:
            if isinstance(item, Reject):
                rejects.append(item)
                continue
            try:
                records.append(self.parser.record(item, chunk.format))
                items.append(item)
            except Unusable as error:
                excerpt = item.load if isinstance(item.load, (str, bytes)) else ""
                rejects.append(Reject(item.place, str(error), _excerpt(excerpt)))
        rows: list[dict[str, Any]] = []
        results: list[dict[str, Any]] = []
        stems: list[str] = []
        articles = self.cleaner.articles(record.document for record in records)
        for item, record, article in zip(items, records, articles):
            summary.bytes += item.size
            if self._counted(article, summary):
                rows.append(record.row)
                results.append(self.cleaner.row(article))
                stems.append(item.stem)
        return self._payload(rows, results, stems) if rows else None

    def _payload(
        self, rows: list[dict[str, Any]], results: list[dict[str, Any]], stems: list[str]
    ) -> Any:
        columns, cleaner = self.parser.columns, self.cleaner
        if self.target.is_arrow:
            batch = with_results(batch_of(rows), results, columns, cleaner)
            return self.target.batch_payload([batch])
        both = zip(rows, results)
        return self.target.payload([joined(*one, columns, cleaner) for one in both], stems)

    def _batches(self, chunk: Chunk, summary: Summary, rejects: list[Reject]) -> Any:
        found: list[tuple[Item, Any, list[dict[str, Any]]]] = []
        for item in chunk.items:
            if isinstance(item, Reject):
                rejects.append(item)
                continue
            try:
                sources = documents(item.load, self.parser.columns)
            except BadInput as error:
                rejects.append(Reject(item.place, str(error)))
                continue
            summary.bytes += item.size
            articles = list(self.cleaner.articles(sources))
            chosen = [self._counted(article, summary) for article in articles]
            rows = [self.cleaner.row(one) for one, wanted in zip(articles, chosen) if wanted]
            batch = item.load.filter(_mask(chosen))
            found.append((item, batch, rows))
        found = [one for one in found if one[1].num_rows]
        if not found:
            return None
        columns, cleaner = self.parser.columns, self.cleaner
        if self.target.is_arrow:
            done = [with_results(batch, rows, columns, cleaner) for _, batch, rows in found]
            return self.target.batch_payload(done)
        rows, results = [], []
        stems: list[str] = []
        for item, batch, more in found:
            rows += batch.to_pylist()
            results += more
            stems += [f"{item.stem}-{number:02}" for number in range(len(more))]
        return self._payload(rows, results, stems)

    def _counted(self, article: Article, summary: Summary) -> bool:
        """Count an article; whether it is to be written."""
        summary.count(article)
        wanted = all(_value(article, name) in values for name, values in self.select.items())
        summary.written += wanted
        return wanted


def _value(article: Article, name: str) -> Any:
    value = getattr(article, name)
    return getattr(value, "value", value)


def _mask(chosen: list[bool]) -> Any:
    pa = need("pyarrow", "arrow")
    return pa.array(chosen, pa.bool_())


def _excerpt(load: str | bytes) -> str:
    return load[:1000].decode("utf-8", "replace") if isinstance(load, bytes) else load[:1000]
