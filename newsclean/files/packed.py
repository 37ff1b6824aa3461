"""Compressed files as streams that end with an error where the data is broken."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from newsclean.errors import BadData
from newsclean.extras import need
from newsclean.files.records import Limits

__all__ = ["PACKED", "Source", "open_source", "pack", "unpacked_name"]

_BUFFER = 1 << 20  # bytes for one call into Python


class Source(io.RawIOBase):
    """The bytes of a file, unpacked, with the broken and the boundless refused.

    `position` is the number of bytes read of the file itself, and `plain` the
    file if it is not compressed.
    """

    def __init__(self, path: str, file: BinaryIO, limits: Limits) -> None:
        self._path = path
        self._file = file
        self.plain = file if PACKED.get(Path(path).suffix.lower()) is None else None
        self._limits = limits
        self._stream = _unpack(path, file)
        self._given = 0
        self.position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            # As much as comes at once: in a broken file, all before the broken place.
            data = self._stream.read1(len(buffer))
        except EOFError:
            if not self._file.tell():
                return 0  # an empty file
            raise BadData("compressed data ends too early", self._path) from None
        except (zlib.error, lzma.LZMAError, gzip.BadGzipFile, ValueError) as error:
            raise BadData(f"compressed data is broken ({error})", self._path) from None
        except OSError as error:
            if error.errno is not None:
                raise BadData(str(error.strerror), self._path) from None
            raise BadData(f"compressed data is broken ({error})", self._path) from None
        buffer[: len(data)] = data
        self._given += len(data)
        self._measure()
        return len(data)

    def _measure(self) -> None:
        limits = self._limits
        if self._stream is not self._file:
            self.position = self._file.tell()
            if self._given > limits.free and self._given > limits.ratio * self.position:
                reason = f"expands to more than {limits.ratio} times its size: decompression bomb?"
                raise BadData(reason, self._path)
        else:
            self.position = self._given


@contextmanager
def open_source(path: str, limits: Limits) -> Iterator[tuple[io.BufferedReader, Source]]:
    """The stream of a file (`-` is standard input), and the source it reads from.

    Raises `BadData` if the file cannot be opened, and from reads if it is broken.
    """
    try:
        file = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115
    except OSError as error:
        raise BadData(str(error.strerror), path) from None
    try:
        source = Source(path, file, limits)
        yield io.BufferedReader(source, _BUFFER), source
    finally:
        if path != "-":
            file.close()


def _zstd(file: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(_Zstd(file), _BUFFER)


class _Zstd(io.RawIOBase):
    """Zstandard frames; the package's own reader takes a cut file for a whole one."""

    # A kilobyte holds at most 340 blocks of 128 KiB: what one call can unpack is bounded.
    _STEP = 1 << 10

    def __init__(self, file: BinaryIO) -> None:
        self._zstd = need("zstandard", "zstd")
        self._file = file
        self._frame: Any = None
        self._rest = b""  # input behind the end of a frame
        self._ready = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._at >= len(self._ready):
            data = self._rest or self._file.read(self._STEP)
            self._rest = b""
            if not data:
                if self._frame is not None:
                    raise EOFError
                return 0
            self._feed(data)
        data = self._ready[self._at : self._at + len(buffer)]
        self._at += len(data)
        buffer[: len(data)] = data
        return len(data)

    def _feed(self, data: bytes) -> None:
        if self._frame is None:
            self._frame = self._zstd.ZstdDecompressor().decompressobj()
        try:
            self._ready, self._at = self._frame.decompress(data), 0
        except self._zstd.ZstdError as error:
            raise ValueError(error) from None
        if self._frame.eof:
            self._rest, self._frame = self._frame.unused_data, None


# The classes have all that is used of a buffered reader, and are not declared as such.
PACKED: dict[str, Callable[[BinaryIO], io.BufferedReader]] = {
    ".gz": lambda file: cast(io.BufferedReader, gzip.GzipFile(fileobj=file, mode="rb")),
    ".bz2": lambda file: cast(io.BufferedReader, bz2.BZ2File(file)),
    ".xz": lambda file: cast(io.BufferedReader, lzma.LZMAFile(file)),  # noqa: SIM115 # closed with its file
    ".zst": _zstd,
}


def _unpack(path: str, file: BinaryIO) -> io.BufferedReader:
    opener = PACKED.get(Path(path).suffix.lower())
    return opener(file) if opener else cast(io.BufferedReader, file)


def unpacked_name(name: str) -> str:
    """A file's name without the suffix of its compression.

    >>> unpacked_name("pages.jsonl.gz"), unpacked_name("pages.txt")
    ('pages.jsonl', 'pages.txt')
    """
    suffix = Path(name).suffix
    return name[: -len(suffix)] if suffix.lower() in PACKED else name


def pack(data: bytes, suffix: str) -> bytes:
    """Data as one member of a compressed file; members may stand behind each other."""
    if suffix == ".gz":
        return gzip.compress(data, compresslevel=6, mtime=0)  # the same bytes on every day
    if suffix == ".zst":
        return bytes(need("zstandard", "zstd").ZstdCompressor(level=3).compress(data))
    return data
