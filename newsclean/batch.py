"""Many documents at once: rows in, the same rows with result columns out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from newsclean.article import Article, Flag
from newsclean.budget import OverTime, Watch
from newsclean.change import Span
from newsclean.config import Config
from newsclean.errors import BadConfig, BadInput, NewscleanError
from newsclean.extras import need
from newsclean.pipeline import clean
from newsclean.schema import Field, arrow_schema, chosen

if TYPE_CHECKING:
    import pyarrow as pa

Batch = TypeVar("Batch", "pa.RecordBatch", "pa.Table", "list[dict[str, Any]]")

__all__ = [
    "MAX_SECONDS",
    "Cleaner",
    "Columns",
    "Document",
    "clean_batch",
    "documents",
    "joined",
    "with_results",
]

MAX_SECONDS = 60.0  # the slowest page of the development data needs less than one


def clean_batch(
    batch: Batch,
    *,
    document: str | Sequence[str] = "text",
    url: str | None = None,
    content_type: str | None = None,
    config: Config = Config(),
    columns: Sequence[str] | None = None,
    max_seconds: float = MAX_SECONDS,
) -> Batch:
    """The same rows, with the columns of the result added.

    batch: a `pyarrow.RecordBatch`, a `pyarrow.Table` or a list of dicts. The
    answer is of the same kind, with the same rows in the same order.
    document: the column of the documents, as text or as bytes; of several names
    the first that is not null in a row. url: the column of the address; by
    default `url`, if there is one. content_type: a column with the HTTP header or
    a charset, for bytes. columns: the result columns to add, by default all.
    max_seconds: the limit for each document; one that takes longer comes back as
    it is, flagged `limit.max-seconds`.

    Input columns are kept; one with the name of a result column becomes
    `input_NAME`. docs/schema.md describes the result.

    It keeps no state, and `functools.partial` of it can be sent to workers.

    Raises `BadInput` for a column that is missing or holds neither text nor
    bytes, and for a batch of another kind; `BadConfig` for a result column that
    does not exist; `MissingExtra` for anything but a list if pyarrow is missing.

    >>> rows = [{"id": 7, "text": "新路\u200b通車。"}]
    >>> clean_batch(rows, columns=["status", "body"])
    [{'id': 7, 'text': '新路\u200b通車。', 'status': 'repaired', 'body': '新路通車。'}]
    """
    names = (document,) if isinstance(document, str) else tuple(document)
    cleaner = Cleaner(config, chosen(columns), max_seconds)
    where = Columns(names, url, content_type)
    if isinstance(batch, list):
        return _rows(batch, where, cleaner)
    pa = need("pyarrow", "arrow")
    if isinstance(batch, pa.RecordBatch):
        return _record_batch(pa, batch, where, cleaner)
    if isinstance(batch, pa.Table):
        schema = _record_batch(pa, _empty(pa, batch.schema), where, cleaner).schema
        done = [_record_batch(pa, one, where, cleaner) for one in batch.to_batches()]
        return pa.Table.from_batches(done, schema)
    raise BadInput(f"a batch is a RecordBatch, a Table or a list, not {type(batch).__name__}")


class Document(NamedTuple):
    """What `clean` gets."""

    data: bytes | str
    url: str | None = None
    content_type: str | None = None


@dataclass(frozen=True)
class Cleaner:
    """Documents to results, each within its limits, none of which raises."""

    config: Config
    columns: tuple[Field, ...]
    max_seconds: float = MAX_SECONDS

    def __post_init__(self) -> None:
        if not self.max_seconds > 0:
            raise BadConfig(f"max_seconds must be positive, not {self.max_seconds}")

    def articles(self, documents: Iterable[Document]) -> Iterator[Article]:
        """The article of each document, in order."""
        with Watch(self.max_seconds) as watch:
            for document in documents:
                yield self._article(document, watch)

    def row(self, article: Article) -> dict[str, Any]:
        """The chosen columns of an article."""
        found = article.to_dict()
        return {field.name: found[field.name] for field in self.columns}

    def _article(self, document: Document, watch: Watch) -> Article:
        call: Callable[[], Article] = lambda: clean(  # noqa: E731
            document.data,
            url=document.url,
            content_type=document.content_type,
            config=self.config,
        )
        try:
            return watch.run(call)
        except OverTime:
            return self._untouched(document, "limit.max-seconds", "")
        except NewscleanError:  # a model or profile that cannot be used
            raise
        except Exception as error:  # a fault of the library must not end a job of millions
            return self._untouched(document, "limit.error", f"{type(error).__name__}: {error}")

    def _untouched(self, document: Document, reason: str, note: str) -> Article:
        """The document decoded and otherwise as it is, in one block."""
        config = replace(self.config, max_chars=1)
        article = clean(document.data, url=document.url, config=config)
        blocks = tuple(replace(block, reason=reason) for block in article.blocks)
        flag = Flag(reason, Span(0, len(article.source_text)), note)
        return replace(article, blocks=blocks, flags=(flag,))


@dataclass(frozen=True)
class Columns:
    """Which columns of the input `clean` gets."""

    document: tuple[str, ...] = ("text",)
    url: str | None = None
    content_type: str | None = None

    def of(self, row: dict[str, Any]) -> Document:
        """The document in a row. Raises `BadInput` if there is none."""
        self.check(row)
        found = (row[name] for name in self.document if row.get(name) is not None)
        data = next(found, "")
        if not isinstance(data, (str, bytes)):
            name = next(name for name in self.document if row.get(name) is data)
            raise BadInput(f"{name!r} holds {type(data).__name__}, not text or bytes")
        return Document(
            data, self._text(row, self.url or "url"), self._text(row, self.content_type)
        )

    def check(self, names: Iterable[str]) -> None:
        """Raise `BadInput` if a column that was asked for is not among `names`."""
        names = list(names)
        if not any(name in names for name in self.document):
            asked = " or ".join(map(repr, self.document))
            raise BadInput(f"no column {asked}; there are: {', '.join(map(str, names))}")
        for name in (self.url, self.content_type):
            if name is not None and name not in names:
                raise BadInput(f"no column {name!r}; there are: {', '.join(map(str, names))}")

    def kept(self, names: Sequence[str], results: Sequence[Field]) -> dict[str, str]:
        """Each input column's name in the result; without `url`, which the result has as well.

        >>> Columns().kept(["id", "url", "title"], chosen(["title", "url"]))
        {'id': 'id', 'title': 'input_title'}
        """
        taken = {field.name for field in results}
        same = "url" if (self.url or "url") == "url" and "url" in taken else None
        kept: dict[str, str] = {}
        for name in names:
            if name == same:
                continue
            new = name
            while new in taken or (new != name and new in names):
                new = f"input_{new}"
            kept[name] = new
        return kept

    @staticmethod
    def _text(row: dict[str, Any], name: str | None) -> str | None:
        value = row.get(name) if name else None
        return value if isinstance(value, str) else None


def _rows(rows: list[dict[str, Any]], where: Columns, cleaner: Cleaner) -> list[dict[str, Any]]:
    articles = cleaner.articles(where.of(row) for row in rows)
    return [joined(row, cleaner.row(one), where, cleaner) for row, one in zip(rows, articles)]


def joined(
    row: dict[str, Any], result: dict[str, Any], where: Columns, cleaner: Cleaner
) -> dict[str, Any]:
    """The input row and the result as one row."""
    kept = where.kept(list(row), cleaner.columns)
    return {**{new: row[name] for name, new in kept.items()}, **result}


def _empty(pa: Any, schema: Any) -> Any:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _record_batch(pa: Any, batch: Any, where: Columns, cleaner: Cleaner) -> Any:
    articles = cleaner.articles(documents(batch, where))
    return with_results(batch, [cleaner.row(one) for one in articles], where, cleaner)


def documents(batch: Any, where: Columns) -> list[Document]:
    """What is to be cleaned in a `pyarrow.RecordBatch`. Raises `BadInput`."""
    pa = need("pyarrow", "arrow")
    names = batch.schema.names
    where.check(names)
    for name in where.document:
        if name in names and not _is_text(pa, batch.schema.field(name).type):
            kind = batch.schema.field(name).type
            raise BadInput(f"{name!r} holds {kind}, not text or bytes")
    asked = [*where.document, where.url or "url", where.content_type or ""]
    needed = {name: batch.column(name).to_pylist() for name in asked if name in names}
    return [
        where.of({name: values[index] for name, values in needed.items()})
        for index in range(batch.num_rows)
    ]


def with_results(batch: Any, rows: list[dict[str, Any]], where: Columns, cleaner: Cleaner) -> Any:
    """A `pyarrow.RecordBatch` with the columns of the results, one for each of its rows."""
    pa = need("pyarrow", "arrow")
    kept = where.kept(batch.schema.names, cleaner.columns)
    arrays = [batch.column(name) for name in kept]
    fields = [batch.schema.field(name).with_name(new) for name, new in kept.items()]
    for field in arrow_schema(cleaner.columns):
        arrays.append(_array(pa, [row[field.name] for row in rows], field.type))
        fields.append(field)
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


def _is_text(pa: Any, kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    texts = {pa.string(), pa.large_string(), pa.string_view()}
    return kind in texts | {pa.binary(), pa.large_binary(), pa.binary_view(), pa.null()}


def _array(pa: Any, values: list[Any], kind: Any) -> Any:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array(_paired(values), kind)


def _paired(value: Any) -> Any:
    """Halves of surrogate pairs, which UTF-8 cannot hold, as U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_paired(one) for one in value]
    if isinstance(value, dict):
        return {name: _paired(one) for name, one in value.items()}
    return value
