"""The labels of a page whose layout is known: what stands outside the article is no part of it.

Steps, in the order of `label_page`:
1. What is hidden is `residue`, or `spam` if its words say so; readings of ruby too.
2. Lines far from the article are `navigation`, unread: a page has hundreds.
3. The lines of the article and those around it are labelled as those of any text.
4. Of these, lines outside the article that are still open are `navigation`; the caption
   of a figure is a `caption`.
"""

from __future__ import annotations

import os
from collections.abc import Collection

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict, judge
from newsclean.labels.lines import Lines
from newsclean.labels.revise import label_lines
from newsclean.lazy import pattern

__all__ = ["label_page"]

_ABOVE, _BELOW = 14, 6  # lines around the article with its title, source, time, editor
_FIELD = pattern(r"来源|编辑|责编|作者|记者|发布|发表|时间|撰文|摄影")
_FIELD_CHARS = 80
_FIELDS = 12  # lines further away that may name the source or the editor
_HIDDEN = Verdict(Label.RESIDUE, Certainty.CERTAIN, "hidden")
_OUTSIDE = Verdict(Label.NAVIGATION, Certainty.LIKELY, "outside")
_CAPTION = Verdict(Label.CAPTION, Certainty.CERTAIN, "figure")


def label_page(
    lines: Lines,
    *,
    recurring: Collection[int] = (),
    model: str | os.PathLike[str] | None = None,
    certainty: Certainty = Certainty.LIKELY,
) -> list[Verdict]:
    """A verdict for each line. See the module's docstring for the steps.

    recurring, model, certainty: as `label_lines` takes them.
    """
    where = lines.where
    if all(at.in_main and not at.hidden for at in where):
        return label_lines(lines, recurring=recurring, model=model, certainty=certainty)
    verdicts = [_hidden(lines[i]) if at.hidden else _OUTSIDE for i, at in enumerate(where)]
    near = _near(lines)
    found = label_lines(
        lines.select(near),
        recurring=[index for index, line in enumerate(near) if line in recurring],
        model=model,
        certainty=certainty,
    )
    for line, verdict in zip(near, found):
        if not where[line].in_main and verdict.label == Label.BODY:
            verdict = _OUTSIDE
        elif where[line].kind == "caption" and verdict.label == Label.BODY:
            verdict = _CAPTION
        verdicts[line] = verdict
    return verdicts


def _hidden(line: Line) -> Verdict:
    planted = any(hit.of("spam") for hit in line.hits)
    verdict = judge(line) if planted else _HIDDEN
    return verdict if verdict.label == Label.SPAM else _HIDDEN


def _near(lines: Lines) -> list[int]:
    """The article, the lines next to it, the title of the page, and lines with fields."""
    shown = [index for index, at in enumerate(lines.where) if not at.hidden]
    inside = [at for at, index in enumerate(shown) if lines.where[index].in_main]
    if not inside:
        return shown
    chosen = {0, *inside}
    chosen.update(range(max(0, inside[0] - _ABOVE), min(inside[-1] + 1 + _BELOW, len(shown))))
    fields = [
        at
        for at, view in enumerate(lines.views[index] for index in shown)
        if at not in chosen and len(view) <= _FIELD_CHARS and _FIELD.search(view)
    ]
    chosen.update(fields[:_FIELDS])
    return [index for at, index in enumerate(shown) if at in chosen]
