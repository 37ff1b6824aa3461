"""Pages that are spam as a whole: adverts, also as articles, search-result farms, collages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from newsclean.article import Label
from newsclean.chars import view as simplified
from newsclean.labels.features import EDGE
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.model import CLASSES
from newsclean.labels.spam import offers, reported, topics_of
from newsclean.lazy import pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SpamPage", "pairs_in", "parasite", "spam_page"]


class SpamPage(NamedTuple):
    """What a page is an instance of, and what it promotes."""

    reason: str
    topic: str


_SPAM, _BODY = map(CLASSES.index, ("spam", "body"))
_TERMS = 3  # strong terms of one topic on a page that is an advert
_DENSITY = 2.0  # terms of the topic per 100 Chinese characters
_FREE = 40  # Chinese characters of paragraphs free of such terms: an article, if a short one
_CUT = ("...", "…")  # a teaser is no paragraph
# Of the lines lie between such, or of the characters in such; a list below a table does not.
_ALL_OVER = 0.5
_OTHERS = 4  # lines; fewer are no table
_SURE = 0.5  # a paragraph with this chance of spam is taken for it
_SHARE = 0.75  # of the prose that is
_ITSELF = 0.7  # the same by itself, where nothing is offered
_ALL_SURE, _PARAGRAPHS = 0.7, 3
_TWO_SURE = 0.9  # of two paragraphs
_PROSE = 80  # Chinese characters; of less the classifier is not asked
_QUERY = (2, 24)  # characters of what a farm was asked for
_WORDS = 4  # characters of a query of more than one word
_RESULTS = 6  # lines of a farm
_LONG = 160  # Chinese characters; no result of a search has more in a line
_LIKE = 0.6  # of the query's pairs of characters in a result
_ALIKE = 0.75  # of the lines, where nothing else says so
_ECHO = pattern(r"[:：]?\s?相关(?:图片|视频|搜索|资讯|内容)$")
_ADDRESS = pattern(r"^(?:https?://)?[\w.-]+/\S*%[0-9a-f]{2}\S*$")
_SENTENCE = 12  # characters; shorter sentences recur by chance
_OVERLAPS = 3  # pairs of paragraphs that share a sentence and have others of their own
_SAID = 0.6  # of the sentences, each time counted, that stand in two paragraphs
_TOLD = 3  # sentences that recur, each in other paragraphs
_SHUFFLED = 4  # paragraphs in such pairs


def spam_page(lines: Lines) -> SpamPage | None:
    """What a page is by its words and their repetition alone, if it is no article at all."""
    for test in (_advert, _farm, _collage):
        found = test(lines)
        if found is not None:
            return found
    return None


def parasite(
    lines: Lines,
    verdicts: Sequence[Verdict],
    chances: tuple[NDArray[np.float64], NDArray[np.float64]],
    *,
    is_page: bool,
) -> SpamPage | None:
    """An advert written as an article: its sentences are spam to the classifier.

    On a page nearly all of them, if terms of the lists are among them; else, and in a
    text that shows no sign of being a page, every one of some paragraphs, surely. Where
    nothing is offered each has to be spam by itself: reports on a trade have its words.
    chances: of each class, of each line alone and in the page.
    """
    alone, (spam, body) = chances[0][:, _SPAM], (chances[1][:, at] for at in (_SPAM, _BODY))
    prose = [
        line
        for line, verdict in zip(lines, verdicts)
        if line.is_prose
        and line.sentences
        and verdict.label == Label.BODY
        and spam[line.index] + body[line.index] >= _SURE
    ]
    han = sum(line.han for line in prose)
    bought = [line for line in prose if spam[line.index] >= _SURE and not reported(line.view)]
    if not any(map(offers, bought)):
        bought = [line for line in bought if alone[line.index] >= _ITSELF]
    size = sum(line.han for line in bought)
    if han < _PROSE or size < _SHARE * han:
        return None
    own = (v.label == Label.BODY and body[at] >= _SURE for at, v in enumerate(verdicts))
    if size < _SHARE * (size + sum(lines.han[at] for at, is_own in enumerate(own) if is_own)):
        return None  # a table or a notice, with adverts planted in it
    topics = topics_of([hit for line in bought for hit in line.hits])
    topics.pop("kit", None)
    least = min(alone[line.index] for line in prose)
    surely = least >= (_ALL_SURE if len(prose) >= _PARAGRAPHS else _TWO_SURE)
    surely = surely and len(prose) > 1
    if not surely and not (is_page and topics):
        return None
    return SpamPage("page:parasite", topics.most_common(1)[0][0] if topics else "keywords")


def _advert(lines: Lines) -> SpamPage | None:
    """Machine's terms recur, hits are dense, and there is no article without any.

    Reports about the trade use its ordinary words, and paragraphs in between.
    """
    if len(lines.spam) < _TERMS:
        return None
    hits = [hit for index in sorted(set(lines.spam)) for hit in lines[index].hits]
    strong = topics_of(hits, "strong")
    if not strong:
        return None
    topic, count = strong.most_common(1)[0]
    if count < _TERMS:
        return None
    if topic == "kit":
        return SpamPage("page:advert", "keywords")
    if 100 * topics_of(hits)[topic] < _DENSITY * sum(lines.han):
        return None
    whole = (line for line in lines if line.is_paragraph and not line.view.endswith(_CUT))
    free = sum(line.han for line in whole if not topics_of(line.hits)[topic])
    if free >= _FREE:
        return None
    at = [index for index in sorted(set(lines.spam)) if topics_of(lines[index].hits)[topic]]
    # A list of them may be planted in a report that has the trade's ordinary words.
    sure = [index for index in at if topics_of(lines[index].hits, "strong")[topic]]
    spread = sure[-1] - sure[0] >= _ALL_OVER * len(lines)
    told = any(lines.paragraphs[index] and reported(lines.views[index]) for index in at)
    most = sum(lines.han[index] for index in (sure if told else at)) >= _ALL_OVER * sum(lines.han)
    alone = len(lines) - len(at) < _OTHERS
    return SpamPage("page:advert", topic) if spread or most or alone else None


def _farm(lines: Lines) -> SpamPage | None:
    """Results of a search, the query on top, and the page's own address or its pictures below."""
    views = [view for view in lines.views if view]
    low, high = _QUERY
    if len(views) <= _RESULTS or not low <= len(views[0]) <= high or max(lines.han) > _LONG:
        return None
    query, results = views[0].strip(EDGE), views[1:]
    pairs = pairs_in(query)
    if len(query) < low:
        return None
    alike = sum(len(pairs & pairs_in(view)) >= _LIKE * len(pairs) for view in results)
    most = alike >= max(_RESULTS, _ALIKE * len(results))
    echoed = any(
        (view.startswith(query) and _ECHO.search(view))
        or (_ADDRESS.match(view) and query in simplified(unquote(view)))
        for view in results
    )
    # A word or two stand together by chance.
    if (echoed and most) if len(query) < _WORDS else (echoed or most):
        return SpamPage("page:farm", "keywords")
    return None


