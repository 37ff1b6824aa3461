"""Which lines are GBK or Big5 read as UTF-8 by a reader that never fails.

`explained` says it of a line by itself. Where other lines of a document have shown such a reader,
`by_evidence` reads a line that is too short or too rare to tell, or the parts of it that such a
reader can have written. `lenient` knows how the bytes are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from newsclean.change import Certainty
from newsclean.language import language_model, strange
from newsclean.lazy import pattern
from newsclean.repairs import lenient
from newsclean.repairs.chains import Found, is_plausible
from newsclean.repairs.foreign import is_foreign
from newsclean.repairs.readable import HAN, MIN_HAN, SHOWN_HAN, reads_better, reads_well
from newsclean.repairs.steps import NAMES, SINGLE, Step

__all__ = ["by_evidence", "explained", "known", "undo"]

_LONG = pattern(r"[\x80-\u2dff]{4,}")
_PAIR = pattern(r"[\u2e80-\uffef]{2}")
_LATIN_1 = pattern(r"[\x80-\xff]")
_SPELLED_SHARE = 0.1  # of the characters; a few are UTF-8 by accident once bytes were dropped
_SURE_HAN = 3  # then so many say it by themselves, and two that belong together or are a line
_WROTE = {f"mojibake.{NAMES.get(one, one)}-as-utf8": one for one in ("gbk", "big5hkscs")}
_MANY_HAN = 8  # and so many have English words set without blanks among them
_WORD = 6  # characters; a shorter text looks like a word of any language
_RUN = pattern(r"[^\x00-\x7f]{2,}(?:[ -~]{1,2}[^\x00-\x7f]{2,})*")


def explained(text: str) -> Found | None:
    """What a text was, if bytes may be read in two ways; likely at most."""
    wide = sum(char > "\x7f" for char in text)
    if not _LONG.search(text) or 4 * len(_LATIN_1.findall(text)) < wide:
        return None
    if is_foreign(text) or _has_chinese(text):
        return None
    spelled = (
        len(run)
        for run in _LONG.findall(text)
        if any(Step("utf-8", read).undo(run) is not None for read in SINGLE)
    )
    if sum(spelled) > _SPELLED_SHARE * wide:
        return None  # such a reader would have shown it as UTF-8
    found: list[Found] = []
    for rule, wrote in _WROTE.items():
        said = lenient.undo(text, wrote)
        if said:
            found.append(Found(said, rule, Certainty.LIKELY))
            if reads_well(said):
                break  # the other reading would be a search in vain
    best = min(found, key=lambda one: language_model().bits(one.text), default=None)
    return best if best and reads_better(best.text, text) else None


def undo(text: str, rule: str) -> str | None:
    """A text before the reader of this rule; None if it cannot have been made."""
    return lenient.undo(text, _WROTE[rule])


def _has_chinese(text: str) -> bool:
    """Whether there is good Chinese in a text; one character alone can be three bytes."""
    return any(not strange().search(one.group()) for one in _PAIR.finditer(text))


def known(found: Iterable[Found]) -> str | None:
    """The rule of the reader that whole lines have shown."""
    shown: Counter[str] = Counter()
    for one in found:
        shown[one.rule] += len(HAN.findall(one.text))
    rules = [rule for rule, han in shown.most_common() if rule in _WROTE and han >= SHOWN_HAN]
    return rules[0] if rules else None


def by_evidence(line: str, rule: str) -> Iterator[tuple[int, int, Found]]:
    """The line, else its parts, as such a reader has shown them: start, end, text."""
    for start, end in ((0, len(line)), *(one.span() for one in _RUN.finditer(line))):
        part = line[start:end]
        if _has_chinese(part) or (len(part) > _WORD and is_foreign(part)):
            continue
        result = lenient.undo(part, _WROTE[rule])
        whole = start == 0 and end == len(line)
        if result is not None and _tells(result, part, whole=whole):
            yield start, end, Found(result, rule, Certainty.LIKELY)
            if whole:
                return


def _tells(after: str, before: str, *, whole: bool) -> bool:
    """Whether it is Chinese, and so much of it or so usual that it is no accident itself."""
    han = HAN.findall(after)
    if len(han) < MIN_HAN or not is_plausible(after, before, in_words=len(han) >= _MANY_HAN):
        return False
    return whole or len(han) >= _SURE_HAN or language_model().association(*han) > 0
