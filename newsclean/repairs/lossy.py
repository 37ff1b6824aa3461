"""Damage that nobody can repair: recognised, located, kept.

What: `锟斤拷` (U+FFFD written as UTF-8 and read as GBK), `烫烫烫` and `屯屯屯`
(memory that was never filled, read as GBK), runs of U+FFFD, of `?` where
Chinese stood, of `□`.
How it arises: a decoder that replaces what it cannot read; the bytes are gone.
What is done: nothing is invented. Each place is flagged, and a document with
one of them in its body has the status LOSSY.
Left unflagged: `锟斤拷` and the like inside quotation marks, where the text is
about them, and `？？？` at the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN
from newsclean.lazy import pattern

__all__ = ["RULES"]

_KINDS = (
    ("lossy.kuntaokao", pattern("(?:锟斤拷|锟斤|斤拷锟)+")),
    ("lossy.fill", pattern("烫{3,}|屯{3,}|葺葺葺+|铪铪铪+")),
    ("lossy.replacement", pattern("\ufffd+")),
    ("lossy.question-marks", pattern(rf"(?<!\?)\?{{3,}}(?=[{HAN}a-z0-9，。,])")),
    ("lossy.squares", pattern("□{2,}")),
)
_GATE = pattern("[锟烫屯葺铪\ufffd□]|\\?\\?\\?")
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


RULES = (Rule("lossy", lost, needs=("锟烫屯葺铪\ufffd□?",)),)
