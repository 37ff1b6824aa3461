"""Pages that were decoded with a wrong charset before `clean` got them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import newsclean
from newsclean.page.misread import as_written, undone
from newsclean.repairs.steps import Step

PAGE = """<html><head><meta charset="gbk"><title>老渡口的新码头开了航_河湾网</title>
<meta name="author" content="于成"></head><body>
<div class="nav"><a href="/">首页</a> <a href="/x">要闻</a> <a href="/y">民生</a></div>
<h1>老渡口的新码头开了航</h1>
<div class="info">来源：河湾日报 2023-05-06 09:12</div>
<div class="content">
<p>本报讯（记者 于成）昨天早上六点，第一班渡船离开了新码头，船上坐着二十三个赶集的人。</p>
<p>旧码头用了四十年，石阶被水泡得发白。“以前下雨天上船，得有人在下面扶着。”摆渡的老许说。</p>
<p>新码头有雨棚和护栏，水位标尺刻在桥墩上，汛期停航由调度室决定，不再靠人喊。</p></div>
<div class="foot">版权所有 河湾网 <a href="/a">关于我们</a></div></body></html>"""

EXACT: dict[str, tuple[Step, ...]] = {
    f"{wrote}-as-{read}": (Step(wrote, read),)
    for wrote in ("gb18030", "utf-8", "big5hkscs")
    for read in ("latin-1", "cp1252", "iso-8859-15", "mac-roman")
    if (wrote, read) != ("big5hkscs", "mac-roman")
}
EXACT["gbk, then utf-8"] = (Step("gb18030", "iso-8859-15"), Step("utf-8", "latin-1"))
EXACT["utf-8, twice"] = (Step("utf-8", "cp1252"), Step("utf-8", "cp1252"))


def misread(page: str, chain: tuple[Step, ...]) -> str:
    for step in chain:
        page = step.do(page) or pytest.fail("this charset has not all of the characters")
    return page


def traditional(page: str) -> str:
    from newsclean.chars import to_traditional

    return to_traditional(page)


@pytest.mark.parametrize("chain", EXACT.values(), ids=EXACT)
def test_a_page_comes_back_with_its_head(chain: tuple[Step, ...]) -> None:
    page = traditional(PAGE) if chain[0].wrote == "big5hkscs" else PAGE
    truth = newsclean.clean(page)
    article = newsclean.clean(misread(page, chain))
    assert article.body == truth.body != ""
    assert article.title == truth.title
    assert article.source == truth.source
    assert article.published == truth.published
    assert article.authors == truth.authors
    assert (article.encoding, article.decoded_by) == (chain[0].wrote, "misread")


LOSSY: dict[str, Callable[[str], str]] = {
    "references": lambda page: "".join(
        f"&#{ord(char)};" if char > "\x7f" else char
        for char in page.encode("gb18030").decode("latin-1")
    ),
    "holes": lambda page: page.encode().decode("gb18030", "replace"),
}


@pytest.mark.parametrize("damage", LOSSY.values(), ids=LOSSY)
def test_the_article_is_found_where_the_repair_is_by_lines(damage: Callable[[str], str]) -> None:
    article = newsclean.clean(damage(PAGE))
    body = [block for block in article.blocks if block.kept]
    assert len(body) == 3
    assert "新码头有雨棚和护栏" in article.body
    assert any(edit.rule.startswith("mojibake.") for edit in article.edits)
    assert article.rebuild_source() == article.source_text


OTHERS = {
    "Chinese": PAGE,
    "names": "<p>" + "</p><p>".join(["贝多芬的《Für Elise》在Café Zoë里响起。"] * 30) + "</p>",
    "ornaments": "<p>" + "</p><p>".join(["☆☆☆☆★★ 十佳评选 ☆☆☆☆★★"] * 30) + "</p>",
    "French": "<p>" + "</p><p>".join(["Le café était fermé à Orléans, près de l’hôtel."] * 30),
    "Russian": "<p>" + "</p><p>".join(["Мост через реку открыли в субботу утром."] * 30),
    "Greek": "<p>" + "</p><p>".join(["Η γέφυρα άνοιξε το πρωί του Σαββάτου."] * 30),
    "Japanese": "<p>" + "</p><p>".join(["新しい橋が土曜日の朝に開通しました。"] * 30),
    "Korean": "<p>" + "</p><p>".join(["새 다리가 토요일 아침에 개통되었다."] * 30),
    "Thai": "<p>" + "</p><p>".join(["สะพานใหม่เปิดเมื่อเช้าวันเสาร์"] * 30),
}


@pytest.mark.parametrize("page", OTHERS.values(), ids=OTHERS)
def test_other_pages_are_left_alone(page: str) -> None:
    assert undone(page) is None
    lines = page.split("</p>")
    assert list(as_written(lines)) == lines


def test_pieces_that_the_chain_does_not_explain_stay() -> None:
    page = misread(PAGE, (Step("gb18030", "latin-1"),))
    mixed = page.replace("</body>", "<div>转载请联系编辑部</div></body>")
    found = undone(mixed)
    assert found is not None
    assert found[0] == PAGE.replace("</body>", "<div>转载请联系编辑部</div></body>")


HELD: dict[str, Callable[[bytes], str]] = {
    "repr": repr,
    "surrogates": lambda data: data.decode("utf-8", "surrogateescape"),
    "surrogates behind ASCII": lambda data: data.decode("ascii", "surrogateescape"),
}


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("hold", HELD.values(), ids=HELD)
def test_bytes_held_in_a_str_are_decoded(hold: Callable[[bytes], str], charset: str) -> None:
    page = PAGE if charset == "gb18030" else PAGE.replace('charset="gbk"', 'charset="utf-8"')
    data = page.encode(charset)
    assert newsclean.clean(hold(data)).body == newsclean.clean(data).body != ""


@pytest.mark.parametrize(
    "text",
    [
        "b'新桥通车之后，两岸的居民第一次坐上了公共汽车。'",
        r"b'\d matches a figure, and \w a letter of a word'",
        "b'短'",
        "b'a word' he said, and 'another'" + "\udc80",
        "新桥通车\udc80之后，两岸的居民第一次坐上了公共汽车。",
        f"新桥通车{chr(0xD800)}之后，两岸的居民第一次坐上了公共汽车。",
    ],
)
def test_a_str_that_holds_no_bytes_is_text(text: str) -> None:
    article = newsclean.clean(text)
    assert (article.source_text, article.decoded_by) == (text, "text")
