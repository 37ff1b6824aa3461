r"""Blanks of markup, folded to one; but not those that are bytes.

Of UTF-8 read as Latin-1 a byte A0 is a no-break space, and 85 a line break of Unicode: `å\x85¨`
is 全. A browser folds ASCII blanks alone.
"""

from __future__ import annotations

from newsclean.lazy import pattern

__all__ = ["fold"]

_ASCII = " \t\n\r\f"
_BLANKS = pattern(f"[{_ASCII}]+")
# A byte A0 behind the first byte of UTF-8, or behind its second.
_BYTE = pattern("[\xc2-\xf4][\x80-\xbf\u0152-\u2122]?\xa0")


def fold(text: str) -> str:
    r"""The text in one line, blanks as one, without those at its ends.

    >>> fold(" 张\xa0 三\n"), fold("å\x85¨  å¸\x82\n")
    ('张 三', 'å\x85¨ å¸\x82')
    """
    if "\x85" in text or ("\xa0" in text and _BYTE.search(text)):
        return _BLANKS.sub(" ", text.strip(_ASCII))
    return " ".join(text.split())
