"""Pages that are spam as a whole, and articles that look like them."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CASES, by_id, load_json

import newsclean
from newsclean import Label, Status
from newsclean.lexicon import table

ROWS = load_json(CASES / "spam_pages.json")
REPORTS = [
    row
    for row in load_json(CASES / "hard_negatives" / "pages.json")
    if row["id"].startswith(("doorway-", "stitched-", "roster-", "collage-", "casino-", "invoice-"))
]
FRAME = """河湾云报
首页 要闻 社会 视频 专题 便民
当前位置：首页 > 社会
{}
上一篇：渡口换了新灯
版权所有　河湾云报　未经许可不得转载"""


@pytest.mark.parametrize("row", ROWS, ids=by_id)
def test_nothing_of_it_is_kept(row: dict[str, Any]) -> None:
    article = newsclean.clean(row["text"])
    assert article.status == Status.SPAM
    assert {block.reason for block in article.blocks if block.label == Label.SPAM} >= {
        row["reason"]
    }
    assert not article.body


@pytest.mark.parametrize("row", REPORTS, ids=by_id)
def test_a_report_on_a_page_is_none(row: dict[str, Any]) -> None:
    article = newsclean.clean(FRAME.format(row["text"]))
    assert article.status != Status.SPAM
    prose = [line for line in row["text"].split("\n")[1:] if line.endswith("。")]
    assert [line for line in prose if line not in str(article.body)] == []


@pytest.mark.parametrize(
    "tail",
    [
        "彩票平台注册/棋牌游戏官网/六合彩特码",
        "代开发票|办毕业证|私家侦探",
    ],
)
@pytest.mark.parametrize("glue", ["", " "])
def test_a_list_between_bars_leaves_the_sentence_before_it(tail: str, glue: str) -> None:
    report = "渡口的铜钟昨天换上了一根新麻绳。\n雾天看不见船，渡工敲三下，对岸敲两下。"
    article = newsclean.clean(FRAME.format(f"渡口的钟\n{report}{glue}{tail}"))
    assert str(article.body).strip() == report


@pytest.mark.parametrize(
    "line",
    [
        "六 合 彩 特 码—娱 乐 城 开 户—真 人 百 家 乐",
        "代 开 发 票|办 毕 业 证|私 家 侦 探",
    ],
)
def test_blanks_between_characters_hide_no_keywords(line: str) -> None:
    report = "渡口的铜钟昨天换上了一根新麻绳。\n雾天看不见船，渡工敲三下，对岸敲两下。"
    article = newsclean.clean(FRAME.format(f"渡口的钟\n{report}\n{line}"))
    assert str(article.body).strip() == report


def test_a_report_with_a_list_planted_in_it_is_none() -> None:
    report = """河湾杯电竞赛收官 老渠队二比一夺冠
2023-05-06 22:15 文：石竹 来源：河湾云报
5月6日晚，河湾杯电竞公开赛落幕，老渠队先失一局后连扳两局，捧走奖杯。
第一局　渡口 21:14 老渠
第二局　老渠 18:9 渡口
{}第三局　老渠 25:22 渡口
队长在采访里说，第一局输在心急，换边以后大家只做一件事。"""
    planted = "ag平台—betway体育—bv伟德—manbetx—手机报码\n"
    article = newsclean.clean(FRAME.format(report.format(planted)) + "\n体育学院里的电竞课")
    assert article.status != Status.SPAM
    assert "捧走奖杯" in article.body
    assert "只做一件事" in article.body
    assert "手机报码" not in article.body


def test_a_list_of_keywords_at_the_head_is_no_title_with_a_brand() -> None:
    words = [row[0] for row in table("spam_terms.tsv", 3) if row[1:] == ("adult", "strong")][:6]
    article = newsclean.clean(
        FRAME.format("渡口的钟\n" + REPORTS[0]["text"]).replace("河湾云报", "_".join(words), 1)
    )
    assert article.blocks[0].label == Label.SPAM
    assert article.blocks[0].topic == "adult"


def test_a_report_in_the_words_of_a_trade_is_no_advert_for_a_list_planted_in_it() -> None:
    told = """体彩大乐透昨晚开奖，河湾镇开出二等奖一注，奖金十六万余元，得奖的是渡口摆船的岑老伯。
岑老伯每周在渡口的投注站买两注，号码取自两个外孙的生日，守了整整五年，说没想过真会中。
投注站的老板娘说，老人每次花费不超过十元，从不追号，中奖的消息传开，街坊都来沾喜气。
体彩中心的人提醒，中奖彩票应在六十天内兑付，过期的奖金归入公益金，代领要带两人的证件。"""
    first, rest = told.split("\n", 1)
    terms = [row[0] for row in table("spam_terms.tsv", 3) if row[1:] == ("gambling", "strong")]
    planted = "|".join(terms[100:130])
    article = newsclean.clean(FRAME.format(f"摆船老伯中二等奖\n{first}\n{planted}\n{rest}"))
    assert article.status != Status.SPAM
    assert str(article.body).strip() == told
