"""Characters spelled out: HTML references and backslash escapes.

What: `&nbsp;`, `&#20013;`, `\\u4e2d`, and `\\n` as two characters in text.
How it arises: text escaped twice, JSON or JavaScript strings cut out of a page.
Example: `安东尼&middot;戴维斯` is `安东尼·戴维斯`.
Left alone: references that are quoted because the text is about them, `&`
without a closing semicolon (`Q&A`, `&nbsp` in a table), escapes in code
listings and paths.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN

__all__ = ["RULES"]

_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# A run of escapes: one alone may well be the subject of the sentence.
_UNICODE = re.compile(r"(?:\\u[0-9a-fA-F]{4}){2,}")
_CJK = rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’—…]"
_SPELLED = re.compile(rf"(?<={_CJK})(?:\\[rnt])+(?={_CJK}|\s|$)")
_QUOTES = "“”\"'‘’「」『』`《》<>"
# Words of a text that is about markup: it shows references on purpose.
_ABOUT_MARKUP = re.compile(r"html|代码|代碼|转义|轉義|字符实体|字元實體|编码|標籤|源码", re.IGNORECASE)


def entities(text: str) -> Iterator[Change]:
    """HTML character references, unless the text shows them on purpose."""
    if "&" not in text:
        return
    matches = list(_ENTITY.finditer(text))
    if not matches or _ABOUT_MARKUP.search(text):
        return
    for match in matches:
        start, end = match.span()
        if text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES and start:
            continue
        char = html.unescape(match.group())
        if char != match.group():
            yield Change(Span(start, end), char, "entity.html")


def literals(text: str) -> Iterator[Change]:
    """`\\uXXXX` runs that spell Chinese, and `\\n` or `\\t` between Chinese characters."""
    if "\\" not in text:
        return
    for match in _UNICODE.finditer(text):
        spelled = match.group().encode().decode("unicode_escape")
        spelled = spelled.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if re.fullmatch(rf"(?:{_CJK}|[ -~])+", spelled) and not _in_code(text, match):
            yield Change(Span(*match.span()), spelled, "escape.literal")
    for match in _SPELLED.finditer(text):
        blank = "\n" if "n" in match.group() or "r" in match.group() else " "
        yield Change(Span(*match.span()), blank, "escape.literal", Certainty.LIKELY)


def _in_code(text: str, match: re.Match[str]) -> bool:
    """Whether the escape is a quoted string, as in a listing."""
    return text[match.start() - 1 : match.start()] in tuple("\"'`") and match.start() > 0


RULES = (Rule("entity.html", entities), Rule("escape.literal", literals))
