"""What is around an article and has no heading: lists of others, a page put in twice, menus."""

from __future__ import annotations

import pytest

import newsclean
from newsclean import Article, Label

REPORT = """河湾渡口的铜钟昨天换上了一根新麻绳，旧绳用了十一年，磨得只剩小指粗，站里说再用就要断了。
雾天看不见船，渡工敲三下，对岸敲两下，就知道能不能开。如今有了雷达和对讲机，钟却没有停。
老人们说，听不见钟声会睡不着，孩子们则争着去拉那根绳子，一天要拉上十几回才肯回家吃饭。"""
ENTRIES = """渠水进田早十天 村里人都说好
河湾村的老渠上个月修好了，轮灌表贴到了每家门口，全村...
2023-05-04
石桥镇的面馆开到了半夜
卖了三十年面的老板说，夜里来的多是跑长途的司机，他们...
2023-05-03
泵站换了新机器
新机器比旧的省电，站里的人说一年能省下两千多块...
2023-05-02"""
SHEETS = """第A1版：要闻
第A2版：本地新闻
第A3版：副刊"""
TOP = "首页 > 要闻 > 正文\n渡口的铜钟换了新绳\n来源：河湾日报　2023-05-06 09:12\n"


def clean(text: str) -> Article:
    return newsclean.clean(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"\n{ENTRIES}"),
        (f"{SHEETS}\n", ""),
        ("", "\n石桥镇有个面馆，老板卖了三十年面，夜里来的多是跑长途的司机。随...[详细]"),
        ("", "\n图片报道 | 更多>> |\n- [国际]河对岸也修了渠\n- [社会]面馆开到半夜"),
        ("下一版»本期共4版, 当前第1版 PDF\n", ""),
        ("", "\n其他報道：河對岸也修了渠\n上 / 下一篇新聞"),
        ("", "\n來自安卓客戶端\n頁: [1]\n查看完整版本: 渡口的銅鐘換了新繩"),
    ],
    ids=["dated", "sheets", "linked", "bar", "edition", "others", "archive"],
)
def test_what_stands_around_goes(before: str, after: str) -> None:
    assert clean(before + REPORT + after).body.strip() == REPORT


@pytest.mark.parametrize("between", ["", "渡口的铜钟换了新绳\n2023-05-06 09:12 来源：河湾日报\n"])
def test_a_page_put_in_twice_is_there_once(between: str) -> None:
    article = clean(f"{REPORT}\n{between}{REPORT}\n责编：岑阿水")
    assert article.body.strip() == REPORT
    assert any(block.reason == "doubled" for block in article.blocks)


def test_the_channel_and_a_number_beside_the_time() -> None:
    title = "三名代理被公诉！「河湾集团」网站被捣毁"
    article = clean(f"{title}\n2023年05月06日09:12:33 國際 5812\n{REPORT}")
    assert (str(article.title), article.body.strip()) == (title, REPORT)
    assert str(article.published).startswith("2023-05-06T09:12:33")


def test_a_headline_may_trail_off() -> None:
    title = "已有两万人次转移！未来三天河湾仍有雨，雨，雨……"
    article = clean(f"其他\n{title}\n{REPORT}\n本期责编：岑阿水")
    assert str(article.title) == title


@pytest.mark.parametrize(
    "line", ["快速导航 便民查询 电子地图", "在线客服 免费咨询", "视频 直播 图片"]
)
def test_furniture_is_no_spam(line: str) -> None:
    article = clean(f"{TOP}{REPORT}\n{line}\n1 条记录 1/1 页")
    assert article.body.strip() == REPORT
    assert (article.topics, article.status.value) == ((), "repaired")


def test_a_report_on_a_trade_keeps_its_paragraphs() -> None:
    paragraphs = """监管部门提醒，竞猜平台里的金豆可以换成钱，彩票一停售，投注的人就去了那里。
打开软件，里面有双色球、大乐透、福彩3D、足球竞猜、篮球竞猜等，还有博彩性较高的钓鱼和十二生肖。
用户用人民币换金豆，再用金豆投注，最后经第三方平台换回人民币，竞猜的种类每周都在增加。"""
    article = clean(TOP + paragraphs)
    assert article.body.strip() == paragraphs


def test_a_slip_among_commas_is_no_list_in_a_wrong_charset() -> None:
    slip = "17日,,假期最后一天,站里的人早早到了渡口,?!敖衲昙倨诜党倘哲嚵鞑⒉皇翘小,!甭氛說,。"
    article = clean(f"{REPORT}\n{slip}\n当日中午,渡口的船走了二十趟,没有一趟晚点。")
    assert not [block for block in article.blocks if block.label == Label.SPAM]


ROWS = [("河湾所", 312, 41), ("石桥所", 287, 39), ("渡口所", 154, 22), ("泵站", 98, 7)]
TABLE = "\n".join(
    [
        "序号",
        "单位",
        "投诉",
        "举报",
        *(f"{n}\n{a}\n{b}\n{c}" for n, (a, b, c) in enumerate(ROWS, 1)),
    ]
)


