"""Formats of lines: JSON lines, JSON, CSV, and text with a document a line."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsclean.errors import BadData
from newsclean.files.records import Item, Limits, Place, Reject, Unusable

__all__ = ["csv_items", "json_items", "line_items", "parse_cells", "parse_json"]

_BOM = b"\xef\xbb\xbf"


def line_items(stream: BufferedReader, path: str, limits: Limits) -> Iterator[Item | Reject]:
    """Each line that is not blank, as bytes without its break."""
    for number, line in _lines(stream, limits.record):
        place = Place(path, number)
        if line is None:
            yield Reject(place, f"the line is longer than {limits.record} bytes")
        elif line.strip():
            yield Item(place, line, len(line))


def _lines(stream: BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbers and lines; None for one that is too long, of which no more is held."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            if number == 1:
                line = line.removeprefix(_BOM)
            yield number, line.rstrip(b"\r\n")


def parse_json(load: bytes | str, encoding: str | None = None) -> dict[str, Any]:
    """A JSON object. Raises `Unusable` for anything else."""
    try:
        text = load if isinstance(load, str) else load.decode(encoding or "utf-8")
        value = json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        hint = "" if encoding else "; name the charset with --encoding"
        raise Unusable(f"the line is not {encoding or 'UTF-8'} ({error.reason}){hint}") from None
    except ValueError as error:
        raise Unusable(f"no valid JSON: {error}") from None
    except RecursionError:
        raise Unusable("no valid JSON: nested too deeply") from None
    if not isinstance(value, dict):
        raise Unusable("a JSON object is expected in each record")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def json_items(stream: BufferedReader, path: str, limits: Limits) -> Iterator[Item | Reject]:
    """The values of a JSON file: the elements of an array, or values behind each other."""
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    text, at, number, done = "", 0, 0, False
    pieces = _texts(stream, path)
    step = 1 << 20  # characters before another try; doubled, so that a long value stays linear
    while True:
        at = _skip(text, at)
        start = at
        try:
            if at == len(text):
                raise ValueError
            _, at = decoder.raw_decode(text, at)
            if at == len(text) and not done:
                raise ValueError  # a number may go on
        except (ValueError, RecursionError) as error:
            if done:
                if text[start:].strip():
                    raise BadData(f"no valid JSON after record {number}: {error}", path) from None
                return
            if len(text) - start > limits.record:
                raise BadData(f"a value is longer than {limits.record} bytes", path) from None
            more, done = _more(pieces, step)
            step = min(max(step, 2 * (len(text) - start)), limits.record)
            text, at = text[start:] + more, 0
            continue
        number += 1
        step = 1 << 20
        yield Item(Place(path, number), text[start:at], at - start)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,[]\ufeff":
        at += 1
    return at


def _more(pieces: Iterator[str], step: int) -> tuple[str, bool]:
    """At least `step` characters, and whether the file has ended."""
    found: list[str] = []
    while sum(map(len, found)) < step:
        piece = next(pieces, None)
        if piece is None:
            return "".join(found), True
        found.append(piece)
    return "".join(found), False


def _texts(stream: BufferedReader, path: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while data := stream.read1(1 << 18):
            yield decoder.decode(data)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise BadData(f"the file is not UTF-8 ({error.reason})", path) from None


def csv_items(
    stream: BufferedReader, path: str, limits: Limits, *, tabs: bool, encoding: str | None
) -> Iterator[Item | Reject]:
    """The rows under a header, as pairs of header and cells; `number` counts lines."""
    csv.field_size_limit(limits.record)
    rows = csv.reader(
        _csv_lines(stream, path, limits, encoding), "excel-tab" if tabs else "excel", strict=True
    )
    header: list[str] | None = None
    try:
        for row in rows:
            if not row:
                continue
            if header is None:
                header = row
                if len(set(header)) < len(header):
                    raise BadData("two columns have one name", path)
                continue
            size = sum(map(len, row))
            yield Item(Place(path, rows.line_num), (header, row), size)
    except csv.Error as error:
        raise BadData(f"no valid CSV: {error}", path, rows.line_num) from None


def _csv_lines(
    stream: BufferedReader, path: str, limits: Limits, encoding: str | None
) -> Iterator[str]:
    for number, line in _lines(stream, limits.record):
        if line is None:
            raise BadData(f"the line is longer than {limits.record} bytes", path, number)
        try:
            yield line.decode(encoding or "utf-8") + "\n"
        except UnicodeDecodeError as error:
            hint = "" if encoding else "; name the charset with --encoding"
            reason = f"not {encoding or 'UTF-8'} ({error.reason}){hint}"
            raise BadData(reason, path, number) from None


def parse_cells(load: tuple[list[str], list[str]]) -> dict[str, Any]:
    """The cells of a row by the names in the header. Raises `Unusable` if they do not fit."""
    header, cells = load
    if len(header) != len(cells):
        raise Unusable(f"the row has {len(cells)} cells, the header {len(header)}")
    return dict(zip(header, cells))
