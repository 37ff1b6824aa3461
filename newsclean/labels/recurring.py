"""Lines that recur on many pages of the host: its furniture, unless they may be the article's.

A site's template repeats itself around the article. Within an article, and
next to it, some things recur as well: sub-headings, the head of a table, the
introduction of a column, a notice or a signature at the end. Therefore

1. a recurring line goes only outside of the paragraphs that are the page's own;
2. a paragraph, a line that ends as a sentence or one in brackets only if
   something that is surely no body stands between it and them;
3. and only if the classifier does not hold it for body, or on the page's edge,
   where nothing of its own stands further out, is not sure of it.

This comes last, when the page alone has been judged: no other line fares
differently because one recurs, but for the title.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict

__all__ = ["mark_recurring"]

_RECURS = Verdict(Label.NAVIGATION, Certainty.LIKELY, "recurs")
_ARTICLE = (Label.BODY, Label.CAPTION)
_HALF = 0.5  # two signs agree: the line recurs, and is likelier furniture than body
_FURNITURE = 0.1  # at most this chance of body: one of the template's changing lines


def mark_recurring(
    lines: Sequence[Line],
    verdicts: list[Verdict],
    recurring: Collection[int],
    body: Sequence[float],
    *,
    limit: float,
) -> None:
    """Mark the recurring lines around the paragraphs that are the page's own.

    recurring: indices of lines. body: how likely each line is body. limit: what
    is likelier stays, also on the edge.
    """
    own = [
        line.index
        for line in lines
        if line.is_prose
        and line.index not in recurring
        and verdicts[line.index].label == Label.BODY
        and body[line.index] >= _HALF
    ]
    if not own:
        return
    for outwards in (range(own[0] - 1, -1, -1), range(own[-1] + 1, len(lines))):
        edge = _edge(verdicts, recurring, body, outwards[::-1])
        for index in list(_apart(lines, verdicts, recurring, outwards)):
            label, certainty, *_ = verdicts[index]
            is_open = label == Label.BODY and certainty < Certainty.CERTAIN
            if is_open and body[index] <= (limit if index in edge else _HALF):
                verdicts[index] = _RECURS


def _edge(
    verdicts: Sequence[Verdict],
    recurring: Collection[int],
    body: Sequence[float],
    inwards: Iterable[int],
) -> set[int]:
    """The lines from the page's edge up to the first that may be the page's own text."""
    found = set()
    for index in inwards:
        own = verdicts[index].label == Label.BODY and body[index] > _FURNITURE
        if own and index not in recurring:
            break
        found.add(index)
    return found


def _apart(
    lines: Sequence[Line],
    verdicts: Sequence[Verdict],
    recurring: Collection[int],
    outwards: Iterable[int],
) -> Iterable[int]:
    """The recurring lines, without those that the article may begin or end with."""
    apart = False
    for index in outwards:
        line, verdict = lines[index], verdicts[index]
        text = line.is_prose or line.finished or line.view.startswith(("(", "（"))
        if index in recurring and (apart or not text):
            yield index
        sure = verdict.certainty == Certainty.CERTAIN and verdict.label not in _ARTICLE
        apart = apart or sure or (index in recurring and not text)
