"""Formats with whole pages: a document a file, and WARC."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BufferedReader
from typing import Any, cast

from newsclean.batch import Document
from newsclean.decode import decode
from newsclean.errors import BadData
from newsclean.extras import need
from newsclean.files.packed import open_source
from newsclean.files.records import Item, Limits, Place, Record, Reject, Unusable

_NOWHERE = logging.NullHandler()  # one, so that it is added once
__all__ = ["load_document", "looks_binary", "parse_page", "warc_items"]

# How files begin that hold no text, whatever their names say.
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x7fELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Rar!\x1a", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd",
    b"BZh9", b"\xfd7zXZ", b"SQLite format 3\x00", b"PAR1", b"OggS", b"ID3", b"wOFF", b"wOF2",
)  # fmt: skip
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32)])
_SAMPLE = 1 << 18
_SAID = 120  # characters of an error that quotes a line of the file, which may be all of it
_SOME = 0.04  # of bytes; random bytes are controls to a tenth, text to nearly nothing
_SURE = ("bom", "evidence", "strict", "lines")  # how text is decoded, and chance data is not


def load_document(path: str, load: str | bytes, limits: Limits, encoding: str | None) -> Record:
    """A file as one document; `load` is its path, or its bytes.

    Raises `Unusable` if it is too long, broken or no text.
    """
    try:
        data = load if isinstance(load, bytes) else _read(load, limits)
    except BadData as error:
        raise Unusable(str(error).removeprefix(f"{path}: ")) from None
    if len(data) > limits.record:
        raise Unusable(f"the file is longer than {limits.record} bytes")
    if looks_binary(data):
        raise Unusable("the file is no text")
    return Record({"path": path}, Document(data, content_type=encoding))


def _read(path: str, limits: Limits) -> bytes:
    with open_source(path, limits) as (stream, _):
        return stream.read(limits.record + 1)


def looks_binary(data: bytes) -> bool:
    r"""Whether bytes are of a picture, an archive or such, and no text in any charset.

    >>> looks_binary("新路通车".encode("utf-16-le")), looks_binary(b"\x89PNG\r\n\x1a\n")
    (False, True)
    """
    if data.startswith(_MAGIC):
        return True
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # UTF-16 has as many, and so has damaged text: both read well in some charset.
    return controls > _SOME * len(sample) and decode(sample, None).how not in _SURE


def warc_items(stream: BufferedReader, path: str, limits: Limits) -> Iterator[Item | Reject]:
    """The pages among the records of a WARC or WET file; `number` counts its records."""
    warcio = need("warcio.archiveiterator", "warc")
    # Its warnings quote addresses as they are; where nobody logs they would go to the terminal.
    logging.getLogger("warcio").addHandler(_NOWHERE)
    tail = _Tail(stream)
    number = 0
    try:
        for record in warcio.ArchiveIterator(tail):
            number += 1
            content_type = _content_type(record)
            if content_type is None:
                continue
            place = Place(path, number)
            try:
                yield _item(record, content_type, place, limits)
            except Unusable as error:
                yield Reject(place, str(error))
    except BadData:
        raise
    except need("warcio.exceptions", "warc").ArchiveLoadFailed as error:
        raise BadData(f"no valid WARC after record {number}: {str(error)[:_SAID]}", path) from None
    except Exception:  # whatever its parsers run into in records that are not whole
        raise BadData(f"record {number + 1} is cut or broken", path) from None
    if not number and tail.last:
        raise BadData("no WARC records", path)
    if number and not tail.last.endswith(b"\r\n\r\n"):
        raise BadData(f"the file ends inside record {number} or behind it", path)


class _Tail:
    """A stream that remembers its last bytes: a file that was cut ends in no blank line."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        if data:
            self.last = (self.last + data[-4:])[-4:]
        return data


def _content_type(record: Any) -> str | None:
    """The content type of a record that holds a page, else None."""
    kind = record.rec_type
    if kind == "conversion":
        return "text/plain; charset=utf-8"
    if kind == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return None
        found = record.http_headers.get_header("Content-Type") or "text/html"
    elif kind == "resource":
        found = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    pages = ("text/html", "text/plain", "application/xhtml")
    return cast(str, found) if found.lower().lstrip().startswith(pages) else None


def _item(record: Any, content_type: str, place: Place, limits: Limits) -> Item:
    headers = record.rec_headers
    if int(headers.get_header("Content-Length") or 0) > limits.record:
        raise Unusable(f"the record is longer than {limits.record} bytes")
    data = record.content_stream().read(limits.record + 1)
    if len(data) > limits.record:
        raise Unusable(f"the page is longer than {limits.record} bytes")
    if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
        raise BadData(f"the file ends inside record {place.number}", place.path)
    row = {
        "path": place.path,
        "record_id": headers.get_header("WARC-Record-ID"),
        "date": headers.get_header("WARC-Date"),
    }
    document = Document(data, headers.get_header("WARC-Target-URI"), content_type)
    return Item(place, Record(row, document), len(data))


def parse_page(load: Record) -> Record:
    """A page of a WARC file. Raises `Unusable` if it is no text."""
    data = load.document.data
    if isinstance(data, bytes) and looks_binary(data):
        raise Unusable("the page is no text")
    return load
