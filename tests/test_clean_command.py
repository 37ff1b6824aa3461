"""`newsclean clean` with many documents: shards, workers, resume, rejects, what goes wrong."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import load_jsonl
from running import TEXT, ids, make, real, results

import newsclean
from newsclean.cli.main import main


def run(*arguments: str | Path, data: bytes | None = None) -> Result:
    """The command in this process alone."""
    return CliRunner().invoke(main, ["clean", "-j", "1", *map(str, arguments)], input=data)


def test_parts(tmp_path: Path) -> None:
    source = make(tmp_path / "a.jsonl", 250)
    out = tmp_path / "out"
    result = run(source, "-o", f"{out}/", "--part-size", "100")
    assert (result.exit_code, result.output) == (0, "")
    assert list(results(out)) == [f"a-0000{n}.jsonl" for n in range(3)]
    assert ids(out) == list(range(250))
    row = load_jsonl(out / "a-00002.jsonl")[-1]
    expected = newsclean.clean(TEXT.format(n=249)).to_dict()
    assert row == {"id": 249, "text": TEXT.format(n=249), **expected}
    summary = json.loads((out / "_newsclean" / "summary.json").read_text())
    assert summary["documents"] == summary["written"] == 250


def test_part_that_is_exactly_full(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        run(make(tmp_path / "a.jsonl", 200), "-o", f"{out}/", "--part-size", "100").exit_code == 0
    )
    assert list(results(out)) == ["a-00000.jsonl", "a-00001.jsonl"]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_workers_and_order(tmp_path: Path, kind: str) -> None:
    """Forked, and begun anew where threads run, as they do once pyarrow is loaded."""
    source = make(tmp_path / "a.jsonl", 150)
    if kind == "parquet":
        pa = pytest.importorskip("pyarrow")
        rows = load_jsonl(source)
        source = tmp_path / "a.parquet"
        pytest.importorskip("pyarrow.parquet").write_table(pa.Table.from_pylist(rows), source)
    one = real(source, "-j", "1")
    two = real(source, "-j", "2")
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == two.stdout
    assert one.stdout.count("\n") == 150
    loose = real(source, "-j", "2", "--unordered")
    assert sorted(loose.stdout.splitlines()) == sorted(one.stdout.splitlines())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are not forked")
def test_threads_forbid_a_fork() -> None:
    code = (
        "import threading, newsclean.cli.pool as pool\n"
        "print(pool._alone())\n"
        "end = threading.Event(); threading.Thread(target=end.wait).start()\n"
        "print(pool._alone()); end.set()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_unordered_parts_hold_the_same_documents(tmp_path: Path) -> None:
    sources = [make(tmp_path / "a.jsonl", 150), make(tmp_path / "b.jsonl", 150, 150)]
    for name, more in (("x", []), ("y", ["--unordered"])):
        done = real(*sources, "-o", f"{tmp_path / name}/", "--part-size", "100", "-j", "2", *more)
        assert done.returncode == 0, done.stderr
    first, second = results(tmp_path / "x"), results(tmp_path / "y")
    assert list(first) == list(second)
    for name, data in first.items():
        assert sorted(data.splitlines()) == sorted(second[name].splitlines())


@pytest.mark.parametrize("to", ["jsonl.gz", "jsonl.zst", "csv", "csv.gz", "parquet", "arrow"])
def test_formats_there_and_back(tmp_path: Path, to: str) -> None:
    if to in ("parquet", "arrow"):
        pytest.importorskip("pyarrow")
    if to.endswith("zst"):
        pytest.importorskip("zstandard")
    source = make(tmp_path / "a.jsonl", 90)
    assert run(source, "-o", tmp_path / f"b.{to}").exit_code == 0
    bodies = [row["body"] for row in load_jsonl(clean_to(tmp_path, source))]
    again = clean_to(tmp_path, tmp_path / f"b.{to}", "--text-field", "body", "--columns", "status")
    rows = load_jsonl(again)
    assert [row["body"] for row in rows] == bodies
    assert [str(row["id"]) for row in rows] == [str(n) for n in range(90)]
    assert all("input_status" in row for row in rows)


def clean_to(folder: Path, *arguments: str | Path) -> Path:
    path = folder / "result.jsonl"
    result = run(*arguments, "-o", path)
    assert result.exit_code == 0, result.output
    return path


def test_warc(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    page = (
        "<html><body><h1>新桥通车</h1><p>两岸的村民昨天走上桥面，桥长一千二百米。</p></body></html>"
    )
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, (kind, status) in enumerate(
            [("text/html; charset=gbk", "200 OK"), ("image/png", "200 OK"), ("text/html", "404 No")]
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            payload = io.BytesIO(page.encode("gbk"))
            record = writer.create_warc_record(
                f"http://a.example/{number}", "response", payload=payload, http_headers=headers
            )
            writer.write_record(record)
            record.raw_stream.close()
    (row,) = load_jsonl(clean_to(tmp_path, path))
    assert row["url"] == "http://a.example/0"
    assert row["encoding"] == "gb18030"
    assert "两岸的村民" in row["body"]
    assert row["record_id"].startswith("<urn:uuid:")
    whole = path.read_bytes()
    for cut in (-1, -30, len(whole) // 2):
        path.write_bytes(whole[:cut])
        result = run(path, "--keep-going")
        assert result.exit_code == 1
        assert "compressed data" in result.stderr
    plain = tmp_path / "b.warc"
    plain.write_bytes(gzip.decompress(whole)[:-40])
    result = run(plain)
    assert result.exit_code == 1
    assert "the file ends inside record 3" in result.stderr
    plain.write_bytes(plain.read_bytes()[: plain.read_bytes().rindex(b"WARC/1.0") + 30])
    assert "record 3 is cut or broken" in run(plain).stderr


def test_text_tree(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "deep").mkdir(parents=True)
    (pages / "a.html").write_text("<html><body><p>新桥通车。</p></body></html>", encoding="utf-8")
    (pages / "deep" / "b.txt").write_text("旧桥拆除。", encoding="utf-8")
    out = tmp_path / "out"
    assert run(pages, "-o", f"{out}/", "--text").exit_code == 0
    assert {name: data.decode() for name, data in results(out).items()} == {
        "a.txt": "新桥通车。\n",
        "deep/b.txt": "旧桥拆除。\n",
    }


def test_output_folder_inside_the_input_folder(tmp_path: Path) -> None:
    make(tmp_path / "a.jsonl", 70)
    out = tmp_path / "out"
    for more in ([], ["--resume"]):
        assert run(tmp_path, "-o", f"{out}/", *more).exit_code == 0
    assert list(results(out)) == ["a-00000.jsonl"]


def test_select_and_columns(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    texts = ["新桥通车。", "", "新\u200b桥通车。"]
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    path = clean_to(
        tmp_path, source, "--select", "status=clean,repaired", "--columns", "body,title"
    )
    assert [list(row) for row in load_jsonl(path)] == [["text", "title", "body"]] * 2
    result = run(source, "--select", "status=fine")
    assert result.exit_code == 2
    assert "status is one of" in result.stderr
    assert run(source, "--select", "body").exit_code == 2
    assert "no column 'abc'" in run(source, "--columns", "abc").stderr


def test_summary(tmp_path: Path) -> None:
    source = make(tmp_path / "a.jsonl", 3)
    result = run(source, "-o", tmp_path / "b.jsonl", "--summary", "json")
    found = json.loads(result.stderr)
    assert found["documents"] == 3
    assert found["status"] == {"repaired": 3}
    assert found["removed"]["meta"] > 0
    assert found["seconds"] > 0
    table = run(source, "-o", tmp_path / "b.jsonl", "--summary", "table").stderr
    assert "documents/s" in table
    assert "characters removed" in table


def test_rejects(tmp_path: Path) -> None:
    source = make(tmp_path / "a.jsonl", 150)
    lines = source.read_bytes().splitlines(keepends=True)
    lines[3] = b"{broken\n"
    lines[140] = b'{"other": 1}\n'
    source.write_bytes(b"".join(lines))
    stopped = run(source, "-o", tmp_path / "b.jsonl")
    assert stopped.exit_code == 1
    assert "a.jsonl:4: no valid JSON" in stopped.stderr
    assert "--keep-going" in stopped.stderr
    assert not (tmp_path / "b.jsonl").exists()
    gone_on = run(source, "-o", tmp_path / "b.jsonl", "--rejects", tmp_path / "r.jsonl")
    assert gone_on.exit_code == 1
    rejects = load_jsonl(tmp_path / "r.jsonl")
    assert [row["record"] for row in rejects] == [4, 141]
    assert rejects[0]["excerpt"] == "{broken"
    assert len(load_jsonl(tmp_path / "b.jsonl")) == 148
    out = tmp_path / "out"
    assert run(source, "-o", f"{out}/", "--keep-going", "--part-size", "100").exit_code == 1
    assert [row["record"] for row in load_jsonl(out / "_rejects" / "a-00001.jsonl")] == [141]
    again = run(source, "-o", f"{out}/", "--keep-going", "--part-size", "100", "--resume")
    assert again.exit_code == 1


def test_the_rest_of_a_broken_file(tmp_path: Path) -> None:
    good = make(tmp_path / "b.jsonl", 70)
    data = b"".join(b'{"id": %d, "text": "%d"}\n' % (n, n**9) for n in range(5000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data)[:-500])
    out = tmp_path / "out"
    result = run(tmp_path / "a.jsonl.gz", good, "-o", f"{out}/", "--keep-going")
    assert result.exit_code == 1
    (row,) = load_jsonl(out / "_rejects" / "a-00000.jsonl")
    assert "ends too early" in row["reason"]
    found = ids(out)
    assert found[-70:] == list(range(70))
    assert found[:-70] == list(range(len(found) - 70))
    assert len(found) > 3000


def test_resume_refuses_another_run(tmp_path: Path) -> None:
    source = make(tmp_path / "a.jsonl", 70)
    out = f"{tmp_path / 'out'}/"
    assert run(source, "-o", out).exit_code == 0
    assert "--resume goes on with it" in run(source, "-o", out).stderr
    changed = run(source, "-o", out, "--resume", "--disable", "wrap")
    assert changed.exit_code == 1
    assert "have changed since: disable" in changed.stderr
    make(source, 71)
    assert "changed since: inputs" in run(source, "-o", out, "--resume").stderr
    assert "needs an output folder" in run(source, "--resume").stderr
    assert "cannot be read again" in run("-", "-o", out, "--resume", data=b"").stderr


def test_two_runs_at_once(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    source = make(tmp_path / "a.jsonl", 70)
    lock = tmp_path / "out" / "_newsclean" / "lock"
    lock.parent.mkdir(parents=True)
    with lock.open("wb") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        assert "another run writes to" in real(source, "-o", f"{tmp_path / 'out'}/").stderr


def test_results_with_one_name(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    first, second = make(tmp_path / "a.jsonl", 1), make(tmp_path / "x" / "a.jsonl", 1)
    result = run(first, second, "-o", f"{tmp_path / 'out'}/")
    assert result.exit_code == 2
    assert "would both be called a" in result.stderr
    assert not (tmp_path / "out").exists()
    assert run(first, second).exit_code == 0


def test_links_do_not_lead_out_of_the_output_folder(tmp_path: Path) -> None:
    away, out = tmp_path / "away", tmp_path / "out"
    (tmp_path / "in" / "link").mkdir(parents=True)
    away.mkdir()
    out.mkdir()
    make(tmp_path / "in" / "link" / "a.jsonl", 1)
    (out / "link").symlink_to(away)
    result = run(tmp_path / "in", "-o", f"{out}/")
    assert result.exit_code == 1
    assert "is not inside" in result.stderr
    assert list(away.iterdir()) == []


def test_no_permission(tmp_path: Path) -> None:
    if os.getuid() == 0:
        # Root may write everywhere but where nobody can.
        output = Path("/proc/newsclean.jsonl")
    else:
        (tmp_path / "closed").mkdir(mode=0o500)
        output = tmp_path / "closed" / "b.jsonl"
    result = run(make(tmp_path / "a.jsonl", 1), "-o", output)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith(f"Error: {output}: ")


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    """Its documents would be missing, and nobody told."""
    make(tmp_path / "a.jsonl", 1)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    if os.access(closed, os.R_OK):
        pytest.skip("root may read everything")
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{closed}: Permission denied" in result.stderr


@pytest.mark.parametrize(
    ("module", "arguments", "extra"),
    [
        ("pyarrow", ("--to", "parquet"), "arrow"),
        ("zstandard", ("--to", "jsonl.zst"), "zstd"),
        ("pyarrow", ("--from", "parquet"), "arrow"),
        ("warcio", ("--from", "warc"), "warc"),
    ],
)
def test_missing_extra(tmp_path: Path, module: str, arguments: tuple[str, ...], extra: str) -> None:
    source = make(tmp_path / "a.jsonl", 2)
    code = (
        f"import sys; sys.modules['{module}'] = None\n"
        f"from newsclean.cli.main import main; main(sys.argv[1:])"
    )
    given = ["clean", str(source), "-o", str(tmp_path / "out"), *arguments]
    done = subprocess.run([sys.executable, "-c", code, *given], capture_output=True, text=True)
    assert done.returncode == 1
    assert f"{module} is missing: pip install 'newsclean[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_the_address_of_one_document(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<html><body><h1>新桥通车</h1><p>新桥昨天通车，车辆可以通行。</p></body></html>"
    )
    address = "https://news.example.cn/20230506/a.html"
    (row,) = map(json.loads, run(page, "--url", address).stdout.splitlines())
    assert (row["url"], row["body"]) == (address, "新桥昨天通车，车辆可以通行。")
    (tmp_path / "b.html").write_bytes(page.read_bytes())
    refused = run(tmp_path, "--url", address)
    assert refused.exit_code == 2
    assert "give one file" in refused.output
