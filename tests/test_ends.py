"""What belongs to an article at its ends, and lines that others plant in it."""

from __future__ import annotations

import pytest

import newsclean
from newsclean import Certainty, Config, Label, Status

TOP = """河湾云报
首页 要闻 社会 视频 专题 便民
当前位置：首页 > 便民
{title}
来源：河湾云报　2023-05-06 09:12
"""
END = """
上一篇：渡口换了新灯
下一篇：没有了
版权所有　河湾云报　未经许可不得转载
"""
NOTICE = """河湾镇定于五月二十日起分段清淤，沿渠各村的取水时间作相应调整，请提前蓄水。
清淤期间，北岸便道封闭，车辆绕行老街，行人走渡桥。"""
REPORT = """　　渡口的铜钟昨天换上了一根新麻绳，旧绳用了十一年，磨得只剩小指粗。
　　雾天看不见船，渡工敲三下，对岸敲两下，就知道能不能开。
　　如今有了雷达和对讲机，钟却没有停，老人们说听不见会睡不着。"""


def body(text: str, title: str = "关于分段清淤的通告") -> str:
    return newsclean.clean(TOP.format(title=title) + text + END).body.strip()


@pytest.mark.parametrize(
    "end",
    [
        "联系人：石师傅\n联系电话：0312-5XX1020",
        "项目负责人：柳工\n监督电话：0312-5XX1021\n河湾镇水利站\n2023年5月6日",
        "需要自备的物品：\n●水桶两只\n●手电筒\n●雨靴",
        "分段如下：\n1.北段，五月二十日\n2.中段，五月二十四日\n3.南段，五月二十八日",
    ],
)
def test_the_end_of_a_notice_stays(end: str) -> None:
    assert body(f"{NOTICE}\n{end}") == f"{NOTICE}\n{end}"


def test_the_fields_above_a_notice_stay() -> None:
    fields = "项目编号：HW2023-017\n招标人：河湾镇水利站"
    assert body(f"{fields}\n{NOTICE}", "渠道清淤工程招标公告") == f"{fields}\n{NOTICE}"


def test_what_is_indented_as_the_paragraphs_are_stays() -> None:
    end = "　　河湾渡口值班室 岑阿水"
    assert body(f"{REPORT}\n{end}", "渡口的钟").endswith(end.strip())


@pytest.mark.parametrize(
    "line",
    [
        "理财经理提醒，投资有风险。",
        "交警说，酒后不开车。",
        "老人把三条规矩写在墙上，头一条是酒后不开车。",
    ],
)
def test_a_sentence_may_say_what_furniture_says(line: str) -> None:
    assert line in body(f"{REPORT}\n{line}", "渡口的钟")


LIST = "代办文凭|刻章|发票代开|文凭查询|办证刻章|代写材料"


GLUED = (
    "代 开 住 宿 票·讨 债 公 司 电 话·鸿 运 棋 牌 下 载·洪 湖 市 办 证",
    "鍔炴枃鍑瘄浠ｅ紑鍙戠エ|妫嬬墝涓嬭浇|璁ㄥ€哄叕鍙",
    "达尔罕茂明安联合旗-南涧彝族自治县-汉源县-东乡族自治县-威信县",
    "威信县 > 学甲区 > 浠水 > 泰安县",
    "大田县—徐汇区—洮北—贵池区",
    "怎么开医药费发票|劳务费发票代开|钢材发票低点数|咨询费票代开",
)


@pytest.mark.parametrize("tail", GLUED)
@pytest.mark.parametrize("blank", ["", " "])
def test_a_sentence_stays_when_the_list_glued_to_it_goes(tail: str, blank: str) -> None:
    article = newsclean.clean(TOP.format(title="渡口的钟") + REPORT + blank + tail + END)
    assert article.body.strip() == REPORT.strip()
    assert article.rebuild_source() == article.source_text


@pytest.mark.parametrize(
    "tail",
    [
        "北京 天津 河北 山西",
        "成都—重庆—武汉—南京—上海",
        "邯郸-石家庄-保定-北京",
        "北京|上海|广州|深圳",
    ],
)
def test_a_route_behind_the_last_sentence_stays(tail: str) -> None:
    article = newsclean.clean(TOP.format(title="渡口的钟") + REPORT + tail + END)
    assert article.body.strip() == REPORT.strip() + tail


PLACES = "大冶市 I 喜桂图旗 I 桦南县 I 开原市 I 阿勒泰县 I 石龙区 I 襄城县 I 淅川县"


