"""Formats of results: rows to bytes, in any process; bytes to a file, in one."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsclean.extras import need
from newsclean.files.packed import pack

__all__ = ["TARGETS", "Target", "as_text", "batch_of", "csv_row", "json_line"]

Row = dict[str, Any]
TARGETS = (
    "jsonl", "jsonl.gz", "jsonl.zst", "csv", "csv.gz", "csv.zst", "parquet", "arrow", "text",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A format of results, named as in `TARGETS`; `tree` is a file for each body."""

    name: str
    tree: bool = False

    @property
    def format(self) -> str:
        return self.name.partition(".")[0]

    @property
    def packing(self) -> str:
        """The suffix of the compression, or nothing."""
        return self.name[len(self.format) :]

    @property
    def suffix(self) -> str:
        return ".txt" if self.format == "text" else f".{self.name}"

    def check(self) -> None:
        """Raise `MissingExtra` if a package that it needs is not installed."""
        if self.is_arrow:
            need("pyarrow", "arrow")
        if self.packing == ".zst":
            need("zstandard", "zstd")

    @property
    def is_arrow(self) -> bool:
        """Whether it takes batches, not rows."""
        return self.format in ("parquet", "arrow")

    def payload(self, rows: Sequence[Row], stems: Sequence[str]) -> Any:
        """Rows, at least one, as the format's writer takes them."""
        if self.format == "jsonl":
            return pack("".join(map(json_line, rows)).encode(), self.packing)
        if self.format == "csv":
            return _csv(rows)
        bodies = [(row["body"] + "\n").encode("utf-8", "replace") for row in rows]
        return list(zip(stems, bodies)) if self.tree else b"\n".join(bodies)

    @staticmethod
    def batch_payload(batches: Sequence[Any]) -> bytes:
        """Batches of Arrow, at least one, as the format's writer takes them."""
        pa = need("pyarrow", "arrow")
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, batches[0].schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        return sink.getvalue()


def json_line(row: Row) -> str:
    """A row as a line of JSON; a lone surrogate, which UTF-8 cannot hold, is spelled out."""
    text = json.dumps(row, ensure_ascii=False, default=_plain)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(row, default=_plain)
    return text + "\n"


def _plain(value: Any) -> Any:
    """What JSON has no type for: times and decimals as text, bytes in base 64."""
    if isinstance(value, (bytes, bytearray)):
        return b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _csv(rows: Sequence[Row]) -> tuple[tuple[str, ...], bytes]:
    """The header that fits all rows, and the lines under it."""
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    lines = "".join(csv_row([_cell(row.get(name)) for name in header]) for row in rows)
    return header, lines.encode("utf-8", "replace")


def csv_row(cells: Sequence[str]) -> str:
    """One line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> str:
    """A value as text: of what is found its value, of other structures JSON."""
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    return "" if value is None else as_text(value)


def batch_of(rows: Sequence[Row]) -> Any:
    """Rows as a `pyarrow.RecordBatch`; what Arrow has no one type for becomes JSON text."""
    pa = need("pyarrow", "arrow")
    names = list(dict.fromkeys(name for row in rows for name in row))
    arrays = [_column(pa, [row.get(name) for row in rows]) for name in names]
    return pa.RecordBatch.from_arrays(arrays, names)


def _column(pa: Any, values: list[Any]) -> Any:
    if not any(isinstance(value, dict) for value in values):
        try:
            return pa.array(values)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError):
            pass
    return pa.array([None if value is None else as_text(value) for value in values], pa.string())


def as_text(value: Any) -> str:
    """A value as text: a string as it is, else JSON."""
    text = (
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_plain)
    )
    return text.encode("utf-8", "replace").decode()
