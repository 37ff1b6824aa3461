"""Machine conversion between simplified and traditional characters.

What: `發展` and `為` beside `制造`, `于`, `干`, `云`: traditional text that a
table made of simplified text. The table leaves characters that both scripts
have; a native writer chooses between 於 and 于, 製 and 制. Converters that know words
choose too, but by a standard that few writers keep: `爲`, `臺`, `公佈`, `説`.
How it arises: content farms convert copied articles so that they do not match.
Certain: with the residues as evidence the conversion can be undone character
by character. The evidence (`evidence`) is weighed per document, over the lines that are
in traditional characters; the weights are counted in native text. Quotation marks,
datelines and words of the mainland confirm it and are never enough by themselves.
Left alone: native Traditional text; simplified and Japanese lines; characters
that the table cannot have made because their simplified form stands beside them
(乾 in 乾安县, 於 beside 于); 著 in 著名 and the like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import (
    SIMPLIFIED,
    TRADITIONAL,
    codes,
    kinds,
    simplified,
    to_simplified,
    to_traditional,
    traditional_table,
    variants,
)
from newsclean.language import language_model
from newsclean.lazy import pattern
from newsclean.repairs.evidence import by_words, converter_bits, table_bits
from newsclean.repairs.pinyin import annotated
from newsclean.repairs.wording import wording_bits

__all__ = ["RULES", "machine_bits", "script_of"]

# Bits of evidence for a decision. 7 is odds of 128 to 1; the strongest native
# article of 795 reaches 4.
_ENOUGH = 7.0
_LIKELY = 12.0
_GLOSS_BITS = 8.0  # a gloss is a mark of the same machine
_PURE = 4  # times as many traditional as simplified characters; a lesson mixes them
_STRAY = 5  # times as many simplified characters
_STRAY_BITS = 1.0  # by which the other form belongs to a character beside it
_MOST = 50  # such characters; a text with more has paragraphs in both scripts
_USUAL_BITS = 11.0  # a character that no name is written otherwise for
_KANA = pattern(r"[\u3041-\u30fa]")
_MIN_KANA = 2
_MIN_TRADITIONAL = 3  # a line with fewer traditional characters says nothing

# Forms that the table of characters lacks, or where it keeps the rarer word (瞭望).
_ALSO = {ord(form): plain for form, plain in zip("衞敍枱擡瞭", "卫叙台抬了")}
# Forms of such characters that no converter takes outside of a word, but names have.
_NAMES = {ord(form): form for form in "汎陞"}
# 著 that is zhù, in words; any other is the machine's 着.
_GLOSS = r"(?:[(（\[]\s?[^\s()（）\[\]]{1,8}\s?[)）\]])?"  # which goes in the same round
_ZHU = pattern(
    rf"(?:(?:名|巨|原|论|論|专|專|译|譯|遗|遺|编|編|合|拙|显|顯|卓|昭|土|大|所|新|旧|舊|撰|力|执|執|参|參|"
    rf"主|自|共){_GLOSS}著(?!力|手|眼|重|陆|陸|装|裝|落|急|火|迷|想|床))|著(?={_GLOSS}(?:名|作|称|稱|者|述|书|書|录|錄|有《|于|於|姓|论|論))"
)


@lru_cache(maxsize=2)  # a text is asked about before its repair and in it
def machine_bits(text: str) -> float:
    """Bits of evidence that the traditional lines of `text` were made by machine."""
    zone = _traditional_zone(text)
    bits = max(table_bits(zone), converter_bits(zone), wording_bits(zone)) if zone else 0.0
    return bits + _GLOSS_BITS * len(annotated(text))


class _Line(NamedTuple):
    """A line, where it begins, and how many of its characters are of which script."""

    start: int
    text: str
    traditional: int
    plain: int

    @property
    def is_japanese(self) -> bool:
        """Whether it is written with kana, where such characters mean something else."""
        return len(_KANA.findall(self.text)) >= max(_MIN_KANA, self.traditional)


def _lines(text: str) -> Iterator[_Line]:
    import numpy as np

    found = kinds(f"{text}\n")  # so that no line is empty
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    traditional, plain = (
        np.add.reduceat(found == kind, starts, dtype=np.intp).tolist()
        for kind in (TRADITIONAL, SIMPLIFIED)
    )
    return map(_Line, starts, lines, traditional, plain)


def _traditional_zone(text: str) -> str:
    """The lines that are in traditional characters."""
    if not (kinds(text) == TRADITIONAL).any():
        return ""
    zone = (
        line.text
        for line in _lines(text)
        if line.traditional >= max(_MIN_TRADITIONAL, _PURE * line.plain) and not line.is_japanese
    )
    return "\n".join(zone)


def restore(text: str) -> Iterator[Change]:
    """Undo machine conversion, where the evidence for it is strong."""
    bits = machine_bits(text)
    if bits < _ENOUGH:
        yield from _strays(text)
        return
    certainty = Certainty.CERTAIN if bits >= _LIKELY else Certainty.LIKELY
    yield from _replace(text, _inverse_where_made(text), "script.restore", certainty)


def _strays(text: str) -> Iterator[Change]:
    """A traditional character by itself in simplified text, where its other form is usual."""
    import numpy as np

    found = kinds(text)
    other = np.concatenate([[False], found == TRADITIONAL, [False]])
    places = np.flatnonzero(other[1:-1] & ~other[:-2] & ~other[2:]).tolist()
    if len(places) > _MOST or _STRAY * len(places) > int((found == SIMPLIFIED).sum()):
        return
    model = language_model()
    for at in places:
        forms = variants()[text[at]]
        said = f"{text[max(0, at - 1) : at]}{forms[0]}{text[at + 1 : at + 2]}"
        numbers = model.numbers(said).tolist()
        fits = any(model.association(*pair) >= _STRAY_BITS for pair in pairwise(said))
        if len(forms) == 1 and fits and model.unigram[numbers[said.index(forms[0])]] <= _USUAL_BITS:
            yield Change(Span(at, at + 1), forms[0], "script.restore", Certainty.GUESS)


def _inverse_where_made(text: str) -> str:
    """`text` with the inverse of those lines that the machine can have made.

    In a simplified line a traditional character is a name or a quotation.
    """
    lines = zip(_lines(text), _inverse(text).split("\n"))
    return "\n".join(
        line.text if line.plain > _PURE * line.traditional or line.is_japanese else new
        for line, new in lines
    )


def _inverse(text: str) -> str:
    """`text` before the table was applied to it, or the converter that knows words."""
    there = set(text)
    spared = {
        ord(form): form
        for form, found in variants().items()
        # Both a character of simplified text and the traditional form of another:
        # where that other stands here too, the table did not make this one.
        if form in found[1:] and form in there and found[0] in there
    }
    chars = list(to_simplified(text, simplified() | _ALSO | _NAMES | spared))
    if spared:
        plain = text.translate(simplified())
        for at in by_words(text, plain):
            chars[at] = plain[at]
    if "著" in chars:
        zhu = {match.start() + match.group().rindex("著") for match in _ZHU.finditer(text)}
        chars = ["着" if char == "著" and at not in zhu else char for at, char in enumerate(chars)]
    return "".join(chars)


def _replace(text: str, new: str, rule: str, certainty: Certainty) -> Iterator[Change]:
    """Equally long strings: a change for each run that differs."""
    import numpy as np

    differs = np.concatenate([[False], codes(text) != codes(new), [False]])
    edges = np.flatnonzero(differs[1:] != differs[:-1]).tolist()
    for start, end in zip(edges[::2], edges[1::2]):
        yield Change(Span(start, end), new[start:end], rule, certainty)


def _whole(rule: str, convert: Callable[[str], str]) -> Callable[[str], Iterator[Change]]:
    """A conversion on request, line by line so that the record stays readable."""

    def propose(text: str) -> Iterator[Change]:
        at = 0
        for line in text.split("\n"):
            new = convert(line)
            if len(new) == len(line):
                for change in _replace(line, new, rule, Certainty.CERTAIN):
                    start, end = change.span
                    yield Change(Span(at + start, at + end), change.text, rule)
            elif new != line:
                yield Change(Span(at, at + len(line)), new, rule)
            at += len(line) + 1

    return propose


def script_of(text: str) -> str:
    """The script of a text: simplified, traditional, machine-traditional, mixed or none."""
    traditional = int((kinds(text) == TRADITIONAL).sum())
    plain = int((kinds(text) == SIMPLIFIED).sum())
    if traditional and machine_bits(text) >= _ENOUGH:
        return "machine-traditional"
    if traditional > 10 * plain:
        return "traditional"
    if plain > 10 * traditional:
        return "simplified"
    return "mixed" if traditional or plain else "none"


RULES = (
    Rule("script.restore", restore, needs=(traditional_table,)),
    Rule("script.simplified", _whole("script.simplified", to_simplified)),
    Rule("script.traditional", _whole("script.traditional", to_traditional)),
)
