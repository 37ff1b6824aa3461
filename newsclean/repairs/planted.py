"""Adverts planted inside a paragraph of the article.

What: `…看不见船，代开发票微信kx88210，渡工敲三下…`, a whole sentence that names a trade
and ends in whom to write to, `【BRAND】` in the middle of a sentence.
How it arises: a kit that writes into the text itself, so that what filters lines does
not see it.
Certain enough: the piece is bounded by marks; it holds a term of a spam trade and ends
in a number or name to write to, or consists of terms that news practically never has
(strong ones of the list) for the greater part. It has none of the small words that a
report about the trade is told with, and no quotation marks around it.
Left alone: a strong term without either, which nobody can take out of its sentence; reports
that quote an advert; addresses and telephones without a term of a trade; whole lines,
which are labelled.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import view
from newsclean.lazy import pattern
from newsclean.lexicon import find

__all__ = ["RULES"]

_SENTENCE = pattern(r"(?<![^。！？!?\n])[^。！？!?\n]{1,500}[。！？!?]")
_CLAUSE = pattern(r"[^，,；;。！？!?\n]+[，,；;。！？!?]?")
_BOXED = pattern(r"【[^【】\n]{2,24}】|\[[^\[\]\n]{2,24}\]|[(（][^()（）\n]{2,24}[)）]")
_COMMAS, _STOPS = ("，", ",", "；", ";"), ("。", "！", "？", "!", "?")
_ENDS = "，,；;。！？!?"
_LENGTH = (4, 80)  # characters of a piece
# Whom to write to, at the end of the piece.
_CONTACT = pattern(
    r"(?:微信|薇信|威信|徽信|微芯|加[微薇v]|vx|qq|扣扣|电话|手机|联系|咨询|热线|客服|飞机|电报|电)"
    r"[号同+:：]{0,3}\s?(?P<code>[a-z0-9_-]{5,20})$"
)
# A report is told with these; adverts are strings of nouns.
_TOLD = pattern(r"[的了被将把在以为让称说据案骗警向从给后等“”‘’「」《》]")
_QUOTE = 400  # characters; few quotations are longer
_TERMS = 2  # strong terms in a piece that names nobody to write to
_COVERED = 0.5  # of such a piece, and of one in brackets, they are
_OWN = 0.5  # of its line at most is such a piece: a whole line has a label


def sentences(text: str) -> Iterator[Change]:
    """Whole sentences that advertise."""
    look = view(text)
    for match in _with_terms(_SENTENCE, look):
        sure = _advertises(look, *match.span())
        if sure is not None:
            yield Change(Span(*match.span()), "", "planted.sentence", sure)


def clauses(text: str) -> Iterator[Change]:
    """Parts of a sentence, between its marks, that advertise, with one of the marks."""
    look = view(text)
    for match in _with_terms(_CLAUSE, look):
        start, end = match.span()
        sure = _advertises(look, start, end)
        if sure is None:
            continue
        if match.group().endswith(_STOPS) and look[start - 1 : start] in _COMMAS:
            start, end = start - 1, end - 1  # the sentence ends where the part before it does
        yield Change(Span(start, end), "", "planted.clause", sure)


def boxed(text: str) -> Iterator[Change]:
    """Brackets with nothing but terms of a trade in them."""
    look = view(text)
    for match in _with_terms(_BOXED, look):
        words = match.group()[1:-1]
        if _share(words) >= _COVERED and match.end() - match.start() <= _OWN * len(look):
            yield Change(Span(*match.span()), "", "planted.brackets", Certainty.LIKELY)


def _with_terms(pieces: re.Pattern[str], look: str) -> Iterator[re.Match[str]]:
    """The pieces that hold a term of a trade."""
    starts = [hit.start for hit in find(look).of("spam")]
    for match in pieces.finditer(look) if starts else ():
        if bisect_left(starts, match.start()) < bisect_left(starts, match.end()):
            yield match


def _advertises(look: str, start: int, end: int) -> Certainty | None:
    """How sure it is that a piece of a paragraph is an advert, not told or quoted in a report."""
    low, high = _LENGTH
    if not low <= end - start <= high or end - start > _OWN * len(look):
        return None
    words = look[start:end].rstrip(_ENDS).strip()
    if _TOLD.search(words) or _is_quoted(look, start):
        return None
    contact = _CONTACT.search(words)
    named = words[: contact.start()] if contact else words
    terms = [term for hit in find(named) if (term := hit.of("spam")) and term.first != "kit"]
    strong = sum(term.second == "strong" for term in terms)
    if contact and terms:
        # A public service has a telephone, and an advert of a weak term a name.
        name = contact["code"][0].isalpha()
        return Certainty.LIKELY if strong or name else Certainty.GUESS
    return Certainty.LIKELY if strong >= _TERMS and _share(words) >= _COVERED else None


def _is_quoted(look: str, at: int) -> bool:
    """Whether a quotation that began not long before is still open."""
    since = max(0, at - _QUOTE)
    return any(
        look.rfind(one, since, at) > look.rfind(end, since, at) for one, end in ("“”", "「」")
    )


def _share(words: str) -> float:
    """Which share of the words terms of a trade are, if one of them is strong."""
    hits = [(hit, term) for hit in find(words) if (term := hit.of("spam"))]
    if not any(term.second == "strong" for _, term in hits):
        return 0.0
    return sum(hit.end - hit.start for hit, _ in hits) / max(len(words.strip()), 1)


_CODES = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
RULES = (
    Rule("planted.sentence", sentences, needs=(_CODES, "。！？!?")),
    Rule("planted.clause", clauses, needs=(_CODES, "，,；;")),
    Rule("planted.brackets", boxed, needs=("【[(（",)),
)
