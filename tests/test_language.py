"""The language model: what it must rank, not what it must score."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.language import language_model

SENTENCES = [
    "新桥下月通车，两岸居民不用再绕路。",
    "镇上的图书馆昨天开门，第一批读者借走了三百多本书。",
    "去年全省粮食总产量比上年增长百分之三。",
    "會議強調，要加強基層醫療服務，提高群眾滿意度。",
]


def test_header_says_where_it_comes_from() -> None:
    header = language_model().header
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in header["sha256"])
    assert header["sha256"]
    assert header["command"].startswith("python -m corpus.")


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    ("wrote", "read"),
    [("gbk", "latin-1"), ("utf-8", "latin-1"), ("utf-8", "gb18030"), ("gb18030", "big5")],
)
def test_chinese_reads_better_than_its_mojibake(sentence: str, wrote: str, read: str) -> None:
    model = language_model()
    damaged = sentence.encode(wrote).decode(read, "replace")
    assert model.bits_per_char(sentence) + 2 < model.bits_per_char(damaged)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_chinese_reads_better_than_its_characters_in_disorder(sentence: str) -> None:
    model = language_model()
    assert model.bits(sentence) < model.bits("".join(sorted(sentence)))


@pytest.mark.parametrize(
    ("word", "chance"), [("经济", "经鱼"), ("记者", "记桥"), ("政府", "府政"), ("完成", "完厂")]
)
def test_a_word_attracts(word: str, chance: str) -> None:
    model = language_model()
    assert model.association(*word) > max(0.0, model.association(*chance))


def test_digits_and_letters_are_classes() -> None:
    model = language_model()
    assert model.bits("共123人") == model.bits("共789人")
    assert model.bits("共ABC人") == model.bits("共xyz人")


def test_nothing_costs_nothing() -> None:
    assert language_model().bits("") == 0.0
    assert language_model().bits_per_char("") == 0.0


@given(st.text(st.characters(), max_size=40))
def test_any_text_has_a_finite_cost(text: str) -> None:
    assert abs(language_model().bits(text)) < 1e6


def test_is_loaded_once() -> None:
    assert language_model() is language_model()
