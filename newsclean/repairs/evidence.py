"""Machine conversion or native traditional text: the evidence, in bits.

Two kinds of converter are told from native writers, each by where it differs from them.

A **table** leaves a simplified character as it is where traditional text has it too; a
native writer chooses between 於 and 于. A **converter with words** chooses too, and mostly
as a native writer does, but the same way everywhere and by its own standard: 臺 where
people write 台, 宣佈 for 宣布, 爲 for 為 or 説 for 說. A text shows which one made it, if any:
each choice agrees with what that converter makes, and weighs as much as natives choose
otherwise; one that disagrees weighs against it.
What native writers choose is counted in native text, see `corpus.script`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from math import inf, log2
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from newsclean.chars import (
    ambiguous,
    ambiguous_table,
    codes,
    phrases,
    regional_forms,
    simplified,
    traditional_forms,
    view,
)
from newsclean.lazy import pattern
from newsclean.lexicon import scan, table
from newsclean.repairs.wording import origin_bits, vocabulary_bits

__all__ = [
    "FREE", "LEFT", "SPELLED", "Choice", "Spelling",
    "by_words", "choices", "converter_bits", "spellings", "table_bits",
]  # fmt: skip

# Marks of rows in the evidence: a character outside of words, a standard form and what is
# written for it.
FREE, SPELLED = "~", "="
# Left as they are by tables, seen on real pages. Only of these does the traditional form
# speak against such a table.
LEFT = frozenset(
    "升占曲致彩制了卷托泛合核于念千谷向余筑舍里扎厘云松杰游系借局同干困丰克回面布周后范"
)
# Native text shows the traditional form of such a word nine times in a thousand
# characters; none of them in n characters is worth n * 0.009 / ln 2 bits.
_SILENCE_BITS = 0.013
_MAX_SILENCE = 4.0
_MAX_FREE = 5.0  # outside of words a form may be part of a name: 于, 云, 后
_MAX_VOCABULARY = 5.0  # its words go together: a subject, not many signs
# Forms that belong to a few words, and stand everywhere after a table without words.
_MISTAKEN = frozenset("傢齣閤錶嚮緻剋睏韆鼕鞦瞭鬍闆麯硃註")
_LE = pattern(r"(?<![明目])瞭(?![望如若哨])")  # 瞭 for 了, which the table of characters lacks
# A converter with words: how far to trust that it keeps its standard, what a choice can weigh.
_FOLLOWS = 0.97
_MAX_SPELLED = 7.0
_MAX_SAID = 7.0
_MIN_FORMS = 2.0
_RESERVE = 1.0  # a native writer may keep to a standard too


@cache
def _evidence() -> dict[str, tuple[float, float]]:
    """Bits for a machine, by character: if it stands simplified, if traditional."""
    return {form: (float(yes), float(no)) for form, yes, no in table("script_evidence.tsv", 3)}


class Choice(NamedTuple):
    """A character that both scripts have, where traditional text has one right form.

    word: the word that says so, or `FREE` for a character outside of such words.
    kept: whether it stands in its simplified form.
    """

    word: str
    char: str
    kept: bool


class _Word(NamedTuple):
    """A word and its standard traditional form."""

    word: str
    standard: str


@cache
def _words() -> tuple[AhoCorasick, list[_Word]]:
    """The words whose characters depend on the word, and what finds them."""
    pairs = ((word, forms[0]) for word, forms in phrases().items())
    words = [_Word(*pair) for pair in pairs if len(pair[0]) == len(pair[1])]
    machine = AhoCorasick([one.word for one in words], matchkind=MatchKind.LeftmostLongest)
    return machine, words


@cache
def _places(word: _Word) -> list[int]:
    """Where a character of both scripts is another in the word's traditional form."""
    pairs = enumerate(zip(*word))
    return [at for at, (a, b) in pairs if a != b and a in ambiguous()]


def _found(simple: str) -> Iterator[tuple[_Word, int, int]]:
    machine, words = _words()
    for index, start, end in scan(machine, simple):
        yield words[index], start, end


def choices(text: str, simple: str) -> Iterator[Choice]:
    """The choices that a writer or a machine made. `simple` is the view of `text`."""
    spans = []
    for word, start, end in _found(simple):
        spans.append((start, end))
        for place in _places(word):
            char = word.word[place]
            yield Choice(word.word, char, text[start + place] == char)
    at = 0  # the first word that does not end before
    for here in ambiguous_table().take(codes(simple)).nonzero()[0].tolist():
        while at < len(spans) and spans[at][1] <= here:
            at += 1
        if at == len(spans) or here < spans[at][0]:
            yield Choice(FREE, simple[here], text[here] == simple[here])


