"""Lists of search terms below an article: they go, whatever joins them, and the article stays."""

from __future__ import annotations

import random

import pytest

import newsclean
from corpus.kits import SEPARATORS, TRADES, Kit, spam_lines

# The name of the agency is a weak word of one trade; the list below is another's.
WIRE = """　　九州电讯社兰州2月3日电 据台网测定，3日5时26分在肃南县发生4.6级地震，震源深度10公里。
　　震中周围没有村庄。消防救援支队已派出8车34人赶往震区，截至6时电力、通信正常。"""
LOCAL = """　　渡口的铜钟昨天换上了一根新麻绳，旧绳用了十一年，磨得只剩小指粗。
　　雾天看不见船，渡工敲三下，对岸敲两下，就知道能不能开。如今有了雷达和对讲机，钟却没有停。"""


@pytest.mark.parametrize("trade", [trade for trade in TRADES if trade != "gambling"])
@pytest.mark.parametrize("seed", range(5))
def test_a_short_report_outlives_a_list(trade: str, seed: int) -> None:
    terms = spam_lines(Kit(trade, "|", 41, False, True, False), random.Random(seed))
    article = newsclean.clean("\n".join([WIRE, *terms]))
    assert article.status.value != "spam"
    assert article.body.strip() == WIRE.strip()


@pytest.mark.parametrize("trade", ["adult", "gambling"])
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_long_list_goes_whatever_joins_it(trade: str, separator: str) -> None:
    terms = spam_lines(Kit(trade, separator, 41, False, False, False), random.Random(1))
    article = newsclean.clean("\n".join([LOCAL, *terms]))
    assert article.body.strip() == LOCAL.strip()
