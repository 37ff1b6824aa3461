"""The title of a page among its lines."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict

__all__ = ["mark_title", "second_title"]

_RANGE = 8  # lines above the article among which the title is
_CHARS = (4, 80)
_LEARNED = 2.0  # points for the classifier's full belief
_SAME = 6  # characters that two forms of a title share at least
_MENU_ITEMS = 5  # a line of so many short pieces is a menu
_ABOVE = 0.25  # of the page's prose at most may stand above its title


def mark_title(
    lines: Sequence[Line], verdicts: list[Verdict], first: int, chances: Sequence[float]
) -> int | None:
    """Mark the title, and its repetitions, among the lines above the article.

    chances: how likely the classifier holds each line for a title.
    """
    candidates = {*range(max(0, first - _RANGE), first), 0} - {first}
    scores = {
        index: _title_score(lines, verdicts, index, first) + _LEARNED * chances[index]
        for index in sorted(candidates)
        if verdicts[index].label == Label.BODY and _can_be_title(lines[index])
    }
    if not scores:
        return None
    best: int = max(scores, key=lambda index: scores[index])
    core = lines[best].core
    for line in lines[:first]:
        same = line.core.startswith(core) or (
            len(line.core) >= _SAME and core.startswith(line.core)
        )
        if same and verdicts[line.index].label == Label.BODY:
            verdicts[line.index] = Verdict(Label.TITLE, Certainty.LIKELY, "title")
    return best


def _can_be_title(line: Line) -> bool:
    low, high = _CHARS
    ended = line.view.endswith(("。", "，", ",", "；")) or "。" in line.view
    menu = len(line.items) >= _MENU_ITEMS and max(map(len, line.items)) <= 8
    return low <= len(line.core) <= high and line.han >= 3 and not ended and not menu


def _title_score(
    lines: Sequence[Line], verdicts: Sequence[Verdict], index: int, first: int
) -> float:
    """The signs of a title, in points; where they are equal the upper line wins."""
    line = lines[index]
    score = 0.5 if index == first - 1 else 0.0
    if any(verdicts[i].label == Label.META for i in range(index + 1, first)):
        score += 1.0  # time and source stand below the title
    if any(other.core.startswith(line.core) for other in lines if other is not line):
        score += 2.0  # the page says it twice
    if any(hit.of("media") for hit in line.hits[-1:]):
        score += 0.5  # the site's name behind it
    return score + min(len(line.core), 20) / 20


def second_title(lines: Sequence[Line], prose: Sequence[int]) -> int:
    """Where the title in the first line stands again, above most of the prose; else -1."""
    head = next((line for line in lines if line.core), None)
    if head is None:
        return -1
    low, high = _CHARS
    total = sum(lines[index].han for index in prose)
    for line in lines[head.index + 1 :]:
        above = sum(lines[index].han for index in prose if index <= line.index)
        if above > _ABOVE * total:
            break
        if low <= len(line.core) <= high and line.han >= 6 and head.core.startswith(line.core):
            return line.index
    return -1
