"""Readers, writers, compressed and broken files."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsclean import BadData, BadInput
from newsclean.batch import Columns
from newsclean.files import Item, Limits, Parser, Reader, Reject, find_shards
from newsclean.files.find import check_names
from newsclean.files.packed import pack
from newsclean.files.records import Unusable
from newsclean.files.targets import Target
from newsclean.files.writers import open_writer

ROWS = [{"id": 1, "text": "新桥通车。"}, {"id": 2, "text": "旧桥拆除。"}]
JSONL = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def zstd(data: bytes) -> bytes:
    pytest.importorskip("zstandard")
    return pack(data, ".zst")


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd,
}


USUAL = Limits()


def read(path: Path, limits: Limits = USUAL, **settings: Any) -> list[dict[str, Any] | str]:
    """Rows with the document in place; reasons for what cannot be used."""
    (shard,) = find_shards([str(path)], settings.pop("format", None))
    encoding = settings.pop("encoding", None)
    parser = Parser(Columns(**settings), encoding, limits)
    found: list[dict[str, Any] | str] = []
    for item in Reader(limits, encoding).items(shard):
        if isinstance(item, Reject):
            found.append(item.reason)
        elif shard.format in ("parquet", "arrow"):
            found += item.load.to_pylist()
        else:
            try:
                record = parser.record(item, shard.format)
                found.append({**record.row, "document": record.document.data})
            except Unusable as error:
                found.append(str(error))
    return found


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", PACKERS)
def test_json_lines(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a.jsonl{suffix}", PACKERS[suffix](JSONL))
    assert read(path) == [{**row, "document": row["text"]} for row in ROWS]


@pytest.mark.parametrize("suffix", PACKERS)
def test_members_behind_each_other(tmp_path: Path, suffix: str) -> None:
    packed = PACKERS[suffix]
    path = write(
        tmp_path / f"a.jsonl{suffix}", packed(JSONL[:30]) + packed(b"") + packed(JSONL[30:])
    )
    assert len(read(path)) == 2


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
@pytest.mark.parametrize("cut", [-1, -9, 20])
def test_cut_files(tmp_path: Path, suffix: str, cut: int) -> None:
    """What is whole comes first, then the error; never half a line."""
    lines = b"".join(b'{"text": "%d"}\n' % (n * 7919**3) for n in range(20_000))
    path = write(tmp_path / f"a.jsonl{suffix}", PACKERS[suffix](lines)[:cut])
    seen = 0
    whole = lines.splitlines()
    items = Reader().items(find_shards([str(path)])[0])

    def take() -> int:
        nonlocal seen
        for item in items:
            assert isinstance(item, Item)
            assert item.load == whole[seen]
            seen += 1
        return seen

    with pytest.raises(BadData, match=r"a\.jsonl.*: compressed data (ends too early|is broken)"):
        take()


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
def test_not_compressed_at_all(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a.jsonl{suffix}", JSONL)
    with pytest.raises(BadData, match="compressed data is broken"):
        read(path)


@pytest.mark.parametrize("suffix", PACKERS)
def test_empty_files(tmp_path: Path, suffix: str) -> None:
    assert read(write(tmp_path / f"a.jsonl{suffix}", b"")) == []
    assert read(write(tmp_path / f"b.csv{suffix}", b"")) == []


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
def test_decompression_bomb(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a.jsonl{suffix}", PACKERS[suffix](b"x" * (16 << 20)))
    with pytest.raises(BadData, match="decompression bomb"):
        read(path, Limits(free=1 << 20, ratio=100))


def test_bad_lines(tmp_path: Path) -> None:
    lines = [
        b'\xef\xbb\xbf{"text": "a"}', b"", b"{broken", b"[1]", b'{"other": 1}', b'{"text": 5}',
        '{"text": "新"}'.encode("gbk"), b'{"text": NaN}', b"[" * 100_000, b'{"text": null}',
    ]  # fmt: skip
    found = read(write(tmp_path / "a.jsonl", b"\r\n".join(lines)))
    assert found[0] == {"text": "a", "document": "a"}
    reasons = [
        "no valid JSON", "a JSON object is expected", "no column 'text'; there are: other",
        "'text' holds int", "not UTF-8", "NaN is not JSON", "nested too deeply",
    ]  # fmt: skip
    for part, reason in zip(reasons, found[1:]):
        assert part in str(reason)
    assert found[-1] == {"text": None, "document": ""}


def test_long_line(tmp_path: Path) -> None:
    long = b'{"text": "' + b"x" * 3_000_000 + b'"}'
    path = write(tmp_path / "a.jsonl", b'{"text": "a"}\n' + long + b'\n{"text": "b"}\n' + long)
    found = read(path, Limits(record=1000))
    reason = "the line is longer than 1000 bytes"
    assert found == [
        {"text": "a", "document": "a"}, reason, {"text": "b", "document": "b"}, reason,
    ]  # fmt: skip


def test_numbers_are_those_of_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'\n{"text": "a"}\n\n{"text": "b"}\n')
    items = list(Reader().items(find_shards([str(path)])[0]))
    assert [str(item.place) for item in items] == [f"{path}:2", f"{path}:4"]


def test_big_numbers_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"id": 123456789012345678901234567890, "text": ""}')
    (row,) = read(path)
    assert isinstance(row, dict)
    assert row["id"] == 123456789012345678901234567890


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2, ensure_ascii=False),
        "\n".join(map(json.dumps, ROWS)),
        "".join(json.dumps(row, indent=1) for row in ROWS),
        "\ufeff" + json.dumps(ROWS),
    ],
)
def test_json(tmp_path: Path, text: str) -> None:
    found = read(write(tmp_path / "a.json", text.encode()))
    assert found == [{**row, "document": row["text"]} for row in ROWS]


def test_json_in_small_pieces(tmp_path: Path) -> None:
    rows = [{"text": "桥" * (n % 7) * 40_000} for n in range(40)]
    found = read(write(tmp_path / "a.json", json.dumps(rows, ensure_ascii=False).encode()))
    assert [row["text"] for row in found if isinstance(row, dict)] == [r["text"] for r in rows]


@pytest.mark.parametrize("text", ['[{"text": "a"}, {"te', '[{"text": "a"}, xyz]', "xyz"])
def test_broken_json(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.json", text.encode())
    with pytest.raises(BadData, match="no valid JSON after record"):
        read(path)


def test_json_value_too_long(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", b'[{"text": "' + b"x" * 3_000_000)
    with pytest.raises(BadData, match="longer than 1000"):
        read(path, Limits(record=1000))


@pytest.mark.parametrize(("suffix", "tab"), [("csv", ","), ("tsv", "\t")])
def test_csv(tmp_path: Path, suffix: str, tab: str) -> None:
    text = f'id{tab}text\r\n007{tab}"新桥\r\n""通车""。"\r\n\r\n8{tab}\r\n'
    found = read(write(tmp_path / f"a.{suffix}", b"\xef\xbb\xbf" + text.encode()))
    body = '新桥\n"通车"。'
    assert found == [
        {"id": "007", "text": body, "document": body}, {"id": "8", "text": "", "document": ""},
    ]  # fmt: skip


def test_csv_in_another_charset(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text\n新桥\n".encode("gbk"))
    with pytest.raises(BadData, match=r"a.csv:2: not UTF-8.*--encoding"):
        read(path)
    assert read(path, encoding="gbk") == [{"text": "新桥", "document": "新桥"}]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,text\n1,2,3\n", "the row has 3 cells, the header 2"),
        ("a,b\n1,2\n", "no column 'text'; there are: a, b"),
    ],
)
def test_csv_rows_that_do_not_fit(tmp_path: Path, text: str, reason: str) -> None:
    assert read(write(tmp_path / "a.csv", text.encode())) == [reason]


@pytest.mark.parametrize("text", ["text,text\n", 'text\n"abc', f"text\n{'x' * 5000}\n"])
def test_broken_csv(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadData):
        read(write(tmp_path / "a.csv", text.encode()), Limits(record=1000))


def test_a_document_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "新桥。\n\n旧桥。".encode("gbk"))
    found = read(path, format="lines")
    assert [(row["line"], row["document"]) for row in found if isinstance(row, dict)] == [
        (1, "新桥。".encode("gbk")),
        (3, "旧桥。".encode("gbk")),
    ]


@pytest.mark.parametrize("suffix", PACKERS)
def test_documents(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a.html{suffix}", PACKERS[suffix](b"<p>x</p>"))
    assert read(path) == [{"path": str(path), "document": b"<p>x</p>"}]


def test_unusable_documents(tmp_path: Path) -> None:
    cases = {
        "a.txt": (b"\x89PNG\r\n\x1a\n" + bytes(1000), "no text"),
        "b.txt": (bytes(range(256)) * 50, "no text"),
        "c.txt.gz": (gzip.compress(b"x" * 100)[:-4], "ends too early"),
        "d.txt": (b"x" * 2000, "longer than 1000"),
    }
    for name, (data, reason) in cases.items():
        (found,) = read(
            write(tmp_path / name, data), Limits(record=1000) if name == "d.txt" else Limits()
        )
        assert reason in str(found)


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_not_binary(tmp_path: Path, charset: str) -> None:
    data = ("橋樑通車\t一千二百米\r\n" * 400).encode(charset)
    (found,) = read(write(tmp_path / "a.txt", data))
    assert isinstance(found, dict)


def test_pinyin_damage_is_not_binary(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path / "a.txt", "功能\x07\x05\x08，包括三项".encode() * 20))
    assert isinstance(found, dict)


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("kind", ["parquet", "arrow", "arrows"])
def test_arrow_formats(tmp_path: Path, kind: str, suffix: str) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    whole = pa.Table.from_pylist(ROWS * 100)
    sink = io.BytesIO()
    if kind == "parquet":
        parquet.write_table(whole, sink)
    else:
        new = pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream
        with new(sink, whole.schema) as writer:
            writer.write_table(whole)
    path = write(tmp_path / f"a.{kind}{suffix}", PACKERS[suffix](sink.getvalue()))
    assert read(path) == ROWS * 100


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
@pytest.mark.parametrize("data", [b"", b"PAR1", b"no such file" * 10, b"ARROW1\x00\x00" * 9])
def test_broken_arrow_formats(tmp_path: Path, name: str, data: bytes) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(BadData, match=r"no valid (Parquet|Arrow)"):
        read(write(tmp_path / name, data))


def test_find(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.html.gz", "a/t.jsonl", "x.json", "x.csv", "notes.md", ".h/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    shards = find_shards([str(tmp_path)])
    assert [(one.name, one.format, one.stems) for one in shards] == [
        (tmp_path.name, "document", ("a/c", "b")),
        ("a/t", "jsonl", ("a/t",)),
    ]
    (named,) = find_shards([str(tmp_path / "*.json")])
    assert (named.name, named.format) == ("x", "json")
    names = [one.name for one in find_shards([str(tmp_path / "**" / "*.jsonl")])]
    assert names == ["a/t"]
    with pytest.raises(BadInput, match="does not exist"):
        find_shards([str(tmp_path / "*.parquet")])


def test_names_never_lead_upwards(tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    (tmp_path / "up.jsonl").write_bytes(b"")
    (shard,) = find_shards([str(deep / ".." / "up.jsonl")])
    assert shard.name == "up"
    (shard,) = find_shards([str(deep / ".." / "*.jsonl")])
    assert ".." not in shard.name


def test_names_twice() -> None:
    with pytest.raises(BadInput, match=r"a/x\.jsonl and b/x\.csv would both be called x"):
        check_names([("x", "a/x.jsonl"), ("y", "y"), ("x", "b/x.csv")])


def results(bodies: list[str]) -> list[dict[str, Any]]:
    return [{"id": n, "body": body, "tags": ["a"], "title": {"value": f"T{n}"}}
            for n, body in enumerate(bodies)]  # fmt: skip


@pytest.mark.parametrize("name", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_write_json_lines(tmp_path: Path, name: str) -> None:
    target = Target(name)
    path = tmp_path / f"out{target.suffix}"
    writer = open_writer(target, path)
    rows = results(["新桥。", "旧\ud800桥。", "x"])
    writer.add(target.payload(rows[:2], ["", ""]))
    writer.add(target.payload(rows[2:], [""]))
    assert not path.exists()
    writer.commit()
    data = path.read_bytes()
    if name.endswith("gz"):
        data = gzip.decompress(data)
    if name.endswith("zst"):
        import zstandard

        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    assert [json.loads(line) for line in data.splitlines()] == rows
    assert list(tmp_path.iterdir()) == [path]


def test_write_csv_with_changing_columns(tmp_path: Path) -> None:
    target = Target("csv")
    writer = open_writer(target, tmp_path / "out.csv")
    writer.add(target.payload([{"id": 1, "body": "新,\n桥", "title": {"value": "T"}}], [""]))
    writer.add(target.payload([{"more": [1, "二"], "body": None, "id": True}], [""]))
    writer.commit()
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [
            {"id": "1", "body": "新,\n桥", "title": "T", "more": ""},
            {"id": "true", "body": "", "title": "", "more": '[1, "二"]'},
        ]


@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_write_arrow_with_changing_columns(tmp_path: Path, name: str) -> None:
    pa = pytest.importorskip("pyarrow")
    from newsclean.files.targets import batch_of

    target = Target(name)
    path = tmp_path / f"out.{name}"
    writer = open_writer(target, path)
    chunks: list[list[dict[str, Any]]] = [
        [{"id": 1, "a": None, "b": 1, "d": {"x": 1}}],
        [{"id": 2, "a": "t", "b": 1.5, "c": [1]}, {"id": 3, "a": "u", "b": 2, "c": None}],
        [{"id": "four", "c": ["x"]}],
    ]
    for chunk in chunks:
        writer.add(target.batch_payload([batch_of(chunk)]))
    writer.commit()
    found = read(path)
    assert found == [
        {"id": "1", "a": None, "b": 1.0, "d": '{"x": 1}', "c": None},
        {"id": "2", "a": "t", "b": 1.5, "d": None, "c": "[1]"},
        {"id": "3", "a": "u", "b": 2.0, "d": None, "c": None},
        {"id": "four", "a": None, "b": None, "d": None, "c": '["x"]'},
    ]
    assert pa


def test_tree_stays_inside(tmp_path: Path) -> None:
    out, away = tmp_path / "out", tmp_path / "away"
    out.mkdir()
    away.mkdir()
    (out / "link").symlink_to(away)
    writer = open_writer(Target("text", tree=True), out)
    writer.add([("a/b", b"x\n")])
    assert (out / "a" / "b.txt").read_bytes() == b"x\n"
    for stem in ("../x", "link/x", "a/../../x"):
        with pytest.raises(BadInput, match="is not inside"):
            writer.add([(stem, b"x")])
    assert list(away.iterdir()) == []


def test_abort_leaves_nothing(tmp_path: Path) -> None:
    for name in ("jsonl", "csv"):
        target = Target(name)
        writer = open_writer(target, tmp_path / "out")
        writer.add(target.payload(results(["x"]), [""]))
        writer.abort()
    assert list(tmp_path.iterdir()) == []
