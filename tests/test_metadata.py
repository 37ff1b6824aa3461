"""Metadata: cases of lines and heads, and what holds for every page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.article import Article, iter_found
from newsclean.change import Certainty, Span
from newsclean.chars import view
from newsclean.metadata import fields, people, times

CASES = Path(__file__).parent / "cases" / "metadata"
TITLE = "河湾村的老渠修好了 下游早十天用上水"
FIRST = "河湾村的老渠上个月修好了，轮灌表贴到了每家门口，全村人都来看水。"
SECOND = "干渠清淤之后，等水的时间比去年少了一半，粮户们心里踏实了。"
LISTS = ("authors", "photographers", "correspondents", "editors", "keywords")


def rows(name: str) -> list[Any]:
    cases = json.loads((CASES / name).read_text(encoding="utf-8"))
    assert len({case["id"] for case in cases}) == len(cases)
    return [pytest.param(case, id=case["id"]) for case in cases]


def text_of(case: dict[str, Any]) -> str:
    """A page as text: a menu, the title, the case's lines, two paragraphs, the case's lines."""
    title = case.get("title_line", "{T}").replace("{T}", TITLE)
    header = case.get("header", [])
    above, below = (header, []) if case.get("above") else ([], header)
    first, second = case.get("first", "") + FIRST, case.get("second", SECOND)
    end = case.get("last", "")
    lines = ["首页 > 要闻 > 正文", *above, title, *below, first, second + end]
    return "\n".join([*lines, *case.get("footer", [])])


def html_of(case: dict[str, Any]) -> str:
    """A page in HTML with the case's head and elements."""
    h1 = case.get("h1", TITLE)
    return (
        f"<!doctype html><html><head><title>{case.get('title', TITLE)}</title>{case['head']}</head>"
        f"<body>{case.get('above', '')}<div class=main>{f'<h1>{h1}</h1>' if h1 else ''}"
        f"{case['header']}<p>{FIRST}</p><p>{SECOND}</p>{case.get('footer', '')}</div></body></html>"
    )


def value(article: Article, field: str) -> Any:
    found = getattr(article, field)
    if field in LISTS:
        return [str(one) for one in found]
    return None if found is None else str(found)


def check(article: Article, case: dict[str, Any]) -> None:
    for field, wanted in case["want"].items():
        got = value(article, field)
        if field in ("published", "updated"):
            assert got, field
            precision = {10: "day", 16: "minute"}.get(len(wanted), "second")
            assert got.startswith(wanted)
            assert got.endswith("+08:00")
            if precision == "day":
                assert getattr(article, field).precision == "day"
        else:
            text = wanted.replace("{T}", TITLE) if isinstance(wanted, str) else wanted
            assert got == text, field
    for field in case.get("absent", []):
        assert not value(article, field), field
    for field, words in case.get("absent_values", {}).items():
        assert not set(words) & set(value(article, field))
    for field, rule in case.get("rule", {}).items():
        assert getattr(article, field).rule == rule
    if "body_has" in case:
        assert case["body_has"] in article.body
    if "body_lacks" in case:
        assert case["body_lacks"] not in article.body


@pytest.mark.parametrize("case", rows("text.json"))
def test_lines(case: dict[str, Any]) -> None:
    article = newsclean.clean(text_of(case))
    check(article, case)
    for _, found in iter_found(article):
        assert_found_there(article, found)


DAMAGE: dict[str, Callable[[str], str]] = {
    "none": str,
    "gbk-as-latin1": lambda text: text.encode("gbk").decode("latin-1"),
    "utf8-as-gbk": lambda text: text.encode().decode("gbk", "replace").replace("\ufffd", "?"),
    "escapes": lambda text: text.encode("ascii", "backslashreplace").decode(),
    "entities": lambda text: (
        text.encode("ascii", "xmlcharrefreplace").decode().replace("&", "&amp;")
    ),
}


@pytest.mark.parametrize("case", rows("repaired.json"))
def test_in_repaired_text(case: dict[str, Any]) -> None:
    damage, whole = DAMAGE[case["damage"]], (html_of if case.get("html") else text_of)(case)
    article = newsclean.clean("\n".join(map(damage, whole.split("\n"))))
    check(article, case)
    for field, wanted in case.get("certainty", {}).items():
        found = getattr(article, field)
        for one in found if field in LISTS else [found]:
            assert one.certainty.name.lower() == wanted, field


@pytest.mark.parametrize("case", rows("html.json"))
def test_heads(case: dict[str, Any]) -> None:
    check(newsclean.clean(html_of(case), url=case.get("url")), case)


