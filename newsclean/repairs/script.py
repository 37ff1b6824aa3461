"""Machine conversion between simplified and traditional characters.

What: `發展` and `為` beside `制造`, `于`, `干`, `云`: traditional text that a
table made of simplified text. The table leaves characters that both scripts
have; a native writer chooses between 於 and 于, 製 and 制.
How it arises: content farms convert copied articles so that they do not match.
Certain: with the residues as evidence the conversion can be undone character
by character. The evidence is weighed per document, over the lines that are in
traditional characters; the weights are counted in native text.
Left alone: native Traditional text; characters that the table cannot have made
because their simplified form stands beside them (乾 in 乾安县, 於 beside 于);
著 in 著名 and the like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

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

__all__ = ["RULES", "choices", "script_of"]

# Bits of evidence for a decision. 7 is odds of 128 to 1; the strongest native
# article of 795 reaches 4.
_ENOUGH = 7.0
_LIKELY = 12.0
_GLOSS_BITS = 8.0  # a gloss is a mark of the same machine
# Native text shows the traditional form of such a word nine times in a thousand
# characters; none of them in n characters is worth n * 0.009 / ln 2 bits.
_SILENCE_BITS = 0.013
_MAX_SILENCE = 4.0
_PURE = 4  # times as many traditional as simplified characters; a lesson mixes them
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


@cache
def _words() -> tuple[AhoCorasick, list[tuple[str, list[int]]]]:
    """Words in which a character of both scripts has one right traditional form."""
    words = []
    for word, forms in phrases().items():
        pairs = zip(word, forms[0])
        places = [at for at, (a, b) in enumerate(pairs) if a != b and a in ambiguous()]
        if places and len(word) == len(forms[0]):
            words.append((word, places))
    machine = AhoCorasick([word for word, _ in words], matchkind=MatchKind.LeftmostLongest)
    return machine, words


def choices(text: str, simple: str) -> Iterator[tuple[str, str, bool]]:
    """The word, the character in it, and whether it stands in its simplified form.

    `simple` is the view of `text`.
    """
    machine, words = _words()
    for index, start, _ in scan(machine, simple):
        word, places = words[index]
        for place in places:
            yield word, word[place], text[start + place] == word[place]


def machine_bits(text: str) -> float:
    """Bits of evidence that the traditional lines of `text` were made by machine.

    Each word counts once: a name that recurs is one choice.
    """
    zone = _traditional_zone(text)
    table = _evidence()
    seen = {choice for choice in choices(zone, view(zone)) if choice[1] in table}
    weights = {choice: table.get(choice[0], table[choice[1]]) for choice in seen}
    bits = sum(weight[0 if kept else 1] for (_, _, kept), weight in weights.items())
    left = {(word, char) for word, char, kept in seen if kept}
    sure = any(word in table for word, _ in left)  # a word that native text never leaves
    if not sure and len(left) < 3 and len({char for _, char in left}) < 2:
        bits = min(bits, 0.0)  # one character, in one name or one misspelling, is no evidence
    elif bits > 0 and not any(weight[1] for (_, _, kept), weight in weights.items() if not kept):
        bits += min(_SILENCE_BITS * len(zone), _MAX_SILENCE)
    return bits + _GLOSS_BITS * len(annotated(text))


def _traditional_zone(text: str) -> str:
    """The lines that are in traditional characters."""
    found = kinds(text)
    if not (found == TRADITIONAL).any():
        return ""
    zone = []
    at = 0
    for line in text.split("\n"):
        here = found[at : at + len(line)]
        count = int((here == TRADITIONAL).sum())
        if count >= max(_MIN_TRADITIONAL, _PURE * int((here == SIMPLIFIED).sum())):
            zone.append(line)
        at += len(line) + 1
    return "\n".join(zone)


def restore(text: str) -> Iterator[Change]:
    """Undo machine conversion, where the evidence for it is strong."""
    bits = machine_bits(text)
    if bits < _ENOUGH:
        return
    certainty = Certainty.CERTAIN if bits >= _LIKELY else Certainty.LIKELY
    yield from _replace(text, _inverse(text), "script.restore", certainty)


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
