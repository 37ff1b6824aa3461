"""Readings stuck in the text.

What: `經(jīng)濟(jì)` for `經濟`: a reading in brackets behind characters; with
full-width or square brackets, in capitals, a blank inside or behind, without tones
(`烟(yan)台市(shi)`), on simplified text (`新(xīn)闻`), cut off at the end of the text (`領(`).
How it arises: a converter that makes traditional text of simplified annotates
the characters its table holds as ambiguous, at every occurrence.
Certain: every annotated character is one of a pair of forms, the reading is one
of its own, and a character annotated once in a document is annotated wherever
it stands. The set is therefore learned from the document: a character that
also stands without a reading is not part of the machine's set.
Likely: the same on plain characters, if there are several of them.
Left alone: `值(gdp)`, `卡(icash)`, whose brackets hold no reading; `犇(bēn)`
and `亳(bó)州`, which are explained once; lessons and notes on pronunciation.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN, variants
from newsclean.language import language_model
from newsclean.lazy import pattern

__all__ = ["RULES", "annotated", "is_reading", "readings"]

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜǹńňḿêếềüɡ"
_MARKS = "\u0300\u0301\u0304\u030c\u0308"  # of letters that are decomposed
_OPEN, _CLOSE = "(（[［【〔", ")）]］】〕"
_LETTERS = rf"(?:[a-z{_TONED}{_MARKS}]{{1,8}}|[A-Z{_TONED.upper()}{_MARKS}]{{2,8}})"
_GLOSS = pattern(rf"([{HAN}])\s?[{re.escape(_OPEN)}]\s?({_LETTERS}[1-5]?)\s?[{re.escape(_CLOSE)}]")
_CUT = pattern(rf"([{HAN}])[{re.escape(_OPEN)}][a-z{_TONED}]{{0,6}}\s*$")
_PARTED = pattern(r" (?![ \n]|$)")  # some put a blank behind each gloss as well
# Of “P, A1 B0 50, a machine that works on bytes reads 癙, B0 50.
_BEHIND_ASCII = pattern(rf"([^\x00-\x7f])([@-~])\(({_LETTERS})\)")
_ROUND = "(（"
_ODD_BASES = 3  # a name may be spelled in capitals too, a dictionary has square brackets
_MANY = 2  # glosses; a writer explains a rare character once, also one of a pair of forms: 龜(guī)
# Machine glosses spare plain characters. Above this share of plain characters
# among the annotated ones other signs are asked for.
_MAX_PLAIN_SHARE = 0.2
_PLAIN_BASES = 3  # different plain characters, each annotated throughout
_RECURRENCE = 1.5  # times each on average: a writer explains a rare character once
_MANY_COMMON = 5  # where so many are common, some may be rare
_COMMON_SHARE = 0.7
_COMMON_BITS = 14.0  # one in 16,000 characters of news
_THROUGHOUT = 0.9  # of the annotated characters
_LESSON = pattern(
    r"语文|生词|读一读|跟我读|儿歌|拼音|读音|讀音|读作|讀作|注音|声调|聲調|多音|生字|字典|发音|發音|念作|音同|怎么读|怎麼讀|念什么|一字多音|应读|應讀"
)
_LESSON_BASES = 8  # so many characters with two forms, and even a lesson is no excuse
_LESSON_PLAIN = 20  # or so many plain ones, at each occurrence and not in rows


@cache
def readings(char: str) -> tuple[str, ...]:
    """The readings of a character with tone marks, the usual one first."""
    from pypinyin.constants import PINYIN_DICT

    return tuple(str(PINYIN_DICT.get(ord(char), "")).split(","))


def is_reading(char: str, text: str) -> bool:
    """Whether `text` is a reading of the character, with its tone or without."""
    text = unicodedata.normalize("NFC", text.lower().replace("ɡ", "g").rstrip("12345"))
    return text in readings(char) or text in map(_toneless, readings(char))


def _toneless(reading: str) -> str:
    bare = unicodedata.normalize("NFD", reading)
    return "".join(char for char in bare if char.isascii()) or reading


def annotated(text: str) -> dict[str, list[re.Match[str]]]:
    """The characters that a machine annotated in this document, with their glosses."""
    if not any(one in text for one in _OPEN):
        return {}
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    odd: set[str] = set()
    for match in _GLOSS.finditer(text):
        base, reading = match.groups()
        if is_reading(base, reading):
            found[base].append(match)
            is_usual = match.group()[1:].lstrip()[0] in _ROUND and not reading.isupper()
            odd.update("" if is_usual else base)
    if len(odd & variants().keys()) < _ODD_BASES:
        for base in odd:
            del found[base]
    if not found:
        return {}
    cut = _CUT.search(text)
    if cut and (cut.group(1) in found or _is_next(cut.group(1), found)):
        found[cut.group(1)].append(cut)
    standing = Counter(text)
    throughout = {base: each for base, each in found.items() if len(each) == standing[base]}
    if len(throughout.keys() & variants().keys()) >= _LESSON_BASES:
        # Sure enough; one of the others was parted by the reading of a character beside it.
        throughout |= {base: each for base, each in found.items() if base in variants()}
    return _machines(throughout, found, bool(_LESSON.search(text)))


def _is_next(base: str, found: dict[str, list[re.Match[str]]]) -> bool:
    """Whether a base whose gloss is cut off is one more of those that a machine annotated."""
    return base in variants() and sum(one in variants() for one in found) >= _PLAIN_BASES


def _machines(
    throughout: dict[str, list[re.Match[str]]],
    found: dict[str, list[re.Match[str]]],
    lesson: bool,
) -> dict[str, list[re.Match[str]]]:
    """Of the characters annotated throughout, those that a machine annotated."""
    paired = {base: each for base, each in throughout.items() if base in variants()}
    plain = [base for base in found if base not in variants()]
    excused = lesson and len(paired) < _LESSON_BASES
    if (
        sum(map(len, paired.values())) >= _MANY
        and len(plain) <= _MAX_PLAIN_SHARE * len(found)
        and not excused
    ):
        return paired
    recurring = sum(map(len, throughout.values())) >= _RECURRENCE * len(throughout)
    nearly_all = len(throughout) >= _THROUGHOUT * len(found)
    common = sum(map(_is_common, found))
    sparse = not _is_row(found) and (
        common == len(found) or common >= max(_MANY_COMMON, _COMMON_SHARE * len(found))
    )
    enough = len(throughout) >= _PLAIN_BASES and (recurring or sparse)
    if lesson:
        enough = recurring and sparse and len(throughout) >= _LESSON_PLAIN
    if enough and nearly_all:
        return throughout
    return {}


def _is_common(char: str) -> bool:
    """Whether no writer would explain this character's reading."""
    model = language_model()
    return float(model.unigram[model.numbers(char)[0]]) < _COMMON_BITS


