"""The labels of a page whose layout is known: what stands outside the article is no part of it.

Steps, in the order of `label_page`:
1. What is hidden is `residue`, or `spam` if its words say so or its links lead to many
   other sites; readings of ruby too.
2. Lines far from the article are `navigation`, unread: a page has hundreds.
3. The lines of the article and those around it are labelled as those of any text.
4. Of these, lines outside the article that are still open are `navigation`, unless nothing
   inside it is left: then paragraphs beside it are the article. The caption of a figure is
   a `caption`.
"""

from __future__ import annotations

import os
from collections.abc import Collection

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import BODY, TRUNCATED, Verdict, judge
from newsclean.labels.lines import SAID, Lines
from newsclean.labels.revise import label_lines
from newsclean.lazy import pattern

__all__ = ["label_page"]

_ABOVE, _BELOW = 14, 6  # lines around the article with its title, source, time, editor
_FIELD = pattern(r"来源|编辑|责编|作者|记者|发布|发表|时间|撰文|摄影")
_FIELD_CHARS = 80
_BUTTONS = 2  # of a row of buttons to share, that lists know
_FIELDS = 12  # lines further away that may name the source or the editor
_HIDDEN = Verdict(Label.RESIDUE, Certainty.CERTAIN, "hidden")
_FARM = Verdict(Label.SPAM, Certainty.CERTAIN, "hidden-links", "keywords")
_OUTSIDE = Verdict(Label.NAVIGATION, Certainty.LIKELY, "outside")
_HEADING = Verdict(Label.TITLE, Certainty.LIKELY, "heading")
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
        found = label_lines(lines, recurring=recurring, model=model, certainty=certainty)
        return _headed(lines, found)
    verdicts = [_hidden(lines[i], at.kind) if at.hidden else _OUTSIDE for i, at in enumerate(where)]
    near = _near(lines)
    found = label_lines(
        lines.select(near),
        recurring=[index for index, line in enumerate(near) if line in recurring],
        model=model,
        certainty=certainty,
    )
    inside = (where[line].in_main and said.label == Label.BODY for line, said in zip(near, found))
    rejected = not any(inside)
    for line, verdict in zip(near, found):
        if not where[line].in_main and verdict.label == Label.BODY:
            beside = rejected and lines[line].is_paragraph
            verdict = verdict if beside else _OUTSIDE
        elif where[line].kind == "caption" and verdict.label == Label.BODY:
            verdict = _CAPTION
        elif where[line].in_main and _is_said(lines[line], verdict.reason):
            verdict = BODY
        verdicts[line] = verdict
    return _headed(lines, verdicts)


def _is_said(line: Line, reason: str) -> bool:
    """Whether a line inside the article is its own, though it looks like a teaser or a field.

    Teasers are links; a paragraph may trail off, and lines of verse be of one length. A field
    does not end as a sentence does, but the first question of an interview (记者：…？) does.
    """
    if reason == "model:meta":
        return line.view.endswith(SAID)
    if line.link_share:
        return False
    return reason == "cut-list" or (
        reason == TRUNCATED and line.is_paragraph and line.view.endswith("……")
    )


def _headed(lines: Lines, verdicts: list[Verdict]) -> list[Verdict]:
    """A heading of the first rank with which the article begins is its title."""
    first = next((at for at, said in enumerate(verdicts) if said.label == Label.BODY), -1)
    titled = any(said.label == Label.TITLE for said in verdicts[: max(first, 0)])
    if first >= 0 and not titled and lines.where and lines.where[first].kind == "title":
        verdicts[first] = _HEADING
    return verdicts


def _hidden(line: Line, kind: str) -> Verdict:
    if kind == "farm" and not _is_ours(line):
        return _FARM
    planted = any(hit.of("spam") for hit in line.hits)
    verdict = judge(line) if planted else _HIDDEN
    return verdict if verdict.label == Label.SPAM else _HIDDEN


def _is_ours(line: Line) -> bool:
    """Whether hidden links are those of every site: buttons to share, menus."""
    terms = [term for hit in line.hits for term in hit.terms if term.second == "line"]
    return sum(term.first in ("prompt", "navigation") for term in terms) >= _BUTTONS


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