def pairs_in(text: str) -> set[str]:
    """The pairs of neighbouring characters in `text`."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _collage(lines: Lines) -> SpamPage | None:
    """Paragraphs put together from the same sentences, each time from others of them.

    Two paragraphs of which each has sentences of its own beside the shared one are a
    sign. One that is part of another, such as an abstract or a pull quote, is none by
    itself: of those it takes more, and most of the page's sentences said again.
    """
    prose = [view for view in lines.views if "。" in view]
    if len(prose) < _SHUFFLED or not any(lines.echoing):
        return None
    sentences = [{one for one in view.split("。") if len(one) >= _SENTENCE} for view in prose]
    where: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(sentences):
        for one in found:
            where[one].append(index)
    again = [at for at in where.values() if len(at) > 1]
    if len(set(map(tuple, again))) < _TOLD:
        return None  # a form's sentence, the same in each of its entries
    pairs = {pair for at in again for pair in pairwise(at)}
    differ = {(a, b) for a, b in pairs if sentences[a] != sentences[b]}
    overlap = {
        (a, b) for a, b in differ if sentences[a] - sentences[b] and sentences[b] - sentences[a]
    }
    least = max(_SHUFFLED, len(prose) / 3)
    if len(overlap) >= _OVERLAPS and len(set(chain(*overlap))) >= least:
        return SpamPage("page:collage", "keywords")
    said = sum(map(len, again)) >= _SAID * sum(map(len, where.values()))
    least = max(_SHUFFLED + 1, len(prose) / 2)
    if said and len(differ) > _OVERLAPS and len(set(chain(*differ))) >= least:
        return SpamPage("page:collage", "keywords")
    return None
