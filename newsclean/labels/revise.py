"""The labels of a page, block by block, from the judgements of each alone.

Steps, in the order of `label_lines`, after menus, runs of places, cut lists and
copies are marked:
1. A text without one certain sign of a page, and without lines that the
   classifier is sure of, is somebody's clean text: all body, but for step 8 and adverts.
2. Blocks from an anchor on (相关阅读, 分类广告, a kit's signature) to the end
   go with it, if the article stands before it.
3. The title is the line before the article that the page's own signs name.
4. Above the title, and behind the article, short lines go with the furniture
   beside them.
5. Inside the article only what is certain goes.
6. What is still open is decided by the classifier, more warily inside the article.
7. What the element of an article on a page in HTML has else (`leavings`) goes.
8. Lines that recur on the host, if the caller knows them, go where they stand
   around the article.
9. If only what is certain may go, the rest of what went is body again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.anchors import ANCHORS, cut
from newsclean.labels.classified import classifieds
from newsclean.labels.doorways import doorway_page
from newsclean.labels.ends import SIGNED, above, goes_on
from newsclean.labels.entries import dated_entries, sheets
from newsclean.labels.extent import (
    article_lines,
    extent,
    is_open,
    mark_opening,
    no_article,
)
from newsclean.labels.features import Line
from newsclean.labels.frames import mark_frames
from newsclean.labels.judge import BODY, CLOCK, DAY, Verdict, judge_all
from newsclean.labels.leavings import is_fallback, mark_leavings
from newsclean.labels.lines import Lines
from newsclean.labels.model import CLASSES, load
from newsclean.labels.page_signs import OPEN, has_frame, has_sign
from newsclean.labels.recurring import mark_recurring
from newsclean.labels.repeats import (
    counters,
    cut_lists,
    doubled,
    duplicates,
    menus,
    place_runs,
    random_ids,
    unread_lists,
)
from newsclean.labels.spaced import spaced_lists
from newsclean.labels.spam_pages import SpamPage, parasite, spam_page
from newsclean.labels.tables import mark_rows, mark_tables
from newsclean.labels.titles import mark_byline, mark_title, second_title
from newsclean.labels.weigh import (
    ASKED,
    LIMITS,
    PLANTED,
    Limits,
    adverts_alone,
    certain_alone,
    has_dateline,
    weigh_all,
)
from newsclean.lazy import pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["label_lines"]

# At most this chance of body, for a line that recurs on the edge: in a page that speaks a
# hundred to one against body; in a text that may be clean the classifier has to say so too.
_PAGE, _TEXT = 0.99, 0.5
_SURE = 0.99
_FEWEST = 4  # lines that are no prose, for the classifier to be asked about such a text
_BODY, _TITLE, _SPAM = map(CLASSES.index, ("body", "title", "spam"))
_SHORT = 40
# A text about code shows code; nothing in it is left over from a page.
_ABOUT_CODE = pattern(r"代码|标签|源码|脚本|程序员|浏览器")


def label_lines(
    lines: Lines,
    *,
    recurring: Collection[int] = (),
    model: str | os.PathLike[str] | None = None,
    certainty: Certainty = Certainty.LIKELY,
) -> list[Verdict]:
    """A verdict for each line. See the module's docstring for the steps.

    recurring: indices of lines that recur on the host. model: a file of weights.
    certainty: how certain it has to be that a line goes.
    """
    judged = judge_all(lines)
    chances = cache(lambda: load(model).chances(lines, judged))
    verdicts = _labels(lines, judged, chances, recurring=recurring, limits=LIMITS[certainty])
    if recurring:
        limit = _TEXT if all(map(is_open, verdicts)) else _PAGE
        body = chances()[1][:, _BODY].tolist()
        mark_recurring(lines, verdicts, recurring, body, limit=limit)
    return certain_alone(verdicts) if certainty == Certainty.CERTAIN else verdicts


def _labels(
    lines: Lines,
    judged: Sequence[Verdict],
    asked: Callable[[], tuple[NDArray[np.float64], NDArray[np.float64]]],
    *,
    recurring: Collection[int],
    limits: Limits,
) -> list[Verdict]:
    """The verdicts from the page alone; what recurs is only passed over for the title."""
    import numpy as np

    verdicts = list(judged)
    about_code = _about_code(lines)
    if about_code:
        verdicts = [BODY if v.label == Label.RESIDUE else v for v in verdicts]
    menus(lines, verdicts)
    place_runs(lines, verdicts)
    spaced_lists(lines, verdicts)
    unread_lists(lines, verdicts)
    random_ids(lines, verdicts)
    cut_lists(lines, verdicts)
    counters(lines, verdicts)
    classifieds(lines, verdicts)
    duplicates(lines, verdicts)
    doubled(lines, verdicts)
    dated_entries(lines, verdicts)
    sheets(lines, verdicts)
    sign = has_sign(lines, verdicts)
    page = spam_page(lines) or doorway_page(lines, verdicts)
    if page is not None:
        return [_whole(verdict, page) for verdict in verdicts]
    if not sign and lines.prose.count(False) < _FEWEST:
        return [BODY] * len(verdicts)
    alone, chances = asked()
    # Planted between paragraphs a line is spam by itself, and with its neighbours it is body. The
    # paragraphs of a report on a trade make each other suspect: what they say has to be sure.
    together = chances[:, _SPAM]
    together = np.where(lines.prose & (together < _SURE), 0.0, together)
    spam = np.maximum(alone[:, _SPAM], together).tolist()
    body = chances[:, _BODY].tolist()
    is_page = sign or (not about_code and has_frame(lines, chances))
    page = parasite(lines, verdicts, (alone, chances), is_page=is_page)
    if page is not None:
        return [_whole(verdict, page) for verdict in verdicts]
    if not is_page:
        return adverts_alone(lines, alone[:, _SPAM].tolist())
    mark_frames(lines, verdicts)
    cut(lines, verdicts)
    article = article_lines(lines, verdicts, body)
    if not article:
        return no_article(lines, verdicts, body)
    first, last = extent(lines, article)
    last = goes_on(lines, verdicts, first, last, body)
    menu = _last_menu(verdicts, first)
    for index in range(first):
        view = lines.views[index]
        prose = lines.prose[index] and (index > menu or has_dateline(view))
        spared = prose or view.startswith(ASKED)
        if is_open(verdicts[index]) and spam[index] >= limits.spam and not spared:
            verdicts[index] = PLANTED
    titles = chances[:, _TITLE].tolist()
    title = mark_title(lines, verdicts, first, titles, recurring=recurring)
    mark_byline(lines, verdicts, title, first)
    _header(lines, verdicts, first, title, body)
    above(lines, verdicts, title, first)
    _inside(lines, verdicts, first, last)
    mark_tables(lines, verdicts, first, last)
    mark_rows(lines, verdicts, first if title is None else title + 1, last + 1)
    _tail(lines, verdicts, last)
    # It is the article's as what stands inside is: the player's word to old browsers is not.
    possible = [a < limits.spam and b > limits.prose_inside for a, b in zip(spam, body)]
    mark_opening(lines, verdicts, first, possible)
    weigh_all(lines, verdicts, chances.tolist(), spam, article=(first, last), limits=limits)
    mark_leavings(lines, verdicts, last)
    return verdicts


def _last_menu(verdicts: Sequence[Verdict], first: int) -> int:
    """The last line that is certainly navigation above time and source, or the article; else -1."""
    sure = [i for i in range(first) if verdicts[i].certainty == Certainty.CERTAIN]
    told = next((i for i in sure if verdicts[i].label == Label.META), first)
    menus = (i for i in reversed(sure) if i < told and verdicts[i].label == Label.NAVIGATION)
    return next(menus, -1)


def _about_code(lines: Lines) -> bool:
    """Whether a paragraph speaks of code; what a player says of browsers does not."""
    if not _ABOUT_CODE.search(lines.view):
        return False
    return any(
        prose and _ABOUT_CODE.search(view) and not is_fallback(view)
        for view, prose in zip(lines.views, lines.prose)
    )


def _whole(verdict: Verdict, page: SpamPage) -> Verdict:
    """A block of a page that is spam as a whole: spam, unless it is certainly furniture."""
    if verdict.certainty == Certainty.CERTAIN and not is_open(verdict):
        return verdict
    return Verdict(Label.SPAM, Certainty.LIKELY, page.reason, page.topic)


def _header(
    lines: Sequence[Line],
    verdicts: list[Verdict],
    first: int,
    title: int | None,
    body: Sequence[float],
) -> None:
    """Short lines above the title are the page's; unsure ones below it stay."""
    top = first if title is None else title
    sign = any(not is_open(verdicts[i]) for i in range(top))
    again = second_title(lines, [line.index for line in lines if line.is_prose])
    for index in range(top):
        short = len(lines[index].view) <= _SHORT or index < again
        if is_open(verdicts[index]) and sign and short and body[index] < OPEN:
            verdicts[index] = Verdict(Label.NAVIGATION, Certainty.LIKELY, "above-title")


