"""How often bytes become the right text, beside three other detectors.

`python -m corpus.measure_charset ARTICLES.jsonl --manifest MANIFEST.jsonl --peers`
cuts samples out of clean articles, encodes them, and prints Markdown tables:
texts of several lengths, cut inside a character, with bad bytes, files whose
lines change their charset, and the files of a manifest. Samples are the same
in every run. A detector that only names a charset is given the decoding: by
the codec that it names, with bad bytes as U+FFFD.
"""

from __future__ import annotations

import codecs
import importlib
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
from rapidfuzz.distance import LCSseq

from corpus.measure import articles_of, use_model
from newsclean.decode import decode

LENGTHS = (15, 50, 200, 1000)
DAMAGED_LENGTHS = (200, 1000)
BAD_SHARE = 0.003
FILE_LINES = 20
SHORT = (2, 12)
TRIES = 30  # slices looked at for each that is asked for
# A name stands for the widest superset in use.
WIDE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}
BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Read(NamedTuple):
    """What a detector makes of bytes."""

    text: str
    encoding: str


class Cell(NamedTuple):
    """A charset, and the articles whose text is written in it."""

    charset: str
    articles: str


Reader = Callable[[bytes], Read]
Pools = dict[str, str]
CELLS = (
    Cell("utf-8", "all"),
    Cell("gb18030", "simplified"),
    Cell("gb18030", "traditional"),
    Cell("big5hkscs", "traditional"),
    Cell("utf-16-le", "all"),
    Cell("hz", "simplified"),
)
MIXED = (Cell("gb18030", "simplified"), Cell("big5hkscs", "traditional"))


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
    found = {"newsclean": own}
    if peers:
        chardet, normalizer, cchardet = map(_package, PEERS)
        found["chardet"] = named(lambda data: chardet.detect(data)["encoding"])
        found["charset-normalizer"] = named(lambda data: _best(normalizer.from_bytes(data)))
        found["faust-cchardet"] = named(lambda data: cchardet.detect(data)["encoding"])
    return found


PEERS = {"chardet": "chardet", "charset_normalizer": "charset-normalizer"}
PEERS["cchardet"] = "faust-cchardet"


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


def pools(path: Path, leave_out: int) -> Pools:
    """All articles of a script as one text, to cut samples from."""
    plain = articles_of(path, "zh-Hans", leave_out)
    traditional = articles_of(path, "zh-Hant", leave_out)
    named = {"simplified": plain, "traditional": traditional, "all": plain + traditional}
    return {name: "\n".join(texts) for name, texts in named.items()}


def slices(cell: Cell, pool: str, size: int, count: int) -> Iterator[str]:
    """Texts of `size` characters that the charset can write and that are not all ASCII."""
    rng = random.Random(f"{cell} {size}")
    found = 0
    for _ in range(TRIES * count):
        start = rng.randrange(len(pool) - size)
        text = pool[start : start + size]
        if found < count and not text.isascii() and _fits(text, cell.charset):
            found += 1
            yield text


def _fits(text: str, charset: str) -> bool:
    try:
        return text.encode(charset).decode(charset) == text
    except UnicodeError:
        return False


