"""Every example that needs an engine runs, as it stands in the documentation."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import newsclean
from engines.inputs import rows

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def blocks_of(name: str) -> list[str]:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    return re.findall(r"```python\b[^\n]*\n(.*?)```", text, re.DOTALL)


# Modules that an example imports, and what it leaves behind.
NEEDS = ("pyspark", "ray", "datasets", "datatrove", "scrapy", "polars")
RECIPES = ("pyspark", "ray", "scrapy")


def needs(block: str) -> str:
    found = [name for name in NEEDS if re.search(rf"^(from|import) {name}\b", block, re.MULTILINE)]
    return found[0] if found else "newsclean"


BLOCKS = blocks_of("engines.md")
# Those without an engine run in tests/test_docs.py.
JOBS = [block for block in blocks_of("recipes.md") if needs(block) != "newsclean"]
OTHERS = [
    block
    for path in sorted((ROOT / "docs").glob("*.md"))
    if path.name not in ("engines.md", "recipes.md")
    for block in blocks_of(path.name)
    if needs(block) != "newsclean"
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = [{"id": str(row["id"]), "url": row["url"], "text": row["text"]}
             for row in rows() if row["text"]]  # fmt: skip
    parquet.write_table(pa.Table.from_pylist(pages), tmp_path / "pages.parquet")
    lines = [json.dumps({**page, "url": page["url"] or ""}) for page in pages]
    (tmp_path / "pages.jsonl").write_text("\n".join(lines))
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    (folder / "www").mkdir()
    (folder / "www" / "index.html").write_bytes("<html><p>新桥昨天通车。</p></html>".encode("gbk"))

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder / "www"))  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_there_is_one_for_each_engine() -> None:
    assert sorted(map(needs, BLOCKS)) == sorted([*NEEDS, "newsclean"])
    assert sorted(map(needs, JOBS)) == sorted(RECIPES)
    assert list(map(needs, OTHERS)) == ["pyspark"]


def run(block: str, folder: Path, address: str) -> None:
    name = needs(block)
    pytest.importorskip(name, reason=f"{name} is not installed")
    if name == "pyspark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java 17 or newer")
    script = folder / "example.py"
    script.write_text(block.replace("http://localhost:8000/", address), encoding="utf-8")
    settings = {"PYSPARK_PYTHON": sys.executable, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, script], cwd=folder, env={**os.environ, **settings},
        capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]


def items(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "items.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("block", BLOCKS, ids=needs)
def test_example(block: str, folder: Path, address: str) -> None:
    run(block, folder, address)
    name = needs(block)
    if name in ("pyspark", "ray"):
        cleaned = parquet.read_table(folder / "cleaned")
        assert cleaned.num_rows == sum(bool(row["text"]) for row in rows())
        assert set(cleaned["status"].to_pylist()) >= {"clean", "repaired"}
    if name == "datatrove":
        assert list((folder / "cleaned").iterdir())
    if name == "scrapy":
        (item,) = items(folder)
        assert item["body"].strip() == "新桥昨天通车。"


@pytest.mark.parametrize("block", JOBS, ids=needs)
def test_recipe(block: str, folder: Path, address: str) -> None:
    pages = parquet.read_table(folder / "pages.parquet")
    parquet.write_table(pa.concat_tables([pages, pages.slice(0, 10)]), folder / "pages.parquet")
    run(block, folder, address)
    if needs(block) == "scrapy":
        assert [item["body"].strip() for item in items(folder)] == ["新桥昨天通车。"]
        return
    bodies = parquet.read_table(folder / "corpus")["body"].to_pylist()
    assert 20 < len(bodies) == len(set(bodies)) <= pages.num_rows
    assert min(map(len, bodies)) >= 80


@pytest.mark.parametrize("block", OTHERS, ids=needs)
def test_profile(block: str, folder: Path, address: str) -> None:
    """The parts of a profile, learned apart, are the profile of the whole."""
    rows = parquet.read_table(folder / "pages.parquet").to_pylist()
    whole = newsclean.learn_profile((row["url"], row["text"]) for row in rows)
    whole.save(folder / "whole.profile")
    run(block, folder, address)
    assert newsclean.Profile.load(folder / "site.profile") == newsclean.Profile.load(
        folder / "whole.profile"
    )