def _inside(lines: Sequence[Line], verdicts: list[Verdict], first: int, last: int) -> None:
    """Between the first and the last paragraph: only certain signs and captions go."""
    for index in range(first, last + 1):
        verdict, line = verdicts[index], lines[index]
        if verdict.certainty == Certainty.CERTAIN and verdict.reason != CLOCK:
            continue
        if verdict.label == Label.META and verdict.reason != CLOCK and len(line.view) <= _SHORT:
            continue
        verdicts[index] = BODY


def _tail(lines: Lines, verdicts: list[Verdict], last: int) -> None:
    """Behind the last paragraph, lines after furniture go with it; after spam no prose does."""
    label: Label | None = None
    for index in range(last + 1, len(lines)):
        verdict = verdicts[index]
        if verdict.reason == DAY and label is None:  # of a notice, below who gives it
            written = lines.views[index].endswith("日")
            verdicts[index] = SIGNED if written else BODY
            above = index - 1
            if written and above > last and is_open(verdicts[above]) and not lines.prose[above]:
                verdicts[above] = SIGNED
        elif not is_open(verdict):
            if verdict.label in ANCHORS or verdict.label == Label.SPAM:
                label = verdict.label
        elif label is not None and not (label == Label.SPAM and lines.prose[index]):
            topic = "keywords" if label == Label.SPAM else None
            verdicts[index] = Verdict(label, Certainty.LIKELY, "behind-furniture", topic)
