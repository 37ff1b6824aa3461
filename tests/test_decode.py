"""Bytes to text: what decides, and what happens to bytes that cannot be read."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import Status
from newsclean.decode import decode

TEXT = "新桥下月通车，两岸居民不用再绕路。"
TRADITIONAL = "新橋下月通車，兩岸居民不用再繞路。"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark(mark: bytes, codec: str) -> None:
    assert decode(mark + TEXT.encode(codec)) == (TEXT, codec, "bom", 0)


def test_byte_order_mark_before_a_declaration() -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode(), "gbk").how == "bom"


@pytest.mark.parametrize(
    ("codec", "declared", "encoding"),
    [
        ("gbk", "gb2312", "gb18030"),
        ("gbk", "GBK", "gb18030"),
        ("gb18030", "text/html; charset=gb2312", "gb18030"),
        ("gbk", 'text/html; charset="GB2312"', "gb18030"),
        ("gbk", "Content-Type: text/html;CHARSET = 'gbk'", "gb18030"),
        ("big5", "big5", "big5hkscs"),
        ("big5hkscs", "text/html; charset=Big5-HKSCS", "big5hkscs"),
    ],
)
def test_declared(codec: str, declared: str, encoding: str) -> None:
    data = TRADITIONAL.encode(codec)
    assert decode(data, declared) == (TRADITIONAL, encoding, "declared", 0)


def test_declared_gb2312_is_widened() -> None:
    text = "镕基二字，堃字和𠮷字都不在旧字库里。"
    assert decode(text.encode("gb18030"), "gb2312").text == text


@pytest.mark.parametrize("declared", [None, "", "gb2312", "big5", "no-such-charset", "text/html"])
def test_strict_utf_8_comes_before_declarations(declared: str | None) -> None:
    assert decode(TEXT.encode(), declared) == (TEXT, "utf-8", "strict", 0)


@pytest.mark.parametrize("declared", [None, "utf-8", "no-such-charset", "text/html", "charset="])
def test_strict_gb18030_without_a_true_declaration(declared: str | None) -> None:
    assert decode(TEXT.encode("gbk"), declared) == (TEXT, "gb18030", "strict", 0)


def test_four_byte_gb18030() -> None:
    text = "地名里有一个𠮷字，还有一个㐂字和emoji😀。"
    found = decode(text.encode("gb18030"))
    assert (found.text, found.encoding, found.lost) == (text, "gb18030", 0)


def test_declared_charset_that_does_not_fit() -> None:
    found = decode(TEXT.encode("gbk"), "ascii")
    assert found.text in (TEXT, TEXT.encode("gbk").decode("cp1252", "replace"))
    assert decode(TEXT.encode("gbk"), "utf-8").text == TEXT


def test_two_bytes_are_not_utf16_because_they_can_be() -> None:
    assert not decode("日本語".encode("shift_jis") * 19 + b"\n").encoding.startswith("utf-16")
    assert decode(TEXT.encode("utf-16-le")[:-1]).encoding == "utf-16-le"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_bad_bytes(codec: str) -> None:
    data = (TEXT * 20).encode(codec)
    broken = data[:200] + b"\xff\xff" + data[200:]
    found = decode(broken, codec)
    assert found.lost > 0
    assert found.encoding == codec
    assert found.text.count("\ufffd") == found.lost
    assert found.text.startswith(TEXT)
    article = newsclean.clean(broken, content_type=codec)
    assert article.status == Status.LOSSY
    assert article.encoding == codec


def test_cut_inside_a_character() -> None:
    found = decode((TEXT * 20).encode()[:-1])
    assert found.encoding == "utf-8"
    assert found.lost == 1


def test_replacement_characters_of_the_source_are_lossy() -> None:
    assert newsclean.clean(f"{TEXT}\ufffd").status == Status.LOSSY


def test_no_bytes() -> None:
    assert decode(b"").text == ""
    assert newsclean.clean(b"").status == Status.EMPTY


@pytest.mark.parametrize("byte", range(256))
def test_single_byte(byte: int) -> None:
    found = decode(bytes([byte]))
    assert len(found.text) == 1
    assert found.text == chr(byte) or byte >= 0x80


@given(st.binary(max_size=80), st.sampled_from([None, "gbk", "big5", "utf-8", "x"]))
def test_any_bytes(data: bytes, declared: str | None) -> None:
    found = decode(data, declared)
    for name in found.encoding.split("+"):  # several, where lines differ
        assert name == "euc-tw" or codecs.lookup(name)
    assert found.lost >= 0


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf_8_round_trip(text: str) -> None:
    assert decode((TEXT + text).encode()).text == TEXT + text


@pytest.mark.parametrize("text", ["联通", "新闻", "中国移动", "你好"])
def test_short_gbk(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("other", ["gb18030", "big5hkscs"])
def test_lines_of_two_charsets(other: str) -> None:
    lines = [f"{TRADITIONAL}第{number}段" for number in range(8)]
    data = b"\n".join(
        line.encode(other if number % 2 else "utf-8") for number, line in enumerate(lines)
    )
    assert decode(data).text.split("\n") == lines


DECLARATIONS = st.text(st.characters(), max_size=20)


@pytest.mark.parametrize(
    "declared",
    ["hex", "rot13", "idna", "undefined", "x" * 999, "unicode_escape"],
)
def test_declared_nonsense(declared: str) -> None:
    assert decode(TEXT.encode("gbk"), declared).text == TEXT


@given(st.binary(max_size=20), DECLARATIONS)
def test_any_declaration(data: bytes, declared: str) -> None:
    decode(data, declared)


@pytest.mark.parametrize("declared", ["gbk\0", "gbk\ud800"], ids=ascii)
def test_declaration_that_codecs_refuses(declared: str) -> None:
    assert decode(TEXT.encode(), declared).text == TEXT


def test_str_has_no_encoding() -> None:
    assert newsclean.clean(TEXT).encoding is None
    assert newsclean.clean(TEXT.encode()).encoding == "utf-8"


def test_mixed_lines_of_which_one_is_mojibake() -> None:
    """Three charsets in one file, and a line that was broken before it was written."""
    broken = TEXT.encode().decode("latin-1")
    lines = [TRADITIONAL.encode("big5"), TEXT.encode("gbk"), TEXT.encode(), broken.encode()]
    found = decode(b"\n".join(lines))
    assert found.text.split("\n") == [TRADITIONAL, TEXT, TEXT, broken]
    assert found.lost == 0
    assert newsclean.clean(b"\n".join(lines)).body.split("\n")[-1] == TEXT


LONG = "渡口的老船工說，水漲了三尺，大家把船都拴在榆樹上，等雨停了再過河。" * 3


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs"])
@pytest.mark.parametrize("start", range(24))
def test_first_byte_lost_of_two(codec: str, start: int) -> None:
    text = LONG[start:]
    data = text.encode(codec)[1:]
    found = decode(data)
    assert found.encoding == codec
    assert found.text.endswith(text[1:])
    assert found.lost == (data[0] >= 0x80)  # the other half may be an ASCII character


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs"])
def test_nothing_lost_at_the_head(codec: str) -> None:
    for start in range(24):
        assert decode(LONG[start:].encode(codec))[::3] == (LONG[start:], 0)


@pytest.mark.parametrize("lost", [1, 2])
def test_utf_8_cut_at_both_ends(lost: int) -> None:
    found = decode(LONG.encode()[lost:-lost])
    assert found.encoding == "utf-8"
    assert found.text.strip("\ufffd") == LONG[1:-1]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_a_lone_surrogate(codec: str) -> None:
    data = bytearray(LONG.encode(codec))
    data[20 + (codec == "utf-16-le")] = 0xDC
    found = decode(bytes(data))
    assert (found.encoding, found.lost) == (codec, 1)
    assert found.text == f"{LONG[:10]}\ufffd{LONG[11:]}"


@pytest.mark.parametrize("bad", [b"\x05", b"\xd4"])
def test_hz_with_a_bad_byte(bad: bytes) -> None:
    text = TEXT * 4
    data = bytearray(text.encode("hz"))
    data[12:13] = bad
    found = decode(bytes(data))
    assert found.encoding == "hz"
    assert found.text[:5] + found.text[6:] == text[:5] + text[6:]


def test_ascii_with_the_sign_of_hz() -> None:
    text = "In TeX a tie is ~{} and ~{word} keeps a word on its line. " * 3
    assert decode(text.encode()) == (text, "utf-8", "strict", 0)


@pytest.mark.parametrize(("codec", "text"), [("gb18030", TEXT), ("big5hkscs", TRADITIONAL)])
@pytest.mark.parametrize("first", [True, False])
def test_json_whose_fields_differ(codec: str, text: str, first: bool) -> None:
    codecs_ = [codec, "utf-8"] if first else ["utf-8", codec]
    fields = [text.encode(one) for one in codecs_]
    row = b'{"title": "%s", "place": "%s", "text": "%s"}' % (
        fields[0],
        text[:4].encode(codecs_[1]),
        fields[1],
    )
    for data in (row, b"\n".join([row] * 3)):
        found = decode(data)
        line = f'{{"title": "{text}", "place": "{text[:4]}", "text": "{text}"}}'
        assert found.text.split("\n") == [line] * len(data.split(b"\n"))
        assert found.encoding == "+".join(sorted([codec, "utf-8"]))


def test_shift_jis_and_its_superset() -> None:
    text = "新しい橋は来月〜開通します。" * 3
    assert decode(text.encode("shift_jis"), "shift_jis").text == text
    superset = "①新しい橋は来月開通します。" * 3
    assert decode(superset.encode("cp932"), "shift_jis").text == superset
