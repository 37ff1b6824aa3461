"""Detectors of charsets to measure: newsclean, and three others beside it.

A detector that only names a charset is given the decoding: by the codec that
it names, widened, with bad bytes as U+FFFD.
"""

from __future__ import annotations

import codecs
import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from newsclean.decode import decode

# A name stands for the widest superset in use.
WIDE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}
PEERS = {
    "chardet": "chardet",
    "charset_normalizer": "charset-normalizer",
    "cchardet": "faust-cchardet",
}


class Read(NamedTuple):
    """What a detector makes of bytes."""

    text: str
    encoding: str


Reader = Callable[[bytes], Read]


def wide(name: str) -> str:
    """Python's name of a charset, widened."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return name
    return WIDE.get(found, found)


def own(data: bytes) -> Read:
    """The library's reading."""
    found = decode(data)
    return Read(found.text, found.encoding)


def named(detect: Callable[[bytes], str | None]) -> Reader:
    """A reader out of a function that names a charset, or None for UTF-8."""

    def read(data: bytes) -> Read:
        encoding = wide(detect(data) or "utf-8")
        try:
            return Read(data.decode(encoding, "replace"), encoding)
        except (LookupError, UnicodeError):
            return Read("", encoding)

    return read


def readers(peers: bool) -> dict[str, Reader]:
    """The detectors to compare, by name."""
    found: dict[str, Reader] = {"newsclean": own}
    if peers:
        chardet, normalizer, cchardet = map(_package, PEERS)
        found["chardet"] = named(lambda data: chardet.detect(data)["encoding"])
        found["charset-normalizer"] = named(lambda data: _best(normalizer.from_bytes(data)))
        found["faust-cchardet"] = named(lambda data: cchardet.detect(data)["encoding"])
    return found


def _package(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise click.ClickException(
            f"--peers needs the package {PEERS[module]}: pip install {PEERS[module]}"
        ) from None


def _best(matches: Any) -> str | None:
    match = matches.best()
    return match.encoding if match else None
