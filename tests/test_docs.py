"""The examples of README and docs run as they stand there, in a folder of pages made from `seeds`.

A block that cannot says why on its fence: ```python notest="needs Spark".
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

import newsclean
from newsclean.cli.main import main
from newsclean.training.pages import read

FENCE = re.compile(r"^```(\w*)(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
# All pages of the site.
FILES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "corpus" / "README.md"])
BLOCKS = [
    (path.relative_to(ROOT).as_posix(), *match.groups())
    for path in FILES
    for match in FENCE.finditer(path.read_text(encoding="utf-8"))
]
# Examples of a file build on each other, so all of a file and language are one script.
SCRIPTS: dict[tuple[str, str], str] = {}
for _name, _language, _options, _code in BLOCKS:
    if not _options and _language in ("python", "sh"):
        SCRIPTS[_name, _language] = SCRIPTS.get((_name, _language), "") + _code
# Translations have the same code, see below: it runs once.
ORIGINALS = [key for key in SCRIPTS if not key[0].endswith(".zh.md")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`page.txt`, `pages/`, tables and a crawl, all of the sample documents; labelled pages."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("seeds/*/source.txt"))]
    assert texts
    (tmp_path / "page.txt").write_text(texts[0], encoding="utf-8")
    for sub in ("pages", "crawl"):
        (tmp_path / sub).mkdir()
    rows = []
    for number, text in enumerate(texts):
        (tmp_path / "pages" / f"{number}.txt").write_text(text, encoding="utf-8")
        html = "".join(f"<p>{line}</p>" for line in text.splitlines())
        rows.append({"url": f"https://news.example/{number}", "text": text, "html": html})
    table = "".join(json.dumps(row) + "\n" for row in rows).encode()
    (tmp_path / "crawl" / "a.jsonl.gz").write_bytes(gzip.compress(table))
    (tmp_path / "pages.jsonl").write_bytes(table)
    # Pages of some sites, as `newsclean label` and a person would have left them.
    for number, path in enumerate(sorted(ROOT.glob("corpus/pages/county/*.txt"))[:24]):
        (tmp_path / ("apart" if number % 4 == 0 else "labelled")).mkdir(exist_ok=True)
        (tmp_path / ("apart" if number % 4 == 0 else "labelled") / path.name).write_bytes(
            path.read_bytes()
        )
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    settings = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    settings |= {"URL_OF_A_TEXT": (folder / "page.txt").as_uri(), "PYTHON": sys.executable}
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **settings}, capture_output=True, timeout=900
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_example_becomes_what_is_said(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    _, before, _, after, *_ = re.split(r"^```$", text, flags=re.MULTILINE)
    assert newsclean.clean(before).body.strip() == after.strip()


def test_every_command_is_explained() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "docs" / "cli.md").read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"`newsclean (\w+)`", "\n".join(headings)))
    assert named == set(main.commands)


def test_translations_have_the_same_code() -> None:
    translated = set(SCRIPTS) - set(ORIGINALS)
    assert len(translated) == 3
    for name, language in translated:
        pair = SCRIPTS[name, language], SCRIPTS[name.replace(".zh.md", ".md"), language]
        one, other = (re.sub(r" *#.*", "", code) for code in pair)
        assert one == other, name


def figures(row: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", row))


@pytest.mark.parametrize("name", ["README", "docs/quickstart"])
def test_translations_have_the_same_parts_and_figures(name: str) -> None:
    texts = [(ROOT / f"{name}{end}").read_text(encoding="utf-8") for end in (".md", ".zh.md")]
    one, other = (re.findall("^##? ", text, re.MULTILINE) for text in texts)
    assert one == other
    rows, translated = (re.findall(r"^\|(.*)$", text, re.MULTILINE) for text in texts)
    assert len(rows) == len(translated)
    for row, pair in zip(rows, translated):
        # The third cell is the command.
        assert figures("|".join(row.split("|")[:2])) == figures(pair), row


def test_what_does_not_run_says_why() -> None:
    for name, _, options, code in BLOCKS:
        assert not options or re.fullmatch(r' notest="[^"]{8,}"', options), (name, options, code)


def test_no_example_is_passed_over() -> None:
    """Fences are code that runs, or says why it does not; settings; or text, which is no code."""
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert len(re.findall(r"^ *(?:```|~~~)", text, re.MULTILINE)) == 2 * len(
            [name for name, *_ in BLOCKS if name == path.relative_to(ROOT).as_posix()]
        ), path
    assert {language for _, language, _, _ in BLOCKS} == {"python", "sh", "toml", ""}


def test_settings_are_settings(tmp_path: Path) -> None:
    files = [code for _, language, _, code in BLOCKS if language == "toml"]
    assert files
    page = ROOT / "corpus" / "pages" / "county"
    for number, code in enumerate(files):
        path = tmp_path / f"{number}.toml"
        path.write_text(code, encoding="utf-8")
        one = next(iter(sorted(page.glob("*.txt"))))
        done = CliRunner().invoke(main, ["eval", str(one), "--config", str(path)])
        assert done.exit_code == 0, done.output


def test_specimens_are_specimens(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    for name, _, _, code in BLOCKS:
        if code.startswith("# site: "):
            path.write_text(code, encoding="utf-8")
            [page] = read([path])
            assert page.has_body, name
            break
    else:
        pytest.fail("there is none")


def test_engines_run_what_needs_an_engine() -> None:
    """A reason that names a test names one that is there."""
    for name, language, options, _ in BLOCKS:
        for path in re.findall(r"tests/\w+(?:\.py)?", options):
            assert (ROOT / path).exists(), (name, options)
        assert language != "python" or not options or "tests/engines runs it" in options, name


@pytest.mark.parametrize("name", [name for name, language in ORIGINALS if language == "python"])
def test_python(name: str, folder: Path) -> None:
    out = run([sys.executable, "-c", SCRIPTS[name, "python"]], folder)
    assert out.strip() or "print(" not in SCRIPTS[name, "python"]


@pytest.mark.parametrize("name", [name for name, language in ORIGINALS if language == "sh"])
def test_commands(name: str, folder: Path) -> None:
    script = SCRIPTS[name, "sh"]
    shell = 'set -euo pipefail; newsclean() { "$PYTHON" -m newsclean "$@"; }\n'
    run(["bash", "-c", shell + script], folder)
    for output in re.findall(r" -o (\S+)", script):
        assert (folder / output).exists(), output
