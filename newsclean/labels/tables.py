"""Tables whose cells stand one a line, as what takes text out of pages leaves them.

Below `受理量（单位：件）` come `序号`, `单位`, `投诉` and then, row by row, `1`, `河湾所`, `312`:
to the classifier single words and figures are furniture. They are a table if cells of
figures and of words come in the same order again and again.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern

__all__ = ["CELL", "mark_tables", "table_end"]

__all__ = ["table_end"]

CELL = Verdict(Label.BODY, Certainty.CERTAIN, "cell")
_CELL = 20  # characters
_HEAD = 10  # lines before the first figure
_FIGURE = pattern(r"[-+±]?\d[\d.,]{0,14}\s?[%‰]?")
_FIGURES, _VALUES = 8, 5  # and different ones; a pager has few, and counts
_ROWS = 3
_COLUMNS = range(2, 13)


def table_end(lines: Lines, verdicts: Sequence[Verdict], start: int) -> int:
    """Behind the last cell of a table that begins at `start`; `start` if none does."""
    end = start
    while end < len(lines) and _is_cell(lines, verdicts, end):
        end += 1
    figures = [at for at in range(start, end) if _is_figure(lines, at)]
    if len(figures) < _FIGURES or figures[0] - start > _HEAD:
        return start
    cells = lines.views[figures[0] : figures[-1] + 1]
    values = {cell for cell in cells if _FIGURE.fullmatch(cell)}
    if len(values) < _VALUES or not _is_regular([cell in values for cell in cells]):
        return start
    return figures[-1] + 1


def mark_tables(lines: Lines, verdicts: list[Verdict], first: int, last: int) -> None:
    """Mark the cells of tables inside the article as body."""
    inside = range(first, last + 1)
    figures = [at for at in inside if lines.views[at][-1:].isdigit() and _is_figure(lines, at)]
    if len(figures) < _FIGURES:
        return
    end = first
    for at in figures:
        if at < end:
            continue
        start = at
        while start > max(end, at - _HEAD) and _is_cell(lines, verdicts, start - 1):
            start -= 1
        end = table_end(lines, verdicts, start)
        verdicts[start:end] = [CELL] * (end - start)


def _is_figure(lines: Lines, at: int) -> bool:
    return bool(_FIGURE.fullmatch(lines.views[at]))


def _is_cell(lines: Lines, verdicts: Sequence[Verdict], at: int) -> bool:
    said = verdicts[at]
    certain = said.certainty == Certainty.CERTAIN and said.label != Label.BODY
    return len(lines.views[at]) <= _CELL and not (certain or lines.prose[at])


def _is_regular(figures: Sequence[bool]) -> bool:
    """Whether figures and words follow one another in rows of one length."""
    if all(figures):
        return False
    return any(
        len(figures) >= _ROWS * size - 1
        and all(one == other for one, other in zip(figures, figures[size:]))
        for size in _COLUMNS
    )
