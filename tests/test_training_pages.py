"""Labelled pages: both formats, what is derived, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import newsclean
from newsclean import BadData
from newsclean.training.pages import jsonl, read, specimen
from newsclean.training.score import counts, page_scores

SPECIMEN = """# site: hewan-ribao
# title: 老渠修好了
# source: 河湾日报
NAV	首页
TITLE	老渠修好了
BLANK
BODY	　　干渠清淤之后，等水的时间比去年少了一半。
CAPTION	图为新修的闸口。
LEGAL	版权所有 河湾日报社
"""
RAW = "首页\n老渠修好了\n\n　干渠清淤之后，等水少了一半。\n首页\n"
LINES = [
    {"text": "首页", "label": "boilerplate"},
    {"text": "老渠修好了", "label": "title"},
    {"text": "干渠清淤之后，等水少了一半。", "label": "body"},
    {"text": "首页", "label": "NAV"},
]


def rows(path: Path, *found: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    return path


def test_specimen(tmp_path: Path) -> None:
    path = tmp_path / "1-qu.txt"
    path.write_text(SPECIMEN, encoding="utf-8")
    page = specimen(path)
    assert (page.id, page.site, page.title) == ("1-qu", "hewan-ribao", "老渠修好了")
    names = ["furniture", "title", None, "body", None, "furniture"]
    assert [name for _, name in page.lines] == names
    assert page.has_body
    assert page.facts == {"source": "河湾日报"}


def test_jsonl(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "a.jsonl",
        {"raw": RAW, "lines": LINES},
        {"raw": "只此一行。", "body": "只此一行。"},
    )
    first, second = jsonl(path)
    assert first.text == RAW
    assert [name for text, name in first.lines if text.strip()] == [
        "furniture",
        "title",
        "body",
        "furniture",
    ]
    assert (first.has_body, first.body) == (True, None)
    assert (second.id, second.has_body, second.body) == ("a-2", False, "只此一行。")


def test_labels_of_pieces_of_a_line(tmp_path: Path) -> None:
    raw = "".join(line["text"] for line in LINES)
    (page,) = jsonl(rows(tmp_path / "a.jsonl", {"raw": raw, "lines": LINES}))
    assert page.text == raw
    assert [text for text, _ in page.lines] == [line["text"] for line in LINES]


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "2.txt").write_text(SPECIMEN, encoding="utf-8")
    (tmp_path / "notes.md").write_text("no page", encoding="utf-8")
    rows(tmp_path / "a.jsonl", {"raw": RAW, "lines": LINES})
    assert [page.id for page in read([tmp_path])] == ["a-1", "2"]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.txt", "NAV\t首页\nNEWS\t一行", 2),
        ("a.txt", "NAV\t首页\n没有标签", 2),
        ("a.txt", "", None),
        ("a.jsonl", "{", 1),
        ("a.jsonl", '\n{"text": ""}', 2),
        ("a.jsonl", '{"raw": "一", "lines": ["一"]}', 1),
        ("a.jsonl", '{"raw": "一", "lines": [{"text": "一", "label": "news"}]}', 1),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, text: str, line: int | None) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        list(read([tmp_path]))
    assert (Path(caught.value.path).name, caught.value.line) == (name, line)


def test_counts(tmp_path: Path) -> None:
    path = tmp_path / "1-qu.txt"
    path.write_text(SPECIMEN, encoding="utf-8")
    page = specimen(path)
    article = newsclean.clean(page.text)
    found = counts(page, article)
    assert found["body", True] == len("干渠清淤之后，等水的时间比去年少了一半。")
    assert found["furniture", False] == len("首页版权所有河湾日报社")
    scores = page_scores(page, article)
    assert scores["body kept"] == scores["furniture removed"] == 1.0
