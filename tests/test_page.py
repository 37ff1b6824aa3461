"""HTML pages: what is markup, what is shown, what the head says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import page

HTML = """<!doctype html>
<html lang="zh">
<head><meta charset="gb2312">
<title>渠水进田早十天_要闻_河湾网</title>
<meta content="2023-05-06 09:12" name="publishdate"><meta name="source" content="河湾日报">
<script>var a = "首页";</script></head><body><div><a href="/">首页</a> &gt; 要闻</div>
<h1>渠水进田早十天</h1><div class="info">来源：河湾日报　编辑：于成</div>
<div><p>河湾村的老渠修好了，<b>制定</b>的轮灌表贴到了每家门口，全村人都来看水。</p>
<p>干渠清淤之后，等水的时间比去年少了一半，粮户们心里踏实了。<br>夏收也能早几天。</p>
<p style="display:none">看不见的字。</p></div>
<div>相关阅读</div><ul><li>夏收开镰在即</li></ul><div>版权所有 河湾网</div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_page(charset: str) -> None:
    article = newsclean.clean(HTML.encode(charset))
    assert article.body.split() == [
        "河湾村的老渠修好了，制定的轮灌表贴到了每家门口，全村人都来看水。",
        "干渠清淤之后，等水的时间比去年少了一半，粮户们心里踏实了。",
        "夏收也能早几天。",
    ]
    assert str(article.title) == "渠水进田早十天"
    assert str(article.source) == "河湾日报"
    assert str(article.published) == "2023-05-06T09:12:00+08:00"
    assert article.published is not None
    assert article.published.rule == "head.publishdate"
    assert [str(one) for one in article.editors] == ["于成"]
    assert article.rebuild_source() == article.source_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HTML, True),
        ("\n<div>一</div>", True),
        ("<?xml version='1.0'?><html><p>一</p></html>", True),
        ("他写了 <p>一</p> 两个标签。", False),
        ("<本报讯>今天开闸。", False),
        ("\ufeff\ufeff\n<div>一</div>", True),
        ("<?php echo 1; ?>\n<!-- a --><form><p>一</p></form>", True),
        ("<tr><td>一</td></tr>", True),
        ("<i>编者按</i><p>一</p>", True),
        ("<x-app><x-page><p>一</p></x-page></x-app>", True),
        (f"<!--{'x' * 5000}-->{HTML}", True),
        (f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{HTML}", True),
        (f"http://a.example/1.html\n{HTML}", True),
        ("<p>一<\\/p><p>二<\\/p>", True),
        (f"最简单的网页只有三行。照抄就行：\n{HTML}", False),
        ("网页以<html><head>开头，老师说。", False),
        ("<a.chen@river.example>来信说，桥通了。</p>", False),
        ("<b-1>号闸门今天开闸。", False),
        ("", False),
    ],
)
def test_what_is_markup(text: str, expected: bool) -> None:
    assert page.is_html(text) is expected


@given(st.text(alphabet="<>/pdivba =\"'!-河湾。\n", max_size=60))
def test_any_markup(text: str) -> None:
    article = newsclean.clean(f"<div>{text}</div>")
    assert article.rebuild_source() == article.source_text
