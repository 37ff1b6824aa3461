"""Whether a document is markup."""

from __future__ import annotations

import re

from newsclean.lazy import pattern

__all__ = ["is_html"]

# Text may quote markup: a document is markup if it begins so, or holds a whole page and no
# sentence stands before it (the head of an answer by HTTP, an address, a script of the server).
_TAG = (
    "!doctype|a|abbr|address|article|aside|b|base|big|blockquote|body|br|button|caption|center"
    "|cite|dd|del|details|div|dl|dt|em|embed|figure|fieldset|font|footer|form|h[1-6]|head|header"
    "|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|marquee|meta|nav|noscript|object|ol"
    "|p|picture|pre|q|s|script|section|small|source|span|strong|style|sub|sup|svg|table|tbody|td"
    "|text|textarea|tfoot|th|thead|time|title|tr|u|ul|video|[a-z]{1,20}(?:-[a-z]{1,20}){1,4}"
)
_BEGINS = pattern(
    r"(?:<\?[^<>]{0,200}>\s{0,99}|<!--.{0,2000}?-->\s{0,99}){0,9}"
    rf"<(?:(?P<page>!doctype|html|head|body)|{_TAG})(?![\w.@-])",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = pattern(
    r"<(?:!doctype\s+html\b[^<>]{0,300}>\s{0,99}<html\b|html\b[^<>]{0,300}>\s{0,99}<(?:head|meta|body)\b)",
    re.IGNORECASE,
)
_PAGE_CLOSES = pattern(r"</(?:head|body|html)\s*>", re.IGNORECASE)
_PAGE_BEGIN = 20_000  # characters in which such a page begins
_SENTENCE = pattern(r"[。！？]")
_CLOSING = pattern(
    r"<\\?/(?:p|div|body|html|table|title|article|span|td|tr|li|ul|text)\s*>", re.IGNORECASE
)
_OPENING = pattern(r"<(?:p|br|div|td|tr|li|a|img|span)\b[^<>]{0,300}>", re.IGNORECASE)
_FRAGMENT, _TAGS = 20_000, 4  # characters of a text that is cut off, and tags that make it markup
_UNSEEN = " \t\n\r\f\x00\u200b\u3000\ufeff"


def is_html(text: str) -> bool:
    """Whether a document is markup.

    >>> is_html("<html><body><p>一</p></body></html>"), is_html("他写了 <p> 标签")
    (True, False)
    """
    begin = _BEGINS.match(text[:4000].lstrip(_UNSEEN))
    if begin is not None:
        if begin["page"] or _CLOSING.search(text):
            return True
        return len(_OPENING.findall(text, 0, _FRAGMENT)) >= _TAGS  # it was cut off
    found = _PAGE.search(text, 0, _PAGE_BEGIN) if "<" in text else None
    if found is None or _SENTENCE.search(text, 0, found.start()):
        return False
    return bool(_PAGE_CLOSES.search(text, found.end()))
