"""Whether a text that the model cannot read is in another language.

Letters of a wrong charset come as the bytes do: capitals inside of words (`ЦРјЗ`), scripts
and signs mixed (`»¶Ó­`), vowels of Thai without a consonant. Writing has words.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from unicodedata import category, name

from newsclean.lazy import pattern

__all__ = ["is_foreign", "is_scrambled"]

_ENOUGH = 400  # characters that tell
_WORDS_SHARE = 0.75  # of the letters outside of ASCII
_SIGNS_SHARE = 0.2
_PUNCTUATION = frozenset("“”‘’„«»‹›…—–·•№’°×\xa0\u200c\u200d\u200e\u200f،؟؛।。、「」・「」")
_MIN_LETTERS = 6
_SCRAMBLED_SHARE = 0.5
_HANJA = pattern(r"[\u4e00-\u9fff]+[\uac00-\ud7a3]{0,4}")
_HUMP = 8  # letters of a word with a capital inside: МакДональд
_JAPANESE = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "CJK", "LATIN"})
_BETWEEN = tuple("«»„“”№°×")  # which no language has inside of a word
_KOREAN_WORD = 8  # syllables, with its endings
# A vowel that is written first and no consonant behind it, or a mark above none.
_NO_THAI = pattern(
    r"[\u0e40-\u0e44](?![\u0e01-\u0e2e])|(?:^|[\u0e2f\u0e30\u0e32\u0e33\u0e3f-\u0e46\u0e4f-\u0e5b])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)


def is_foreign(text: str) -> bool:
    """Whether most of the letters outside of ASCII make words of other languages.

    >>> is_foreign("Библиотека открылась вчера"), is_foreign("ЦР№ъѕ­јГ")
    (True, False)
    """
    letters, words, signs = _counts(text)
    return words > _WORDS_SHARE * letters and signs <= _SIGNS_SHARE * letters


def is_scrambled(text: str) -> bool:
    """Whether hardly a letter outside of ASCII is in a word of any language.

    >>> is_scrambled("Библиотека открылась вчера"), is_scrambled("ЦР№ъѕ­јГФціЎ")
    (False, True)
    """
    letters, words, _ = _counts(text)
    return letters >= _MIN_LETTERS and words <= _SCRAMBLED_SHARE * letters


def _counts(text: str) -> tuple[int, int, int]:
    """Letters outside of ASCII, those in words, and signs."""
    letters = words = signs = 0
    word: list[str] = []
    between = ""  # what stands behind a letter
    for char in f"{text[:_ENOUGH]}\n":
        kind = _kind(char)
        if kind == "letter":
            signs += between in _BETWEEN
            between = "\n"
            word.append(char)
            continue
        between = char if between == "\n" else ""
        if word:
            wide = sum(one > "\x7f" for one in word)
            letters += wide
            words += wide * _is_word("".join(word))
            word = []
        signs += kind == "sign"
    return letters, words, signs


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    if category(char)[0] in "LM":
        return "letter"
    return "blank" if char <= "\x7f" or char in _PUNCTUATION else "sign"


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return name(char, "?").split(" ", 1)[0]


def _is_word(word: str) -> bool:
    """Whether letters without anything between them are a word of one script."""
    scripts = {_script(char) for char in word} - {"COMBINING", "MODIFIER"}
    if scripts & {"HIRAGANA", "KATAKANA"}:
        return scripts <= _JAPANESE
    if len(scripts) != 1:
        return _HANJA.fullmatch(word) is not None
    [script] = scripts
    if script == "LATIN":
        wide = sum(one > "\x7f" for one in word if _script(one) == "LATIN")
        return 2 * wide <= len(word) + 1
    if script in ("CYRILLIC", "GREEK", "ARMENIAN"):
        humps = sum(a.islower() and b.isupper() for a, b in pairwise(word))
        return word[1:].islower() or word == word.upper() or (humps < 2 and len(word) >= _HUMP)
    if script == "HANGUL":
        return len(word) <= _KOREAN_WORD
    if script == "THAI":
        return not _NO_THAI.search(word)
    return script not in ("CJK", "?", "HALFWIDTH")