@pytest.mark.parametrize(
    "end", ["", "\n数据表明，随着各所往村里多跑，投诉比去年少了一成，群众说话也和气了。"]
)
def test_cells_one_a_line_are_a_table(end: str) -> None:
    told = f"{REPORT}\n去年各所受理情况（单位：件）\n{TABLE}{end}"
    article = clean(f"{TOP}{told}\n上一篇：渡口换了新灯\n版权所有 河湾日报")
    assert article.body.strip() == told


def test_a_pager_is_no_table() -> None:
    pager = "\n".join(["上一页", *map(str, range(1, 11)), "下一页"])
    assert clean(f"{TOP}{REPORT}\n{pager}").body.strip() == REPORT


TIMES = """线路\t起讫\t首班\t末班\t间隔（分）\t票价（元）
101\t渡口—双桥口\t6:20\t19:00\t20\t2
102\t渡口—马鞍坪\t6:30\t18:40\t30\t3
103\t渡口—六合场\t7:20\t16:00\t定点\t9
104\t渡口—高铁站\t6:00\t22:10\t随车次\t5"""
KIT = """采购内容如下：
1　水位计　SW20型　1台
2　闸门启闭机　QL500　2台
3　发电机　GF30　1台"""


@pytest.mark.parametrize(
    "told",
    [
        f"{TIMES}\n{REPORT}",
        f"{REPORT}\n{KIT}",
        f"{REPORT}\n{KIT}\n供应商须在开标前把样品送到泵站，逾期不候，送来的样品不退，运费自理，以签收为准。",
    ],
    ids=["above", "behind", "inside"],
)
def test_rows_of_as_many_words_are_a_table(told: str) -> None:
    end = "上一篇：渡口换了新灯\n点击排行\n1 面馆开到半夜 3120\n2 老渠通水了 2870\n3 泵站换新 154"
    article = clean(f"{TOP}{told}\n{end}\n版权所有 河湾日报")
    assert article.body.strip() == told


def test_lists_of_places_with_figures_are_no_table() -> None:
    rows = "肥乡县 夜场招聘 13812340001\n耿马 夜场招聘 13812340002\n武安 夜场招聘 13812340003"
    article = clean(f"{TOP}{REPORT}\n{rows}\n版权所有 河湾日报")
    assert article.body.strip() == REPORT


def test_paragraphs_that_trail_off_below_the_time() -> None:
    told = """父亲的话像一盏灯，照着我走过渡口，也照着我走回来，到今天还没有灭。
每当读到那些关于渡口的旧诗，心里就会涌起一种说不清的暖意，想把每一个清早都收进以后的日子里……
《渡口》
——（宋）无名氏"""
    menu = "要闻 时政 国际 财经 台湾 军事 观点 领导 人事 理论\n登录注册\n"
    article = clean(f"{menu}{TOP}分享到：\n{told}\n{REPORT}\n(责编：岑阿水)\n人民网版权所有")
    assert article.body.strip() == f"{told}\n{REPORT}"


NAMES = (
    "大江",
    "石桥",
    "宁",
    "凯（河湾）",
    "水生",
    "渡",
    "小渠",
    "船",
    "桥",
    "岸",
    "勤",
    "闸",
    "舟",
)


def test_a_list_of_people_is_the_article() -> None:
    names = "　".join(
        f"{surname}{name}" for surname, name in zip("丁马王石叶冯任刘齐许孙李杨", NAMES)
    )
    kit = "站群源码|快照收录|泛目录|权重提升|蜘蛛池|外链代发|寄生虫程序|关键词排名"
    head = "首页\n时政\n社会\n您现在的位置:河湾网 > 公示 > 正文\n河湾镇渡口管理委员会委员名单\n"
    article = clean(f"{head}（按姓氏笔画为序）\n{names}\n{kit}\n上一篇：无\n版权所有 河湾日报")
    assert names in article.body
    assert kit not in article.body


def test_buttons_and_a_picture_may_stand_between_time_and_first_paragraph() -> None:
    told = """船工岑阿水昨晚在渡口敲了最後一次鐘，敲完他坐在石階上，拿出一本捲了角的簿子，給大家看。
他說鐘是他父親掛的，每天早上敲三下，過河的人聽了就知道船來了，這麼多年沒有斷過一天。"""
    page = f"""河灣週刊 RIVER WEEKLY
最新
船訊
開啟推播，第一手看渡口
最後一聲渡口鐘　船工：我只上過三年小學
渡口組葉亮／河灣報導
2022-05-08 14:33
f 分享
LINE 傳送
複製網址
▲岑阿水在渡口。（圖／翻攝自河灣臉書）
{told}
熱門
河灣週刊 著作權所有，非經同意不得轉載"""
    assert clean(page).body.strip() == told
