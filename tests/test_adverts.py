"""Lists of search terms below an article: they go, whatever joins them, and the article stays."""

from __future__ import annotations

import random

import pytest

import newsclean
from corpus.kits import SEPARATORS
from newsclean.lexicon import table

# The name of the agency is a weak word of one trade; the list below is another's.
WIRE = """　　九州电讯社兰州2月3日电 据台网测定，3日5时26分在肃南县发生4.6级地震，震源深度10公里。
　　震中周围没有村庄。消防救援支队已派出8车34人赶往震区，截至6时电力、通信正常。"""
LOCAL = """　　渡口的铜钟昨天换上了一根新麻绳，旧绳用了十一年，磨得只剩小指粗。
　　雾天看不见船，渡工敲三下，对岸敲两下，就知道能不能开。如今有了雷达和对讲机，钟却没有停。"""


TOPICS = ("adult", "gambling", "keywords", "places")


def listed(topic: str, seed: int) -> list[str]:
    """Search terms of a topic, as the shipped lists have them, some run together."""
    rng = random.Random(seed)
    if topic == "places":
        rows = [row[0] for row in table("places.tsv", 4) if row[1:3] == ("county", "full")]
        return rng.sample(rows, 41)
    rows = [row[0] for row in table("spam_terms.tsv", 3) if row[1] == topic]
    return ["".join(rng.choices(rows, k=rng.randint(1, 4))) for _ in range(41)]


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "gambling"])
@pytest.mark.parametrize("seed", range(5))
def test_a_short_report_outlives_a_list(topic: str, seed: int) -> None:
    article = newsclean.clean("\n".join([WIRE, *listed(topic, seed)]))
    assert article.status.value != "spam"
    assert article.body.strip() == WIRE.strip()


@pytest.mark.parametrize("topic", ["adult", "gambling"])
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_long_list_goes_whatever_joins_it(topic: str, separator: str) -> None:
    article = newsclean.clean("\n".join([LOCAL, separator.join(listed(topic, 1))]))
    assert article.body.strip() == LOCAL.strip()


@pytest.mark.parametrize(
    "advert",
    [
        "想让您的品牌一搜就到，负面删除与权重提升缺一不可，专人对接，日报表清晰可查，快来加入我们吧！",
        "痔疮能治好吗？专家介绍，痔疮不能拖，我院引进德国设备，三十分钟搞定，当天即可回家。",
    ],
)
def test_an_advert_above_the_menu_is_no_lead(advert: str) -> None:
    report = (
        "渡口的铜钟昨天换上了一根新麻绳，旧绳用了十一年。\n雾天看不见船，渡工敲三下，对岸敲两下。"
    )
    page = f"""河湾云报
首页 要闻 社会 视频 专题 便民
当前位置：首页 > 社会
渡口的铜钟换了新绳
来源：河湾日报　2023-05-06 09:12
{report}
上一篇：渡口换了新灯
版权所有　河湾云报"""
    assert newsclean.clean(f"{advert}\n{page}").body.strip() == report
    dated = "河湾社渡口5月6日电 大乐透昨晚开奖，河湾镇开出二等奖一注，奖金十六万余元。"
    assert dated in newsclean.clean(page.replace(report, f"{dated}\n{report}")).body
