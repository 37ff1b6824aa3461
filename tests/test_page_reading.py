"""What `page` reads of markup: lines, their layout, what is hidden, what stands beside them."""

from __future__ import annotations

import time

import bs4
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import page
from newsclean.page.hidden import hides

TEXT = "渠首闸门今天提起，下游三个村的农田开始轮灌。"


def lines(markup: str) -> list[str]:
    return page.read(markup).text.split("\n")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一<b>二</b>三</p><p>四</p>", ["一二三", "四"]),
        ("<div>一<br>二<br/>三</div>", ["一", "二", "三"]),
        ("<p>引水渠全长\n    十二公里。</p>", ["引水渠全长十二公里。"]),
        ("<p>length of\n the canal</p>", ["length of the canal"]),
        ("<div>第一段说完了。\n　　第二段开始了。</div>", ["第一段说完了。", "第二段开始了。"]),
        ("<pre>一\n二</pre>", ["一", "二"]),
        ("<p style='white-space: pre-wrap'>一\n二</p>", ["一", "二"]),
        ("<p>张&nbsp;&nbsp;三　李四</p>", ["张 三 李四"]),
        ("<p>publié\xa0:  Genève</p>", ["publié\xa0: Genève"]),
        ("<p>\n å\x85¨  æ\xa0¡ </p>", ["å\x85¨ æ\xa0¡"]),  # bytes of UTF-8 read as Latin-1
        ("<table><td>一<td>二</table>", ["一", "二"]),
        ("<p>碑上的<img src=a.gif alt='堨'>字</p>", ["碑上的堨字"]),
        ("<p>图<img src=a.gif alt='一张照片'>片</p>", ["图片"]),
        ("<p>一<script>二</script>三</p><style>四</style>", ["一三"]),
        ("<p>一<!-- 二 -->三</p>", ["一三"]),
        ("<p>一<span hidden>二</span>三</p>", ["一三", "二"]),
        ("<ruby>垸<rt>yuàn</rt></ruby>子", ["垸子", "yuàn"]),
        ("<nav><a href=1>首页</a><a href=2>要闻</a></nav>", ["首页 要闻"]),
        ("<p><a href=1>中国</a><a href=2>人民</a>在这里。</p>", ["中国人民在这里。"]),
    ],
)
def test_lines(markup: str, expected: list[str]) -> None:
    assert lines(f"<body>{markup}</body>") == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("display:none", True),
        ("DISPLAY : NONE", True),
        ("visibility: hidden; color: red", True),
        ("font-size:0", True),
        ("font-size: 0px;", True),
        ("opacity:0;", True),
        ("position:absolute; left:-9999px", True),
        ("text-indent:-9999px", True),
        ("height:0; overflow:hidden", True),
        ("width:1px;height:1px;overflow:hidden", True),
        ("color:#fff; background-color: white", True),
        ("color: rgb(255, 255, 255); background: #FFFFFF", True),
        ("position:absolute; clip: rect(0 0 0 0)", True),
        ("clip-path: inset(50%)", True),
        ("transform:scale(0)", True),
        ("filter:alpha(opacity=0)", True),
        ("filter:alpha(opacity=80)", False),
        ("clip: rect(0px, 600px, 200px, 0px)", False),
        ("transform:scale(0.9)", False),
        ("display:block", False),
        ("font-size:10px", False),
        ("font-size:0.9em", False),
        ("font-size:1.2em", False),
        ("opacity:0.9", False),
        ("opacity:.5", False),
        ("height:0", False),
        ("overflow:hidden; height:400px", False),
        ("margin-left:-15px", False),
        ("text-indent:2em", False),
        ("color:#fff; background:#333", False),
        ("color:#fff", False),
        ("background-color:#fff", False),
    ],
)
def test_styles_that_hide(style: str, expected: bool) -> None:
    assert hides("div", {"style": style}) is expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div style='background:#fff'><span style='color:#ffffff'>暗</span>明</div>", {"暗"}),
        ("<table bgcolor=#369><tr bgcolor=white><td><font color=#fff>暗</font></table>", {"暗"}),
        ("<table bgcolor=#fff><tr bgcolor=#369><td><font color=#fff>明</font></table>", set()),
        ("<table><td bgcolor=#fff>一</td><td><font color=#fff>二</font></td></table>", set()),
        ("<div style='background:#fff'><p><b><i><font color=#fff>远</font></i></b></p>", set()),
        ("<div style='background:#333'><font color=#fff>明</font></div>", set()),
        ("<p>明<noframes><p>不是页</p></noframes></p>", set()),
    ],
)
def test_text_in_the_colour_of_its_paper(markup: str, expected: set[str]) -> None:
    found = page.read(f"<body>{markup}</body>")
    hidden = {text for text, at in zip(found.text.split("\n"), found.lines) if at.hidden}
    assert hidden == expected
    assert "不是页" not in found.text


@pytest.mark.parametrize("names", ["article-hidden-gem", "hideout", "nonesuch", "content"])
def test_classes_that_do_not_hide(names: str) -> None:
    assert not hides("div", {"class": names})


