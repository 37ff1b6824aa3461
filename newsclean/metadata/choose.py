"""Which of the values that a page states is taken: precedence, and whether places agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from newsclean.article import Found, FoundTime
from newsclean.change import Certainty, Span
from newsclean.chars import view
from newsclean.lazy import pattern
from newsclean.lexicon import find
from newsclean.metadata.candidates import Candidates
from newsclean.metadata.fields import split_keywords
from newsclean.metadata.head import Fact, Facts
from newsclean.metadata.media import looks_like_medium, source_value
from newsclean.metadata.people import has_surname, is_medium, is_place, row
from newsclean.metadata.times import in_address, machine
from newsclean.metadata.title import EDITION, is_site, trim_title
from newsclean.patterns import any_field_pattern

__all__ = ["choose_authors", "choose_editors", "choose_keywords", "choose_lead", "choose_published",
           "choose_site", "choose_source", "choose_updated"]  # fmt: skip

NOWHERE = Span(0, 0)  # the head is no part of the page's text
_DAYS = timedelta(days=2)  # an address has the day of writing; a page goes online a day later
_SAID = pattern(r"来源|转自|摘自|来自")
_BETWEEN = pattern(r"[-_|｜丨—–―‧·»>]+")  # in a title, around its site
_MARKED = "class."  # where systems mark fields
_CUT = pattern(r"(?:(?<!\.)\.{2,}|…)\s{0,9}$")
_NAMED = pattern(r"([\u4e00-\u9fff]{3,4})[:：]")  # of two characters many words begin titles
_OURS = pattern(r"(?:^|[\s□■◇（(【])本报(?:首席|见习|实习|特约)?(?:记者|讯|通讯员)")
_PAPER = pattern(r"[报報刊]")
_SENTENCE = pattern(r"[。！？!?][”’」』\"]?\s*$")
_LEAD = (20, 400)  # characters of an abstract in the head
_MAX_KEYWORDS = 20  # a page with more repeats its site's
_SITE_WORDS, _SITE_SHARE = 4, 0.1  # of the words of articles, a third is in the text


def choose_published(seen: Candidates, facts: Facts) -> FoundTime | None:
    """The visible date in the header, made precise by the head; else the head's; else a day.

    Times of the head are stale where a template kept them: one that contradicts
    the address of the page is dropped. A day takes the time that stands behind it where it is
    written without its year.
    """
    found = _published(seen, facts)
    if found is None or found.precision != "day":
        return found
    for month, day, hour, minute in seen.clocks:
        if (found.value.month, found.value.day) == (month, day):
            value = found.value.replace(hour=hour, minute=minute)
            return replace(found, value=value, precision="minute", certainty=Certainty.CERTAIN)
    return found


def _published(seen: Candidates, facts: Facts) -> FoundTime | None:
    shown = [found for _, found in sorted(seen.times["published"], key=lambda one: one[0])]
    firm = [found for found in shown if found.certainty > Certainty.GUESS]
    head = list(_times(facts.of("published")))
    address = next((day for url in facts.addresses if (day := _address(url))), None)
    if address:
        agreeing = [one for one in head if abs(one.value - address.value) <= _DAYS]
        head = agreeing or ([] if not firm else head)
    if firm:
        return _agreed(firm, head)
    if head:
        finer = next((one for one in head if one.precision != "day"), head[0])
        return finer if finer.value.date() == head[0].value.date() else head[0]
    if address or shown:
        return address or _made_up(shown, facts)
    updated = [found for _, found in seen.times["updated"]]
    return replace(updated[0], certainty=Certainty.GUESS) if updated else None


def _agreed(shown: Sequence[FoundTime], head: Sequence[FoundTime]) -> FoundTime:
    """The first date shown, or the head's time of the same day if the page shows the day alone."""
    first = shown[0]
    same = [one for one in [*shown[1:], *head] if one.value.date() == first.value.date()]
    if first.precision == "day":
        finer = next((one for one in same if one.precision != "day"), None)
        if finer is not None:
            return replace(finer, certainty=Certainty.CERTAIN)
    return replace(first, certainty=Certainty.CERTAIN) if same else first


