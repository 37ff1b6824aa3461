"""What is known of all lines at once is what each line says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from conftest import CASES, SHARED, load_json, load_jsonl
from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import PAGES
from newsclean.blocks import bounds
from newsclean.chars import view
from newsclean.labels.echoes import Below
from newsclean.labels.facts import OWN, Framed, dense
from newsclean.labels.judge import BODY, Verdict, judge, judge_all
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


@given(
    st.lists(st.sampled_from("报记者12:年月-|…. \n。，；上一篇县ai甲乙（)【丨/　·>–")).map("".join)
)
def test_lines_of_any_text(text: str) -> None:
    check(lines_of(text))


def check(lines: Lines) -> None:
    alone = [judge(line) for line in lines]
    assert judge_all(lines) == alone
    made = [replace(line) for line in lines]  # which know of nothing but themselves
    assert lines.han == [line.han for line in made]
    assert lines.prose == [line.is_prose for line in made]
    assert lines.paragraphs == [line.is_paragraph for line in made]
    check_facts(lines, alone)
    assert [line.view for line in lines] == lines.views


def check_facts(lines: Lines, verdicts: Sequence[Verdict]) -> None:
    """What is counted over the array of all lines is what each line counts of itself."""
    facts = dense(lines, Framed(lines.views), verdicts)[:, : len(OWN)]
    by_name = dict(zip(OWN, np.expm1(facts).T))
    for name, each in (
        ("sentences", [line.sentences for line in lines]),
        ("commas", [line.commas for line in lines]),
        ("items", [len(line.items) for line in lines]),
        ("longest item", [max(map(len, line.items), default=0) for line in lines]),
        ("places", [sum(bool(hit.of("place")) for hit in line.hits) for line in lines]),
    ):
        assert np.round(by_name[name], 6).tolist() == each, name
    pairs = [len({one.view[at : at + 2] for at in range(len(one.view) or 1)}) for one in lines]
    sizes = np.array([len(one.view) or 1 for one in lines])
    assert np.round((1 - facts[:, OWN.index("same pairs")]) * sizes).tolist() == pairs


def test_what_stands_again_in_a_long_page() -> None:
    sentences = [
        f"第{at}段水渠在{at % 7}月修好了，{'水声响了一夜' * (at % 3)}" for at in range(900)
    ]
    lines = lines_of("\n".join([*sentences, *sentences[::3]]))
    below = Below(lines)
    text, end = "\n".join(lines.views), 0
    for index, line in enumerate(lines.views):
        end += len(line) + 1
        for at in (0, 3):
            assert below.has(index, at, line[at:]) == (text.find(line[at:], end) >= 0)


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
        (f"{SAID[:22]}\n{SAID}", ["cut-copy", "body"]),
        (f"{SAID[:14]}\n{SAID}", ["body", "body"]),
        (f"{SAID[:16]}\n{SAID}", ["body", "body"]),
        (f"{SAID}\n{SAID}", ["body", "body"]),
        (f"{SAID}\n{SAID[:22]}", ["body", "body"]),
    ],
)
def test_copies(text: str, reasons: list[str]) -> None:
    lines = lines_of(text)
    verdicts = [BODY] * len(lines)
    duplicates(lines, verdicts)
    assert [verdict.reason for verdict in verdicts] == reasons


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        ("渡口.jpg", "file"),
        ("zqcmfut5..jpg.jpg", "file"),
        ("http://a.example/2023/05/渡口.png", "file"),
        ("照片存成了渡口 2.jpg", "body"),
        ("a.jpg，b.jpg", "body"),
        (".content{font-size:14px;line-height:1.5}", "code"),
        ("var a=1;function x(){return 1;}", "code"),
        ("$(document).ready(function(){", "code"),
        ("});", "code"),
        ("{渡口:开航;闸口:停航}", "body"),
        ("(^_^){}", "body"),
        ("今天是 农历", "today"),
        ("今天是2023年5月12日 星期五 农历三月廿三", "today"),
        ("今天是开学第一天", "body"),
        ("今天是五月十二日护士节", "body"),
        ("河湾日报记者许立王小林", "byline"),
        ("河湾日报记者探访老渡口", "body"),
        ("记者高考作文得了满分", "body"),
        ("地方中心/新竹报导", "byline"),
        ("国际中心/综合报导", "byline"),
        ("记者于成/河湾报道", "byline"),
        ("水陆两路/空中和地面都有报道", "body"),
    ],
)
def test_what_is_left_of_a_page(view: str, reason: str) -> None:
    assert judge_all(lines_of(f"{SAID}\n{view}"))[1].reason == reason
