"""Keywords with a blank between all their characters, which keeps them from filters.

`本 地 上 门 开 锁—防 水 补 漏 推 荐`: without the blanks the line is judged as any other. Titles
of documents are set so too (通 知, 目 录) and hold no word of a trade.
"""

from __future__ import annotations

from newsclean.article import Label
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.spam import judge_spam
from newsclean.lazy import pattern
from newsclean.lexicon import find

__all__ = ["spaced_lists"]

_BLANKS = 0.3  # of a line's characters
_LEAST = 12  # characters, blanks counted
_BETWEEN = pattern(r"(?<=[\u3400-\u9fffa-z0-9]) (?=[\u3400-\u9fffa-z0-9])")
_KEPT = 0.7  # of the blanks at least stand between two characters


def spaced_lists(lines: Lines, verdicts: list[Verdict]) -> None:
    """Mark lines that are spam without their blanks."""
    for index, view in enumerate(lines.views):
        blanks = view.count(" ")
        if blanks < _BLANKS * len(view) or len(view) < _LEAST:
            continue
        if verdicts[index].label != Label.BODY:
            continue
        tight, closed = _BETWEEN.subn("", view)
        if closed < _KEPT * blanks:
            continue
        found = judge_spam(Line(index, tight, tuple(find(tight))))
        if found is not None:
            verdicts[index] = Verdict(*found)
