"""What SECURITY.md says is guarded against, one test or more for each line of its table."""

from __future__ import annotations

import ast
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

import newsclean
from newsclean.atomic import Whole
from newsclean.cli.main import main
from newsclean.cli.terminal import safe

SOURCES = sorted((ROOT / "newsclean").rglob("*.py"))
# Modules that run what they are given, read it as code, or talk to others.
FORBIDDEN = {
    "pickle", "marshal", "shelve", "dill", "joblib", "subprocess", "socket", "ftplib", "smtplib",
    "http.client", "urllib.request", "requests", "httpx", "aiohttp", "xml.etree", "xml.sax", "imp",
}  # fmt: skip
CALLS = {"eval", "exec", "compile", "__import__", "mktemp", "system", "popen", "literal_eval"}
STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2028\r\x08"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_run_and_nobody_is_called(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not FORBIDDEN & set(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            is_pattern = isinstance(node.func, ast.Attribute) and name == "compile"
            assert is_pattern or name not in CALLS, f"{path}:{node.lineno}: {name}"
            if name == "load" and ast.unparse(node.func).startswith(("np.", "numpy.")):
                allowed = {one.arg: ast.unparse(one.value) for one in node.keywords}
                assert allowed.get("allow_pickle", "False") == "False"


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


_WATCHED = """
import json, sys
import newsclean
from newsclean.report.build import page
documents = json.load(sys.stdin)
rows = [newsclean.clean(document, url="http://example.org/1").to_dict() for document in documents]
seen = []
def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.system", "os.posix_spawn",
                         "urllib.", "pickle.", "shutil.", "os.remove", "os.rename")):
        seen.append(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        seen.append(f"open {arguments[0]}")
sys.addaudithook(watch)
for document in documents:
    newsclean.clean(document, url="http://example.org/1")
page(rows, "t")
print(seen)
"""


def test_cleaning_opens_no_connection_starts_nothing_and_writes_nothing() -> None:
    documents = [path.read_text("utf-8") for path in sorted(ROOT.glob("seeds/*/source.txt"))]
    for path in sorted(ROOT.glob("tests/cases/pages/*/*.html")):
        documents.append(path.read_text("gb18030", "replace"))
    documents.append(
        "<html><img src='http://example.org/x'><link href='//example.org/y'>桥。</html>"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCHED],
        input=json.dumps(documents), capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert done.stdout == "[]\n"


def test_temporary_names_are_private_and_unpredictable(tmp_path: Path) -> None:
    made = [Whole(tmp_path / "out.txt") for _ in range(3)]
    paths = list(tmp_path.iterdir())
    assert len({path.name for path in paths}) == 3
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in paths)
    for one in made:
        one.abort()
    assert not list(tmp_path.iterdir())


def test_a_link_in_the_place_of_the_output_is_replaced_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept")
    (tmp_path / "out.jsonl").symlink_to(secret)
    (tmp_path / "a.txt").write_text("新桥昨天通车。", "utf-8")
    _run("clean", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl")
    assert secret.read_text() == "kept"
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["body"] == "新桥昨天通车。"


@pytest.mark.parametrize("to", ["text", "jsonl"])
def test_names_that_lead_upwards_write_inside_the_output_folder(tmp_path: Path, to: str) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("新桥昨天通车。", "utf-8")
    (deep / "link.txt").symlink_to(tmp_path / "in" / "a.txt")
    (deep / "..%2f..%2fb.txt").write_text("新路昨天通车。", "utf-8")
    out = tmp_path / "out"
    before = {path for path in tmp_path.rglob("*") if out not in path.parents}
    _run("clean", f"{deep}/../a.txt", deep, "-o", f"{out}/", "--to", to)
    after = {path for path in tmp_path.rglob("*") if out not in path.parents}
    assert after - before <= {out}
    assert any(out.rglob(f"*.{'txt' if to == 'text' else 'jsonl'}"))


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}"


def test_reports_escape_what_documents_say() -> None:
    pytest.importorskip("jinja2")
    from newsclean.report.build import page

    text = f"{HOSTILE}\n新桥昨天通车，{HOSTILE}两岸居民期盼已久。\n责任编辑：{HOSTILE}"
    row = newsclean.clean(text, url=f"http://example.org/{HOSTILE}").to_dict()
    for rows in ([row], [row] * 3):
        made = page([{**one, "path": HOSTILE} for one in rows], HOSTILE)
        assert "<script>alert" not in made
        assert "<img src=x" not in made
        assert "49" not in made.split("<title>")[1].split("</title>")[0]
        assert "default-src 'none'" in made


def test_the_terminal_is_not_steered_by_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"新桥{STEERING}通车\n作者：{STEERING}王小林\n\x1c\x85\n", "utf-8")
    shown = _run("inspect", path).stdout + _run("inspect", "--json", path).stdout
    assert safe(shown) == shown
    assert "<U+001B>" in shown


def test_the_terminal_is_not_steered_by_names_of_files(tmp_path: Path) -> None:
    folder = tmp_path / f"a{STEERING}"
    folder.mkdir()
    (folder / f"b{STEERING}.jsonl").write_text('{"x": 1}\n[1]\n')
    (folder / f"b{STEERING}.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    said = _run("clean", folder, "--keep-going", expected=1).stderr
    said += _run("clean", folder, expected=1).stderr
    said += _run("clean", folder / f"none{STEERING}", expected=2).stderr
    said += _run("inspect", folder / f"none{STEERING}", expected=2).stderr
    assert "no column" in said
    assert safe(said) == said


def test_the_terminal_is_not_steered_by_addresses_in_archives(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    path = tmp_path / "a.warc"
    path.write_bytes(
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a \x1b[2J b\r\n"
        b"Content-Length: 15\r\n\r\n" + "新桥通车。".encode() + b"\r\n\r\n"
    )
    command = [sys.executable, "-m", "newsclean", "clean", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert json.loads(done.stdout)["body"] == "新桥通车。"
    assert safe(done.stdout + done.stderr) == done.stdout + done.stderr


def _run(*arguments: object, expected: int = 0) -> Result:
    result = CliRunner().invoke(main, [os.fspath(str(one)) for one in arguments])
    assert result.exit_code == expected, result.output
    return result
