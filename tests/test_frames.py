"""Words to the reader, warnings and frames that pages of one kind share."""

from __future__ import annotations

import pytest

import newsclean
from newsclean import Label

REPORT = """河湾渡口的铜钟昨天换上了一根新麻绳，旧绳用了十一年，磨得只剩小指粗，站里说再用就要断了。
雾天看不见船，渡工敲三下，对岸敲两下，就知道能不能开。如今有了雷达和对讲机，钟却没有停。
老人们说，听不见钟声会睡不着，孩子们则争着去拉那根绳子，一天要拉上十几回才肯回家吃饭。"""
TOP = "首页 > 要闻 > 正文\n渡口的铜钟换了新绳\n来源：河湾日报　2023-05-06 09:12\n"
HEAD, TAIL = REPORT.split("\n", 1)


def body(text: str) -> str:
    return newsclean.clean(text).body.strip()


@pytest.mark.parametrize(
    "line",
    [
        "00:00 / 01:26",
        "播放　靜音　全螢幕",
        "您的瀏覽器不支援影片播放，請升級後再試。",
        "此浏览器不受支持，请更换浏览器。",
        "听文章 18分钟",
        "閱讀時間 3 分鐘",
        "廣告 (請繼續閱讀本文)",
        "＊廣告，請往下滑＊",
        "看更多：石橋鎮的麵館開到半夜",
        "我們使用 Cookie 分析流量，繼續瀏覽代表您同意。",
    ],
)
@pytest.mark.parametrize("place", ["above", "between"])
def test_words_to_the_reader_go(line: str, place: str) -> None:
    page = f"{line}\n{REPORT}" if place == "above" else f"{HEAD}\n{line}\n{TAIL}"
    assert body(TOP + page) == REPORT


@pytest.mark.parametrize(
    "line",
    [
        "讚好 1.2K　分享",
        "阅读 8,019　在看 77",
        "喜欢 [306]　有用 [12]　无聊 [1]",
        "理财非存款，产品有风险，投资须谨慎。",
        "基金過去績效不代表未來，惟不表示絕無風險，申購前應詳閱基金公開說明書，投資人應自行判斷並承擔盈虧。",
        "基金的过往业绩不预示其未来表现，其他基金的业绩并不构成本基金业绩表现的保证。",
        "点亮在看，让更多人看到",
        "河湾博物馆 甘ICP备10000000号　地址：渡口路1号",
        "京 ICP 证 1000000 号　渡口路1号",
        "内容由AI生成，请仔细甄别",
        "輸入電郵地址",
        "本網所刊廣告均為廣告客戶個人意見，鏈接的廣告不得違反國家法律。",
    ],
)
def test_what_stands_behind_the_article_goes(line: str) -> None:
    assert body(f"{TOP}{REPORT}\n{line}") == REPORT


@pytest.mark.parametrize("line", ["上一期　下一期", "小字号　中字号", "复制此链接", "回頁首"])
def test_one_sign_makes_a_text_a_page(line: str) -> None:
    article = newsclean.clean(f"{line}\n渡口的铜钟换了新绳\n{REPORT}")
    assert (str(article.title), article.body.strip()) == ("渡口的铜钟换了新绳", REPORT)


@pytest.mark.parametrize("mark", ["广告", "▼ 广告"])
def test_paragraphs_below_a_mark_are_not_its(mark: str) -> None:
    first, second, last = REPORT.split("\n")
    assert body(f"{TOP}{first}\n{second}\n{mark}\n{last}\n版权所有　河湾日报") == REPORT


@pytest.mark.parametrize("mark", ["看更多：石桥镇的面馆开到半夜", "延伸阅读：石桥镇的面馆开到半夜"])
def test_the_last_paragraph_is_not_of_the_link_above_it(mark: str) -> None:
    last = "记者昨天在渡口看到，老人们把旧绳剪成小段，说要分给孩子们留个念想。"
    assert body(f"{TOP}{REPORT}\n{mark}\n{last}") == f"{REPORT}\n{last}"


def test_what_is_no_paragraph_goes_with_the_mark() -> None:
    assert body(f"{TOP}{REPORT}\n广告\n渡口麻绳　新货到店　欢迎选购\n版权所有　河湾日报") == REPORT


RELEASE = """　　渡口署今晚（七月十二日）起開放三處候船室，供市民避暑，至翌日早上八時關閉。
　　各處地點如下：
東區－石橋候船室
西區－柳灣候船室
　　此外，日間亦會開放兩處茶寮。
完"""
FRAME = """新聞公報
寄給朋友 | 主頁
渡口署開放候船室
*******
{}
2021年7月12日（星期一）
香港時間18時40分
列印此頁"""


def test_a_release_is_all_between_stars_and_end() -> None:
    article = newsclean.clean(FRAME.format(RELEASE))
    assert article.body.strip() == RELEASE.strip()
    assert "release" in {block.reason for block in article.blocks}


@pytest.mark.parametrize("lost", ["*******\n", "香港時間18時40分\n"])
def test_a_release_without_its_frame_is_none(lost: str) -> None:
    article = newsclean.clean(FRAME.format(RELEASE).replace(lost, ""))
    assert "release" not in {block.reason for block in article.blocks}


SUMMARY = "作者守了三天渡口，认为钟声比雷达可靠，建议保留铜钟。"


def test_a_summary_between_its_heading_and_its_note_goes() -> None:
    note = "内容由AI生成，请仔细甄别"
    article = newsclean.clean(f"{TOP}AI 总结\n{SUMMARY}\n{note}\n{REPORT}")
    assert article.body.strip() == REPORT
    (block,) = [one for one in article.blocks if one.reason == "machine-summary"]
    assert (block.label, str(block.text).strip()) == (Label.META, SUMMARY)


def test_a_paragraph_below_such_a_heading_stays_without_the_note() -> None:
    assert SUMMARY in body(f"{TOP}AI 总结\n{SUMMARY}\n{REPORT}")
