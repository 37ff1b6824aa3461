"""Tables, with their cells or their rows one a line, as what takes text out of pages leaves them.

Below `受理量（单位：件）` come `序号`, `单位`, `投诉` and then, row by row, `1`, `河湾所`, `312`:
to the classifier single words and figures are furniture. They are a table if cells of
figures and of words come in the same order again and again. Lines such as `1 河湾所 312` are
one if several in a row have as many words, with a figure among them.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.spam import topics_of
from newsclean.lazy import pattern

__all__ = ["CELL", "mark_rows", "mark_tables", "table_end"]

CELL = Verdict(Label.BODY, Certainty.CERTAIN, "cell")
_CELL = 20  # characters
_HEAD = 10  # lines before the first figure
_FIGURE = pattern(r"[-+±]?\d[\d.,]{0,14}\s?[%‰]?")
_FIGURES, _VALUES = 8, 5  # and different ones; a pager has few, and counts
_ROWS = 3
_COLUMNS = range(2, 13)
_WORDS, _WORD = 3, 15  # in each row, and characters of each
_DIGIT = pattern(r"\d")
_NUMBER = pattern(r"\d[\d-]{5,}\d")  # of a telephone


def table_end(lines: Lines, verdicts: Sequence[Verdict], start: int) -> int:
    """Behind the last cell of a table that begins at `start`; `start` if none does."""
    rows = _rows_end(lines, verdicts, start)
    if rows > start:
        return rows
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


def mark_rows(lines: Lines, verdicts: list[Verdict], start: int, end: int) -> None:
    """Mark the rows of tables from line `start` up to `end` as body, each with its head."""
    at = start
    while at < end:
        behind = _rows_end(lines, verdicts, at)
        if behind > at > start and _words(lines, verdicts, at - 1) == _words(lines, verdicts, at):
            at -= 1
        verdicts[at:behind] = [CELL] * (behind - at)
        at = max(behind, at + 1)


def _rows_end(lines: Lines, verdicts: Sequence[Verdict], start: int) -> int:
    """Behind the last of several rows that begin at `start`, with a figure each; else `start`."""
    words = _words(lines, verdicts, start)
    end = start
    while words and end < len(lines) and _words(lines, verdicts, end) == words:
        if not _DIGIT.search(lines.views[end]):
            break
        end += 1
    return end if end - start >= _ROWS else start


def _words(lines: Lines, verdicts: Sequence[Verdict], at: int) -> int:
    """How many words a row has; 0 for what is none."""
    words = lines.views[at].split()
    if len(words) < _WORDS or max(map(len, words)) > _WORD or not _may_be_cell(lines, verdicts, at):
        return 0
    offered = _NUMBER.search(lines.views[at]) or topics_of(lines[at].hits, "strong")
    return 0 if offered else len(words)


def _is_figure(lines: Lines, at: int) -> bool:
    return bool(_FIGURE.fullmatch(lines.views[at]))


def _is_cell(lines: Lines, verdicts: Sequence[Verdict], at: int) -> bool:
    return len(lines.views[at]) <= _CELL and _may_be_cell(lines, verdicts, at)


def _may_be_cell(lines: Lines, verdicts: Sequence[Verdict], at: int) -> bool:
    said = verdicts[at]
    certain = said.certainty == Certainty.CERTAIN and said.label != Label.BODY
    return not (certain or lines.prose[at])


def _is_regular(figures: Sequence[bool]) -> bool:
    """Whether figures and words follow one another in rows of one length."""
    if all(figures):
        return False
    return any(
        len(figures) >= _ROWS * size - 1
        and all(one == other for one, other in zip(figures, figures[size:]))
        for size in _COLUMNS
    )
