"""Parquet and Arrow files: batches of rows, which stay in Arrow."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import Any, BinaryIO

from newsclean.errors import BadData
from newsclean.extras import need
from newsclean.files.records import Item, Limits, Place, Reject

__all__ = ["ROWS", "arrow_items", "parquet_items"]

ROWS = 64  # of a batch: some hundred kilobytes of documents


def parquet_items(stream: BufferedReader, path: str, limits: Limits) -> Iterator[Item | Reject]:
    """The rows of a Parquet file, some at a time; `number` counts rows."""
    pa = need("pyarrow", "arrow")
    parquet = need("pyarrow.parquet", "arrow")
    with _seekable(stream, path) as file, _errors(pa, path, "Parquet"):
        batches = parquet.ParquetFile(file).iter_batches(batch_size=ROWS)
        yield from _items(batches, path, limits)


def arrow_items(stream: BufferedReader, path: str, limits: Limits) -> Iterator[Item | Reject]:
    """The rows of an Arrow IPC file or stream, some at a time; `number` counts rows."""
    pa = need("pyarrow", "arrow")
    with _errors(pa, path, "Arrow"):
        if stream.peek(6)[:6] != b"ARROW1":
            yield from _items(pa.ipc.open_stream(stream), path, limits)
            return
        with _seekable(stream, path) as file:
            reader = pa.ipc.open_file(file)
            batches = (reader.get_batch(index) for index in range(reader.num_record_batches))
            yield from _items(batches, path, limits)


def _items(batches: Any, path: str, limits: Limits) -> Iterator[Item | Reject]:
    number = 0
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS):
            part = batch.slice(start, ROWS)
            place = Place(path, number + 1)
            number += part.num_rows
            size = part.get_total_buffer_size() if part.num_rows == batch.num_rows else part.nbytes
            yield Item(place, part, size, part.num_rows)


@contextmanager
def _errors(pa: Any, path: str, name: str) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise BadData(f"no valid {name}: {str(error).splitlines()[0]}", path) from None


@contextmanager
def _seekable(stream: BufferedReader, path: str) -> Iterator[BinaryIO]:
    """The stream where it is a plain file, else a copy: these formats begin at their end."""
    raw = getattr(stream.raw, "plain", None)
    if raw is not None and raw.seekable():
        yield raw
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.seek(0)
        yield copy