def table_bits(zone: str) -> float:
    """Bits of evidence that a table made this traditional text.

    Each word counts once, and each character outside of words: a name that recurs is
    one choice.
    """
    weights = {choice: _weight(choice) for choice in set(choices(zone, view(zone)))}
    weights = {choice: bits for choice, bits in weights.items() if bits}
    bits = sum(weights.values())
    left = [choice for choice in weights if choice.kept]
    several = len(left) >= 3 or len({choice.char for choice in left}) >= 2
    sure = any(choice.word in _evidence() for choice in left)  # native text never leaves it
    pure = len(left) == len(weights)  # nothing that a native writer chose
    mainland = origin_bits(zone)
    said = min(vocabulary_bits(zone), _MAX_VOCABULARY) if pure else 0.0
    # Never without a form that a table left: some of Hong Kong quote and speak so.
    signs = left and said > 0 and (mainland > 0 or said == _MAX_VOCABULARY)
    # One character, in one name or one misspelling, is no evidence by itself.
    if not (several or sure or signs):
        bits = min(bits, 0.0)
    elif bits >= 0:
        if several or signs:
            bits += mainland + said
        bits += min(_SILENCE_BITS * len(zone), _MAX_SILENCE) * pure
    return bits


def _weight(choice: Choice) -> float:
    """Bits for a machine; 0 where the choice says nothing."""
    table = _evidence()
    if choice.word == FREE:
        found = table.get(FREE + choice.char, (0.0, 0.0))
        return min(found[0], _MAX_FREE) if choice.kept else found[1]
    if choice.char not in table:
        return 0.0
    return table.get(choice.word, table[choice.char])[0 if choice.kept else 1]


class Spelling(NamedTuple):
    """A character with its simplified form and the one that a converter with words takes."""

    plain: str
    standard: str
    seen: str


def spellings(text: str) -> set[Spelling]:
    """Each kind of choice once: who writes 臺 once writes it throughout."""
    plain = (_LE.sub("了", text) if "瞭" in text else text).translate(simplified())
    standard = list(plain.translate(_standard_characters()))
    for word, start, end in _found(plain):
        standard[start:end] = word.standard
    triples = {*zip(plain, standard, text)}
    return {
        Spelling(*one)
        for one in triples
        if one[0] != one[1] or one[0] != one[2] or one[0] in ambiguous()
    }


def by_words(text: str, plain: str) -> list[int]:
    """Where a form stands that a converter takes in a word: 夥 in 夥伴. `plain`: simplified."""
    return [
        start + at
        for word, start, _ in _found(plain)
        for at, (a, b) in enumerate(zip(word.word, word.standard))
        if a != b == text[start + at]
    ]


@cache
def _standard_characters() -> dict[int, str]:
    """What a converter takes for a character outside of words."""
    return {ord(one): forms[0] for one, forms in traditional_forms().items() if len(one) == 1}


def _by_table(one: Spelling) -> str | None:
    """What a table takes: the form itself, or the one of Taiwan; some differ."""
    if one.plain in LEFT:
        return one.plain
    return None if one.plain in ambiguous() else _of_region("TW", one)


def _by_one(one: Spelling) -> str | None:
    """What a table without words takes: 國傢."""
    return one.seen if one.standard == one.plain and one.seen in _MISTAKEN else None


def _of_region(region: str, one: Spelling) -> str:
    return regional_forms(region).get(one.standard, one.standard)


# What each kind of converter writes: by OpenCC's standard, that of Taiwan, that of Hong
# Kong; or, without words, the same form everywhere: another (國傢), or itself (呼吁). None:
# that differs.
_CONVERTERS: tuple[Callable[[Spelling], str | None], ...] = (
    lambda one: one.standard,
    partial(_of_region, "TW"),
    partial(_of_region, "HK"),
    _by_one,
    _by_table,
)


def converter_bits(zone: str) -> float:
    """Bits of evidence that one converter, always the same, made this traditional text.

    Minus infinity where nothing says so. Neither forms nor other signs are enough by
    themselves: old books keep the standard (爲), and some of Hong Kong quote and speak
    like the mainland.
    """
    signs = origin_bits(zone, converter=True) + min(vocabulary_bits(zone), _MAX_SAID)
    if signs <= 0:
        return -inf
    spelled = spellings(zone)
    # Who writes one form everywhere does not write the other: 出 beside 齣 is a native's choice.
    itself = {one.plain for one in spelled if one.plain == one.standard == one.seen}
    native = [
        (one, bits)
        for one in spelled
        if not (one.plain == one.standard != one.seen and one.plain in itself)
        for bits in _native_bits(one)
    ]
    forms = max(
        sum(_agreement(one, made(one), bits) for one, bits in native) for made in _CONVERTERS
    )
    return forms + signs - _RESERVE if forms >= _MIN_FORMS else -inf


def _native_bits(one: Spelling) -> tuple[float, ...]:
    """How rarely native writers write this, in bits; nothing where that was not counted."""
    rows = _evidence()
    found = rows.get(SPELLED + one.standard + one.seen) or rows.get(SPELLED + one.standard)
    return found[:1] if found else ()


def _agreement(one: Spelling, made: str | None, native: float) -> float:
    """Bits for a converter by one choice; one against it is never for it."""
    if made is None:
        return 0.0
    if made != one.seen:
        return max(min(log2(1 - _FOLLOWS) + native, 0.0), -_MAX_SPELLED)
    # A form of a character by itself may be part of a name: 于, 云, 后.
    most = _MAX_SPELLED if made == one.standard else _MAX_FREE
    return min(log2(_FOLLOWS) + native, most)