def percent(values: Iterable[float]) -> str:
    """The mean as percents."""
    numbers = list(values)
    return f"{100 * sum(numbers) / len(numbers):.2f} %" if numbers else "-"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a Markdown table."""
    names = list(head)
    for row in (names, ["---"] * len(names), *rows):
        click.echo(f"| {' | '.join(row)} |")
    click.echo()


Rows = Iterator[list[str]]


def by_length(found: Pools, tools: dict[str, Reader], count: int) -> Rows:
    """Whole texts: the share decoded exactly."""
    for cell in CELLS:
        texts = [list(slices(cell, found[cell.articles], size, count)) for size in LENGTHS]
        samples = str(min(map(len, texts)))
        for name, read in tools.items():
            right = [
                percent(read(text.encode(cell.charset)).text == text for text in some)
                for some in texts
            ]
            yield [*cell, name, samples, *right]


def cut(text: str, charset: str, rng: random.Random, head: bool) -> bytes:
    """The bytes of a text whose first or last character lost some of its bytes."""
    data = text.encode(charset)
    size = len((text[0] if head else text[-1]).encode(charset))
    lost = rng.randint(1, size - 1)
    return data[lost:] if head else data[:-lost]


def by_cut(found: Pools, tools: dict[str, Reader], count: int) -> Rows:
    """Cut inside a character: all whole ones right, and at most two more for the rest."""
    for cell in CELLS[:-1]:  # HZ has no bytes of its own between its switches
        for head in (True, False):
            yield from _cut_rows(cell, found[cell.articles], tools, count, head)


def _cut_rows(cell: Cell, pool: str, tools: dict[str, Reader], count: int, head: bool) -> Rows:
    right: dict[str, list[str]] = {name: [] for name in tools}
    samples = count
    for size in LENGTHS:
        edge = 0 if head else -1
        texts = [one for one in slices(cell, pool, size, 2 * count) if one[edge] > "\x7f"][:count]
        samples = min(samples, len(texts))
        rng = random.Random(size)
        data = [cut(text, cell.charset, rng, head) for text in texts]
        for name, read in tools.items():
            pairs = zip(texts, map(read, data))
            right[name].append(percent(_whole(text, one.text, head) for text, one in pairs))
    for name in tools:
        yield [*cell, "first" if head else "last", name, str(samples), *right[name]]


def _whole(text: str, seen: str, head: bool) -> bool:
    same = seen.endswith(text[1:]) if head else seen.startswith(text[:-1])
    return same and len(seen) <= len(text) + 1


def spoil(data: bytes, rng: random.Random) -> bytes:
    """Put another byte in place of a few, one at least."""
    spoilt = bytearray(data)
    places = [at for at in range(len(data)) if rng.random() < BAD_SHARE]
    for at in places or [rng.randrange(len(data))]:
        spoilt[at] = (spoilt[at] + rng.randint(1, 255)) % 256
    return bytes(spoilt)


def by_bad_bytes(found: Pools, tools: dict[str, Reader], count: int) -> Rows:
    """With bad bytes: the share whose encoding is right, and of the characters."""
    for cell in CELLS:
        for name, read in tools.items():
            row = [*cell, name]
            for size in DAMAGED_LENGTHS:
                rng = random.Random(size)
                texts = list(slices(cell, found[cell.articles], size, count))
                seen = [read(spoil(text.encode(cell.charset), rng)) for text in texts]
                row.append(percent(one.encoding == cell.charset for one in seen))
                pairs = zip(texts, seen)
                row.append(percent(LCSseq.normalized_similarity(a, b.text) for a, b in pairs))
            yield row


def mixed_file(cell: Cell, lines: list[str], rng: random.Random, short: bool) -> list[str]:
    """Lines of one file: whole paragraphs, or a few characters of them."""
    chosen: list[str] = []
    while len(chosen) < FILE_LINES:
        line = rng.choice(lines)
        if short:
            size = rng.randint(*SHORT)
            start = rng.randrange(max(len(line) - size, 1))
            line = line[start : start + size]
        if len(line) >= SHORT[0] and not line.isascii() and _fits(line, cell.charset):
            chosen.append(line)
    return chosen


def line_score(lines: list[str], text: str) -> float:
    """F1 of the lines: both sides are a sequence of segments, equal ones match in order."""
    seen = text.split("\n")
    return 2 * float(LCSseq.similarity(seen, lines)) / (len(seen) + len(lines))


def by_line(found: Pools, tools: dict[str, Reader], count: int) -> Rows:
    """Files that change between UTF-8 and another charset from line to line."""
    for cell in MIXED:
        lines = found[cell.articles].split("\n")
        for name, read in tools.items():
            row = [f"utf-8 and {cell.charset}", cell.articles, name]
            for short in (False, True):
                rng = random.Random(f"{cell} {short}")
                scores = []
                for _ in range(-(-2 * count // FILE_LINES)):
                    file = mixed_file(cell, lines, rng, short)
                    data = [line.encode(rng.choice(("utf-8", cell.charset))) for line in file]
                    scores.append(line_score(file, read(b"\n".join(data)).text))
                row += [str(len(scores)), percent(scores)]
            yield row


def by_manifest(manifest: Path, tools: dict[str, Reader]) -> Rows:
    """The files of a manifest: the share whose text is exactly that of its stated encoding."""
    files: Counter[str] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    wrong: dict[str, list[str]] = {}
    for row in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
        data = (manifest.parent / row["path"]).read_bytes()
        kind = _kind(row, data)
        files[kind] += 1
        text = data.decode(wide(row["encoding"]), "replace").removeprefix("\ufeff")
        for name, read in tools.items():
            same = read(data).text.removeprefix("\ufeff") == text
            right[kind, name] += same
            if name == "newsclean" and not same:
                wrong.setdefault(kind, []).append(row["path"])
    for kind, number in sorted(files.items()):
        yield [kind, str(number), *(str(right[kind, name]) for name in tools)]
    yield ["all", str(files.total()), *(str(_total(right, name)) for name in tools)]
    for paths in wrong.values():
        yield ["wrong by newsclean", *paths]


def _total(right: Counter[tuple[str, str]], name: str) -> int:
    return sum(number for (_, other), number in right.items() if other == name)


def _kind(row: dict[str, Any], data: bytes) -> str:
    """The row of the table: short texts apart, and UTF-16 without a mark."""
    kind = str(row["encoding"])
    if kind.startswith("utf-16"):
        kind = "utf-16 with a mark" if data.startswith(BOMS) else "utf-16 without a mark"
    return f"{kind}, {row['kind']}" if "chars" in row else kind
