"""Machine conversion between simplified and traditional characters.

What: `發展` and `為` beside `制造`, `于`, `干`, `云`: traditional text that a
table made of simplified text. The table leaves characters that both scripts
have; a native writer chooses between 於 and 于, 製 and 制.
How it arises: content farms convert copied articles so that they do not match.
Certain: with the residues as evidence the conversion can be undone character
by character. The evidence is weighed per document, over the lines that are in
traditional characters; the weights are counted in native text. Quotation marks,
datelines and words of the mainland confirm it and are never enough by themselves
in a text in which a native writer chose.
Left alone: native Traditional text; simplified and Japanese lines; characters
that the table cannot have made because their simplified form stands beside them
(乾 in 乾安县, 於 beside 于); 著 in 著名 and the like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import (
    SIMPLIFIED,
    TRADITIONAL,
    ambiguous,
    kinds,
    phrases,
    simplified,
    to_simplified,
    to_traditional,
    traditional_table,
    variants,
    view,
)
from newsclean.lazy import pattern
from newsclean.lexicon import scan, table
from newsclean.repairs.pinyin import annotated

__all__ = ["FREE", "RULES", "SAID", "choices", "script_of"]

# Bits of evidence for a decision. 7 is odds of 128 to 1; the strongest native
# article of 795 reaches 4.
_ENOUGH = 7.0
_LIKELY = 12.0
_GLOSS_BITS = 8.0  # a gloss is a mark of the same machine
# Native text shows the traditional form of such a word nine times in a thousand
# characters; none of them in n characters is worth n * 0.009 / ln 2 bits.
_SILENCE_BITS = 0.013
_MAX_SILENCE = 4.0
# Marks of rows in the evidence: a character outside of words, a word of the mainland.
FREE, SAID = "~", "+"
_MAX_FREE = 5.0  # outside of words a form may be part of a name: 于, 云, 后
_QUOTE_BITS = 2.0  # native text quotes with 「」, 634 of 635 articles that quote
_DATELINE = pattern(
    r"(?:新華社|中新社|中新網|人民網|央視網|中國網)[^。\n]{0,12}[0-9]日[電訊]|本報訊\s?[(（]"
)
_DATELINE_BITS = 2.0  # of an agency that writes in simplified characters
_MAX_VOCABULARY = 5.0  # its words go together: a subject, not many signs
_PURE = 4  # times as many traditional as simplified characters; a lesson mixes them
_KANA = pattern(r"[\u3041-\u30fa]")
_MIN_KANA = 2
_MIN_TRADITIONAL = 3  # a line with fewer traditional characters says nothing

# 著 that is zhù, in words; any other is the machine's 着.
_ZHU = pattern(
    r"(?:(?:名|巨|原|论|論|专|專|译|譯|遗|遺|编|編|合|拙|显|顯|卓|昭|土|大|所|新|旧|舊|撰|力|执|執|参|參|"
    r"主|自|共)著(?!力|手|眼|重|陆|陸|装|裝|落|急|火|迷|想|床))|著(?=名|作|称|稱|者|述|书|書|录|錄|有《|于|於|姓|论|論)"
)


@cache
def _evidence() -> dict[str, tuple[float, float]]:
    """Bits for a machine, by character: if it stands simplified, if traditional."""
    return {char: (float(yes), float(no)) for char, yes, no in table("script_evidence.tsv", 3)}


class Choice(NamedTuple):
    """A character that both scripts have, where traditional text has one right form.

    word: the word that says so, or `FREE` for a character outside of such words.
    kept: whether it stands in its simplified form.
    """

    word: str
    char: str
    kept: bool


@cache
def _words() -> tuple[AhoCorasick, list[str]]:
    """Words with a character of both scripts, as many characters long in both."""
    apart = ambiguous().isdisjoint
    words = [
        word for word, forms in phrases().items() if not apart(word) and len(word) == len(forms[0])
    ]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


@cache
def _places(word: str) -> list[int]:
    """Where a character of both scripts is another in the word's traditional form."""
    pairs = enumerate(zip(word, phrases()[word][0]))
    return [at for at, (a, b) in pairs if a != b and a in ambiguous()]


