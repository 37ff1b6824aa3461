"""Lines that others explain: copies of what is said elsewhere, runs of places, a menu on top."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.chars import codes
from newsclean.labels.echoes import MIN_WORDS, Below
from newsclean.labels.features import EDGE, Line
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.spam import place_codes, scatter
from newsclean.language import unread_table
from newsclean.lazy import pattern

__all__ = [
    "counters",
    "cut_lists",
    "doubled",
    "duplicates",
    "menus",
    "place_runs",
    "random_ids",
    "unread_lists",
]

_UNREAD = 4  # characters of a wrong charset in a list
_UNREAD_SHARE = 0.1  # of its characters at least; of a line that reads well at most half of it
_UNREAD_ITEMS = 3  # of a list; a mark of a sentence counts against three
# Chinese marks in UTF-8 that was read as GBK; and those that were not.
_UNREAD_MARKS = pattern(r"[銆锛。！？；]")
_ID = pattern(r"^[·•]?\s{0,3}[0-9a-f]{4,8}$")
_ID_RUN = 3  # of them in a row that have letters
_COUNTER = pattern(r"(\d{1,3})\s?/\s?(\d{1,3})")
_COUNTER_CHARS = 9
_COUNTERS = 3  # from the first on; two may be fractions
_COUNTED = Verdict(Label.NAVIGATION, Certainty.CERTAIN, "counter")
_TOP = 4  # lines among which the menu is
_MENU_WORDS = 6
_MENU_WORD = pattern(r"[\u4e00-\u9fffa-z]{1,8}(?: [\u4e00-\u9fffa-z]{1,6})?")
_PLACE_RUN = 8  # lines in a row, each a place
_PLACE_HAN = 40  # Chinese characters; no place has a longer name
_CUT_RUN = 4  # lines
_CUT_CHARS = (14, 40)
_ABSTRACT = pattern(
    r"^(?:本文摘要|文章摘要|内容摘要|摘要|简要描述|内容提要|内容简介|核心提示|导读|导语|简介)\s?[:：]\s?"
)
_ABSTRACT_CHARS = 20  # repeated characters that make a duplicate
_COPY_CHARS = 60  # a paragraph said twice, no slogan
_SENTENCES = pattern(r"[^。！？!?]+")
_CUT_NEAR = 40  # lines below a cut-off copy in which the whole stands
_STOP = pattern(r"[。！？][^。！？”」）)]")  # a sentence that ends, and another begins: no headline
_COPIED = 0.9
_DOUBLED, _DOUBLED_LINE = 80, 30  # Chinese characters of such lines, of one of them at least
_COPY_ECHOES = 3  # places with an echo that so many sentences have, be each as short as can be


def counters(lines: Lines, verdicts: list[Verdict]) -> None:
    """The numbers of a gallery's pictures, each alone in a line: 1/5, 2/5, 3/5."""
    if "/" not in lines.view:
        return
    found = [
        (at, int(match[1]), int(match[2]))
        for at, view in enumerate(lines.views)
        if len(view) <= _COUNTER_CHARS and (match := _COUNTER.fullmatch(view))
    ]
    if lines.where:
        found = [one for one in found if lines.where[one[0]].kind != "cell"]
    run: list[int] = []
    number = total = 0
    for at, one, of in [*found, (-1, 0, 0)]:
        if not (run and one == number + 1 and of == total):
            for index in run if len(run) >= _COUNTERS else ():
                verdicts[index] = _COUNTED
            run = [at] if one == 1 else []
        else:
            run.append(at)
        number, total = one, of


def place_runs(lines: Lines, verdicts: list[Verdict]) -> None:
    """Place names one a line, from all over the country."""
    if len(lines.places) < _PLACE_RUN:
        return
    run: list[int] = []
    once = {index for index, count in Counter(lines.places).items() if count == 1}
    for index in range(len(lines) + 1):
        if index in once and lines.han[index] <= _PLACE_HAN and _is_place(lines[index]):
            run.append(index)
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


def cut_lists(lines: Lines, verdicts: list[Verdict]) -> None:
    """Headlines of other pages, all cut to one width in the middle of a word."""
    run: list[Line] = []
    low, high = _CUT_CHARS
    sizes = [*map(len, lines.views), 0]
    if sum(low <= size <= high for size in sizes) < _CUT_RUN:
        return
    for index, size in enumerate(sizes):
        line = lines[index] if low <= size <= high else None
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
    return not line.finished and line.han >= 0.6 * len(line.view)


