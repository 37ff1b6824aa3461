"""Keyword lists, place-name lists, kit signatures and gambling lines.

A machine's list is short items without sentences. What makes it spam is the
share of items that hold terms of the trade, or of place names from all over
the country; a genuine list of places stays within a province or two.
"""

from __future__ import annotations

from collections import Counter

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.lazy import pattern
from newsclean.lexicon import Hit

__all__ = ["judge_spam", "offers", "place_codes", "reported", "scatter", "topics_of"]

_MIN_ITEMS = 3
_MANY_ITEMS = 6  # so many items in a list of places
_LIST_SHARE = 0.3  # of the items hold a term
_PLACE_SHARE = 0.75
_SCATTER = 5  # provinces
_RUN_TERMS = 5  # strong terms in a line without a sentence; none of the clean articles has two
_RUN_SHARE = 0.7  # of such a line's characters, marks aside, are terms
_PROSE_MARKS = pattern(r"[。！？；]")
_SYMBOLS = pattern(r"[\W_]+")
# Whom an advert tells its reader to write to or to call; public services have five figures.
_CONTACT = pattern(
    r"(?:微信|薇信|[vq]信|加[v微薇q]|扣扣|qq|电报|飞机|来电|致电|拨打|热线|电话|专线|客服|联系|私信)[^,。;]{0,6}?(?!\d{5}(?!\d))[a-z0-9]{5,}"
)
_REPORTED = pattern(
    r"警|公安|检察|法院|法官|被告|判处|获刑|抓获|查处|查获|涉案|涉嫌|嫌疑|举报|立案|处罚|记者|同比|环比|公证|公益金|\d日[电讯]|[福体]彩中心|监管|监察|统计局|卫健委|疾控|确诊病例"
)
_KEYWORDS_FIELD = pattern(r"^(?:本文)?(?:关键词|关键字|标签|相关标签)\s?[:：]")

Found = tuple[Label, Certainty, str, "str | None"]


def judge_spam(line: Line) -> Found | None:
    """SPAM with its topic, or None."""
    places = sum(1 for hit in line.hits if hit.of("place"))
    if places < _PLACE_SHARE * _MANY_ITEMS and not any(hit.of("spam") for hit in line.hits):
        return None
    for test in (_kit, _keyword_list, _place_list, _term_line):
        found = test(line)
        if found is not None:
            return found
    return None


def topics_of(hits: tuple[Hit, ...] | list[Hit], strength: str | None = None) -> Counter[str]:
    """How many terms of each topic, of one strength or of any."""
    found: Counter[str] = Counter()
    for hit in hits:
        term = hit.of("spam")
        if term is not None and strength in (None, term.second):
            found[term.first] += 1
    return found


def offers(line: Line) -> bool:
    """Whether a sentence says whom to write to, or has two strong terms of one trade.

    One alone may be a brand that was put into a sentence of the article, and reports on
    a trade have its terms as well.
    """
    if _CONTACT.search(line.view):
        return True
    if reported(line.view):
        return False
    strong = [(line.view[hit.start : hit.end], hit) for hit in line.hits if hit.of("spam")]
    return max(topics_of(list(dict(strong).values()), "strong").values(), default=0) > 1


def reported(view: str) -> bool:
    """Whether a word stands in a line that reports on a trade are told with."""
    return bool(_REPORTED.search(view))


def place_codes(line: Line) -> list[frozenset[str]]:
    """For each place in the line, the provinces it may lie in."""
    places = [hit.of("place") for hit in line.hits]
    return [frozenset(term.third.split(",")) for term in places if term is not None]


def scatter(codes: list[frozenset[str]]) -> int:
    """In how many provinces places lie at least, each taken where it fits best."""
    return len({next(iter(code)) for code in codes if len(code) == 1})


def _kit(line: Line) -> Found | None:
    if topics_of(line.hits, "strong")["kit"]:
        return Label.SPAM, Certainty.CERTAIN, "kit", "keywords"
    return None


def _keyword_list(line: Line) -> Found | None:
    """Items joined by bars, commas or blanks, a good part of them with terms."""
    if _PROSE_MARKS.search(line.view) or len(line.items) < _MIN_ITEMS:
        return None
    strong, every = topics_of(line.hits, "strong"), topics_of(line.hits)
    strong.pop("kit", None), every.pop("kit", None)
    if not every:
        return None
    marked = _items_with(line, "spam")
    share = marked / len(line.items)
    places = _items_with(line, "place") / len(line.items)
    topic = (strong or every).most_common(1)[0][0]
    if strong and share >= _LIST_SHARE:
        sure = sum(strong.values()) >= 2 or share >= 0.6
        return Label.SPAM, Certainty.CERTAIN if sure else Certainty.LIKELY, "keyword-list", topic
    if strong and share + places >= _PLACE_SHARE:
        return Label.SPAM, Certainty.CERTAIN, "keyword-list", topic
    if topic == "adult" and share >= 0.6 and sum(every.values()) >= 5:
        return Label.SPAM, Certainty.LIKELY, "keyword-list", topic
    return None


def _place_list(line: Line) -> Found | None:
    """Names from all over the country, and nothing else."""
    if _PROSE_MARKS.search(line.view) or "、" in line.view or len(line.items) < _MANY_ITEMS:
        return None
    named = _items_with(line, "place", whole=True)
    if named < _PLACE_SHARE * len(line.items) or scatter(place_codes(line)) < _SCATTER:
        return None
    return Label.SPAM, Certainty.CERTAIN, "place-list", "places"


def _term_line(line: Line) -> Found | None:
    """A line that consists of terms: a brand's name, a link's text, many with any mark between."""
    strong = topics_of(line.hits, "strong")
    strong.pop("kit", None)
    if not strong or line.sentences:
        return None
    size = len(_SYMBOLS.sub("", line.view))
    covered = sum(hit.end - hit.start for hit in line.hits if hit.of("spam"))
    topic = strong.most_common(1)[0][0]
    if covered >= _RUN_SHARE * size and sum(strong.values()) >= _RUN_TERMS:
        return Label.SPAM, Certainty.CERTAIN, "terms", topic
    if size > 60:
        return None
    if covered >= 0.5 * size and line.commas <= 1:
        sure = covered >= 0.7 * size or sum(strong.values()) >= 2
        return Label.SPAM, Certainty.CERTAIN if sure else Certainty.LIKELY, "terms", topic
    if _KEYWORDS_FIELD.match(line.view):
        return Label.SPAM, Certainty.CERTAIN, "keywords-field", topic
    return None


def _items_with(line: Line, kind: str, whole: bool = False) -> int:
    """How many items hold a term of this kind, or are one."""
    spans = [(hit.start, hit.end) for hit in line.hits if hit.of(kind)]  # in order, apart
    count = at = next_ = 0
    for item in line.items:
        start = line.view.index(item, at)
        at = start + len(item)
        while next_ < len(spans) and spans[next_][0] < start:
            next_ += 1
        first = next_
        while next_ < len(spans) and spans[next_][1] <= at:
            next_ += 1
        inside = spans[first:next_]
        count += any(b - a == len(item) for a, b in inside) if whole else bool(inside)
    return count
