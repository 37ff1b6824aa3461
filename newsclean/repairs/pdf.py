"""What text has that was taken out of PDF files.

What: `⽼渠⻓二十公⾥` for `老渠长二十公里`, with radicals of a dictionary in place of characters;
`老 渠 修 好 了`, with a blank behind each character.
How it arises: a font draws a radical and the character with the same glyph, and the file says
which number it has, not which of the two was meant; characters set wide are taken for words.
Certain: a radical beside Chinese characters. Likely: lines in which nearly all characters are
parted, and which read as text without the blanks.
Left alone: texts about radicals, and one that stands alone; verse, lists of characters, names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN, SIMPLIFIED, kinds
from newsclean.language import language_model, strange_table
from newsclean.lazy import pattern

__all__ = ["RADICALS", "SPACED"]

_KANGXI = (0x2F00, 0x2FD6)
# Those of the supplement that are whole characters; Unicode says so of two only.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
    )
)
_ALL = "".join(map(chr, range(*_KANGXI))) + "".join(_SUPPLEMENT)
_RADICAL = pattern(f"[{_ALL}]")
_RUN = pattern(f"[{_ALL}]+")
_BESIDE = pattern(rf"[{HAN}\d，。、；：]")
_ABOUT = pattern(r"部首|偏旁|字根|笔画|筆畫|检字|檢字|康熙字典")

_CHAR = rf"[{HAN}，。、；：？！“”‘’（）《》,.:;]"
_WIDE = pattern(rf"(?: [{HAN}]){{8}}")
_PARTED = pattern(rf"(?<=[{HAN}]) (?=[{HAN}])")
_JOINED = pattern(rf"(?<=[{HAN}])(?=[{HAN}])")
_BLANK = pattern(rf"(?<={_CHAR}) (?={_CHAR}|\d)|(?<=\d) (?={_CHAR})")
_DIGITS = pattern(r"(?<=\d) (?=\d)")
_LONE_DIGITS = pattern(r"(?<!\S)\d(?: \d)+(?!\S)")
_MANY = 12  # characters parted in a line
_JOINED_SHARE = 0.1
# Bits a character; lists of names lie above 11, those of the most usual ones below, but above what
# these take each by itself.
_READABLE = 9.0
_GAIN = 1.0
_SEVERAL = 2  # radicals; one was mistyped, or is meant


@cache
def _characters(simplified: bool) -> dict[str, str]:
    """Each radical with its character. simplified: of such text, where 戶 is 户."""
    found = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(*_KANGXI)}
    return found | _SUPPLEMENT | ({"\u2f3e": "户"} if simplified else {})


def radicals(text: str) -> Iterator[Change]:
    """Radicals among Chinese characters, for which the character is put."""
    if len(set(_RADICAL.findall(text))) < _SEVERAL or _ABOUT.search(text):
        return
    characters = _characters(bool((kinds(text) == SIMPLIFIED).any()))
    for match in _RUN.finditer(text):
        start, end = match.span()
        beside = _BESIDE.match(text, end) or _BESIDE.match(text[max(0, start - 1) : start])
        if beside or end - start > 1:
            said = "".join(map(characters.__getitem__, match.group()))
            yield Change(Span(start, end), said, "pdf.radicals")


def spaced(text: str) -> Iterator[Change]:
    """The blanks of lines in which nearly all characters are parted by one."""
    done = -1
    for match in _WIDE.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        done = text.find("\n", match.end())
        done = len(text) if done < 0 else done
        line = text[start:done]
        if _is_spaced(line):
            for place in _places(line):
                span = Span(start + place, start + place + 1)
                yield Change(span, "", "pdf.spaced", Certainty.LIKELY)


def _is_spaced(line: str) -> bool:
    parted = len(_PARTED.findall(line))
    if parted < _MANY or len(_JOINED.findall(line)) > _JOINED_SHARE * parted:
        return False
    said = re.sub(rf"[^{HAN}，。]", "", line)
    model = language_model()
    alone = float(model.unigram[model.numbers(said)].mean())
    return model.bits_per_char(said) <= min(_READABLE, alone - _GAIN)


def _places(line: str) -> list[int]:
    """Where the blanks are: between characters, and in numbers of which every digit is parted."""
    places = [match.start() for match in _BLANK.finditer(line)]
    for number in _LONE_DIGITS.finditer(line):
        places += [match.start() for match in _DIGITS.finditer(line, *number.span())]
    return sorted(places)


RADICALS = (Rule("pdf.radicals", radicals, needs=(strange_table,)),)
SPACED = (Rule("pdf.spaced", spaced, needs=(" \t\xa0\u3000",)),)
