"""Hostile documents: nothing raises, nothing is lost; what is given up is flagged."""

from __future__ import annotations

import pytest
from fuzz.checks import check_record
from hostile import SHAPES

import newsclean

SMALL = 6_000  # bytes; `python -m tests.hostile` has the large ones, and their times


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name: str) -> None:
    document = SHAPES[name](SMALL)
    article = newsclean.clean(document)
    check_record(article)
    if isinstance(document, str) and not document.startswith("<"):
        assert article.source_text == document


@pytest.mark.parametrize("name", ["random Cyrillic letters", "holes, every other"])
def test_search_in_vain_ends_with_a_flag(name: str) -> None:
    article = newsclean.clean(SHAPES[name](300_000))
    assert "limit.search" in {flag.rule for flag in article.flags}
    check_record(article)


def test_a_page_damaged_all_over_is_within_the_limit() -> None:
    slip = "村里的渠水?！皥@中的菜苗都活了”，老人说。"
    article = newsclean.clean("\n".join([slip] * 100))
    assert "limit.search" not in {flag.rule for flag in article.flags}


def test_damage_in_a_long_line_is_searched_once() -> None:
    line = "本市新建的图书馆昨天开门迎客犇骉" * 300 + "ÖÐ¹úÐÂÎÅ"
    assert newsclean.clean(line).body.endswith("中国新闻")


@pytest.mark.parametrize("name", ["blocks of a character", "paragraphs of a character"])
def test_tens_of_thousands_of_crumbs_are_one_block(name: str) -> None:
    article = newsclean.clean(SHAPES[name](260_000))
    assert [(block.label, block.reason) for block in article.blocks] == [("body", "limit.lines")]
    assert "limit.lines" in {flag.rule for flag in article.flags}
    check_record(article)


def test_many_lines_of_verse_are_no_crumbs() -> None:
    verse = "\n".join(f"第{number}首 白日依山尽，黄河入海流" for number in range(21_000))
    assert "limit.lines" not in {flag.rule for flag in newsclean.clean(verse).flags}


@pytest.mark.parametrize("tag", ["<!--", "<textarea>", "<title>", "<![CDATA["])
def test_what_is_never_closed_is_looked_for_once(tag: str) -> None:
    """A search for each would take an hour; without it this is a tenth of a second."""
    check_record(newsclean.clean("<html><body>" + tag * 200_000))
