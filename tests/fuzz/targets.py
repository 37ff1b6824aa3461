"""What is fuzzed: each target takes any bytes, and raises where a promise is broken.

`SEEDS` are the first inputs of each target, made from the case files; what the
fuzzer found beside them that reaches other code is in the files under `corpus`.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import newsclean
from newsclean import Config
from newsclean.config import PUNCTUATIONS, RULES, SCRIPTS
from newsclean.decode import decode
from newsclean.errors import BadData
from newsclean.files import Item, Limits, Parser, Reject
from newsclean.files.lines import csv_items, json_items, line_items
from newsclean.files.packed import PACKED, Source
from newsclean.files.pages import warc_items
from newsclean.files.records import Unusable
from newsclean.page import is_html, read

from .checks import check_record, check_repair

Target = Callable[[bytes], None]

CASES = Path(__file__).parents[1] / "cases"
CORPUS = Path(__file__).parent / "corpus"  # a folder for each target, and one of findings
DECLARED = (None, "gbk", "text/html; charset=big5", "utf-8", "utf-16", "hz", "euc-tw", "x\0")
PACKINGS = sorted(PACKED)
LIMITS = Limits(record=2_000, ratio=50, free=20_000)  # small, so that they are reached
RULE_IDS = sorted(RULES)


def _text(data: bytes) -> str:
    """Bytes as text, with halves of surrogate pairs where they are no UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def _head(data: bytes) -> tuple[int, bytes]:
    """The first byte chooses among variants."""
    return (data[0], data[1:]) if data else (0, b"")


def text(data: bytes) -> None:
    """`clean` of text: the record holds, and the source is the input if that is plain text."""
    source = _text(data)
    article = newsclean.clean(source)
    if article.decoded_by == "text" and not is_html(source):
        assert article.source_text == source
    check_record(article)
    json.dumps(article.to_dict())


def repair(data: bytes) -> None:
    """`repair` of text: nothing lost, and again nothing changes."""
    check_repair(_text(data))


def settings(data: bytes) -> None:
    """`clean` with any settings."""
    choice, rest = _head(data)
    rule, rest = _head(rest)
    config = Config(
        script=SCRIPTS[choice % 4],
        punctuation=PUNCTUATIONS[choice // 4 % 2],
        certainty=("guess", "likely", "certain")[choice // 8 % 3],  # type: ignore[arg-type]
        disable={RULE_IDS[rule % len(RULE_IDS)]},
    )
    article = newsclean.clean(_text(rest), config=config)
    check_record(article)
    assert all(edit.certainty >= config.certainty for edit in article.edits)


def document(data: bytes) -> None:
    """`clean` of bytes with any declaration."""
    choice, rest = _head(data)
    check_record(newsclean.clean(rest, content_type=DECLARED[choice % len(DECLARED)]))


def decoding(data: bytes) -> None:
    """Decoding alone: strict UTF-8 of some length is never misread."""
    choice, rest = _head(data)
    found = decode(rest, DECLARED[choice % len(DECLARED)])
    assert 0 <= found.lost
    if found.how == "strict" and found.encoding == "utf-8":
        assert found.text.encode() == rest


def page(data: bytes) -> None:
    """The page reader alone, on whatever markup: as many layouts as lines."""
    shown = read(_text(data))
    assert not shown.lines or len(shown.lines) == shown.text.count("\n") + 1


def html(data: bytes) -> None:
    """`clean` of a document that is surely markup."""
    check_record(newsclean.clean("<html>" + _text(data) + "</html>"))


def jsonl(data: bytes) -> None:
    """JSON lines to records."""
    _read(line_items(_stream(data), "f", LIMITS), "jsonl")


def values(data: bytes) -> None:
    """JSON values to records."""
    _read(json_items(_stream(data), "f", LIMITS), "json")


def csv(data: bytes) -> None:
    """CSV and TSV to records."""
    choice, rest = _head(data)
    encoding = (None, "gb18030")[choice // 2 % 2]
    stream = _stream(rest)
    _read(csv_items(stream, "f", LIMITS, tabs=choice % 2 == 1, encoding=encoding), "csv")


def warc(data: bytes) -> None:
    """WARC and WET to records."""
    _read(warc_items(_stream(data), "f.warc", LIMITS), "warc")


def packed(data: bytes) -> None:
    """Compressed data, broken or boundless: never more than the limits allow."""
    choice, rest = _head(data)
    source = Source("f" + PACKINGS[choice % len(PACKINGS)], io.BytesIO(rest), LIMITS)
    got = 0
    try:
        while piece := source.read(1 << 12):
            got += len(piece)
    except BadData:
        pass
    assert got <= max(LIMITS.free, LIMITS.ratio * len(rest)) + (1 << 12)


def _stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))


def _read(items: Iterator[Item | Reject], format: str) -> None:
    """All items to records; what cannot be used says so by one of two errors."""
    parser = Parser(limits=LIMITS)
    last = 0
    try:
        for item in items:
            assert item.place.number is not None
            assert item.place.number > last
            last = item.place.number
            if isinstance(item, Item):
                with suppress(Unusable):
                    parser.record(item, format)
    except BadData:
        pass


TARGETS: dict[str, Target] = {
    one.__name__: one
    for one in (
        text, repair, settings, document, decoding, page, html, jsonl, values, csv, warc, packed
    )
}  # fmt: skip


def words() -> list[str]:
    """Pieces from which damage is made: what the rules' cases look like."""
    found: list[str] = []
    for path in sorted((CASES / "rules").glob("*.json")):
        found += [row["before"] for row in json.loads(path.read_text("utf-8"))]
    return found


def seeds(target: str) -> Iterator[bytes]:
    """The first inputs of a target."""
    texts = [one.encode("utf-8", "surrogatepass") for one in words()]
    pages = [path.read_bytes() for path in sorted((CASES / "pages").glob("*/*.html"))]
    if target in ("text", "repair"):
        yield from texts
    elif target == "settings":
        yield from (bytes([index % 24, index % len(RULE_IDS)]) + one
                    for index, one in enumerate(texts))  # fmt: skip
    elif target in ("document", "decoding"):
        for codec in ("utf-8", "gb18030", "big5", "utf-16", "hz", "cp1252"):
            yield from (b"\0" + one.encode(codec, "ignore") for one in words()[::7])
        yield from (b"\0" + one for one in pages)
    elif target in ("page", "html"):
        yield from pages
    elif target == "packed":
        yield from (bytes([PACKINGS.index(".gz")]) + gzip.compress(one) for one in texts[:3])
    else:
        yield from READER_SEEDS[target]


_RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>\xe6\xa1\xa5</p>"
READER_SEEDS: dict[str, tuple[bytes, ...]] = {
    "jsonl": ('{"text": "桥\\u901a", "n": [1.5e3, null, true]}\n\n[1]\n{"text": 7}\n'.encode(),),
    "values": ('[{"text": "桥"}, {"text": "路"}]'.encode(), b'{"text": "a"} {"text": "b"}'),
    "csv": ('\0id,text\n1,"桥,""通\n车"""\n2,路\n'.encode(), b"\1id\ttext\n1\ta\n"),
    "warc": (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
        b"WARC-Target-URI: http://example.org/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(_RESPONSE), _RESPONSE),
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 3\r\n\r\n\xe6\xa1\xa5\r\n\r\n",
    ),
}  # fmt: skip
