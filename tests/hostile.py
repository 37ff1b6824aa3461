"""Documents that someone made to break a reader: `python -m tests.hostile [MB] [NAME...]`.

Each shape of a size is cleaned in a process of its own; the table says how many
seconds of the processor a megabyte took, how much memory the process had at
most, and the flags. `test_hostile` cleans all shapes small.

`python -m tests.hostile streams [MB]` sends files through the command: a line
without an end, and little data that unpacks to much.
"""

from __future__ import annotations

import bz2
import os
import random
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import newsclean

Document = str | bytes

SHAPES: dict[str, Callable[[int], Document]] = {}


def _repeated(name: str, unit: Document, before: str = "", behind: str = "") -> None:
    """A shape that is a unit over and over."""
    size = len(unit.encode("utf-8", "surrogatepass") if isinstance(unit, str) else unit)

    def make(length: int) -> Document:
        many = unit * max(length // size, 1)
        return before + many + behind if isinstance(many, str) else many

    SHAPES[name] = make


for _char in "中a1(?|&<%\\=ÿ“\ufffd\0\n （":
    _repeated(f"one character {_char!a}", _char)
for _name, _unit in {
    "scripts alternate": "中a",
    "scripts alternate, four": "漢あaЖ",
    "traditional and simplified": "發发",
    "blocks of a character": "中\n",
    "blocks of two digits": "12\n",
    "halves of pairs": "\ud800",
    "pairs the wrong way": "\udc00\ud800",
    "spam terms": "成人|",
    "holes, every other": "?！",
    "holes, every third": "中中?",
    "holes in sentences": "本报讯?！皥@中有新聞，",
    "rare names in one line": "本市新建的图书馆昨天开门迎客犇骉",
    "accents in one line": "éééééééééÿÿ",
    "half a gloss": "經(j",
    "references": "&amp;",
    "references in references": "&amp;amp;amp;amp;amp;",
    "percent escapes": "%E4%B8%AD",
    "escapes": "\\u4e2d",
}.items():
    _repeated(_name, _unit)
_repeated("reference of references", "amp;", "&")
for _name, _bytes in {
    "bytes 00": b"\x00", "bytes FF": b"\xff", "bytes A1": b"\xa1", "bytes 81": b"\x81",
    "bytes E4": b"\xe4", "UTF-8 without ends": b"\xe4\xb8", "ISO-2022 shifts": b"\x1b$)A",
    "HZ shifts": b"~{VP~}",
}.items():  # fmt: skip
    _repeated(_name, _bytes)
for _name, _unit in {
    "tags, p": "<p>", "tags, div in div": "<div>", "tags, b in b": "<b>", "tags, a in a": "<a>",
    "tags, table in table": "<table>", "tags, lists in lists": "<ul><li>中",
    "tags, misnested": "<b><p></b>", "tags, svg": "<svg><p>",
    "paragraphs of a character": "<p>中</p>", "comments never closed": "<!--",
    "HTML references": "&#x4e2d;", "HTML unknown references": "&x",
}.items():  # fmt: skip
    _repeated(_name, _unit, "<html><body>")
_repeated("JSON-LD, nested", "[", "<html><script type='application/ld+json'>", "</script>")
_repeated("a class of classes", "a ", "<html><p class='", "'>中</p>")
_repeated("a style of styles", "display:none;", "<html><p style='", "'>中</p>")


def _shape(make: Callable[[int], Document]) -> None:
    SHAPES[(make.__doc__ or "").rstrip(".")] = make


@_shape
def _one_tag(size: int) -> str:
    """attributes, all of one tag."""
    return "<html><p " + "".join(f"a{index:06}=1 " for index in range(size // 10)) + ">中</p>"


@_shape
def _many_tags(size: int) -> str:
    """attributes, 400 a tag."""
    tag = "<p " + "".join(f"a{index:03}=1 " for index in range(400)) + ">中</p>"
    return "<html>" + tag * max(size // len(tag), 1)


@_shape
def _entities(size: int) -> str:
    """XML entities of entities."""
    lines = "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, max(size // 110, 2))
    )
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "中">{lines}]><p>&l9;</p>'


@_shape
def _random_bytes(size: int) -> bytes:
    """random bytes."""
    return random.Random(1).randbytes(size)


@_shape
def _byte_pairs(size: int) -> bytes:
    """every pair of bytes."""
    pairs = bytes(byte for first in range(256) for last in range(256) for byte in (first, last))
    return (pairs * (size // len(pairs) + 1))[: max(size, len(pairs))]


@_shape
def _code_points(size: int) -> str:
    """every code point."""
    return "".join(map(chr, range(min(max(size // 4, 0x1000), sys.maxunicode + 1))))


@_shape
def _random_han(size: int) -> str:
    """random Han characters."""
    pick = random.Random(1).choices
    return "".join(map(chr, pick(range(0x4E00, 0x9FA6), k=size // 3)))


@_shape
def _cyrillic(size: int) -> str:
    """random Cyrillic letters."""
    return "".join(random.Random(1).choices("абвгдежзиклмнопрстуфхцчшщ \n", k=size // 2))


_RUN = """
import resource, time
import newsclean
from tests.hostile import SHAPES
newsclean.clean("新路通车。" * 20)
document = SHAPES[{name!r}]({size})
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
article = newsclean.clean(document)
took = time.process_time() - start
size = len(document if isinstance(document, bytes) else document.encode("utf-8", "surrogatepass"))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
flags = ",".join(sorted({{flag.rule for flag in article.flags}}))
print(f"{{size / 1e6:6.2f}}{{took:8.2f}}{{took * 1e6 / size:8.2f}}{{after / 1024:8.0f}}  {{flags}}")
"""
LONGEST = 600  # seconds


def streams(size: int) -> None:
    """What the command does with each file, its seconds, and the memory of its processes."""
    print(f"{'file':16}{'MB':>9}{'s':>8}{'MB used':>8}  said")
    with tempfile.TemporaryDirectory() as folder:
        for name, packed in bombs(size):
            path = Path(folder, name)
            with path.open("wb") as file:
                for piece in packed:
                    file.write(piece)
            command = [sys.executable, "-m", "newsclean", "clean", str(path), "--keep-going"]
            with subprocess.Popen(
                command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
            ) as run:
                assert run.stderr is not None
                said = run.stderr.read().decode().strip().replace(folder, "")
                _, _, used = os.wait4(run.pid, 0)
                run.returncode = 1
            took, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
            print(f"{name:16}{path.stat().st_size / 1e6:9.2f}{took:8.2f}{memory:8.0f}  {said}")
            path.unlink()


def bombs(size: int) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Names of files and their bytes; `size` is what each holds unpacked."""
    block = b"x" * (1 << 20)
    many = [block] * (size >> 20)
    yield "line.jsonl", many
    yield "line.jsonl.gz", _packed(zlib.compressobj(9, wbits=31), many)
    yield "line.jsonl.bz2", _packed(bz2.BZ2Compressor(9), many)
    yield "page.html.gz", _packed(zlib.compressobj(9, wbits=31), many)
    page = b"".join(_packed(zlib.compressobj(9, wbits=31), many))
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + page
    yield "page.warc", [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
        b"WARC-Target-URI: http://example.org/\r\nContent-Length: %d\r\n\r\n" % len(http),
        http, b"\r\n\r\n",
    ]  # fmt: skip
    yield "deep.jsonl", [b'{"text":' + b"[" * (1 << 20) + b"\n"]


class _Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


def _packed(packer: _Packer, pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield from map(packer.compress, pieces)
    yield packer.flush()


def main(arguments: list[str]) -> None:
    """Print a table."""
    if arguments[:1] == ["streams"]:
        streams(int(float(arguments[1]) * 1e6) if arguments[1:] else 1 << 30)
        return
    size = int(float(arguments[0]) * 1e6) if arguments else 10_000_000
    chosen = [name for name in SHAPES if any(part in name for part in arguments[1:] or [""])]
    print(f"newsclean {newsclean.__version__}")
    print(f"{'shape':36}{'MB':>6}{'s':>8}{'s/MB':>8}{'MB used':>8}  flags")
    for name in chosen:
        code = _RUN.format(name=name, size=size)
        try:
            done = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, timeout=LONGEST
            )
            print(f"{name:36}" + (done.stdout.rstrip("\n") or done.stderr[-300:]), flush=True)
        except subprocess.TimeoutExpired:
            print(f"{name:36}  more than {LONGEST} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