def _made_up(shown: Sequence[FoundTime], facts: Facts) -> FoundTime | None:
    """A date above the title: a paper prints it, and so do the clocks of web pages."""
    return None if facts.by_field or facts.addresses else shown[0]


def _times(found: Iterable[Fact]) -> Iterable[FoundTime]:
    for fact in found:
        moment = machine(fact.value)
        if moment is not None:
            yield FoundTime(moment.value, NOWHERE, fact.rule, Certainty.LIKELY, moment.precision)


def _address(url: str) -> FoundTime | None:
    day = in_address(url)
    if day is None:
        return None
    return FoundTime(day.value, NOWHERE, "address", Certainty.LIKELY, day.precision)


def choose_updated(seen: Candidates, facts: Facts) -> FoundTime | None:
    """The visible time after 更新, else the head's."""
    shown = [found for _, found in seen.times["updated"]]
    return next(iter([*shown, *_times(facts.of("updated"))]), None)


def choose_site(seen: Candidates, facts: Facts, title: str) -> Found[str] | None:
    """The publishing site's own name: the head's, the one behind the title, a paper's masthead."""
    for fact in facts.of("site"):
        name = fact.value.strip()
        if 2 <= len(name) <= 20 and name.isprintable():
            return Found(name, NOWHERE, fact.rule, Certainty.LIKELY)
    trimmed = trim_title(title)
    if trimmed is not None:
        around = [*_pieces(title[: trimmed.start]), *_pieces(title[trimmed.end :])]
        for piece in reversed(around):
            piece = EDITION.sub("", piece)
            if piece and is_site(piece) and len(piece) <= 20:
                return Found(piece, NOWHERE, "head.title", Certainty.LIKELY)
    return next(iter(seen.best("site")), None)


def _pieces(text: str) -> list[str]:
    return [piece.strip(" /@") for piece in _BETWEEN.split(text)]


def choose_source(seen: Candidates, facts: Facts, site: Found[str] | None) -> Found[str] | None:
    """A labelled source, a medium beside the date, the reporter's, the head's, the paper itself."""
    shown = seen.best("source")
    if shown and shown[0].rule == "header.source":  # a medium beside the date may be the site
        firsts = [way[0] for way in seen.ranked("source")]
        media = (one for one in firsts if one.rule == "meta.source" and is_medium(view(one.value)))
        shown = [next(media, _not_own(seen, shown))]
    head = next((one for fact in facts.of("source") if (one := _medium(fact))), None)
    if not shown:
        return head or _own(seen, site)
    unlabelled = shown[0].certainty < Certainty.CERTAIN and shown[0].rule != "meta.source"
    surer = head is not None and (
        head.rule.startswith(_MARKED) or head.value.startswith(shown[0].value)
    )
    return head if unlabelled and surer else shown[0]


def _not_own(seen: Candidates, shown: Sequence[Found[str]]) -> Found[str]:
    """Of several media the first that is not the site, whose notices and `<title>` name it."""
    own = f"{seen.first}\n{seen.notices}"
    if view(shown[0].value) not in own:
        return shown[0]
    others = (one for one in shown if is_site(one.value) and view(one.value) not in own)
    return next(others, shown[0])


def _own(seen: Candidates, site: Found[str] | None) -> Found[str] | None:
    """The site itself, where it is a paper and its page speaks of 本报."""
    if site is None or not _PAPER.search(site.value) or not _OURS.search(seen.text.value):
        return None
    return replace(site, certainty=Certainty.GUESS)


def _medium(fact: Fact) -> Found[str] | None:
    value = view(fact.value)
    if _is_labelled(fact, value):
        return None
    found = source_value(fact.value, value, 0, len(value))
    if found is None:
        return None
    return Found(fact.value[slice(*found)], NOWHERE, fact.rule, Certainty.LIKELY)


def _is_labelled(fact: Fact, value: str) -> bool:
    """Whether what a system marks says itself what it is: then its line was read as any other."""
    said = any_field_pattern().search(value) or _SAID.search(value)
    return fact.rule.startswith(_MARKED) and bool(said)