def _is_row(found: dict[str, list[re.Match[str]]]) -> bool:
    """Whether glosses mostly follow each other, as where reading is taught."""
    spans = sorted(match.span() for each in found.values() for match in each)
    return sum(a[1] == b[0] for a, b in pairwise(spans)) >= max(len(spans) / 2, 1)


def glosses(text: str) -> Iterator[Change]:
    """Glosses of the characters that this document annotates throughout."""
    throughout = annotated(text)
    paired = sum(base in variants() for base in throughout)
    certainty = Certainty.CERTAIN if paired > 1 else Certainty.LIKELY
    found = [match for matches in throughout.values() for match in matches]
    parted = [match for match in found if _PARTED.match(text, match.end())]
    blank = len(parted) >= max(_PLAIN_BASES, _THROUGHOUT * len(found))
    for match in found:
        end = match.end() + (blank and text[match.end() : match.end() + 1] == " ")
        yield Change(Span(match.end(1), end), "", "pinyin.gloss", certainty)
    for match in _BEHIND_ASCII.finditer(text) if throughout else ():
        if match.group(3).isascii():
            continue
        pair = match.group(1).encode("gbk", "ignore")[-1:] + match.group(2).encode()
        if is_reading(pair.decode("gbk", "ignore")[:1] or " ", match.group(3)):
            yield Change(Span(match.end(2), match.end()), "", "pinyin.gloss", certainty)


_SMALL = f"abcdefghijklmnopqrstuvwxyz{_TONED}"
_ANY_LETTER = _SMALL + _SMALL.upper()
RULES = (Rule("pinyin.gloss", glosses, needs=(_OPEN, _CLOSE, _ANY_LETTER)),)