@pytest.mark.parametrize(
    "end",
    [
        "　　挂钟的木架也换过，还是老人自己量的尺寸",
        "　　东岸 每天两班\n　　西岸 每天三班\n　　老渡工说，钟声传不到的地方，人就听不见岸。",
    ],
)
def test_an_article_goes_on_behind_planted_spam(end: str) -> None:
    text = TOP.format(title="渡口的钟") + f"{REPORT}\n{PLACES}\n{end}" + END
    assert newsclean.clean(text).body.split() == f"{REPORT}\n{end}".split()


def test_a_report_closed_by_its_agency_ends_there() -> None:
    report = REPORT.replace("　", "")
    end = "挂钟的木架也换过，还是老人自己量的尺寸。（完）"
    text = TOP.format(title="渡口的钟") + f"{report}\n{PLACES}\n{end}" + END
    assert newsclean.clean(text).body.split() == f"{report}\n{end}".split()


def test_a_long_list_above_a_menu_is_no_article() -> None:
    words = "、".join(
        f"{place}渡口{what}多少钱哪家好" for place in PLACES.split(" I ") for what in "船票灯桨绳"
    )
    text = f"{words}\n河湾云报\n首页 | 要闻 | 社会 | 视频 | 专题 | 便民\n渡口的钟\n2023-05-06 09:12"
    article = newsclean.clean(f"{text}\n{REPORT}{END}")
    assert [line for line in REPORT.split("\n") if line.strip() not in article.body] == []


@pytest.mark.parametrize("glued", ["", "\n"])
def test_a_list_in_a_wrong_charset_goes(glued: str) -> None:
    garbled = LIST.encode().decode("gbk", "replace")
    article = newsclean.clean(TOP.format(title="渡口的钟") + REPORT + glued + garbled + END)
    assert article.body.strip() == REPORT.strip()
    planted = [block for block in article.blocks if block.label == Label.SPAM]
    assert planted


@pytest.mark.parametrize("mark", [" | ", "、"])
def test_names_that_are_rare_are_no_wrong_charset(mark: str) -> None:
    names = mark.join(["𤧛小川", "䶮大江", "朱𬤝", "㛃如", "赵𬸦", "岑𡘙"])
    assert names in body(f"{REPORT}\n本次获奖名单：\n{names}\n共六人，下月领奖。", "渡口的钟")


def test_how_much_goes_is_a_matter_of_certainty() -> None:
    text = TOP.format(title="渡口的钟") + REPORT + END
    kept = {
        one: {
            block.text.span
            for block in newsclean.clean(text, config=Config(certainty=one)).blocks
            if block.kept
        }
        for one in Certainty
    }
    assert kept[Certainty.GUESS] <= kept[Certainty.LIKELY] <= kept[Certainty.CERTAIN]
    article = newsclean.clean(text, config=Config(certainty=Certainty.CERTAIN))
    assert "版权所有" not in article.body
    assert REPORT.strip() in article.body


WITHOUT_A_POST = """跳转至内容
渠水合作社
  • 首页
  • 合作社简介
  • 农具与种子
    • 播种机
    • 滴灌带
  • 新闻资讯
  • 联系渠水

2023年5月6日未分类发表评论

文章导航

上一篇
下一篇

发表评论 取消评论

邮箱不显示给别人。带星号的要填

近期评论

  • 老许 发表在《今年的秧苗》
  • 老许 发表在《今年的秧苗》

归档

  • 2023 年 5 月
  • 2023 年 4 月
  • 2022 年 9 月

分类

  • 农时
  • 水利

友情链接

  • 河湾农资

COPYRIGHT 2016 - 渠水合作社. ALL RIGHTS RESERVED"""


def test_a_page_without_a_post_is_empty() -> None:
    article = newsclean.clean(WITHOUT_A_POST)
    assert (article.body, article.status) == ("", Status.EMPTY)
    post = "渠首昨天开闸放水，沿线村庄的麦田得到灌溉。管理处介绍，这次放水持续十天。"
    again = WITHOUT_A_POST.replace("\n文章导航", f"\n{post}\n\n文章导航")
    assert newsclean.clean(again).body == post


def test_a_news_flash_below_its_time_stays_above_long_lists() -> None:
    flash = "新版昨天上线，扫码下载即可登录，会员可收藏、分享、评论，请以最新版本为准。"
    places = ("东河", "西河", "南河", "北河", "上河", "下河")
    menu = "\n".join(f"{place}{what}" for place in places for what in ("要闻", "社会", "视频"))
    teasers = "\n".join(
        f"镇上的{place}老人说，{what}，这样的日子过了三十年。"
        for place in places
        for what in ("渡口换了新灯", "水退了就种菜")
    )
    text = f"""河湾云报
{menu}
当前位置：首页 > 便民
渡口客户端改版
本文来源于河湾商报 2023-05-06 09:47:48
打印|
字号：
{flash}
（编辑：文竹）
相关阅读
{teasers}
友情链接
{menu}
版权所有　河湾云报"""
    assert flash in newsclean.clean(text).body


