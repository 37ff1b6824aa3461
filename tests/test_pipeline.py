"""Promises of `clean` on any input: no error, nothing lost, the same again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fuzz.checks import check_record, check_repair
from hypothesis import example, given
from hypothesis import strategies as st

import newsclean
from newsclean import BadInput, Certainty, Config, Status
from newsclean.config import RULES

FRAGMENTS = [
    "镇上的图书馆昨天开门，第一批读者借走了三百多本书。",
    "馆长说，架上的书有一半是居民捐来的，登记花了整整两个月，管理",
    "員忙得連午飯也沒有顧上吃，于是又招了幾個干活的學徒。",
    "來(lái)源:云河網(wǎng)",
    "經(jīng)濟(jì)",
    "生产总值(gdp)",
    "2023-04-09 17:26:41",
    "责任编辑：王小林",
    "本报记者 王小林 报道",
    "相关阅读",
    "版权所有",
    "凤凰彩票网",
    "老街改造完工-凤凰彩票网",
    "无码视频|成人在线|国产精品",
    "肥乡县| 滦平县| 乾安县| 耿马| 乐东| 思茅市",
    "去年试点。?皥@中有园”的做法",
    "?！",
    "?!",
    "ÖÐ¹ú",
    "鏂伴椈",
    "锟斤拷",
    "&nbsp;",
    "&#20013;",
    "&#0;",
    "\\u4e2d\\u56fd",
    "\\n",
    "()",
    "（）",
    "“",
    "”",
    "…",
    "\r\n",
    "\n\n\n",
    "\n",
    "    ",
    "\u3000\u3000",
    "\xa0",
    "\t",
    "\x07\x00",
    "\u200b",
    "\ufeff",
    "\ufffd",
    "\u200d",
    "𠮷",
    "😀",
    "|",
    "-",
    "，",
    "。",
]
texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=12).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("\n".join),
    st.text(max_size=60),
)
encoded = st.tuples(texts, st.sampled_from(["utf-8", "gb18030", "big5", "utf-16"])).map(
    lambda pair: pair[0].encode(pair[1], "ignore")
)
documents = texts | encoded | st.binary(max_size=120)


# Of these nothing, or nothing that can be encoded, is left.
ODD = {
    "surrogate": "新桥\ud800通车。",
    "surrogate-alone": "\udfff",
    "only-controls": "\x00\x01",
    "only-controls-bytes": b"\x00",
    "only-joiner": "\u200d",
}
STABLE = {
    "brand-moves-up": (
        "镇上的图书馆昨天开门，第一批读者借走了三百多本书。\n相关阅读\n"
        "镇上的图书馆昨天开门，第一批读者借走了三百多本书。\n老街改造完工-凤凰彩票网"
    ),
    "entity-in-entity": "&amp;lt;",
    "entity-behind-escape": "新桥下月通车。\\n&nbsp;两岸居民",
    "blank-before-return": "新桥下月通车。 \r",
    "wide-blank-behind-return": "新桥下月通车。\xa0\u3000\r\n两岸居民",
    "control-in-mojibake": "xÖ\u200bÎ¹úy",
    "gloss-beside-mojibake": "xx來(lái)源:云河網(wǎng)ÖÐ¹úyy",
    "replacement-beside-slip": "xx\ufffd\ufffd去年试点。?皥@中有园”的做法yy",
}
# What is dropped the first time hid something: the page looks different without it.
UNSTABLE = {
    "brackets-in-mojibake": "xx鏁伴椆鏁（）伴椆yy",
    "machine-line-behind-dropped-spam": (
        "xx員忙得連午飯也沒有顧上吃，于是又招了幾個干活的學徒。无码视频|成人在线|国产精品yy"
    ),
}


@pytest.mark.parametrize("document", ODD.values(), ids=ODD)
def test_odd_documents(document: str | bytes) -> None:
    check_record(newsclean.clean(document))


@given(documents)
def test_nothing_is_lost(document: str | bytes) -> None:
    article = newsclean.clean(document)
    check_record(article)
    assert article.body == "".join(block.text.value for block in article.blocks if block.kept)
    assert str(article) == article.body


@given(texts)
def test_source_text_is_the_input(text: str) -> None:
    assert newsclean.clean(text).source_text == text


@given(texts)
def test_repair_drops_nothing_and_does_nothing_again(text: str) -> None:
    check_repair(text)


def check_stable(text: str) -> None:
    body = newsclean.clean(text).body
    assert newsclean.clean(body).body == body


@pytest.mark.parametrize("text", STABLE.values(), ids=STABLE)
def test_damage_on_damage(text: str) -> None:
    check_stable(text)


@pytest.mark.xfail(strict=True, reason="a dropped block hid a damage")
@pytest.mark.parametrize("text", UNSTABLE.values(), ids=UNSTABLE)
def test_known_to_be_unstable(text: str) -> None:
    check_stable(text)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_cleaning_one_damage_again_changes_nothing(fragment: str) -> None:
    for prose in (FRAGMENTS[0] + "{}" + FRAGMENTS[0], FRAGMENTS[0] + "\n{}\n" + FRAGMENTS[0]):
        check_stable(prose.format(fragment))


@given(documents)
def test_equal_input_gives_equal_output(document: str | bytes) -> None:
    one, other = newsclean.clean(document), newsclean.clean(document)
    assert one == other
    assert one.to_dict() == other.to_dict()


@given(documents)
def test_to_dict_is_json(document: str | bytes) -> None:
    article = newsclean.clean(document, url="http://example.org/1")
    row = json.loads(json.dumps(article.to_dict()))
    assert row["schema"] == "newsclean.article/1"
    assert row["body"] == article.body
    assert row["status"] in {status.value for status in Status}
    assert row["url"] == "http://example.org/1"
    assert len(row["edits"]) == len(article.edits)
    assert len(row["blocks"]) == len(article.blocks)


@example("鏂伴椈锟斤拷", Config(certainty=Certainty.GUESS))  # lost bytes inside of a repair
@given(
    texts,
    st.builds(
        Config,
        certainty=st.sampled_from(["guess", "likely", "certain"]),
        disable=st.sets(st.sampled_from(sorted(RULES))),
        keep=st.sets(st.sampled_from(["body", "title", "meta", "spam", "legal"])),
        script=st.sampled_from(["restore", "keep", "simplified", "traditional"]),
        punctuation=st.sampled_from(["keep", "chinese"]),
    ),
)
def test_any_setting_keeps_the_record(text: str, config: Config) -> None:
    article = newsclean.clean(text, config=config)
    check_record(article)
    made = {rule for edit in article.edits for rule in (edit.rule, *edit.then)}
    assert not any(rule in made for rule in config.disable)
    assert all(edit.certainty >= config.certainty for edit in article.edits)
    assert all((block.label in config.keep) == block.kept for block in article.blocks)


TRADITIONAL = "經濟開發區的倉庫里，工人們在搬運制造出來的機器，于是又招了幾個干活的學徒。"


@pytest.mark.parametrize("script", ["keep", "restore"])
def test_script(script: str) -> None:
    body = newsclean.clean(TRADITIONAL, config=Config(script=script)).body
    assert (body == TRADITIONAL) == (script == "keep")


@given(st.text("經濟開發倉庫裡於製雲後臺灣著乾麵，。", max_size=60))
@example("于發云里干制后台著乾面")
def test_script_keep_leaves_characters_alone(text: str) -> None:
    assert newsclean.clean(text, config=Config(script="keep")).body == text


def test_longer_than_the_limit() -> None:
    text = "  經(jīng)濟(jì)\x00\n\n\n\n"
    article = newsclean.clean(text, config=Config(max_chars=5))
    assert article.body == text
    assert [flag.rule for flag in article.flags] == ["limit.max-chars"]
    check_record(article)
    assert not newsclean.clean(text, config=Config(max_chars=len(text))).flags


@pytest.mark.parametrize(
    "data", [None, 7, ["新闻"], object()], ids=["none", "int", "list", "object"]
)
def test_wrong_type(data: Any) -> None:
    with pytest.raises(BadInput, match=f"bytes or str, not {type(data).__name__}"):
        newsclean.clean(data)
    with pytest.raises(TypeError):
        newsclean.repair(data)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_kinds_of_bytes(kind: type) -> None:
    assert newsclean.clean(kind("新桥通车。".encode())).body == "新桥通车。"


@pytest.mark.parametrize("data", ["", b"", "\n \n", "\u3000"], ids=repr)
def test_nothing_in_it(data: str | bytes) -> None:
    article = newsclean.clean(data)
    assert (article.body.strip(), article.status) == ("", Status.EMPTY)
    check_record(article)


def test_what_is_less_certain_is_flagged() -> None:
    page = "老街改造完工 居民搬回新家-凤凰彩票网\n镇上的图书馆昨天开门，读者借走了三百多本书。"
    article = newsclean.clean(page, config=Config(certainty=Certainty.CERTAIN))
    assert "brand.suffix" in {flag.rule for flag in article.flags}
    assert "brand.suffix" not in {edit.rule for edit in article.edits}


@pytest.mark.parametrize(
    "certainty",
    list(Certainty),
)
def test_lossy_at_every_certainty(certainty: Certainty) -> None:
    article = newsclean.clean("新桥下月锟斤拷通车。", config=Config(certainty=certainty))
    assert article.status == Status.LOSSY


STRAYS = [
    ("二十年後老渠又修好了，村里人都来看，农民们说收成会更好。", ["后"]),
    ("钱锺书的书摆在桌上，匾上写着“榮寶齋”，这里的孩子们都来读书学习。", []),
    ("乾隆年间的碑立在桥头，哪吒庙的戏台还没有修，孩子们在树下读书。", []),
    ("二十年後老渠又修好了，村裡人都來看，農民們說收成會更好。", []),
]


@pytest.mark.parametrize(("text", "forms"), STRAYS)
def test_stray_traditional_character_is_flagged(text: str, forms: list[str]) -> None:
    article = newsclean.clean(text)
    assert [flag.note for flag in article.flags] == forms
    assert article.body == text
