"""What is not certain is weighed by the classifier, by how certain the caller wants it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import BODY, Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.model import CLASSES
from newsclean.labels.spam import offers, reported, topics_of
from newsclean.lazy import pattern
from newsclean.patterns import DATELINE, surnames

__all__ = [
    "ASKED",
    "LIMITS",
    "PLANTED",
    "Limits",
    "adverts_alone",
    "certain_alone",
    "has_dateline",
    "is_roster",
    "weigh_all",
]


class Limits(NamedTuple):
    """When an undecided line goes.

    short, prose: at most this chance of being body, of lines that are no prose and of
    prose; the same between the first paragraph and the last. spam, advert: at least
    this chance of being spam, of a line that is no prose and of prose; news: of prose on a page
    that reports on a trade, and of places and figures as news lists them; offered: of prose that
    says whom to write to or has two strong words of a trade.
    """

    short: float
    prose: float
    inside: float
    prose_inside: float
    spam: float
    advert: float
    news: float
    offered: float


# `python -m corpus.curve` shows what each costs; LIKELY loses three thousandths of the body of
# held-out pages.
LIMITS = {
    Certainty.GUESS: Limits(0.65, 0.4, 0.05, 0.005, 0.3, 0.75, 0.9, 0.6),
    Certainty.LIKELY: Limits(0.55, 0.15, 0.01, 0.001, 0.5, 0.88, 0.99, 0.8),
    # The classifier decides nothing.
    Certainty.CERTAIN: Limits(-1.0, -1.0, -1.0, -1.0, 2.0, 2.0, 2.0, 2.0),
}
_BOUGHT = 0.95  # for less no paragraph goes as spam: a short report may stand among its lines
_BODY_SURE = 0.95  # at this chance a doubtful judgement is dropped
_PARTS = frozenset({"heading", "cell"})  # of an article, by its markup
_LABEL_OF: dict[str, tuple[Label, str | None]] = {
    "meta": (Label.META, None),
    "furniture": (Label.NAVIGATION, None),
    "spam": (Label.SPAM, "keywords"),
}
ASKED = ("问:", "问：", "答:", "答：", "记者:", "主持人:")  # of an interview
_FIGURE = pattern(r"\d")
_PLACES = 3  # names; prose with more tells of a region
_NEVER = 2.0
_RARE = pattern("[\u3400-\u4dbf\U00020000-\U0003ffff]")
_NAME_CHARS = (2, 3, 4)
_LONG = 25  # characters; few lines above an article are
_PARAGRAPHS = 2  # in elements of one path
_MIN_NAMES, _MIN_ROSTER = 3, 8  # and characters
_ROSTER, _SURNAMES = 12, 0.9
_BESIDE = pattern(r"\(.*")  # 王凯(河南)
_OF_ARTICLE = (Label.BODY, Label.TITLE, Label.META, Label.CAPTION)
PLANTED = Verdict(Label.SPAM, Certainty.LIKELY, "model:spam", "keywords")
_FURNITURE = Verdict(Label.NAVIGATION, Certainty.LIKELY, "model:furniture")
_SOONER = 0.5  # of being body; less decides in a page with spam
_TOPIC = 2  # other paragraphs
_BODY, _TITLE = map(CLASSES.index, ("body", "title"))


def weigh_all(
    lines: Lines,
    verdicts: list[Verdict],
    chances: Sequence[Sequence[float]],
    spam: Sequence[float],
    *,
    article: tuple[int, int],
    limits: Limits,
) -> None:
    """`weigh` for each line; a short line with spam right around it is spam, too.

    article: its first paragraph and its last.
    """
    first, last = article
    told = any(prose and reported(view) for view, prose in zip(lines.views, lines.prose))
    if told:  # where something is reported, a trade's words are no sign
        limits = limits._replace(advert=limits.news)
    inside = {*range(first, last + 1), *_beside(lines, verdicts, first, last)}
    for line in lines:
        at = line.index
        before = verdicts[at]
        found = weigh(line, before, chances[at], spam[at], inside=at in inside, limits=limits)
        topical = told and line.is_prose and found is PLANTED and _is_topic(lines, line, spam)
        verdicts[at] = before if topical else found
    _between(lines, verdicts)
    _unplanted(lines, verdicts, chances)


def _beside(lines: Lines, verdicts: Sequence[Verdict], first: int, last: int) -> Iterator[int]:
    """Lines around the article of a page in HTML, in such elements as its paragraphs are.

    Above them only long ones: a title and the number of a notice stand in such elements as well.
    """
    if not lines.where:
        return
    found = Counter(
        lines.where[at].path
        for at in range(first, last + 1)
        if lines.prose[at] and verdicts[at].label == Label.BODY
    )
    for at, where in enumerate(lines.where):
        near = at > last or (at < first and len(lines.views[at]) >= _LONG)
        if near and where.in_main and found[where.path] >= _PARAGRAPHS:
            yield at


def weigh(
    line: Line,
    verdict: Verdict,
    chance: Sequence[float],
    spam: float,
    *,
    inside: bool,
    limits: Limits,
) -> Verdict:
    """The verdict, or the classifier's where no certain sign decides.

    chance: of each class, in the page. spam: of being spam, by itself or in the page.
    inside: between the article's first paragraph and its last, or in such elements as they are.
    """
    if verdict.certainty == Certainty.CERTAIN or verdict.label == Label.TITLE:
        return verdict
    is_open = verdict.label == Label.BODY
    if is_open and ((line.in_main and line.kind in _PARTS) or line.view.startswith(ASKED)):
        return verdict
    if is_open and is_roster(line):
        return verdict
    body = chance[_BODY]
    if inside:  # a heading of the article looks like a title
        body += chance[_TITLE]
    if not is_open:
        sure = body >= _BODY_SURE
        return Verdict(Label.BODY, Certainty.LIKELY, "model:body") if sure else verdict
    listed = inside and _is_listed(line)
    if spam >= (limits.advert if listed else _advert_limit(line, limits, inside=inside)):
        return PLANTED
    if line.is_prose:
        limit = limits.prose_inside if inside else limits.prose
    else:
        limit = limits.inside if inside else limits.short
    found = _model_verdict(chance) if body <= limit else verdict
    honest = line.is_prose and (spam < _BOUGHT or reported(line.view))
    doubted = found.label == Label.SPAM and (listed or honest)
    return verdict if doubted else found


def certain_alone(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """What goes without being certain stays, with the reason that spoke against it."""
    return [
        verdict
        if verdict.certainty == Certainty.CERTAIN or verdict.label in _OF_ARTICLE
        else Verdict(Label.BODY, Certainty.GUESS, verdict.reason)
        for verdict in verdicts
    ]


def _is_topic(lines: Lines, line: Line, spam: Sequence[float]) -> bool:
    """Whether other paragraphs speak of a line's trade as well: the report is about it.

    Not if the line offers something, or has a word that reports do not have. Paragraphs that
    the classifier takes for spam do not count: adverts come in numbers.
    """
    own = topics_of(line.hits)
    if not own or offers(line) or topics_of(line.hits, "strong"):
        return False
    topic = own.most_common(1)[0][0]
    other = [at for at in set(lines.spam) if lines.paragraphs[at] and spam[at] < _BOUGHT]
    return sum(bool(topics_of(lines[at].hits)[topic]) for at in other) >= _TOPIC


def _unplanted(lines: Lines, verdicts: list[Verdict], chances: Sequence[Sequence[float]]) -> None:
    """On a page that has no spam else, what only the classifier takes for it is furniture.

    Short lines without a sure word of a trade. One that is body sooner than spam stays.
    """
    taken = [at for at, verdict in enumerate(verdicts) if verdict.label == Label.SPAM]
    doubtful = all(verdicts[at] == PLANTED and not lines.prose[at] for at in taken)
    if not doubtful or any(topics_of(lines[at].hits, "strong") for at in set(lines.spam)):
        return
    for at in taken:
        stays = chances[at][_BODY] >= _SOONER
        verdicts[at] = BODY if stays else _FURNITURE


def adverts_alone(lines: Lines, spam: Sequence[float]) -> list[Verdict]:
    """Of a text that shows no sign of being a page: all is body but adverts planted in it."""
    planted = (one >= _BOUGHT and offers(lines[at]) for at, one in enumerate(spam))
    return [PLANTED if one else BODY for one in planted]


def _between(lines: Lines, verdicts: list[Verdict]) -> None:
    """A short line with spam right above and below it, two lines each, is one of theirs."""
    spam = [verdict.label == Label.SPAM for verdict in verdicts]
    for at in range(2, len(verdicts) - 2):
        around = spam[at - 2] and spam[at - 1] and spam[at + 1] and spam[at + 2]
        if around and verdicts[at].label == Label.BODY and not lines.prose[at]:
            verdicts[at] = PLANTED


def _advert_limit(line: Line, limits: Limits, *, inside: bool) -> float:
    """At which chance of being spam the line goes as spam."""
    if not (line.is_prose or _enumerates(line) or (inside and _is_row(line))):
        return limits.spam
    if not line.is_prose:
        return limits.news
    if offers(line):
        return limits.offered
    places = sum(1 for hit in line.hits if hit.of("place"))
    if inside and (places > _PLACES or reported(line.view)):
        return _NEVER
    if has_dateline(line.view):
        return _NEVER
    return limits.advert


def has_dateline(view: str) -> bool:
    """Whether a paragraph begins as agencies begin a report: 新华社北京3月1日电."""
    return bool(DATELINE.match(view))


def _enumerates(line: Line) -> bool:
    """Names of places joined as a sentence joins them: a machine's list has other marks."""
    return "、" in line.view and sum(1 for hit in line.hits if hit.of("place")) > 1