def assert_found_there(article: Article, found: Any) -> None:
    """A value of the text stands in the source where its span says."""
    start, end = found.span
    assert 0 <= start <= end <= len(article.source_text)
    if isinstance(found.value, str) and found.span != Span(0, 0):
        there = "".join(article.source_text[start:end].split())
        assert "".join(found.value.split()) == there


def test_head_has_no_place() -> None:
    page = '<html><head><meta name="source" content="河湾日报"></head><p>渠修好了。</p></html>'
    article = newsclean.clean(page)
    assert article.source is not None
    assert (article.source.span, article.source.rule) == (Span(0, 0), "head.source")


def test_agreement_makes_certain() -> None:
    head = '<meta name="publishdate" content="2023-05-06 09:12:40">'
    case = {"head": head, "header": "<div>2023-05-06</div>"}
    found = newsclean.clean(html_of(case)).published
    assert found is not None
    assert (found.certainty, found.precision) == (Certainty.CERTAIN, "second")


def test_images_have_whole_addresses() -> None:
    figure = '<figure><img src="/p/1.jpg"><figcaption>渠口。</figcaption></figure>'
    case = {"head": "", "header": "", "footer": figure}
    article = newsclean.clean(html_of(case), url="http://a.example/n/1.html")
    assert [image._asdict() for image in article.images] == [
        {"url": "http://a.example/p/1.jpg", "caption": "渠口。"}
    ]


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("渠口放水。于成 摄", "渠口放水。于成 摄"),
        ("图为渠口放水", "图为渠口放水"),
        ("渠口放水（河湾镇供图）", "渠口放水（河湾镇供图）"),
        ("渠口的水放了三天。", "渠口"),
    ],
)
def test_captions_behind_pictures(line: str, caption: str) -> None:
    picture = f'<p><img src="/p/1.jpg" alt="渠口"></p><p>{line}</p><p>{SECOND}</p>'
    article = newsclean.clean(html_of({"head": "", "header": "", "footer": picture}))
    assert [image.caption for image in article.images] == [caption]


def test_next_pages_have_whole_addresses() -> None:
    pages = "<p><a href=1.html>1</a> <a href=1_2.html>2</a> <a href=1_2.html>下一页</a></p>"
    case = {"head": "", "header": "", "footer": pages}
    article = newsclean.clean(html_of(case), url="http://a.example/n/1.html")
    assert article.next_pages == ("http://a.example/n/1_2.html",)
    assert newsclean.clean(html_of(case)).next_pages == ("1_2.html",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("渠修好了。", "zh"),
        ("渠が直りました。", "ja"),
        ("수로가 고쳐졌다.", "ko"),
        ("A canal.", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert newsclean.clean(text).language == language


NAMES = ["张三", "欧阳小满", "于成", "陆小满", "麦克·陆"]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), st.sampled_from("、，/ "))
def test_names_in_a_row(names: list[str], separator: str) -> None:
    line = separator.join(names)
    assert [name.text for name in people.row(line, line, 0, len(line))] == names


@given(st.text(max_size=60))
def test_readers_take_anything(text: str) -> None:
    look = view(text)
    for one in fields.fields(text, look):
        assert 0 <= one.start <= one.end <= len(text)
    for moment in times.in_line(look):
        assert moment.value.tzinfo is not None
    times.machine(text)
    times.in_address(text)


@given(
    st.text(
        alphabet="来源作者记者编辑：: 　、/（）()[]0123456789-年月日张三河湾日报|#\n", max_size=80
    )
)
def test_any_header(text: str) -> None:
    article = newsclean.clean(f"{TITLE}\n{text}\n{FIRST}\n{SECOND}")
    assert article.rebuild_source() == article.source_text
    for _, found in iter_found(article):
        assert 0 <= found.span.start <= found.span.end <= len(article.source_text)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("河湾村修渠：早十天用上水 2023年05月06日", "河湾村修渠：早十天用上水"),
        ("一、近期水情", None),
        ("三、四线城市也修渠了", "三、四线城市也修渠了"),
        ("【图片新闻】", None),
        ("新闻资讯", None),
        ("老渠边的村民(图片来源:河湾日报)", None),
        ("河湾日报数字报", None),
        ("通讯员 何文 石桥", None),
        ("河湾村修渠了\n八方来看，都说好\n河湾村修渠了（民生观察）", "河湾村修渠了"),
    ],
)
def test_title_of_a_plain_text(above: str, title: str | None) -> None:
    article = newsclean.clean(f"{above}\n{FIRST}\n{SECOND}")
    assert value(article, "title") == title
    assert (article.published is not None) == ("2023" in above)