@cache
def _both() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(ambiguous()))}]")


def choices(text: str, simple: str) -> Iterator[Choice]:
    """The choices that a writer or a machine made. `simple` is the view of `text`."""
    machine, words = _words()
    at = 0
    for index, start, end in [*scan(machine, simple), (-1, len(simple), len(simple))]:
        for match in _both().finditer(simple, at, start):
            yield Choice(FREE, match.group(), text[match.start()] == match.group())
        word = words[index] if index >= 0 else ""
        for place in _places(word) if word else ():
            yield Choice(word, word[place], text[start + place] == word[place])
        at = end


@lru_cache(maxsize=2)  # asked for the script of a text, and again by the rule
def machine_bits(text: str) -> float:
    """Bits of evidence that the traditional lines of `text` were made by machine.

    Each word counts once, and each character outside of words: a name that recurs is
    one choice.
    """
    zone = _traditional_zone(text)
    weights = {choice: _weight(choice) for choice in set(choices(zone, view(zone)))}
    weights = {choice: bits for choice, bits in weights.items() if bits}
    bits = sum(weights.values())
    left = [choice for choice in weights if choice.kept]
    several = len(left) >= 3 or len({choice.char for choice in left}) >= 2
    sure = any(choice.word in _evidence() for choice in left)  # native text never leaves it
    pure = len(left) == len(weights)  # nothing that a native writer chose
    mainland = _mainland_bits(zone)
    said = _vocabulary_bits(zone) if pure else 0.0
    signs = (mainland > 0 and said > 0) or (left and said == _MAX_VOCABULARY)
    # One character, in one name or one misspelling, is no evidence by itself.
    if not (several or sure or signs):
        bits = min(bits, 0.0)
    elif bits >= 0:
        if several or signs:
            bits += mainland + said
        bits += min(_SILENCE_BITS * len(zone), _MAX_SILENCE) * pure
    return bits + _GLOSS_BITS * len(annotated(text))


def _weight(choice: Choice) -> float:
    """Bits for a machine; 0 where the choice says nothing."""
    table = _evidence()
    if choice.word == FREE:
        found = table.get(FREE + choice.char, (0.0, 0.0))
        return min(found[0], _MAX_FREE) if choice.kept else found[1]
    if choice.char not in table:
        return 0.0
    return table.get(choice.word, table[choice.char])[0 if choice.kept else 1]


def _mainland_bits(zone: str) -> float:
    """Bits for text that was written in simplified characters: its quotes, its dateline."""
    quotes = ("“" in zone) - ("「" in zone)
    return _QUOTE_BITS * quotes + _DATELINE_BITS * bool(_DATELINE.search(zone))


def _vocabulary_bits(zone: str) -> float:
    """Bits for words that are said otherwise where traditional characters are written."""
    simple = view(zone)
    said = (
        bits for word, (bits, _) in _evidence().items() if word[0] == SAID and word[1:] in simple
    )
    return min(sum(said), _MAX_VOCABULARY)


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
        return
    certainty = Certainty.CERTAIN if bits >= _LIKELY else Certainty.LIKELY
    yield from _replace(text, _inverse_where_made(text), "script.restore", certainty)


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
    """`text` before the table was applied to it."""
    spared = {
        ord(form): form
        for form, found in variants().items()
        # Both a character of simplified text and the traditional form of another:
        # where that other stands here too, the table did not make this one.
        if form in found and form in text and found[0] in text
    }
    result = text.translate(simplified() | spared)
    if "著" in text:
        zhu = {match.start() + match.group().index("著") for match in _ZHU.finditer(text)}
        chars = list(result)
        for at, char in enumerate(text):
            if char == "著" and at not in zhu:
                chars[at] = "着"
        result = "".join(chars)
    return result


def _replace(text: str, new: str, rule: str, certainty: Certainty) -> Iterator[Change]:
    """Equally long strings: a change for each run that differs."""
    for differs, run in groupby(range(len(text)), lambda at: text[at] != new[at]):
        if differs:
            places = list(run)
            start, end = places[0], places[-1] + 1
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
