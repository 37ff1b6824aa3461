"""Lists of other articles by their form: entries that end in a day, the sheets of a paper.

`Headline / a few words of it... / 2023-05-06`, again and again below the article, is what a
template shows of others; `A11版：要闻`, line by line, are the pages of a newspaper. A chronicle
has its days above what happened, and whole sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import DAY, Verdict
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern

__all__ = ["dated_entries", "sheets"]

_ENTRIES = 3  # at least, the last with its day at the end of all
_SIZES = (2, 3)  # lines of an entry: a headline, some words of it, the day
_TRAILS = ("...", "…")
_ENTRY = Verdict(Label.RELATED, Certainty.CERTAIN, "dated-entry")
_SHEET = pattern(r"第?\s?[a-z]{0,2}\d{1,3}\s?版\s?[:：]\s?[\u4e00-\u9fff·/]{2,8}")
_SHEETS = 3
_PAPER = Verdict(Label.NAVIGATION, Certainty.CERTAIN, "sheet")


def dated_entries(lines: Lines, verdicts: list[Verdict]) -> None:
    """Entries of one size, each with a day alone as its last line, words of some cut off."""
    days = [at for at, verdict in enumerate(verdicts) if verdict.reason == DAY]
    if len(days) < _ENTRIES:
        return
    size = days[-1] - days[-2]
    run = [days[-1]]
    for at in reversed(days[:-1]):
        if run[0] - at == size:
            run.insert(0, at)
        else:
            break
    first = run[0] - size + 1
    if size not in _SIZES or len(run) < _ENTRIES or first < 1:
        return
    said = [at for at in range(first, run[-1]) if at not in run]
    trails = any(lines.views[at].endswith(_TRAILS) for at in said)
    if trails and not any(lines.views[at].endswith("。") for at in said):
        for at in range(first, run[-1] + 1):
            verdicts[at] = _ENTRY


def sheets(lines: Lines, verdicts: list[Verdict]) -> None:
    """The pages of a paper, one a line."""
    if lines.view.count("版") < _SHEETS:
        return
    found = [at for at, view in enumerate(lines.views) if _SHEET.fullmatch(view)]
    if _in_a_row(found) >= _SHEETS:
        for at in found:
            verdicts[at] = _PAPER


def _in_a_row(found: Sequence[int]) -> int:
    """How many of the lines stand together at most."""
    best = run = 0
    for at, before in zip(found, [-2, *found]):
        run = run + 1 if at == before + 1 else 1
        best = max(best, run)
    return best
