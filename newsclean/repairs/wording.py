"""Signs that a text was written in simplified characters: its quotation marks and words.

Used by `evidence`, which knows the forms of characters. Where none of these tells, because a
text has none that a machine writes otherwise, words alone can: news of the mainland has so many
of its own that no other news has them as densely.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from newsclean.chars import view
from newsclean.lazy import pattern
from newsclean.lexicon import scan, table

__all__ = ["SAID", "origin_bits", "vocabulary_bits", "wording_bits"]

SAID = "+"  # the mark of a word of the mainland in the evidence
_QUOTE_BITS = 2.0  # native text quotes with 「」, 634 of 635 articles that quote
_CONVERTED_QUOTE_BITS = 5.0  # a converter always keeps them: half of what the counts say
_DATELINE = pattern(
    r"(?:新華社|中新社|中新網|人民網|央視網|中國網)[^。\n]{0,12}[0-9]日[電訊]|本報訊\s?[(（]"
)
_DATELINE_BITS = 2.0  # of an agency that writes in simplified characters
# Papers of Macao and agencies of Hong Kong quote and speak like the mainland; of themselves too,
# and with some words of their own.
_HOME = pattern(
    r"香港|本港|港府|澳[門门]|本澳|[台臺][灣湾]|[兩两]岸|[內内]地|大[陸陆]|特[區区]|"
    r"亦|今次|受惠|食水|街坊|[議议][員员]|[傳传]媒|市[況况]|本地"
)
_EXPECTED_BITS = 0.01  # that native text has by chance, for each character; and in all,
_CHANCE_BITS = 6.0
_MOST = 11.0  # likely, never certain


def origin_bits(zone: str, *, converter: bool = False) -> float:
    """Bits for text that was written in simplified characters: its quotes, its dateline."""
    quotes = ("“" in zone) - ("「" in zone)
    quote_bits = _CONVERTED_QUOTE_BITS if converter else _QUOTE_BITS
    return quote_bits * quotes + _DATELINE_BITS * bool(_DATELINE.search(zone))


def wording_bits(zone: str) -> float:
    """Bits by these signs alone, where no form of a character says anything."""
    if "「" in zone or _HOME.search(zone):
        return 0.0
    bits = vocabulary_bits(zone) + origin_bits(zone) - _EXPECTED_BITS * len(zone) - _CHANCE_BITS
    return max(0.0, min(bits, _MOST))


@cache
def _said() -> tuple[AhoCorasick, list[float]]:
    """The words of the mainland, and the bits of each."""
    rows = table("script_evidence.tsv", 3)
    found = [(form[1:], float(bits)) for form, bits, _ in rows if form[0] == SAID]
    return AhoCorasick([word for word, _ in found]), [bits for _, bits in found]


@lru_cache(maxsize=2)  # for either kind of converter
def vocabulary_bits(zone: str) -> float:
    """Bits for words that are said otherwise where traditional characters are written."""
    machine, bits = _said()
    return sum(bits[index] for index in {one for one, *_ in scan(machine, view(zone))})
