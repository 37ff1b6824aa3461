"""Blanks and marks that stayed damaged in text that is else good.

What: `聽聽` where two no-break spaces stood (C2 A0 read as GBK), `牋` (A0 A0), `銆€` for an
ideographic space (E3 80 80, the last byte as Windows shows it), `Â ` and a byte order mark
as `ï»¿` or `锘縖`.
How it arises: templates, editors and copied pieces in another charset than the page.
Left alone: 聽 in traditional text, and one alone; `Â` in a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import TRADITIONAL, kinds
from newsclean.lazy import pattern

__all__ = ["RULES"]

_RULE = "mojibake.leftover"
_KINDS = (
    (pattern("銆€"), "\u3000"),
    (pattern("(?m)^牋+|牋{2,}"), "  "),
    (pattern("(?m)^(?:Â[\xa0 ])+|(?<=[\u3001-\uffef])(?:Â\xa0)+"), " "),
    (pattern(r"\Aï»¿"), ""),
    (pattern(r"\A锘縖"), "["),
)
_LISTEN = pattern("聽{2,}")


def leftovers(text: str) -> Iterator[Change]:
    """What no chain explains, because nothing damaged stands beside it."""
    for kind, after in _KINDS:
        for match in kind.finditer(text):
            yield Change(Span(*match.span()), after, _RULE, Certainty.LIKELY)
    for match in _LISTEN.finditer(text):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        line = text[start : end if end >= 0 else len(text)].replace("聽", "")
        if not (kinds(line) == TRADITIONAL).any() and any("\u4e00" <= char for char in line):
            blanks = " " * len(match.group())
            yield Change(Span(*match.span()), blanks, _RULE, Certainty.LIKELY)


RULES = (Rule(_RULE, leftovers, needs=("聽牋銆Âï锘",)),)
