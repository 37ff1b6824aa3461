"""Lines that others explain: copies of what is said elsewhere, runs of places, a menu on top."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict
from newsclean.labels.spam import place_codes, scatter
from newsclean.lazy import pattern

__all__ = ["cut_lists", "duplicates", "menus", "place_runs"]

_TOP = 4  # lines among which the menu is
_MENU_WORDS = 6
_MENU_WORD = pattern(r"[\u4e00-\u9fffa-z]{1,8}(?: [\u4e00-\u9fffa-z]{1,6})?")
_PLACE_RUN = 8  # lines in a row, each a place
_CUT_RUN = 4  # lines
_CUT_CHARS = (14, 40)
_ABSTRACT = pattern(
    r"^(?:本文摘要|文章摘要|内容摘要|摘要|简要描述|内容提要|内容简介|核心提示|导读|导语|简介)\s?[:：]\s?"
)
_ABSTRACT_CHARS = 20  # repeated characters that make a duplicate
_COPY_CHARS = 60  # a paragraph said twice, no slogan
_SENTENCES = pattern(r"[^。！？!?]+")
_SENTENCE_CHARS = 8  # shorter ones recur by chance
_COPIED = 0.9


def place_runs(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Place names one a line, from all over the country."""
    run: list[int] = []
    for line in [*lines, None]:
        if line is not None and _is_place(line):
            run.append(line.index)
            continue
        if len(run) >= _PLACE_RUN:
            codes = [code for index in run for code in place_codes(lines[index])]
            if scatter(codes) >= _PLACE_RUN - 2:
                for index in run:
                    verdicts[index] = Verdict(Label.SPAM, Certainty.CERTAIN, "place-run", "places")
        run = []


def _is_place(line: Line) -> bool:
    hit = line.hits[0] if len(line.hits) == 1 else None
    return hit is not None and hit.of("place") is not None and hit.end - hit.start == len(line.core)


def cut_lists(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Headlines of other pages, all cut to one width in the middle of a word."""
    run: list[Line] = []
    for line in [*lines, None]:
        fits = line is not None and _is_cut(line)
        if fits and line is not None and (not run or abs(len(line.view) - len(run[0].view)) <= 1):
            run.append(line)
            continue
        if len(run) >= _CUT_RUN:
            for cut in run:
                if verdicts[cut.index].label == Label.BODY:
                    verdicts[cut.index] = Verdict(Label.RELATED, Certainty.LIKELY, "cut-list")
        run = [line] if fits and line is not None else []


def _is_cut(line: Line) -> bool:
    low, high = _CUT_CHARS
    return low <= len(line.view) <= high and not line.finished and line.han >= 0.6 * len(line.view)


def duplicates(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """An abstract, or a cut-off copy, of what later lines say in full."""
    for line in lines:
        prefix = _ABSTRACT.match(line.view)
        if len(line.view) < _ABSTRACT_CHARS:
            continue
        text = line.view[prefix.end() if prefix else 0 :].rstrip(". …")
        later = [other.view for other in lines[line.index + 1 :]]
        if prefix or line.view.endswith(("...", "…")):
            if any(text[:_ABSTRACT_CHARS] in other for other in later):
                reason = "duplicate-abstract"
                verdicts[line.index] = Verdict(Label.META, Certainty.CERTAIN, reason)
        elif line.sentences > 1 and len(text) >= _COPY_CHARS and _copied(text, later):
            verdicts[line.index] = Verdict(Label.META, Certainty.CERTAIN, "copy")


def _copied(text: str, later: Sequence[str]) -> bool:
    """Whether nearly all sentences of `text` stand again further down."""
    sentences = [one.strip() for one in _SENTENCES.findall(text)]
    sentences = [one for one in sentences if len(one) >= _SENTENCE_CHARS]
    size = sum(map(len, sentences))
    found = sum(len(one) for one in sentences if any(one in other for other in later))
    return size >= _ABSTRACT_CHARS and found >= _COPIED * size


def menus(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """A first line of many short words between bars is the site's menu."""
    for line in lines[:_TOP]:
        words = [word.strip() for word in re.split("[|｜]", line.view)]
        short = sum(1 for word in words if _MENU_WORD.fullmatch(word))
        if len(words) >= _MENU_WORDS and short >= len(words) - 1:
            verdicts[line.index] = Verdict(Label.NAVIGATION, Certainty.CERTAIN, "menu")
