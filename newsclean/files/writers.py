"""Results to files that are there whole or not at all.

A writer writes under a temporary name in the output folder, and `commit` moves
the file to its place. What a process leaves that is killed has a temporary name.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol

from newsclean.atomic import Whole, whole
from newsclean.errors import BadInput
from newsclean.extras import need
from newsclean.files.packed import pack
from newsclean.files.targets import Target, as_text, csv_row

__all__ = ["Writer", "open_writer", "write_whole"]

_GROUP = 32 << 20  # bytes of a row group of Parquet


class Writer(Protocol):
    """Takes a target's payloads in order."""

    def add(self, payload: Any) -> None:
        """Write one payload."""

    def commit(self) -> None:
        """Put the file in its place."""

    def abort(self) -> None:
        """Leave nothing."""


class _StandardOutput:
    """Standard output, with the methods of a whole file; what is out is out."""

    def __init__(self) -> None:
        self.stream: IO[bytes] = sys.stdout.buffer

    def commit(self) -> None:
        self.stream.flush()

    def abort(self) -> None:
        """Nothing can be taken back."""


_File = Whole | _StandardOutput


def write_whole(path: Path, data: bytes, temporary: Path | None = None) -> None:
    """A file with these bytes, whole or not at all."""
    with whole(path, temporary) as stream:
        stream.write(data)


class _Plain:
    """Payloads behind each other."""

    def __init__(self, whole: _File, target: Target) -> None:
        self._whole = whole
        self._between = b"\n" if target.format == "text" else b""
        self._first = True

    def add(self, payload: bytes) -> None:
        self._whole.stream.write(payload if self._first else self._between + payload)
        self._first = False

    def commit(self) -> None:
        self._whole.commit()

    def abort(self) -> None:
        self._whole.abort()


class _Spooled:
    """Payloads held in a temporary file until all are known, for formats with a head."""

    def __init__(self, whole: _File, target: Target, temporary: Path | None) -> None:
        self._whole = whole
        self._target = target
        self._spool = tempfile.TemporaryFile(dir=temporary)  # noqa: SIM115 # closed by both ends
        self._sizes: list[int] = []

    def _keep(self, data: bytes) -> None:
        self._spool.write(data)
        self._sizes.append(len(data))

    def _kept(self) -> Iterator[bytes]:
        self._spool.seek(0)
        for size in self._sizes:
            yield self._spool.read(size)

    def abort(self) -> None:
        self._spool.close()
        self._whole.abort()


class _Csv(_Spooled):
    """The header has all names of all rows, in the order in which they came."""

    def __init__(self, whole: _File, target: Target, temporary: Path | None) -> None:
        super().__init__(whole, target, temporary)
        self._headers: list[tuple[str, ...]] = []

    def add(self, payload: tuple[tuple[str, ...], bytes]) -> None:
        header, lines = payload
        self._headers.append(header)
        self._keep(lines)

    def commit(self) -> None:
        header = tuple(dict.fromkeys(name for one in self._headers for name in one))
        packing = self._target.packing
        self._whole.stream.write(pack(csv_row(header).encode("utf-8", "replace"), packing))
        for own, lines in zip(self._headers, self._kept()):
            fitting = lines if own == header else _refitted(lines, own, header)
            self._whole.stream.write(pack(fitting, packing))
        self._spool.close()
        self._whole.commit()


def _refitted(lines: bytes, own: tuple[str, ...], header: tuple[str, ...]) -> bytes:
    rows = csv.reader(io.StringIO(lines.decode(), newline=""))
    cells = (dict(zip(own, row)) for row in rows)
    return "".join(csv_row([row.get(name, "") for name in header]) for row in cells).encode()


class _Arrow(_Spooled):
    """A column has one type in all batches: theirs, a wider number, or text."""

    def add(self, payload: bytes) -> None:
        self._keep(payload)

    def commit(self) -> None:
        pa = need("pyarrow", "arrow")
        schema = _common(pa, [pa.ipc.open_stream(data).schema for data in self._kept()])
        with self._sink(pa, schema) as sink:
            held: list[Any] = []
            size = 0
            for data in self._kept():
                for batch in pa.ipc.open_stream(data):
                    held.append(_conformed(pa, batch, schema))
                size += len(data)
                if size > _GROUP:
                    sink.write_table(pa.Table.from_batches(held, schema))
                    held, size = [], 0
            if held:
                sink.write_table(pa.Table.from_batches(held, schema))
        self._spool.close()
        self._whole.commit()

    def _sink(self, pa: Any, schema: Any) -> Any:
        if self._target.format == "arrow":
            return pa.ipc.new_file(self._whole.stream, schema)
        parquet = need("pyarrow.parquet", "arrow")
        return parquet.ParquetWriter(self._whole.stream, schema, compression="zstd")


def _common(pa: Any, schemas: list[Any]) -> Any:
    kinds: dict[str, list[Any]] = {}
    for schema in schemas:
        for field in schema:
            kinds.setdefault(field.name, []).append(field.type)
    return pa.schema([(name, _common_type(pa, found)) for name, found in kinds.items()])


def _common_type(pa: Any, kinds: list[Any]) -> Any:
    found = {kind for kind in kinds if not pa.types.is_null(kind)} or {pa.string()}
    if len(found) == 1:
        return found.pop()
    return pa.float64() if found <= {pa.int64(), pa.float64()} else pa.string()


def _conformed(pa: Any, batch: Any, schema: Any) -> Any:
    names = batch.schema.names
    arrays = []
    for field in schema:
        if field.name not in names:
            arrays.append(pa.nulls(batch.num_rows, field.type))
            continue
        array = batch.column(field.name)
        if array.type != field.type:
            array = _cast(pa, array, field.type)
        arrays.append(array)
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _cast(pa: Any, array: Any, kind: Any) -> Any:
    if pa.types.is_null(array.type) or kind == pa.float64():
        return array.cast(kind)
    return pa.array([None if one is None else as_text(one) for one in array.to_pylist()], kind)


class _Tree:
    """A file for each body, below a folder, where its source lay below its own."""

    def __init__(self, folder: Path, temporary: Path | None) -> None:
        self._folder = folder
        self._temporary = temporary
        self._root = folder.resolve()

    def add(self, payload: list[tuple[str, bytes]]) -> None:
        for stem, body in payload:
            path = self._folder / f"{stem}.txt"
            if not path.parent.resolve().is_relative_to(self._root):
                raise BadInput(f"{path} is not inside {self._folder}")
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, body, self._temporary)

    def commit(self) -> None:
        """All files are in their places."""

    def abort(self) -> None:
        """Each file is whole; those of a part that was not finished are written again."""


def open_writer(target: Target, path: Path | None, temporary: Path | None = None) -> Writer:
    """A writer to a file; with `target.tree` into a folder; for no path to standard output.

    Raises `OSError` if the file cannot be made. So do all methods of writers.
    """
    if target.tree:
        assert path is not None
        return _Tree(path, temporary)
    file = Whole(path, temporary) if path else _StandardOutput()
    if target.is_arrow:
        return _Arrow(file, target, temporary)
    if target.format == "csv":
        return _Csv(file, target, temporary)
    return _Plain(file, target)
