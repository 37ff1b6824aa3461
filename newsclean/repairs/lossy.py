"""Damage that nobody can repair: recognised, located, kept.

What: `锟斤拷` (U+FFFD written as UTF-8 and read as GBK), `烫烫烫` and `屯屯屯`
(memory that was never filled, read as GBK), runs of U+FFFD, of `?` where
Chinese stood, of `□`, and what is left of mojibake.
How it arises: a decoder that replaces what it cannot read; the bytes are gone.
What is done: nothing is invented. Each place is flagged, and a document with
one of them in its body has the status LOSSY.
Left unflagged: `锟斤拷` and the like inside quotation marks, where the text is
about them, `？？？` at the end of a sentence, and other languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN
from newsclean.language import language_model, strange_places, strange_table
from newsclean.lazy import pattern
from newsclean.repairs.foreign import is_scrambled
from newsclean.repairs.steps import utf8_in_gbk

__all__ = ["RULES"]

_KINDS = (
    ("lossy.kuntaokao", pattern("(?:锟斤拷|锟斤|斤拷锟)+")),
    ("lossy.fill", pattern("烫{3,}|屯{3,}|葺葺葺+|铪铪铪+")),
    ("lossy.replacement", pattern("\ufffd+")),
    ("lossy.question-marks", pattern(rf"(?<!\?)\?{{3,}}(?=[{HAN}a-z0-9，。,])")),
    ("lossy.squares", pattern("□{2,}")),
)
_GATE = pattern("[锟烫屯葺铪\ufffd□]|\\?\\?\\?")
# Letters of Latin-1 without one of ASCII among them: no language is written so.
_LATIN = pattern("[\xc0-\xff][\x80-\xff\u0152-\u0192\u2010-\u2122]{7,}")
# Letters of other scripts with nothing of ASCII among them; no phonetic ones.
_OTHER = pattern(
    r"(?=.{0,7}[\x80-\u024f\u0370-\u2dff\uac00-\ud7a3\uff61-\uff9f])"
    r"[\x80-\u024f\u0370-\u1fff\u2030-\u2dff\u4e00-\u9fff\uac00-\ud7a3\uff61-\uff9f]{8,}"
)
_HAN = pattern(f"[{HAN}]")
_MIN_STRANGE = 8
_GBK_SHARE = 0.25
_GBK_BITS = 13.0  # a character; news lies below 8, mojibake above 14
_OPENERS = "“‘「『\"'《（("


def lost(text: str) -> Iterator[Change]:
    """A guess that changes nothing, which is how a rule flags a place."""
    if not _GATE.search(text):
        return
    for rule, kind in _KINDS:
        for match in kind.finditer(text):
            start, end = match.span()
            if start and text[start - 1] in _OPENERS:
                continue
            yield Change(Span(start, end), match.group(), rule, Certainty.GUESS)


def unread(text: str) -> Iterator[Change]:
    """Mojibake that no repair explains, line by line."""
    at = 0
    for line in text.split("\n"):
        places = strange_places(line)
        if len(places) >= _MIN_STRANGE:
            start, end = places[0], places[-1] + 1
            part = line[start:end]
            if _LATIN.search(part) or _is_gbk(part, len(places)) or _is_other(part):
                yield Change(Span(at + start, at + end), part, "lossy.mojibake", Certainty.GUESS)
        at += len(line) + 1


def _is_gbk(part: str, strange: int) -> bool:
    """Whether this is UTF-8 read as GBK; the bytes of 锛 and 銆 begin marks, 鐨 begins 的."""
    wide = sum(char > "\x7f" for char in part)
    alike = len(utf8_in_gbk().findall(part))
    return min(alike, strange) >= _GBK_SHARE * wide and (
        language_model().bits_per_char(part) >= _GBK_BITS
    )


def _is_other(part: str) -> bool:
    """Whether this is text read in a charset of another script: `ЦР№ъѕ­јГ`.

    Half of it at most is Chinese: more is Chinese with bars or ornaments between (`│首页│要闻│`).
    """
    found = (match.group() for match in _OTHER.finditer(part))
    return any(2 * len(_HAN.findall(one)) <= len(one) and is_scrambled(one) for one in found)


RULES = (
    Rule("lossy", lost, needs=("锟烫屯葺铪\ufffd□?",)),
    Rule("lossy.mojibake", unread, needs=(strange_table,)),
)