def _is_listed(line: Line) -> bool:
    """An item of a list in the article, without a sure word of spam: 本镇老人：凭卡免费."""
    if line.kind != "item" or not line.in_main:
        return False
    terms = (term for hit in line.hits if (term := hit.of("spam")))
    return all(term.second == "weak" for term in terms)


def _is_row(line: Line) -> bool:
    """A place and a figure, as tables have them: 花莲县 6弱."""
    named = any(hit.of("place") for hit in line.hits)
    return (
        named and not any(hit.of("spam") for hit in line.hits) and bool(_FIGURE.search(line.view))
    )


def is_roster(line: Line) -> bool:
    """Names of people and nothing else, to the classifier a list of words that it does not know.

    So many with a surname, or of fewer most with a rare character, as a wrong charset has.
    """
    if len(line.view) < _MIN_ROSTER:
        return False
    names = [_BESIDE.sub("", name) for part in line.items for name in part.split("、")]
    if len(names) < _MIN_NAMES or any(hit.of("spam") for hit in line.hits):
        return False
    short = [name for name in names if len(name) in _NAME_CHARS]
    rare = sum(bool(_RARE.search(name)) for name in short)
    known = sum(name[0] in surnames() for name in short)
    many = len(names) >= _ROSTER and known >= _SURNAMES * len(names)
    return many or (short == names and 2 * rare >= len(names))


def _model_verdict(chance: Sequence[float]) -> Verdict:
    """The likeliest class other than body, as a label."""
    rest = {name: value for name, value in zip(CLASSES, chance) if name not in ("body", "title")}
    name = max(rest, key=lambda one: rest[one])
    label, topic = _LABEL_OF[name]
    return Verdict(label, Certainty.LIKELY, f"model:{name}", topic)