def choose_authors(
    seen: Candidates, facts: Facts, editors: Sequence[Found[str]], title: Found[str] | None
) -> list[Found[str]]:
    """Those whom the page names; else the head's author, unless it is the site or the editor.

    At last whom the title names (张小三：渠修好了以后), unless the article speaks of him.
    """
    shown = seen.best("author")
    if shown:
        return shown
    known = {one.found.value for one in seen.values.get("editor", ())}
    known |= {one.value for one in editors}
    for fact in facts.of("author"):
        people = _people(fact)
        if people and not known & {one.value for one in people}:
            return people
    named = _NAMED.match(title.value) if title else None
    if title and named and _can_be_author(view(named[1]), seen.article):
        span = Span(title.span.start, title.span.start + len(named[1]))
        return [
            Found(named[1], span if title.span.end else NOWHERE, "title.author", Certainty.GUESS)
        ]
    return []


def _can_be_author(name: str, article: str) -> bool:
    """Whether a title's first word is the writer: a name that the article has there alone."""
    return (
        has_surname(name)
        and not is_place(name)
        and article.count(name) <= article.count(f"{name}:")
    )


def choose_editors(seen: Candidates, facts: Facts) -> list[Found[str]]:
    """Those whom the page names; else the head's editor."""
    shown = seen.best("editor")
    return shown or next((found for fact in facts.of("editor") if (found := _people(fact))), [])


def _people(fact: Fact) -> list[Found[str]]:
    """The names in a value of the head: only such as can be a person's by their surname."""
    value = view(fact.value)
    if _is_labelled(fact, value):
        return []
    names = list(row(fact.value, value, 0, len(value)))
    if not names or names[-1].end < len(value.rstrip()) or is_medium(value):
        return []
    simple = [view(name.text) for name in names]
    if not all(has_surname(name) and not looks_like_medium(name) for name in simple):
        return []
    sure = Certainty.LIKELY if fact.rule.startswith(_MARKED) else Certainty.GUESS
    return [Found(name.text, NOWHERE, fact.rule, sure) for name in names]


def choose_keywords(seen: Candidates, facts: Facts, site: str) -> list[Found[str]]:
    """The visible ones, else the head's, without the site's name.

    Of several lines of them the first that lists more than one: templates glue them together.
    """
    lists = seen.ranked("keywords")
    shown = next((words for words in lists if len(words) > 1), next(iter(lists), []))
    if shown and not _are_planted([one.value for one in shown]):
        return shown
    for fact in facts.of("keywords"):
        words = [value.text for value in split_keywords(fact.value, 0) if value.text != site]
        listed = 0 < len(words) <= _MAX_KEYWORDS
        if listed and not _of_site(words, seen.article) and not _are_planted(words):
            return [Found(word, NOWHERE, fact.rule, Certainty.LIKELY) for word in words]
    tags = seen.best("tags")
    return [] if _are_planted([one.value for one in tags]) else tags


def _are_planted(words: Sequence[str]) -> bool:
    """Whether spam is among keywords, or a machine cut a title into them (海,德,体育,官网)."""
    single = sum(len(word) == 1 and not word.isascii() for word in words)
    terms = (term for word in words for hit in find(view(word)) for term in hit.terms)
    return single > 1 or any(term.kind == "spam" and term.second == "strong" for term in terms)


def _of_site(words: Sequence[str], article: str) -> bool:
    """Whether keywords are those of a whole site: of so many, the article has next to none."""
    there = sum(view(word) in article for word in words)
    return len(words) >= _SITE_WORDS and there < _SITE_SHARE * len(words)


def choose_lead(seen: Candidates, facts: Facts, title: str) -> Found[str] | None:
    """The abstract that the page shows, else a whole sentence that its head states."""
    shown = seen.best("lead")
    if shown:
        return shown[0]
    low, high = _LEAD
    for fact in facts.of("lead"):
        value = fact.value.strip()
        whole = _SENTENCE.search(value) and not _CUT.search(value)
        if whole and low <= len(value) <= high and value != title:
            return Found(value, NOWHERE, fact.rule, Certainty.GUESS)
    return None
