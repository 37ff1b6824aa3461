"""Pages made for a search phrase alone: a story around an offer, filler under one, copied firms.

* A **doorway**'s title offers a service at a price in a place, mostly twice in other
  words (某市300元同城约茶,某市约茶300一晚), and the story below repeats the phrase. Whatever it
  offers, it is one if the title is two search phrases of a place and the story has both.
* **Stitched** filler stands under a title with which it shares nothing, and shows where it
  was cut: a paragraph that begins inside a sentence, marks that collide, random tokens.
* A **clone** is the copy of a trade directory: descriptions of many firms, and lines of a
  gambling brand all between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.spam import topics_of
from newsclean.labels.spam_pages import SpamPage, pairs_in
from newsclean.lazy import pattern

__all__ = ["doorway_page"]

_HEAD = 6  # lines among which the title is
_TITLE = (8, 60)  # characters
_OFFER = pattern(
    r"约茶|约妹|约炮|品茶|喝茶|新茶|嫩茶|快餐|外围|楼凤|莞式|包夜|站街|小巷|巷子|巷内|学生妹|半套|全套|上门服务|桑拿|按摩|足浴|空降"
)
_PRICE = pattern(r"\d{2,4}(?:元|块|一晚|一次|一夜|包夜|不限)|(?:一晚|一次|一夜)\d{2,4}|不限次数")
_NUMBER = pattern(r"\d+")
_NEAR = pattern(r"附近|同城|本地|周边|市区")
_HALVES = pattern(r"[,;|_/\s-]+")
_PHRASE = 6  # characters; what is shorter recurs by chance
_ALIKE = 0.5  # of the pairs of the shorter half in the other
_TWINS, _TWIN = 2, 7  # phrases of a title that is nothing else, and characters of each
_TOLD_TWINS = 3  # times that they are said again
_TOLD = 2  # lines that repeat the title's phrase
# Reports about such offers have one of these.
_LAW = pattern(
    r"警|公安|派出所|查处|抓获|涉嫌|刑拘|拘留|诈骗|被骗|卖淫|嫖|扫黄|法院|判处|检察|整治"
)

_CUT_INTO = ("的", "了", "地", "着", "过", ",", "、", "。", ";", ")")  # no paragraph begins so
_COLLISIONS = ("。,", "。、", ",。", "。;", ";,", ":,")
_TOKEN = pattern(
    r"(?<![a-z0-9./_@:-])(?=[a-z]{0,14}[0-9]{1,14}[a-z])(?=[0-9]{0,14}[a-z]{1,14}[0-9])[a-z0-9]{12,40}(?![a-z0-9./_@:-])"
)
_CUTS = 3  # such signs, of two kinds, or marks that collide
_SHARED = 0.25  # at most of the title's pairs stand in the text
_STITCHED = 2  # paragraphs

_FIRM = pattern(
    r"[\u4e00-\u9fff()]{2,24}?(?:公司|厂|批发部|经营部|商行|商贸|研究所)(?=是|位于|成立|坐落|创|,|。|!|\(|$)"
)
_OURS = pattern(r"公司|我厂|本厂|我们|产品|厂家|供应|研发|欢迎")
_NAMED = 40  # characters in which a description names its firm
_FIRMS = 4
_PLANTED, _RUNS = 5, 3  # lines of spam, and in how many places
_DESCRIBED = 0.8  # of the paragraphs


def doorway_page(lines: Lines, verdicts: Sequence[Verdict]) -> SpamPage | None:
    """What a page is that was made for a search phrase, if it is one."""
    if _is_doorway(lines):
        return SpamPage("page:doorway", "adult")
    if _has_twins(lines):
        return SpamPage("page:doorway", "keywords")
    if _is_stitched(lines):
        return SpamPage("page:stitched", "keywords")
    return _clone(lines, verdicts)


def _is_doorway(lines: Lines) -> bool:
    low, high = _TITLE
    for index, view in enumerate(lines.views[:_HEAD]):
        if not low <= len(view) <= high or not (_OFFER.search(view) and _PRICE.search(view)):
            continue
        halves = [half for half in _HALVES.split(view) if len(half) >= _PHRASE]
        if not (_NEAR.search(view) or any(hit.of("place") for hit in lines[index].hits)):
            continue
        if _twice(halves):
            return True
        told = sum(any(half in later for half in halves) for later in lines.views[index + 1 :])
        if told >= _TOLD and not _LAW.search(lines.view):
            return True
    return False


def _has_twins(lines: Lines) -> bool:
    """Whether the first line is two phrases that begin with one place, each said again below.

    Headlines of two clauses name their place once, and no paragraph says a whole one.
    """
    first = lines.views[0] if lines.views else ""
    halves = first.split(",")  # the view folds other commas
    if len(halves) != _TWINS or len(first) > _TITLE[1] or min(map(len, halves)) < _TWIN:
        return False
    place = next((hit for hit in lines[0].hits if hit.start == 0 and hit.of("place")), None)
    if place is None or not halves[1].startswith(first[: place.end]):
        return False
    prose = [view for view, is_prose in zip(lines.views[1:], lines.prose[1:]) if is_prose]
    told = [sum(half in later for later in prose) for half in halves]
    return min(told) >= 1 and sum(told) >= _TOLD_TWINS


def _twice(halves: Sequence[str]) -> bool:
    """Whether two parts of a title make the same offer, at one price or in like words."""
    offers = [half for half in halves if _OFFER.search(half) and _PRICE.search(half)]
    return any(_alike(one, other) for one, other in combinations(offers, 2))


def _alike(one: str, other: str) -> bool:
    if set(_NUMBER.findall(one)) & set(_NUMBER.findall(other)):
        return True
    a, b = pairs_in(one), pairs_in(other)
    return len(a & b) >= _ALIKE * min(len(a), len(b))


def _is_stitched(lines: Lines) -> bool:
    # What costs least is asked first: every document comes by here.
    if not lines.views or lines.prose[0]:
        return False
    first = lines.views[0]
    if not _TITLE[0] <= len(first) <= _TITLE[1] or sum(lines.prose) < _STITCHED:
        return False
    prose = [view for view, is_prose in zip(lines.views, lines.prose) if is_prose]
    collisions = sum(map(lines.view.count, _COLLISIONS))
    begun = sum(view.startswith(_CUT_INTO) for view in prose)
    tokens = sum(bool(_TOKEN.search(view)) for view in prose)
    kinds = (collisions > 0) + (begun > 0) + (tokens > 0)
    if (kinds < 2 and collisions < _CUTS) or collisions + begun + tokens < _CUTS:
        return False
    title, text = pairs_in(first), "\n".join(prose)
    return sum(pair in text for pair in title) <= _SHARED * len(title)


def _clone(lines: Lines, verdicts: Sequence[Verdict]) -> SpamPage | None:
    if len(set(lines.spam)) < _PLANTED:
        return None
    spam = [v.label == Label.SPAM and v.certainty == Certainty.CERTAIN for v in verdicts]
    for index in set(lines.spam):
        spam[index] |= not lines.prose[index] and bool(topics_of(lines[index].hits, "strong"))
    if sum(spam) < _PLANTED:
        return None
    if sum(here and not before for here, before in zip(spam, [False, *spam])) < _RUNS:
        return None
    prose = [line for line, is_spam in zip(lines, spam) if line.is_prose and not is_spam]
    firms = {found for line in lines if (found := _firm(line))}
    han = sum(line.han for line in prose)
    described = sum(line.han for line in prose if _firm(line) or _OURS.search(line.view))
    if len(firms) < _FIRMS or described < _DESCRIBED * han:
        return None
    topics = topics_of([hit for line, is_spam in zip(lines, spam) if is_spam for hit in line.hits])
    return SpamPage("page:clone", topics.most_common(1)[0][0])


def _firm(line: Line) -> str:
    """The firm that a line describes or names."""
    found = _FIRM.search(line.view[: 2 * _NAMED], 0, _NAMED)
    return found.group() if found else ""
