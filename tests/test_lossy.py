"""Damage beyond repair: flagged where it stands, never changed."""

from __future__ import annotations

import pytest

import newsclean
from newsclean import Status

CASES = [
    ("lossy.kuntaokao", "渡口的新船锟斤拷锟斤拷下月试航，票价不变。", 6),
    ("lossy.fill", "站台上的屏幕显示烫烫烫烫，值班员重启了机器。", 8),
    ("lossy.replacement", "渡口的新船\ufffd\ufffd下月试航，票价不变。", 5),
    ("lossy.question-marks", "渡口的新船????下月试航，票价不变。", 5),
    ("lossy.mojibake", "渡口：闂傚倸鍊搁崐鎼佸磹閹间礁纾归柟闂寸绾惧綊", 3),
    ("lossy.mojibake", "渡口：ЅсМмµД№чЛ®ЗюјгОь", 3),
    ("lossy.squares", "渡口的新船□□下月试航，票价不变。", 5),
]


@pytest.mark.parametrize(("rule", "text", "place"), CASES)
def test_flagged_and_kept(rule: str, text: str, place: int) -> None:
    article = newsclean.clean(text)
    assert article.body == text
    assert article.status == Status.LOSSY
    flags = [flag for flag in article.flags if flag.rule == rule]
    assert [flag.span.start for flag in flags] == [place] or rule == "lossy.kuntaokao"
    assert flags


@pytest.mark.parametrize(
    "text",
    [
        "他把“锟斤拷”三个字贴在墙上，提醒同事检查编码。",
        "真的要停航吗？？？大家都在问。",
        "粥很烫烫嘴，先放一放。",
        "公告牌上写着：│首班│六點│末班│九點│票價│兩元│停航│另告│學生│半價│，字是新刷的。",
    ],
)
def test_not_lossy(text: str) -> None:
    article = newsclean.clean(text)
    assert (article.body, article.status) == (text, Status.CLEAN)
