"""Whether a text is a scraped page at all, or somebody's clean text."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import BODY, Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.model import CLASSES
from newsclean.lazy import pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["OPEN", "has_frame", "has_sign"]

# Without a certain sign it takes this many nats against the lines around the article being
# of it, so many of them above, and this many paragraphs: no clean article has as much.
_EVIDENCE = 12.0
_ABOVE = 5.0
_ARTICLE = 3
_PROSE = 0.4  # of the Chinese characters at least are theirs: verse, a phrase a line, has no frame
_LEAST = 1e-6  # a chance is never taken for less
OPEN = 0.5  # at this chance of being body a line is taken for it
_PAGE_META = pattern(r"^fields:.*keywords|^(?:duplicate-abstract|doubled)$")
_TIME = pattern(r"\d[:：时]\d\d")
_BODY, _TITLE, _SPAM = map(CLASSES.index, ("body", "title", "spam"))


def has_sign(lines: Lines, verdicts: Sequence[Verdict]) -> bool:
    """Whether anything certain says that this is a scraped page.

    Credits behind an article (作者：…) do not: they go with many a clean text.
    Fields above it do, if they name a source or a time of day.
    """
    if any(not at.in_main for at in lines.where):
        return True
    if all(verdict is BODY for verdict in verdicts):
        return False
    above = any(line.is_paragraph and v.label == Label.BODY for line, v in zip(lines, verdicts))
    for line, verdict in zip(lines, verdicts):
        above = above and not (line.is_paragraph and verdict.label == Label.BODY)
        if verdict.certainty < Certainty.CERTAIN or verdict.label == Label.CAPTION:
            continue
        if verdict.label != Label.META or _PAGE_META.search(verdict.reason):
            return True
        if above and ("source" in verdict.reason or _TIME.search(line.view)):
            return True
    return False


def has_frame(lines: Sequence[Line], chances: NDArray[np.float64]) -> bool:
    """Whether the lines around the paragraphs are, by the classifier, surely not of the article.

    A clean text may begin with its title and end with a box of facts, but has
    nothing else above its first paragraph.
    """
    body = chances[:, _BODY]
    article = [line.index for line in lines if line.is_paragraph and body[line.index] >= OPEN]
    prose = sum(lines[index].han for index in article)
    if len(article) < _ARTICLE or prose < _PROSE * sum(line.han for line in lines):
        return False
    # What reads as spam is no frame: verse does, and rosters.
    own = body + chances[:, _TITLE] + chances[:, _SPAM]
    nats = [-log(max(one, _LEAST)) for one in own.tolist()]
    above, below = sum(nats[: article[0]]), sum(nats[article[-1] :])
    return above >= _ABOVE and above + below >= _EVIDENCE
