"""Readings stuck in the text.

What: `經(jīng)濟(jì)` for `經濟`: a reading in brackets behind characters.
How it arises: a converter that makes traditional text of simplified annotates
the characters its table holds as ambiguous, at every occurrence.
Certain: every annotated character is a traditional form, the reading is one of
its own, and a character annotated once in a document is annotated wherever it
stands. The set is therefore learned from the document: a character that also
stands without a reading is not part of the machine's set.
Left alone: `值(gdp)`, `卡(icash)`, whose brackets hold no reading; `犇(bēn)`
and `亳(bó)州`, which have no other form and are explained once; lessons, which
annotate simple characters too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN, variants

__all__ = ["RULES", "annotated", "readings"]

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜǹńňḿêếềüɡ"
_GLOSS = re.compile(rf"([{HAN}])[(（]([a-z{_TONED}]{{1,7}})[)）]")
# Machine glosses spare plain characters. A lesson does not: above this share of
# plain characters among the annotated ones the page teaches, and is left alone.
_MAX_PLAIN_SHARE = 0.2


@cache
def readings(char: str) -> tuple[str, ...]:
    """The readings of a character with tone marks, the usual one first."""
    from pypinyin.constants import PINYIN_DICT

    return tuple(str(PINYIN_DICT.get(ord(char), "")).split(","))


def annotated(text: str) -> dict[str, list[re.Match[str]]]:
    """The characters that a machine annotated in this document, with their glosses."""
    if "(" not in text and "（" not in text:
        return {}
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    plain = 0
    for match in _GLOSS.finditer(text):
        base, reading = match.groups()
        if reading.replace("ɡ", "g") not in readings(base):
            continue
        if base in variants():
            found[base].append(match)
        else:
            plain += 1
    if not found or plain > _MAX_PLAIN_SHARE * len(found):
        return {}
    standing = Counter(text)
    return {base: list_ for base, list_ in found.items() if len(list_) == standing[base]}


def glosses(text: str) -> Iterator[Change]:
    """Glosses of the characters that this document annotates throughout."""
    throughout = annotated(text)
    certainty = Certainty.CERTAIN if len(throughout) > 1 else Certainty.LIKELY
    for matches in throughout.values():
        for match in matches:
            yield Change(Span(match.end(1), match.end()), "", "pinyin.gloss", certainty)


RULES = (Rule("pinyin.gloss", glosses),)
