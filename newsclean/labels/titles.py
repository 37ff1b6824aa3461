"""The title of a page among its lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.headings import can_be_heading, is_about, is_subtitle, main_heading, neighbour_points
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict
from newsclean.lazy import pattern
from newsclean.patterns import YEARLESS_LINE, surnames

__all__ = ["mark_byline", "mark_title", "second_title"]

_RANGE = 8  # lines above the article among which the title is
_FAR = 24  # lines above it, if time and source stand below the line: share bars are many lines
_CHARS = (4, 80)
_TITLE = Verdict(Label.TITLE, Certainty.LIKELY, "title")
_BYLINE = Verdict(Label.META, Certainty.LIKELY, "byline")
_DAY = Verdict(Label.META, Certainty.LIKELY, "date")
_NAME = pattern(r"[\u4e00-\u9fff]{2,4}")
_LEARNED = 2.0  # points for the classifier's full belief
_LONG = 40  # characters; a longer line is a headline only if the page says so
_ALIKE = 0.6  # at this chance of being a title a neighbour is a part of it
_COLUMN = 6  # characters of a column's name
_TWICE = 2.0  # points for a line that the page says again
_HAN = 3  # Chinese characters at least
_SAME = 6  # characters that two forms of a title share at least
_ABOVE = 0.25  # of the page's prose at most may stand above its title


def mark_title(
    lines: Sequence[Line],
    verdicts: list[Verdict],
    first: int,
    chances: Sequence[float],
    *,
    recurring: Collection[int] = (),
) -> int | None:
    """Mark the title, its repetitions, and the other lines of it, among those above the article.

    chances: how likely the classifier holds each line for a title. recurring: lines that
    other pages have too; one is the title only if no other line can be.
    """
    views = [line.view for line in lines[:first]]
    scores = {
        index: _score(lines, views, index) + _LEARNED * chances[index]
        for index in _candidates(views)
        if (verdicts[index].label == Label.BODY or _trails(lines[index], verdicts[index]))
        and not _is_value(views, verdicts, index)
        and lines[index].han >= _HAN
        and (len(views[index]) <= _LONG or _is_announced(lines, views, index))
    }
    if not scores:
        return None
    scores = {index: score for index, score in scores.items() if index not in recurring} or scores
    best: int = max(scores, key=lambda index: scores[index])
    block = [best] if _again(lines, best) else _block(views, best, scores, chances)
    best = block[main_heading([views[index] for index in block])]
    for index in block:
        verdicts[index] = _TITLE
    core = lines[best].core
    for line in lines[best + 1 : first]:
        if not is_subtitle(line.view):
            break
        verdicts[line.index] = _TITLE
    for line in lines[:first]:
        same = line.core.startswith(core) or (
            len(line.core) >= _SAME and core.startswith(line.core)
        )
        if same and verdicts[line.index].label == Label.BODY:
            verdicts[line.index] = _TITLE
    return best


def _is_value(views: Sequence[str], verdicts: Sequence[Verdict], index: int) -> bool:
    """Whether the line above names a field whose value is in this one: 责任编辑："""
    return views[max(index - 1, 0)].endswith((":", "：")) and verdicts[
        max(index - 1, 0)
    ].reason.startswith("fields:")


def _trails(line: Line, verdict: Verdict) -> bool:
    """Whether a headline ends in the ellipsis of a sentence, which teasers do not write in full."""
    return verdict.reason == "truncated" and line.view.endswith("……") and not line.is_paragraph


def mark_byline(
    lines: Sequence[Line], verdicts: list[Verdict], title: int | None, first: int
) -> None:
    """Between title and article: a name, if it stands alone; days without a year."""
    if title is None:
        return
    for index in range(title + 1, first):
        if verdicts[index].label == Label.BODY and YEARLESS_LINE.fullmatch(lines[index].view):
            verdicts[index] = _DAY
    if first != title + 2:
        return
    name = "".join(lines[title + 1].view.split())
    known = name[:1] in surnames() or name[:2] in surnames()
    if known and _NAME.fullmatch(name) and verdicts[title + 1].label == Label.BODY:
        verdicts[title + 1] = _BYLINE


def _block(
    views: Sequence[str], best: int, scores: Mapping[int, float], chances: Sequence[float]
) -> list[int]:
    """The lines of a headline of several lines, from its best one: the neighbours like it."""
    block = [best]
    for step in (-1, 1):
        at = best + step
        while at in scores and chances[at] >= _ALIKE and len(views[at]) > _COLUMN:
            block.append(at)
            at += step
    return sorted(block)


def _candidates(views: Sequence[str]) -> list[int]:
    """The lines that can be titles: near the article, at the top, or above time and source."""
    first = len(views)
    near = {*range(max(0, first - _RANGE), first), 0}
    far = {index for index in range(max(0, first - _FAR), first - 1) if is_about(views[index + 1])}
    return [at for at in sorted(near | far) if at < first and can_be_heading(views[at])]


def _score(lines: Sequence[Line], views: Sequence[str], index: int) -> float:
    """The signs of a title, in points; where they are equal the upper line wins."""
    again = _TWICE if _again(lines, index) else 0.0
    return neighbour_points(views, index, len(views)) + again


def _is_announced(lines: Sequence[Line], views: Sequence[str], index: int) -> bool:
    """Whether time and source stand below the line, or the page says it again."""
    return any(map(is_about, views[index + 1 : index + 3])) or _again(lines, index)


def _again(lines: Sequence[Line], index: int) -> bool:
    """Whether the page says the line again: then it is the headline, whatever stands beside it."""
    core = lines[index].core
    return any(other.core.startswith(core) for other in lines if other.index != index)


def second_title(lines: Sequence[Line], prose: Sequence[int]) -> int:
    """Where the title in the first line stands again, above most of the prose; else -1."""
    head = next((line for line in lines if line.core), None)
    if head is None:
        return -1
    low, high = _CHARS
    han = {index: lines[index].han for index in prose}
    total = sum(han.values())
    above = sum(many for index, many in han.items() if index <= head.index)
    for line in lines[head.index + 1 :]:
        above += han.get(line.index, 0)
        if above > _ABOVE * total:
            break
        if low <= len(line.core) <= high and line.han >= 6 and head.core.startswith(line.core):
            return line.index
    return -1