def test_layout() -> None:
    found = page.read(
        "<html><head><title>题</title></head><body><div class='nav top'><a href=1>首页</a></div>"
        f"<div id='zoom'><h2>轮灌</h2><p>{TEXT}</p><p>详见<a href='2'>公告</a>。</p></div></body>"
    )
    rows = dict(zip(found.text.split("\n"), found.lines))
    assert rows["题"] == page.Layout("html/head/title", main=False, kind="title")
    assert rows["首页"] == page.Layout("html/body/div.nav/a", links=2, main=False)
    assert rows[TEXT] == page.Layout("html/body/div#zoom/p")
    assert rows["详见公告。"].links == 2
    assert rows["轮灌"].kind == "heading"


def test_blocks_know_their_place() -> None:
    markup = (
        f"<html><body><div class=a><p>{TEXT}</p></div><p><a href=1>下一篇</a></p></body></html>"
    )
    first, second = newsclean.clean(markup).blocks
    assert (first.path, first.link_chars) == ("html/body/div.a/p", 0)
    assert (second.path, second.link_chars, second.kept) == ("html/body/p/a", 3, False)


def test_facts_beside_the_text() -> None:
    found = page.read(
        "<html><head><title> 渠水 进田 </title><meta name='PubDate' content='2023-05-06'>"
        "<meta property='og:title' content=''><meta property='og:title' content='渠水'>"
        "<link rel='canonical' href='https://a.example/1.html'>"
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script></head><body>'
        f"<h1>渠水进田</h1><time datetime='2023-05-06T08:00'>昨天</time>"
        f"<div class=content><p>{TEXT}</p>"
        "<figure><img data-src='b.jpg' src='gray.gif'><figcaption>放水现场</figcaption></figure>"
        f"<img src='c.jpg' alt='渠首'><p>{TEXT}</p></div><img src='logo.png'>"
        "<p><a href='1_2.html'>2</a> <a href='1_3.html'>3</a> <a href='1_2.html'>下一页</a></p>"
        "<p><a href='/9.html'>9</a></p></body></html>"
    ).head
    assert found.title == "渠水 进田"
    assert found.metas == {"pubdate": "2023-05-06", "og:title": "渠水"}
    assert found.canonical == "https://a.example/1.html"
    assert found.jsonld == ('{"@type": "NewsArticle"}',)
    assert found.stated == {"time": "2023-05-06T08:00"}
    assert found.headings == ("渠水进田",)
    assert found.images == (("b.jpg", "放水现场"), ("c.jpg", "渠首"))
    assert found.next_pages == ("1_2.html", "1_3.html")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('window.__INITIAL_STATE__ = {"a": "%s"};(function(){})()', True),
        ('var x = 1; window.__NUXT__={"a": "%s", "b": undefined}', True),
        ('window.settings = {"a": 1}', False),
        ("window.__INITIAL_STATE__ = {a: '%s'}", False),
        ('window.__NUXT__=(function(a,b){return {id:a,text:"%s",on:!0,off:b}}(7,void 0));', True),
        ("window.__NUXT__=(function(a){a.b=1;return {t:'%s',c:[a]}}({}))", True),
        ('window.__NUXT__=(function(a){return {t:"%s",when:new Date(a)}}(7))', False),
        ('window.__NUXT__=(function(a){return {t:"%s"', False),
        ('window.__NUXT__=(function(a){return a("%s")}(alert))', False),
    ],
)
def test_data_of_scripts(script: str, expected: bool) -> None:
    text = script.replace("%s", TEXT * 10)
    found = page.read(f"<html><body><p>一</p><script>{text}</script></body></html>").head.state
    assert bool(found) is expected
    assert not found or (found[0].startswith("{") and found[0].endswith("}"))


def test_soups_and_tags_are_read_as_markup_is() -> None:
    markup = f"<html><title>轮灌开始</title><body><div><p>{TEXT}</p><!-- 注 --></div></body></html>"
    soup = bs4.BeautifulSoup(markup, "html.parser")
    before = str(soup)
    assert soup.div is not None
    whole, part = newsclean.clean(soup), newsclean.clean(soup.div)
    assert whole.body == part.body == TEXT
    assert whole.source_text == newsclean.clean(markup).source_text
    assert (whole.encoding, whole.decoded_by) == (None, "text")
    assert str(soup) == before