def duplicates(lines: Lines, verdicts: list[Verdict]) -> None:
    """An abstract, or a cut-off copy, of what later lines say in full.

    A copy is cut off with points, or where a line behind it goes on.
    """
    if len(lines) < 2:
        return
    if not any(lines.echoing):
        return
    below = Below(lines)
    for index, (view, count) in enumerate(zip(lines.views, lines.echoing)):
        if not count or len(view) < _ABSTRACT_CHARS:
            continue
        prefix = _ABSTRACT.match(view)
        at = prefix.end() if prefix else 0
        text = view[at:].rstrip(". …")
        if prefix or view.endswith(("...", "…")):
            if below.has(index, at, text[:_ABSTRACT_CHARS]):
                reason = "duplicate-abstract"
                verdicts[index] = Verdict(Label.META, Certainty.CERTAIN, reason)
        elif _STOP.search(view) and any(
            later.startswith(view) and later != view
            for later in lines.views[index + 1 : index + 1 + _CUT_NEAR]
        ):
            verdicts[index] = Verdict(Label.META, Certainty.CERTAIN, "cut-copy")
        elif count < _COPY_ECHOES or len(text) < _COPY_CHARS:
            continue
        elif _copied(text, index, below) and lines[index].sentences > 1:
            verdicts[index] = Verdict(Label.META, Certainty.CERTAIN, "copy")


def doubled(lines: Lines, verdicts: list[Verdict]) -> None:
    """Lines in a row that stand again further down, paragraphs among them: a page put in twice.

    A refrain comes more often, and is shorter. In HTML the markup says which copy is the article.
    """
    if lines.where or not any(lines.echoing):
        return
    places: dict[str, list[int]] = {}
    for at, view in enumerate(lines.views):
        places.setdefault(view, []).append(at)
    end = 0
    for at, view in enumerate(lines.views):
        same = places[view]
        if at < end or len(same) != 2 or same[0] != at:
            continue
        shift = same[1] - at
        again = zip(lines.views[at : same[1]], lines.views[same[1] :])
        end = at + next((n for n, (one, other) in enumerate(again) if one != other), shift)
        end = min(end, len(lines) - shift)
        said = range(at, end)
        long = any(lines.paragraphs[one] and lines.han[one] >= _DOUBLED_LINE for one in said)
        if len(said) > 1 and long and sum(lines.han[one] for one in said) >= _DOUBLED:
            for one in said:
                verdicts[one] = Verdict(Label.META, Certainty.CERTAIN, "doubled")


def _copied(text: str, index: int, below: Below) -> bool:
    """Whether nearly all sentences of a line stand again further down."""
    found = missing = 0
    for match in _SENTENCES.finditer(text):
        sentence = match.group().strip()
        if len(sentence) < MIN_WORDS:
            continue
        if below.has(index, text.index(sentence, match.start()), sentence):
            found += len(sentence)
        else:
            missing += len(sentence)
            if missing > (1 - _COPIED) * len(text):
                return False
    size = found + missing
    return size >= _ABSTRACT_CHARS and found >= _COPIED * size


def random_ids(lines: Lines, verdicts: list[Verdict]) -> None:
    """Random numbers of base 16 one a line: a kit's own marks of the pages it has made."""
    for label, run in groupby(range(len(lines)), key=lambda at: bool(_ID.match(lines.views[at]))):
        found = list(run) if label else []
        letters = sum(not lines.views[at].strip(EDGE).isdigit() for at in found)
        if letters >= _ID_RUN:
            for at in found:
                verdicts[at] = Verdict(Label.SPAM, Certainty.CERTAIN, "random-ids", "keywords")


def unread_lists(lines: Lines, verdicts: list[Verdict]) -> None:
    """Lists in a wrong charset on a page that reads well: planted by a program that has another."""
    import numpy as np

    found = np.zeros(len(lines.view) + 1, dtype=np.uint8)
    found[:-1] = unread_table().take(codes(lines.view))
    counts = lines.marked(found)
    if max(counts, default=0) < _UNREAD:
        return
    shares = [count / max(len(view), 1) for count, view in zip(counts, lines.views)]
    good = sum(han for han, share in zip(lines.han, shares) if 2 * share < _UNREAD_SHARE)
    for index, (count, share) in enumerate(zip(counts, shares)):
        view = lines.views[index]
        if count < _UNREAD or share < _UNREAD_SHARE:
            continue
        items = len(lines[index].items) - 3 * len(_UNREAD_MARKS.findall(view))
        if items >= _UNREAD_ITEMS and good > len(view) and _unread_throughout(lines[index]):
            verdicts[index] = Verdict(Label.SPAM, Certainty.CERTAIN, "unread-list", "keywords")


def _unread_throughout(line: Line) -> bool:
    """Whether the items of a list are in a wrong charset, not just a part of a paragraph."""
    table = unread_table()
    counts = [int(table.take(codes(item)).sum()) for item in line.items]
    unread = sum(n >= _UNREAD_SHARE * len(item) for n, item in zip(counts, line.items) if n)
    return 2 * unread >= len(line.items)


def menus(lines: Lines, verdicts: list[Verdict]) -> None:
    """A first line of many short words between bars is the site's menu."""
    for index, view in enumerate(lines.views[:_TOP]):
        words = [word.strip() for word in view.split("|")]  # the view folds other bars
        short = sum(1 for word in words if _MENU_WORD.fullmatch(word))
        if len(words) >= _MENU_WORDS and short >= len(words) - 1:
            verdicts[index] = Verdict(Label.NAVIGATION, Certainty.CERTAIN, "menu")
