r"""Characters spelled out: HTML references and backslash escapes.

What: `&nbsp;`, `&#20013;`, `Qamp;A`, `&ldquo`, `\u4e2d`, `\344\270\255`, `%E4%B8%AD`,
`=E4=B8=AD`, `=?utf-8?B?5Lit?=`, and `\n` as two characters in text.
How it arises: text escaped twice, JSON or JavaScript strings cut out of a page.
Example: `安东尼&middot;戴维斯` is `安东尼·戴维斯`.
Left alone: references that are quoted because the text is about them, most `&`
without a closing semicolon (`Q&A`, `&nbsp` in a table), escapes in code
listings, paths and addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN
from newsclean.lazy import pattern

__all__ = ["RULES"]

_ENTITY = pattern(r"&(?:amp;)*(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ENTITIES = pattern(rf"(?:{_ENTITY.pattern})+")
_UNICODE = pattern(r"(?:(?:\\{1,4}|%)u[0-9a-fA-F]{4})+")  # and the backslash escaped again
# The backslash lost, as where quotes were stripped.
_BARE = pattern(r"(?<![0-9A-Za-z])(?:u[0-9a-f]{4}){2,}(?![0-9A-Za-z])")
_BETWEEN_DIGITS = pattern(r"\d\\u[4-9][0-9a-fA-F]{3}\d")
_RUN_HAN = 3  # a run that spells so much: the text was escaped, and single ones with it
_CJK = rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’—…·℃°×]"
_HAN = pattern(rf"[{HAN}]")
# Text, signs and letters of Europe; no controls, no private use.
_SIGNS = r" -~\n\xa1-\u017f\u2010-\u2027\u2030-\u203b\u2100-\u22ff\u2460-\u25ff"
_PLAIN = pattern(rf"(?:{_CJK}|[{_SIGNS}])+")
_SPELLED = pattern(rf"(?:(?<={_CJK})|(?<=[\n\"]))(?:\\[rnt])+(?={_CJK}|\s|$)")
_QUOTE = pattern(rf"(?<={_CJK})\\\"|\\\"(?={_CJK})")  # of a string of JSON
_ANGLE = pattern(r"\\u003[ceCE]")  # of tags, in a string of JSON that a script may hold
_ANGLES = 2
_BROKEN = pattern(
    rf"(?<=[A-Za-z])amp;(?=[A-Za-z])|(?<={_CJK})(?:nbsp|ldquo|rdquo|lsquo|rsquo|middot|hellip|mdash);"
    rf"|(?:nbsp|ldquo|lsquo|middot|mdash);(?={_CJK})"
)
# Marks that lost their semicolon, beside Chinese.
_MARK = r"&(?:[lr]dquo|[lr]squo|middot|hellip|mdash|quot)"
_UNCLOSED = pattern(rf"(?<={_CJK}){_MARK}(?![\w;=])|{_MARK}(?={_CJK})|(?<={_CJK}){_MARK}(?=&|$)")
# Without a semicolon: numbers that follow each other.
_OPEN = pattern(r"(?:&#(?:1[2-9]\d{3}|[2-5]\d{4}|6[0-5]\d{3})(?![\d;])){2,}")
_PERCENT = pattern(r"(?:%(?:25){0,3}[0-9A-Fa-f]{2}){4,}")  # and the % itself escaped again
_OCTAL = pattern(r"(?:\\[0-3][0-7]{2}){4,}")
# RFC 2047: one of a mail's header or more, which can be cut inside a character.
_ENCODED = pattern(
    r"=\?[\w-]{3,20}\?[BbQq]\?[!-~]{2,400}?\?=(?:\s{0,3}=\?[\w-]{3,20}\?[BbQq]\?[!-~]{2,400}?\?=){0,99}"
)
_WIDEST = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_HEX = pattern(r"(?:\\x[0-9A-Fa-f]{2}){4,}")
_QUOTED = pattern(r"(?:(?:=[0-9A-F]{2}){2,}(?:=\r?\n)?){2,}")
_WORD = pattern(r"\S+$")
_ADDRESS = pattern(r"[/?&=@.\\]|www|http", re.IGNORECASE)
_LITERAL = pattern(r"[\\%][urntx0-3\"]|u[0-9a-f]{4}u[0-9a-f]{4}")
_QUOTES = "“”\"'‘’「」『』`《》<>"
# Words of a text that is about code: it shows references and escapes on purpose.
_ABOUT_CODE = pattern(
    r"html|json|script|代码|代碼|程式|程序输出|转义|轉義|字符实体|字元實體|编码|編碼|解码|解碼|十六进制|源码",
    re.IGNORECASE,
)
_VALUE = pattern(r'["”]\s{0,2}[:：]\s{0,2}"\Z')  # of a field in JSON
_SHOWN = pattern(r"(?:写成|寫成|写作|写的|输入|輸入|显示为|顯示為|出现|變成|变成|打出)$")


def entities(text: str) -> Iterator[Change]:
    """HTML character references, unless the text shows them on purpose."""
    runs = list(_ENTITIES.finditer(text))
    if not runs or _ABOUT_CODE.search(text):
        return
    for run in runs:
        start, end = run.span()
        quoted = start and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES
        if quoted or _SHOWN.search(text, max(0, start - 3), start):
            continue
        for match in _ENTITY.finditer(text, start, end):
            char = html.unescape(re.sub("^&(?:amp;)+", "&", match.group()))
            if char != match.group():
                yield Change(Span(*match.span()), char, "entity.html")


def literals(text: str) -> Iterator[Change]:
    r"""`\uXXXX` runs that spell Chinese, and `\n` or `\t` between Chinese characters."""
    if not _LITERAL.search(text) or _ABOUT_CODE.search(text):
        return
    runs = [(match, _unescaped(match.group())) for match in _UNICODE.finditer(text)]
    bare = ((match, _unescaped(match.group())) for match in _BARE.finditer(text))
    runs += [(match, spelled) for match, spelled in bare if len(_HAN.findall(spelled)) > 1]
    escaped = any(len(_HAN.findall(spelled)) >= _RUN_HAN for _, spelled in runs)
    escaped = escaped or len(_ANGLE.findall(text)) >= _ANGLES
    for match, spelled in runs:
        alone = (
            len(spelled) == 1  # then it may well be the subject of the sentence
            and not escaped
            and not _BETWEEN_DIGITS.search(text[match.start() - 1 : match.end() + 1])
        )
        if _PLAIN.fullmatch(spelled) and not alone and not _in_code(text, match):
            yield Change(Span(*match.span()), spelled, "escape.literal")
    quotes = list(_QUOTE.finditer(text))
    for match in quotes if len(quotes) > 1 else ():
        yield Change(Span(*match.span()), '"', "escape.literal", Certainty.LIKELY)
    for match in _SPELLED.finditer(text):
        blank = "\n" if "n" in match.group() or "r" in match.group() else " "
        yield Change(Span(*match.span()), blank, "escape.literal", Certainty.LIKELY)
    yield from _bytes(text, _HEX, "\\x", "escape.literal")
    yield from _bytes(text, _OCTAL, "\\", "escape.literal")


def _unescaped(escapes: str) -> str:
    spelled = re.sub(r"(?:\\{1,4}|%)?u", r"\\u", escapes).encode().decode("unicode_escape")
    return spelled.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def broken(text: str) -> Iterator[Change]:
    """References that lost their `&` or `;`: `Qamp;A`, `nbsp;` behind a Chinese character."""
    matches = [*_BROKEN.finditer(text), *_UNCLOSED.finditer(text), *_OPEN.finditer(text)]
    if not matches or _ABOUT_CODE.search(text):
        return
    for match in matches:
        name = match.group().lstrip("&")
        char = html.unescape(f"&{name};" if name.isalpha() else f"&{name}").replace("\xa0", " ")
        yield Change(Span(*match.span()), char, "entity.broken", Certainty.LIKELY)


def percent(text: str) -> Iterator[Change]:
    """`%E4%B8%AD` that spells Chinese and is no part of an address."""
    yield from _bytes(text, _PERCENT, "%", "escape.percent")


def quoted_printable(text: str) -> Iterator[Change]:
    """`=E4=B8=AD` that spells Chinese, with the soft line breaks of mail."""
    yield from _bytes(text, _QUOTED, "=", "escape.quoted-printable")


def encoded_words(text: str) -> Iterator[Change]:
    """`=?utf-8?B?5Lit?=` of a mail's header, if it spells Chinese."""
    matches = list(_ENCODED.finditer(text))
    if not matches or _ABOUT_CODE.search(text):
        return
    from email.errors import HeaderParseError
    from email.header import decode_header

    for match in matches:
        try:
            spelled = "".join(
                data if isinstance(data, str) else data.decode(_codec(charset))
                for data, charset in decode_header(match.group())
            )
        except (HeaderParseError, LookupError, ValueError):
            continue
        if _HAN.search(spelled) and _PLAIN.fullmatch(spelled) and not _in_code(text, match):
            yield Change(Span(*match.span()), spelled, "escape.encoded-word")


