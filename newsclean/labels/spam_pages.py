"""Pages that are spam as a whole: adverts, also as articles, search-result farms, collages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from newsclean.chars import view
from newsclean.labels.features import Line
from newsclean.labels.model import CLASSES
from newsclean.labels.spam import topics_of
from newsclean.lazy import pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SpamPage", "parasite", "spam_page"]


class SpamPage(NamedTuple):
    """What a page is an instance of, and what it promotes."""

    reason: str
    topic: str


_TERMS = 3  # strong terms of one topic on a page that is an advert
_DENSITY = 2.0  # terms of the topic per 100 Chinese characters
_FREE = 60  # Chinese characters of paragraphs free of such terms: an article
_SURE = 0.5  # a paragraph with this chance of spam is taken for it
_SHARE = 0.75  # of the prose that is
_PROSE = 80  # Chinese characters; of less the classifier is not asked
_QUERY = (4, 24)  # characters of what a farm was asked for
_RESULTS = 6  # lines of a farm
_LIKE = 0.6  # of the query's pairs of characters in a result
_ECHO = pattern(r"[:：]?\s?相关(?:图片|视频|搜索|资讯|内容)$")
_ADDRESS = pattern(r"^(?:https?://)?[\w.-]+/\S*%[0-9a-f]{2}\S*$")
_SENTENCE = 18  # characters; shorter sentences recur by chance
_OVERLAPS = 3  # pairs of paragraphs that share a sentence and have others of their own
_SHUFFLED = 4  # paragraphs in such pairs


def spam_page(lines: Sequence[Line]) -> SpamPage | None:
    """What a page is by its words and their repetition alone, if it is no article at all."""
    for test in (_advert, _farm, _collage):
        found = test(lines)
        if found is not None:
            return found
    return None


def parasite(lines: Sequence[Line], chances: NDArray[np.float64]) -> SpamPage | None:
    """An advert written as an article: nearly all its prose is spam to the classifier."""
    prose = [line for line in lines if line.is_prose]
    han = sum(line.han for line in prose)
    spam = chances[:, CLASSES.index("spam")]
    bought = [line for line in prose if spam[line.index] >= _SURE]
    if han < _PROSE or sum(line.han for line in bought) < _SHARE * han:
        return None
    topics = topics_of([hit for line in bought for hit in line.hits])
    topics.pop("kit", None)
    return SpamPage("page:parasite", topics.most_common(1)[0][0]) if topics else None


def _advert(lines: Sequence[Line]) -> SpamPage | None:
    """Machine's terms recur, hits are dense, and there is no article without any.

    Reports about the trade use its ordinary words, and paragraphs in between.
    """
    hits = [hit for line in lines for hit in line.hits]
    strong = topics_of(hits, "strong")
    if not strong:
        return None
    topic, count = strong.most_common(1)[0]
    if count < _TERMS:
        return None
    if topic == "kit":
        return SpamPage("page:advert", "keywords")
    han = sum(line.han for line in lines)
    free = sum(line.han for line in lines if line.is_paragraph and not topics_of(line.hits))
    dense = 100 * topics_of(hits)[topic] >= _DENSITY * han
    return SpamPage("page:advert", topic) if dense and free < _FREE else None


def _farm(lines: Sequence[Line]) -> SpamPage | None:
    """Results of a search, the query on top, and the page's own address or its pictures below."""
    head = next((line for line in lines if line.core), None)
    low, high = _QUERY
    if head is None or not low <= len(head.core) <= high or len(lines) < _RESULTS + 1:
        return None
    rest = [line for line in lines if line is not head]
    if any(line.is_paragraph and line.han >= 2 * _PROSE for line in rest):
        return None
    query = head.core
    echoed = any(
        (line.core.startswith(query) and _ECHO.search(line.view))
        or (_ADDRESS.match(line.view) and query in view(unquote(line.view)))
        for line in rest
    )
    pairs = _pairs(query)
    alike = sum(len(pairs & _pairs(line.view)) >= _LIKE * len(pairs) for line in rest)
    if echoed and 2 * sum(not line.is_paragraph for line in rest) >= len(rest):
        return SpamPage("page:farm", "keywords")
    return SpamPage("page:farm", "keywords") if alike >= max(_RESULTS, 0.75 * len(rest)) else None


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _collage(lines: Sequence[Line]) -> SpamPage | None:
    """Paragraphs put together from the same sentences, each time from others of them.

    A paragraph that is part of another, such as an abstract, is no sign.
    """
    prose = [line for line in lines if line.is_prose]
    sentences = [{one for one in line.view.split("。") if len(one) >= _SENTENCE} for line in prose]
    where: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(sentences):
        for one in found:
            where[one].append(index)
    overlaps = {
        (a, b)
        for at in where.values()
        for a, b in pairwise(at)
        if sentences[a] - sentences[b] and sentences[b] - sentences[a]
    }
    mixed = {index for pair in overlaps for index in pair}
    if len(overlaps) < _OVERLAPS or len(mixed) < max(_SHUFFLED, len(prose) / 3):
        return None
    return SpamPage("page:collage", "keywords")
