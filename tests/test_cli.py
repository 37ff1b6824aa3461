"""The command: arguments, output, messages, exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import newsclean
from newsclean.cli.main import main
from newsclean.config import RULES
from newsclean.files import Shard

NEWS = "老街改造完工 居民陆续搬回新家-凤凰彩票网\n来源：云河网 2023-04-09 17:26:41\n"
BODY = "镇上的图书馆昨天开门，第一批读者借走了三百多本书。\n馆长说，书有一半是居民捐来的。"
PAGE = f"{NEWS}\n{BODY}\x1b[2J\x1b]0;x\x07\n责任编辑：王小林\n"


def run(*arguments: str | Path, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=data)


def real(
    *arguments: str | Path, data: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "newsclean", *map(str, arguments)]
    env = {**os.environ, **settings}
    return subprocess.run(command, input=data, capture_output=True, timeout=600, env=env)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one of them deeper; a file that is none, and hidden ones."""
    root = tmp_path / "pages"
    (root / "deep").mkdir(parents=True)
    (root / ".hidden").mkdir()
    (root / "a.txt").write_bytes(PAGE.encode())
    (root / "deep" / "b.TXT").write_bytes(BODY.encode("gbk"))
    (root / "notes.md").write_text("no document")
    (root / ".c.txt").write_text("hidden")
    (root / ".hidden" / "d.txt").write_text("hidden")
    return root


def test_file(folder: Path) -> None:
    result = run("clean", folder / "a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    (line,) = result.stdout.splitlines()
    article = newsclean.clean(PAGE.encode())
    assert json.loads(line) == {"path": str(folder / "a.txt"), **article.to_dict()}


def test_folder(folder: Path) -> None:
    result = run("clean", folder)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["path"] for row in rows] == [str(folder / "a.txt"), str(folder / "deep" / "b.TXT")]
    assert rows[1]["encoding"] == "gb18030"
    assert rows[1]["body"] == BODY


def test_standard_input() -> None:
    result = run("clean", "-", data=BODY.encode())
    row = json.loads(result.stdout)
    assert (row["path"], row["body"]) == ("-", BODY)


def test_real_command(folder: Path) -> None:
    done = real("clean", "-", folder, data=BODY.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [Path(row["path"]).name for row in rows] == ["-", "a.txt", "b.TXT"]


def test_text(folder: Path) -> None:
    result = run("clean", "--text", folder)
    first, second = (newsclean.clean(text).body for text in (PAGE, BODY))
    assert result.stdout == f"{first}\n\n{second}\n"


def test_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("新橋通車。".encode("big5"))
    result = run("clean", "--text", "--encoding", "big5", path)
    assert result.stdout == "新橋通車。\n"


def test_settings(folder: Path) -> None:
    result = run("clean", "--keep", "meta", "--disable", "brand", folder / "a.txt")
    row = json.loads(result.stdout)
    assert "来源：云河网" in row["body"]
    assert not any(edit["rule"].startswith("brand") for edit in row["edits"])


def test_output_is_whole(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    result = run("clean", folder, "-o", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text(encoding="utf-8") == run("clean", folder).stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "pages"]


def test_output_folder_is_missing(folder: Path, tmp_path: Path) -> None:
    result = run("clean", folder, "-o", tmp_path / "none" / "out.jsonl")
    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr
    assert isinstance(result.exception, SystemExit)
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_missing_path(folder: Path) -> None:
    result = run("clean", folder / "a.txt", folder / "none.txt")
    assert result.exit_code == 2
    assert "none.txt" in result.stderr
    assert "does not exist" in result.stderr
    assert result.stdout == ""


def test_unreadable_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that disappears between the listing and the reading."""
    files = tuple(str(folder / name) for name in ("a.txt", "gone.txt", "deep/b.TXT"))
    shard = Shard("pages", "document", files, ("a", "gone", "deep/b"))
    monkeypatch.setattr("newsclean.cli.clean.find_shards", lambda *_: [shard])
    result = run("clean", folder)
    assert result.exit_code == 1
    assert "gone.txt: No such file or directory (--keep-going" in result.stderr
    result = run("clean", folder, "--keep-going")
    assert result.exit_code == 1
    assert "gone.txt: No such file or directory" in result.stderr
    assert len(result.stdout.splitlines()) == 2


def test_broken_link_in_a_folder(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "nowhere")
    assert len(run("clean", folder).stdout.splitlines()) == 2


@pytest.mark.parametrize("command", ["clean", "inspect"])
def test_unknown_rule(command: str, folder: Path) -> None:
    result = run(command, "--disable", "pinjin", folder / "a.txt")
    assert result.exit_code == 2
    assert "no rule 'pinjin'" in result.stderr
    assert all(rule in result.stderr for rule in RULES)


@pytest.mark.parametrize(
    "arguments", [("clean",), ("inspect",), ("clean", "--script", "tw", "-"), ("nothing",), ("-x",)]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_lone_surrogate_is_spelled_out() -> None:
    result = run("clean", "-", data=rb"\u65b0\u6865" + b"\xed\xa0\x80")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["schema"]


def test_no_documents(tmp_path: Path) -> None:
    result = run("clean", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")


def test_inspect(folder: Path) -> None:
    done = real("inspect", folder / "a.txt")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    for part in ("brand.suffix", "invisible.control", "title", "meta", "body", "云河网"):
        assert part in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_columns_are_aligned_whatever_the_width_of_characters(folder: Path) -> None:
    from rich.cells import cell_len

    lines = real("inspect", folder / "a.txt").stdout.decode().splitlines()
    rows = [next(line for line in lines if line.startswith(name)) for name in ("title", "source")]
    ends = [cell_len(re.split("certain|likely", row)[0]) for row in rows]
    assert ends[0] == ends[1] > cell_len("title      老街改造完工 居民陆续搬回新家")


@pytest.mark.parametrize("width", [40, 80, 97])
def test_inspect_puts_texts_in_a_column_of_their_own(tmp_path: Path, width: int) -> None:
    from rich.cells import cell_len

    body = "渠水进了田,等水的时间比去年少了一半。  村民 Zhang Sanlang 说:水来得早。" * 5
    path = tmp_path / "page.txt"
    path.write_text(f"首页>要闻\n\n\n{body}\n相关阅读\n夏收开镰在即\n", encoding="utf-8")
    done = real("inspect", path, COLUMNS=str(width))
    _, shown, _ = re.split("^─+\n", done.stdout.decode(), flags=re.MULTILINE)
    rows = shown.splitlines()
    assert max(map(cell_len, rows)) <= width
    assert {row[:16].strip() for row in rows} == {"", "navigation", "body", "related"}
    assert all(row[16:].strip() for row in rows)
    assert body in "".join(row[16:] for row in rows)
    assert not [row for row in rows if row.endswith(("Zha", "San"))]


def test_inspect_standard_input() -> None:
    result = run("inspect", "-", data=BODY.encode())
    assert result.exit_code == 0
    assert "图书馆" in result.stdout


def test_inspect_missing_file(tmp_path: Path) -> None:
    assert run("inspect", tmp_path / "none.txt").exit_code == 2
    assert run("inspect", tmp_path).exit_code == 2


def test_version() -> None:
    assert run("--version").stdout == f"newsclean, version {newsclean.__version__}\n"
    assert real("--version").stdout.decode().startswith("newsclean, version")


@pytest.mark.parametrize("arguments", [("-h",), ("--help",), ("clean", "-h"), ("inspect", "-h")])
def test_help(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
