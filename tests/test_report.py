"""What a report is made of: stories that lose nothing, sums that do not grow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.cli.main import main
from newsclean.report.story import parts, story
from newsclean.report.summary import Summary

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*/source.txt"))


def told(data: bytes | str) -> None:
    article = newsclean.clean(data)
    found = list(parts(article.to_dict()))
    assert "".join(part.before for _, run in found for part in run) == article.source_text
    kept = "".join(part.after for block, run in found if block["kept"] for part in run)
    assert kept == article.body
    assert sum(part.edit is not None for _, run in found for part in run) == len(article.edits)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.parent.name)
def test_story_of_a_seed_holds_source_and_body(path: Path) -> None:
    told(path.read_bytes())


DAMAGED = st.lists(
    st.sampled_from(
        ["經(jīng)濟(jì)", "&amp;", "\u200b", "\x07", "\r\n", "  ", "\n\n\n", "。", "新闻", "?!皥@",
         "\ufeff", "来源：新华网", "\\u4e2d\\u56fd", "ä¸­å\x9b½", "( )", "首页>要闻"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(DAMAGED)
def test_story_holds_source_and_body(text: str) -> None:
    told(text)


def test_long_document_is_cut_and_says_so() -> None:
    text = "渠水流进了田里。\n" * 20_000
    found = story(newsclean.clean(text).to_dict())
    shown = sum(len(part) for block in found["blocks"] for part in block["parts"])
    assert shown == 100_000
    assert found["cut"] == len(text) - 100_000


def row(text: str, url: str | None = None) -> dict[str, Any]:
    return newsclean.clean(text, url=url).to_dict()


def test_sums() -> None:
    summary = Summary()
    summary.add(row("经&amp;济在春天回暖，农民忙着下田。", "http://a.example/1"))
    summary.add(
        row("来源：河湾日报\n渠水进了田，农民忙着插秧。\n版权所有 翻印必究", "http://a.example/2")
    )
    assert summary.documents == 2
    assert summary.edits["entity.html"] == 1
    assert summary.hosts == {"a.example": 2}
    assert summary.removed["meta"] > 0
    assert sum(summary.shares) == 2
    assert summary.kept < summary.characters


def test_shown_documents_are_few_and_doubtful_ones_first() -> None:
    summary = Summary()
    plain, doubtful = row("渠水进了田。"), row("他说????????就走了，后来又回到了村里。")
    for _ in range(600):
        summary.add(plain)
    summary.add({"path": "doubtful", **doubtful})
    shown = list(summary.first())
    assert shown[0]["name"] == "doubtful"
    assert len(shown) <= 250


def test_shown_documents_are_the_same_every_time() -> None:
    def names() -> list[str]:
        summary = Summary()
        for number in range(300):
            summary.add({"path": str(number), **row("渠水进了田。")})
        return [entry["name"] for entry in summary.first()]

    assert names() == names()


def command(*arguments: str | Path) -> Any:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".parquet"])
def test_results_and_documents_give_one_report(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra arrow")
    results, saved, direct = (tmp_path / name for name in (f"r{suffix}", "a.html", "b.html"))
    seeds = str(SEEDS[0].parents[1])
    assert CliRunner().invoke(main, ["clean", seeds, "-q", "-o", str(results)]).exit_code == 0
    assert command(results, "-o", saved, "--title", "t").exit_code == 0
    assert command(seeds, "-o", direct, "--title", "t").exit_code == 0
    assert saved.read_text("utf-8") == direct.read_text("utf-8")


def test_results_without_blocks_are_named(tmp_path: Path) -> None:
    results = tmp_path / "r.jsonl"
    results.write_text('{"schema": "newsclean.article/1", "body": "一"}\n', encoding="utf-8")
    done = command(results, "-o", tmp_path / "r.html")
    assert done.exit_code == 1
    assert "without blocks, edits, flags, status" in done.output


def test_report_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    done = command(SEEDS[0], "-o", tmp_path / "missing" / "r.html")
    assert done.exit_code == 1
    assert "No such file" in done.output
    assert command(tmp_path / "nothing.jsonl", "-o", tmp_path / "r.html").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_inspect_tells_the_same_story_as_json() -> None:
    done = CliRunner().invoke(main, ["inspect", "--json", str(SEEDS[0])])
    row = {"path": str(SEEDS[0]), **newsclean.clean(SEEDS[0].read_bytes()).to_dict()}
    assert json.loads(done.output) == story(row)
