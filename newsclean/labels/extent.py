"""Where the article of a page begins and ends, and what is done where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import TRUNCATED, Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.titles import second_title
from newsclean.labels.weigh import is_roster

__all__ = ["article_lines", "extent", "is_open", "mark_opening", "no_article"]

# Prose of less begins and ends no article; where there is none, of less than the second.
_PARAGRAPH = (0.5, 0.005)
# Lines between the time of a news flash and its sentence, and one more; with those that are known.
_FLASH, _NEAR = 3, 8
# A page without an article has so many certain signs, and so little chance of body otherwise;
# the poems among the specimens have 0.35 and more.
_SIGNS, _NO_BODY = 5, 0.1
_SHORT = 40
_VERSE = 0.9  # at this chance of body a line without a mark is one of a poem
_OPENING = Verdict(Label.BODY, Certainty.CERTAIN, "opening")
_CLOSED = "(完)"  # so agencies end a report


def is_open(verdict: Verdict) -> bool:
    """Whether nothing speaks against a line yet."""
    return verdict.label == Label.BODY


def article_lines(
    lines: Sequence[Line], verdicts: Sequence[Verdict], body: Sequence[float]
) -> list[int]:
    """The prose that the article begins and ends with, and all between; or lists of people."""
    opened = [line for line in lines if line.in_main and is_open(verdicts[line.index])]
    prose = [line.index for line in opened if line.is_prose]
    # Where the markup says what the article is, the classifier has to be sure against it.
    laid_out = any(not line.in_main for line in lines)
    for least in _PARAGRAPH[1:] if laid_out else _PARAGRAPH:
        found = [i for i in prose if body[i] >= least or lines[i].view.endswith(_CLOSED)]
        if found:
            return found
    dated = [index for index in prose if _is_dated(verdicts, index)] if laid_out else []
    return dated or [line.index for line in opened if len(line.view) > _SHORT and is_roster(line)]


def _is_dated(verdicts: Sequence[Verdict], index: int) -> bool:
    """Whether time or source stand right above: a sentence below them is all of a news flash.

    What readers can do with a page, and a picture, may stand in between.
    """
    unsure = 0
    for verdict in reversed(verdicts[max(0, index - _NEAR) : index]):
        if verdict.label == Label.META and verdict.certainty == Certainty.CERTAIN:
            return True
        unsure += is_open(verdict)
        if unsure >= _FLASH:
            return False
    return False


def mark_opening(
    lines: Lines, verdicts: list[Verdict], first: int, possible: Sequence[bool]
) -> None:
    """The first paragraphs right below a time or a source stay, if no other stands above them.

    They may be all of the article, and the lists of a long page make them look like theirs.
    possible: whether a line can be the article's, to the classifier.
    """
    dated = (i for i in range(first) if lines.paragraphs[i] and _is_dated(verdicts, i))
    for index in range(next(dated, first), first):
        verdict = verdicts[index]
        is_whole = is_open(verdict) or verdict.reason == TRUNCATED
        if not (lines.paragraphs[index] and possible[index] and is_whole):
            return
        verdicts[index] = _OPENING


def extent(lines: Sequence[Line], article: Sequence[int]) -> tuple[int, int]:
    """The first and the last paragraph of the article."""
    again = second_title(lines, article)
    below = [index for index in article if index > again]
    first = next((index for index in below if lines[index].is_paragraph), below[0])
    return first, article[-1]


def no_article(
    lines: Sequence[Line], verdicts: list[Verdict], body: Sequence[float]
) -> list[Verdict]:
    """No paragraph at all: what is unsure goes with the furniture.

    If that is most of it; or if much of it is certain, and nothing else has a chance.
    """
    signs = [v for v in verdicts if not is_open(v)]
    sure = sum(v.certainty == Certainty.CERTAIN for v in signs)
    left = [(len(line.view), at) for line, v, at in zip(lines, verdicts, body) if is_open(v)]
    chance = sum(size * at for size, at in left) / max(sum(size for size, _ in left), 1)
    if 2 * len(signs) < len(verdicts) and not (sure >= _SIGNS and chance < _NO_BODY):
        return verdicts
    spam = any(verdict.label == Label.SPAM for verdict in signs)
    rest = Verdict(Label.SPAM, Certainty.LIKELY, "no-article", "keywords")
    if not spam:
        rest = Verdict(Label.NAVIGATION, Certainty.LIKELY, "no-article")
    return [
        rest if is_open(verdict) and at < _VERSE else verdict for verdict, at in zip(verdicts, body)
    ]