def _codec(charset: str | None) -> str:
    name = (charset or "ascii").lower()
    return _WIDEST.get(name, name)


def _bytes(text: str, pattern: re.Pattern[str], mark: str, rule: str) -> Iterator[Change]:
    matches = list(pattern.finditer(text))
    if not matches or _ABOUT_CODE.search(text):
        return
    for match in matches:
        word = _WORD.search(text, max(0, match.start() - 200), match.start())
        if word and _ADDRESS.search(word.group()):
            continue
        if pattern is _OCTAL:
            data = bytes(int(code, 8) for code in match.group().split(mark)[1:])
        else:
            digits = re.sub(r"=\r?\n|%(?:25)*", "", match.group()).replace(mark, "")
            data = bytes.fromhex(digits)
        for charset in ("utf-8", "gb18030"):
            try:
                spelled = data.decode(charset)
            except UnicodeError:
                continue
            if re.fullmatch(rf"(?:{_CJK}|[\w ])+", spelled):
                yield Change(Span(*match.span()), spelled, rule)
            break


def _in_code(text: str, match: re.Match[str]) -> bool:
    """Whether the escape is a quoted string, as in a listing; not the value of a field."""
    start = match.start()
    quoted = start > 0 and text[start - 1] in "\"'`"
    return quoted and not _VALUE.search(text, max(0, start - 6), start)


RULES = (
    Rule("entity.html", entities, needs=("&", ";")),
    Rule("entity.broken", broken, needs=(";&",)),
    Rule("escape.literal", literals, needs=("\\%u",)),
    Rule("escape.percent", percent, needs=("%",)),
    Rule("escape.quoted-printable", quoted_printable, needs=("=",)),
    Rule("escape.encoded-word", encoded_words, needs=("=", "?")),
)
