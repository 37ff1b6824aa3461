"""What stands in the element of an article on a page, and what only looks like it."""

from __future__ import annotations

import pytest

import newsclean

PARAGRAPHS = (
    "河湾镇的老泵站昨天换上了新水泵，三条支渠同时来水，下游四个村当天就浇上了头遍水。",
    "泵站站长陆鸣说，旧泵用了二十三年，去年夏天修了六回，今年春天镇里凑钱换了两台。",
    "镇里打算秋后再清一遍渠底的淤泥，并在每个分水口装上水表，谁家用多少水，手机上就能查到。",
)


def body(*, first: str = "", last: str = "", more: str = "") -> list[str]:
    whole = "".join(f"<p>{one}</p>" for one in (first, *PARAGRAPHS, more, last) if one)
    page = (
        "<html><head><title>老泵站换新泵 四个村浇上头遍水_河湾在线</title></head><body>"
        "<div class=nav><a href=/>首页</a> <a href=/a>要闻</a></div>"
        "<h1>老泵站换新泵 四个村浇上头遍水</h1><div>2023-05-06 09:12 来源：河湾日报</div>"
        f"<div class=content>{whole}</div><div>相关阅读</div>"
        "<ul><li><a href=1>村口的桥修好了</a></li>"
        "<li><a href=2>花椒园里办学校</a></li></ul><div>版权所有 河湾在线</div></body></html>"
    )
    return newsclean.clean(page).body.split("\n")


@pytest.mark.parametrize(
    "last",
    [
        "（东方）",
        "（陆小鸣 于小成）",
        "(欧阳小芷)",
        "欢迎交流！",
        "欢迎大家在评论区留言讨论",
        "河湾日报记者 陆小鸣 摄影 于小成",
        "本组图片 河湾日报记者 陆小鸣 摄",
        "编辑 阿兰",
    ],
)
def test_leavings_behind_the_article_go(last: str) -> None:
    assert body(last=last) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "last",
    [
        "（完）",
        "（未完待续）",
        "（全文完）",
        "（常务理事会会议纪要）",
        "记者 走到渠首才看见水",
        "摄影 是他唯一的爱好",
        "欢迎到河湾镇来，看看一渠清水！",
    ],
)
def test_what_only_looks_like_a_leaving_stays(last: str) -> None:
    assert body(last=last) == [*PARAGRAPHS, last]


@pytest.mark.parametrize(
    "line",
    [
        "您的浏览器太旧，无法播放本视频，请升级浏览器或下载客户端观看。",
        "抱歉，当前浏览器版本过低，视频不能播放",
        "请安装 Flash Player 插件后观看",
        "对不起，您的设备未安装flash播放器，请先安装",
        "请更换浏览器观看视频",
    ],
)
@pytest.mark.parametrize("where", ["first", "last"])
def test_what_players_say_goes(line: str, where: str) -> None:
    assert body(**{where: line}) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "镇里的老人常说：“你的浏览器太旧，看不了视频。”",
        "于大娘说，她的手机浏览器版本太低，请孙子升级以后才看上放水的视频。",
        "镇水利站提醒，观看轮灌直播请先升级浏览器。",
    ],
)
def test_what_people_say_of_players_stays(line: str) -> None:
    assert line in body(more=line)


ROWS = ("5月8日 08:00—12:00 北渠", "5月9日 08:00—12:00 中渠", "5月10日 13:00—18:00 南渠")


def test_a_timetable_below_the_article_stays() -> None:
    assert body(last="</p><p>".join(ROWS)) == [*PARAGRAPHS, *ROWS]


def test_the_first_entry_of_a_list_stays_with_the_second() -> None:
    entries = ["一、项目编号：HW2023-012", "二、项目名称：渠首水泵采购", "三、成交结果"]
    cells = "<table><tr><td>供应商</td><td>河湾泵业</td></tr></table>"
    rest = "四、公告期限：自本公告发布之日起1个工作日。"
    page = (
        "<html><head><title>渠首水泵采购成交公告</title></head><body><div><a href=/>首页</a></div>"
        "<h2>渠首水泵采购成交公告</h2><p>发布时间：2023-05-06 10:05　来源：河湾镇水利站</p>"
        f"<div class=con><p>{'</p><p>'.join(entries)}</p>{cells}<p>{rest}</p></div>"
        "<div>【打印】【关闭】</div></body></html>"
    )
    assert newsclean.clean(page).body.split("\n") == [*entries, "供应商", "河湾泵业", rest]


def test_rows_that_are_links_go() -> None:
    rows = [f"<a href={row[:3]}.html>{row}</a>" for row in ROWS]
    assert body(last="</p><p>".join(rows)) == [*PARAGRAPHS]


def test_a_time_and_fields_are_no_verse() -> None:
    line = "2023-05-06 09:12 河湾副刊 作者：陆小鸣"
    verse = "渠水走得很慢\n像一个刚放学的孩子\n数着岸边的柳叶\n一片，两片"
    page = f"首页 > 副刊 > 正文\n秋渠\n{line}\n{verse}\n上一篇：灯市口\n版权所有 河湾在线"
    assert newsclean.clean(page).body == f"秋渠\n{verse}"
    whole = f"他在信里写，时间：2023-05-06 09:12，编辑：河湾。\n{PARAGRAPHS[0]}"
    assert newsclean.clean(whole).body == whole


@pytest.mark.parametrize(
    "more",
    [
        "<h2>热读</h2><ul><li><a href=3>花椒园里办学校</a></li>"
        "<li><a href=4>村口的桥修好了</a></li></ul>",
        "<div><span>+3</span><span>+2</span></div>",
        "<p>“特别声明：以上作品内容为自媒体平台“河湾号”用户上传并发布，本平台仅提供信息存储空间服务。</p>",
    ],
)
def test_furniture_between_paragraphs_goes(more: str) -> None:
    assert body(more=f"</p>{more}<p>") == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "more",
    [
        "<h2>三条支渠</h2><p>北渠、中渠和南渠同时来水，<a href=3>轮灌表</a>贴到了每家门口。</p>",
        "<p>“这是我们村的声明：渠水大家用，谁也不许在上游私自堵口子。</p>",
    ],
)
def test_what_only_looks_like_furniture_stays(more: str) -> None:
    assert len(body(more=f"</p>{more}<p>")) > len(PARAGRAPHS)


def test_an_article_about_players_keeps_what_it_says() -> None:
    about = "不少老人反映，镇里的直播页面用了新的播放器，老手机的浏览器打不开，也不知道该怎么办。"
    line = "第一步，请您升级浏览器，再点播放。"
    assert {about, line} <= {*body(more=about, last=line)}
