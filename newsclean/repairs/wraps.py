"""Line breaks inside a sentence.

What: `完⏎⏎成投资` for `完成投资`: a break, often a blank line, inside a word, or
a closing mark at the beginning of a line.
How it arises: newspaper columns and PDF lines taken for paragraphs.
Certain: no paragraph ends in a comma or begins with a closing mark, and some
pairs of characters belong together far more than one ends a paragraph and the
other begins one. Where a document has several such breaks it is hard-wrapped,
and its other unfinished paragraphs are joined on weaker evidence.
Left alone: headings, lists, verse, tables, captions: a line is joined only to
prose, and short lines are not joined to short lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN
from newsclean.language import language_model
from newsclean.lazy import pattern

__all__ = ["RULES"]

_HAN = pattern(rf"[{HAN}]")
_COMMA = pattern(r"[，,、；;]")
_SENTENCE = pattern(r"[。！？；;!?]")
_CLAUSE = pattern(r"[，,。；;！？]")
_MARK = pattern(r"[，,、。；;：:！？!?]")
_CLOSERS = "，。！？；：、,;:!?"
_PAIRS = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "）": "（", ")": "(", "】": "【"}
_LABELLED = pattern(rf"[{HAN}]{{1,6}}[:：]")  # `摄影：…` begins something
# Behind these nothing goes on: ends of sentences, of what is quoted and of markup, and openers.
_ENDS = frozenset("。！？!?…；;：:”’」』》〉）)】]—～~.|“‘「『《（(【>")
# A list's item, a numbered heading, a bullet: the beginning of something.
_ITEM = pattern(
    r"[●◆■▲★☆·•○◎※→▪\-*#<>|【\[〔]|[(（]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、]|第[一二三四五六七八九十0-9]+[章节条篇]"
)

# Bits by which a pair reads better inside a paragraph than across its end. Of 2,693
# lines without a closing mark that end a real paragraph, 0.7 % reach 7, and most of
# those are wraps that the source has; one half of random breaks in prose reaches 5.
_WORD_BITS = 7.0
_WEAK_BITS = 1.0
_PROSE = 20  # characters; of two lines joined at least one is a paragraph
_LONG = 30  # an unfinished paragraph, no heading
_VERSE = 25  # a line of verse that ends in a comma is shorter
_WRAPPED = 2  # certain breaks that make a document a hard-wrapped one


class _Gap(NamedTuple):
    """The space between two lines, and the lines."""

    span: Span
    above: str
    below: str


def wraps(text: str) -> Iterator[Change]:
    """Join lines that a break cut apart."""
    gaps = [gap for gap in _gaps(text) if _could_join(gap)]
    certain = {gap.span for gap in gaps if _is_certain(gap)}
    wrapped = len(certain) >= _WRAPPED
    for gap in gaps:
        if gap.span in certain:
            yield _join(gap, Certainty.CERTAIN)
        elif wrapped and _is_likely(gap):
            yield _join(gap, Certainty.LIKELY)


def _gaps(text: str) -> Iterator[_Gap]:
    """The gaps behind lines that are not finished."""
    at = 0
    above = ""
    end = 0  # of the line above, without its blanks
    for line in text.split("\n"):
        below = line.strip()
        if below:
            start = at + line.index(below)
            if above and above[-1] not in _ENDS:
                yield _Gap(Span(end, start), above, below)
            above, end = below, start + len(below)
        at += len(line) + 1


def _could_join(gap: _Gap) -> bool:
    """Whether the lower line is prose that does not begin anew."""
    _, above, below = gap
    return (
        len(below) >= 6
        and bool(_COMMA.search(below) or _SENTENCE.search(below))
        and max(len(above), len(below)) >= _PROSE
        and len(above) >= 6
        and not (_ITEM.match(below) or _ITEM.match(above) or _LABELLED.match(below))
    )


def _is_certain(gap: _Gap) -> bool:
    _, above, below = gap
    if above[-1] in "，,、":
        return len(above) >= _VERSE and bool(_HAN.match(below))
    if not _MARK.search(above):  # without one it may be a headline in two lines
        return False
    if below[0] in _PAIRS:
        return above.count(_PAIRS[below[0]]) > above.count(below[0])
    if below[0] in _CLOSERS:
        return bool(_HAN.match(above[-1]))
    # A headline has a colon or a list of names: a clause is prose.
    return bool(_CLAUSE.search(above)) and _bits(above, below) >= _WORD_BITS


def _is_likely(gap: _Gap) -> bool:
    """In a hard-wrapped document: an unfinished paragraph, or a pair that rather belongs."""
    _, above, below = gap
    if above[-1].isascii() and above[-1].isalpha() and _HAN.match(below):
        return False  # a link or a name, not the end of a line of prose
    if len(above) >= _LONG and _SENTENCE.search(above):
        return True
    needed = _WEAK_BITS if _COMMA.search(above) else _WORD_BITS
    return _bits(above, below) >= needed


def _bits(above: str, below: str) -> float:
    """How much better the two lines read joined than apart, at the break."""
    last, first = above[-1], below[0]
    if not (_HAN.match(last) and _HAN.match(first)):
        return float("-inf")
    pair = language_model().association
    return pair(last, first) - pair(last, "\n") - pair("\n", first)


def _join(gap: _Gap, certainty: Certainty) -> Change:
    both_latin = gap.above[-1].isascii() and gap.below[0].isascii()
    return Change(gap.span, " " if both_latin else "", "wrap.hard", certainty)


RULES = (Rule("wrap.hard", wraps, needs=("\n",)),)
