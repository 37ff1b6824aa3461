"""What is known of all lines at once is what each line says of itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import CASES, SHARED, load_json, load_jsonl
from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import PAGES
from newsclean.blocks import bounds
from newsclean.chars import view
from newsclean.labels.judge import BODY, judge, judge_all
from newsclean.labels.lines import Lines
from newsclean.labels.repeats import duplicates
from newsclean.lexicon import find


def lines_of(text: str) -> Lines:
    look = view(text)
    hits = find(look)
    return Lines(look, bounds(look, hits), hits)


def texts() -> Iterator[str]:
    """Pages of every kind, and clean texts."""
    yield from (path.read_text(encoding="utf-8") for path in sorted(PAGES.rglob("*.txt"))[::4])
    yield from (str(row["text"]) for row in load_json(CASES / "hard_negatives" / "pages.json"))
    if SHARED.is_dir():
        yield from (row["raw"] for row in load_jsonl(SHARED / "data/dirty_text/pages.jsonl"))
        articles = load_jsonl(SHARED / "data/clean_text/articles.jsonl")
        yield from (row["text"] for row in articles[::20])


@pytest.mark.parametrize("text", list(texts()))
def test_lines_of_pages(text: str) -> None:
    check(lines_of(text))


@given(st.lists(st.sampled_from("报记者12:年月-|…. \n。，；上一篇县a甲乙（)【丨/　")).map("".join))
def test_lines_of_any_text(text: str) -> None:
    check(lines_of(text))


def check(lines: Lines) -> None:
    alone = [judge(line) for line in lines]
    assert judge_all(lines) == alone
    assert lines.han == [line.han for line in lines]
    assert lines.prose == [line.is_prose for line in lines]
    assert [line.view for line in lines] == lines.views


SAID = (
    "市里的老街修好了，居民搬了回来。河道也清了淤，沿岸种上了柳树和芦苇。孩子们又能在桥上看鱼了。"
)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (f"{SAID}{SAID[:20]}\n别的一行，没有说过。\n记者看到，{SAID}", ["copy", "body", "body"]),
        (f"{SAID}\n别的一行，没有说过。", ["body", "body"]),
        (f"导读：{SAID[:30]}……\n{SAID}", ["duplicate-abstract", "body"]),
        (f"{SAID[:24]}...\n第二行说的是别的事情。\n{SAID}", ["duplicate-abstract", "body", "body"]),
        (f"{SAID}\n导读：{SAID[:30]}……", ["body", "body"]),
    ],
)
def test_copies(text: str, reasons: list[str]) -> None:
    lines = lines_of(text)
    verdicts = [BODY] * len(lines)
    duplicates(lines, verdicts)
    assert [verdict.reason for verdict in verdicts] == reasons
