"""Character tables against the package they are made from, and the view."""

from __future__ import annotations

import random

import pytest
from conftest import SHARED, load_jsonl, needs_shared
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from newsclean.chars import ambiguous, simplified, to_simplified, to_traditional, variants, view

T2S = OpenCC("t2s")
ARTICLES = SHARED / "data" / "clean_text" / "articles.jsonl"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "新橋下月通車，兩岸居民不用再繞路。",
        "乾隆年間的乾燥箱和乾坤鏡",
        "著名作家看著書，覺得很瞭解，一目瞭然",
        "這裡那裏，於是由於，皇后以後",
        "藉口憑藉慰藉，射覆反覆覆蓋",
        "已经是简体的一句话，于是不变",
        "Latin text, 123, かな、한글",
        "𠮷野家與𡃁仔",
        "乾乾隆隆年間乾",
    ],
)
def test_simplified_as_the_package_does(text: str) -> None:
    assert to_simplified(text) == T2S.convert(text)


@needs_shared
def test_simplified_as_the_package_does_on_articles() -> None:
    rows = random.Random(100).sample(load_jsonl(ARTICLES), 100)
    for row in rows:
        assert to_simplified(row["text"]) == T2S.convert(row["text"]), row["id"]


def test_traditional_words() -> None:
    assert to_traditional("皇后以后，云南的干部制造机器") == "皇后以後，雲南的幹部製造機器"


@given(st.text(st.characters()))
def test_view_keeps_the_length(text: str) -> None:
    assert len(view(text)) == len(text)


@given(st.text(st.characters()))
def test_view_of_a_view_is_itself(text: str) -> None:
    assert view(view(text)) == view(text)


@given(st.text())
def test_line_breaks_stay_where_they_are(text: str) -> None:
    assert [at for at, c in enumerate(view(text)) if c == "\n"] == [
        at for at, c in enumerate(text) if c == "\n"
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("來源：ＡＢＣ網", "来源:abc网"),
        ("Ｑ＆Ａ｜１２", "q&a|12"),
        ("新\x07橋\u200b通\u3000車", "新 桥 通 车"),
        ("史蒂夫•乔・布", "史蒂夫·乔·布"),
    ],
)
def test_view(text: str, seen: str) -> None:
    assert view(text) == seen


def test_tables() -> None:
    assert simplified()[ord("經")] == "经"
    assert variants()["乾"] == ("干", "乾")
    assert {"于", "里", "干", "后", "云"} <= ambiguous()
    assert "经" not in ambiguous()