ABROAD = """河湾国多地连日大雨，我国在当地的旅客应留意航班变动，减少出行。
如遇紧急情况，请立即报警，并与使馆联系。
河湾国报警电话：117
外交部全球领事保护热线（24小时）：+86-10-5XX91391
驻河湾国使馆领事保护与协助电话：+99-55561X2129
驻老渠市总领馆领保电话：+99-66449X0455"""
NAMES = (
    "丁渠生　万水　马北渡　王铜　王麻绳（女）　文竹　"
    "石竹　叶舟　田埂　冯雾　毕江　朱船　李岸　杨桨（女）　吴钟　何桥　陈波　陈汀　林渚　周浦"
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("使馆提醒旅客注意出行安全", ABROAD),
        ("河湾镇水利代表会代表名单", NAMES),
        ("渡口的钟", REPORT.split("\n")[0] + "雾起时敲三下，" * 30 + "对岸再敲两下……"),
    ],
)
def test_what_a_page_of_news_ends_in_stays(title: str, text: str) -> None:
    found = body(text, title)
    assert [line for line in text.split("\n")[-4:] if line.strip() not in found] == []


CLASSIFIED = """招聘　渡工两名，会看水色，0312-5XX10201
出租　老街门面一间，13X 0001 0002
遗失声明：河湾渡口值班证，编号0312，作废
二手　旧船桨四支，13X 0001 0003
岸边小菜馆，有鱼，13X00010004"""


def test_classified_advertisements_go() -> None:
    assert body(f"{REPORT}\n{CLASSIFIED}", "渡口的钟") == REPORT.strip()


@pytest.mark.parametrize(
    "lines",
    [
        "招聘渡工两名，会看水色。\n招聘厨师一名，会做鱼。\n报名电话：0312-5XX10201",
        "各镇举报电话：\n河湾镇：0312-5XX10201\n老渠镇：0312-5XX10202\n上河镇：0312-5XX10203",
        "联系人：\n渡工，石师傅，13X 0001 0002\n厨师，岑师傅，13X 0001 0003\n门卫，13X 0001 0004",
    ],
)
def test_telephones_of_an_article_stay(lines: str) -> None:
    notice = f"{NOTICE}\n{lines}"
    found = newsclean.clean(TOP.format(title="关于分段清淤的通告") + notice + END)
    assert [block for block in found.blocks if block.reason == "classified"] == []


def test_what_a_player_says_to_old_browsers_is_no_opening() -> None:
    said = "您的浏览器不支持视频播放，请更换浏览器或者下载最新版本的播放器后再试。"
    text = f"""<!DOCTYPE html><html><head><title>渡口的钟_河湾台</title></head><body>
<div><a href="/">首页</a><a href="/v">视频</a></div><div class="main"><h1>渡口的钟</h1>
<div class="info">2023-05-06 09:12 来源：河湾台</div><div class="player"><p>{said}</p></div>
<div class="text"><p>{REPORT.splitlines()[0].strip()}</p></div></div></body></html>"""
    assert newsclean.clean(text).body.strip() == REPORT.splitlines()[0].strip()


SERIES = (
    "江心洲渡口的铜钟昨天换上了一根新麻绳，旧绳用了十一年，磨得只剩小指粗，渡工冷长庚说，再敲几下怕是要断。",
    "雾天看不见船，渡工在这边敲三下，对岸敲两下，船老大听了，就知道今天早上能不能开第一班，几十年没有出过差错。",
    "如今有了雷达和对讲机，钟却没有停，洲上的老人们说，一天听不见它，夜里就要翻来覆去睡不着，还有人打电话来问。",
    "麻是洲上自己种的，搓绳的庄阿婆今年八十三岁，在灯下搓了四个晚上，手心里起了两个水泡，她说不要紧，搓惯了。",
    "她只提了一个要求：“第一下让洲上最小的孩子来敲。”六岁的汪小满踮着脚敲了一下，她说：“它比我奶奶的嗓门还大。”",
)


@pytest.mark.parametrize("mark", ["广告", "ADVERTISEMENT"])
def test_what_follows_a_mark_between_paragraphs_stays(mark: str) -> None:
    text = f"\n{mark}\n".join(("\n".join(SERIES[:2]), "\n".join(SERIES[2:4]), SERIES[4]))
    assert body(text, "渡口的钟") == "\n".join(SERIES)


def test_what_follows_one_mark_below_the_article_goes() -> None:
    advert = "老街布行换季，三日内另送针线一盒"
    assert body(f"{REPORT}\n广告\n{advert}", "渡口的钟").endswith("睡不着。")