DEEP = 30_000


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * DEEP + TEXT + "</div>" * DEEP,
        "<ul><li>" * DEEP + TEXT,
        "<table><tr><td>" * DEEP + TEXT + "</table>",
        f"<div {' '.join(f'a{i}' for i in range(DEEP))}>{TEXT}</div>",
        f"<div {' '.join(f'a{i}={i}' for i in range(DEEP))}>{TEXT}</div>",
        f"<div>{TEXT}</div><select>" + "<option>一" * DEEP,
        f"<div>{TEXT}<br>" + "<a" * DEEP + "</div>",
        f"<div>{TEXT}" + "<b>" * DEEP + "</div>",
        f"<div>{TEXT}</div><script>window.__STATE__={{" + '"a":{' * DEEP + "</script>",
        f"<title>{'河湾网>要闻-' * DEEP}</title><div>{TEXT}</div>",
        f"<div>{TEXT}</div><p hidden>" + "<a href='http://a.example'>新水泵批发</a>" * DEEP,
        f"<div>{TEXT}</div><script>" + "document.write('href " * DEEP + "</script>",
    ],
    ids=[
        "div",
        "list",
        "table",
        "names",
        "values",
        "options",
        "marks",
        "bold",
        "state",
        "title",
        "hidden",
        "written",
    ],
)
def test_markup_that_would_take_minutes(markup: str) -> None:
    started = time.process_time()
    assert newsclean.clean(f"<html><body>{markup}</body></html>").body.startswith(TEXT)
    assert time.process_time() - started < 20  # a parser left alone takes minutes


@given(st.text(alphabet="<>/pdivbaul =\"'!-河湾。\n&;#\x00\ud800", max_size=80))
def test_never_raises_and_loses_nothing(text: str) -> None:
    article = newsclean.clean(f"<div>{text}</div>")
    assert article.rebuild_source() == article.source_text
    assert all(block.path or not block.link_chars for block in article.blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!doctype html><p>被截断的页", True),
        ("<div><p>一</p><p>二<p>三", True),
        ("<p>一<br>二<br>三<br>四", True),
        ("<p> 标签用来分段，不必关闭。", False),
    ],
)
def test_pages_that_are_cut_off(text: str, expected: bool) -> None:
    assert page.is_html(text) is expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("\x00\x00\udc88", "\x00\x00\ufffd"),
        ("\udcb1<![DOCTad4\udc8ca", "\ufffdDOCTad4\ufffda"),
        ("<html><textarea><!DOCTYPE [ <!foo 桥", ""),
        ("<p><![CDATA[桥通车了。]]>", "桥通车了。]]>"),
        ("<div>" * 50, ""),
        ("<b>\udc88</b>", "\ufffd"),
    ],
)
def test_pages_that_only_the_second_opinion_reads(markup: str, expected: str) -> None:
    assert page.read(markup).text == expected


SITES = "".join(f"<a href=http://www.s{at}.example/>水泵厂家批发</a> " for at in range(5))
FEW = "".join(f"<a href='http://www.s{at}.example/'>水泵厂家批发</a> " for at in range(2))
OWN = "".join(f"<a href='http://n{at}.paper.example/'>河湾的子报</a> " for at in range(9))
HANDED_ON = "".join(f"<a href='//s{at}.example/?url=http://x'>转到别处去</a> " for at in range(9))
SHORT = SITES.replace("水泵厂家批发", "新闻")
HIDDEN = "position:absolute;left:-9999px"


@pytest.mark.parametrize(
    ("links", "style", "expected"),
    [
        (SITES, HIDDEN, True),
        (SITES, "font-size:0", True),
        (SITES, "display:none", True),
        (FEW, HIDDEN, False),
        (OWN, HIDDEN, False),
        (HANDED_ON, HIDDEN, False),
        (SHORT, HIDDEN, False),
    ],
)
def test_hidden_links_to_other_sites(links: str, style: str, expected: bool) -> None:
    markup = f"<body><div class=content><p>{TEXT}</p><p style='{style}'>{links}</p><p>{TEXT}</p>"
    kinds = {line.kind for line in page.read(markup + "</div></body>").lines if line.hidden}
    assert kinds == ({"farm"} if expected else {""})


def test_a_menu_that_waits_may_name_other_sites() -> None:
    menu = f"<ul style='display:none'>{SITES}</ul>"
    found = page.read(f"<body>{menu}<div class=content><p>{TEXT}</p><p>{TEXT}</p></div></body>")
    assert not any(line.kind == "farm" for line in found.lines)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (f'document.write("<div>{SITES}</div>")', True),
        (f'document.writeln ( "{SITES}" )', True),
        ("".join(f"document.write('{one}</a>');" for one in SITES.split("</a> ")[:-1]), True),
        (f'document.write("{FEW}")', False),
        ("document.write('<script src=a.js>')", False),
        (f'document.write("{SITES}', False),
        ("document.write(" * 3, False),
    ],
)
def test_links_that_scripts_write(script: str, expected: bool) -> None:
    found = page.read(f"<body><p>{TEXT}</p><script>{script}</script></body>")
    assert ("水泵厂家批发" in found.text) is expected
    assert len(found.lines) == len(found.text.split("\n"))
    assert newsclean.clean(f"<body><p>{TEXT}</p><script>{script}</script></body>").body == TEXT


@pytest.mark.parametrize("data", ["[" * 9000, '{"body":' * 900, '{"content": 1, "text": null}'])
def test_data_that_is_none(data: str) -> None:
    markup = f'<body><p>{TEXT}</p><script type="application/json">{data:<200}</script></body>'
    assert newsclean.clean(markup).body == TEXT
