"""Candidates: every value that lines of a page may state, with where and how surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsclean.article import Found, FoundTime, Label
from newsclean.change import Certainty
from newsclean.lazy import pattern
from newsclean.metadata.bylines import byline, byline_in, opening, signature
from newsclean.metadata.fields import PEOPLE, Value, fields, labelled, tags
from newsclean.metadata.layout import Layout, Line, Zone
from newsclean.metadata.media import looks_like_medium, source_value
from newsclean.metadata.people import has_surname, row
from newsclean.metadata.times import Moment, in_line
from newsclean.patterns import URL, any_field_pattern, field_of
from newsclean.text import Text

__all__ = ["Candidates", "collect"]

# How far a value is trusted by the way it was read; the lower the better.
LABELLED, ROLE, BESIDE, OPENING, SIGNED, BEHIND, WEAK = range(7)
_SPLIT = pattern(r"[\s|丨│︱·()（）【】\[\]〔〕,，;；-]+")
_UPDATED = pattern(r"(?:更新|修改|编辑)(?:于|时间|日期)?\s?[:：]?\s?[(（]?$")
_NOT_OURS = pattern(r"(?:截止|截至|报名|开庭|活动|比赛|开始|结束|注册|加入|提车|有效期)\S{0,6}\s?$")
_WEEKDAY = pattern(r"星期|周[一二三四五六日]|农历")
_NAMED = pattern(
    r"^(?:本文|文章|稿件)?(?:来源于?(?!于)|转自|摘自)(?P<value>[《“]?[\u4e00-\u9fffa-z].*)"
)
_PLACE = pattern(r"^(?:发布于|来自|ip属地|由|据)")
_WRITTEN = pattern(r"^(?:作者|撰文|记者)(?P<value>[\u4e00-\u9fff]{2,4})$")
_AGO = pattern(r"\d{1,2}\s?(?:小时|分钟|天)前")
_AROUND = " \t\u3000|丨│·()（）【】[]〔〕-–—"
_NEAR = 4  # lines below a date among which the medium may stand alone
_LEAD = (10, 400)  # characters of an abstract


class Candidate(NamedTuple):
    """A value that was found, and how far it is trusted (lower is better)."""

    rank: tuple[int, int]
    found: Found[str]


class Candidates:
    """All that lines say, by field."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.values: defaultdict[str, list[Candidate]] = defaultdict(list)
        self.times: defaultdict[str, list[tuple[tuple[int, int], FoundTime]]] = defaultdict(list)

    def add(self, line: Line, value: Value, rank: tuple[int, int], rule: str) -> None:
        """Keep a value read in a line."""
        low, high = line.offset + value.start, line.offset + value.end
        span = self.text.source_span(low, high)
        sure = Certainty.CERTAIN if rank[0] == LABELLED else Certainty.LIKELY
        if rank[0] == WEAK:
            sure = Certainty.GUESS
        found = Found(" ".join(value.text.split()), span, rule, sure)
        self.values[value.field].append(Candidate(rank, found))

    def add_time(self, field: str, line: Line, moment: Moment, rank: tuple[int, int]) -> None:
        """Keep a time read in a line."""
        span = self.text.source_span(line.offset + moment.start, line.offset + moment.end)
        sure = {LABELLED: Certainty.CERTAIN, WEAK: Certainty.GUESS}.get(rank[0], Certainty.LIKELY)
        found = FoundTime(moment.value, span, f"meta.{field}", sure, moment.precision)
        self.times[field].append((rank, found))

    def best(self, field: str) -> list[Found[str]]:
        """The values of the most trusted way, each once, in the order of the page."""
        ranked = self.values.get(field, [])
        if not ranked:
            return []
        best = min(candidate.rank for candidate in ranked)
        unique: dict[str, Found[str]] = {}
        for candidate in ranked:
            if candidate.rank == best:
                unique.setdefault(candidate.found.value, candidate.found)
        return list(unique.values())


def collect(text: Text, page: Layout) -> Candidates:
    """Read the lines of a page."""
    into = Candidates(text)
    dated = -_NEAR - 1  # the last line that holds a date
    waiting: str | None = None  # a field whose value was not in its line
    for zone, line in page.read():
        if waiting:
            _next_line(into, zone, line, waiting)
        found = list(fields(line.text, line.view))
        waiting = next((v.field for v in found[-1:] if not v.text and v.start == v.end), None)
        for value in found:
            if value.text:
                _labelled(into, zone, line, value)
        moments = list(in_line(line.view))
        _times(into, zone, line, moments, found)
        people = list(byline(line.text, line.view))
        _people(into, zone, line, people)
        if moments or _AGO.search(line.view):
            dated = line.number
        if zone == Zone.HEADER and line.number - dated <= _NEAR:
            _beside(into, line, moments, [*found, *people])
    _paragraphs(into, page)
    _leads(into, page)
    return into


def _labelled(into: Candidates, zone: Zone, line: Line, value: Value) -> None:
    if value.field == "keywords":
        into.add(line, value, (LABELLED, line.number), "meta.keywords")
    elif value.field != "lead" and (zone != Zone.FAR or value.field == "editor"):
        weak = 0 if value.strong else 1
        rank = LABELLED if zone == Zone.HEADER else BEHIND
        if zone in (Zone.ABOVE, Zone.TOP) and value.field in PEOPLE:
            rank = WEAK
        if value.field == "editor":
            rank = LABELLED
        into.add(line, value, (rank, weak), f"meta.{value.field}")


def _next_line(into: Candidates, zone: Zone, line: Line, field: str) -> None:
    """The value of a label that ended the line before."""
    if (
        any_field_pattern().match(line.view)
        or len(line.view) > 30
        or zone in (Zone.ABOVE, Zone.TOP)
    ):
        return
    rank = (LABELLED if zone == Zone.HEADER or field == "editor" else BEHIND, 0)
    if field == "source":
        found = source_value(line.text, line.view, 0, len(line.view))
        if found is not None:
            value = Value("source", line.text[slice(*found)], *found)
            into.add(line, value, rank, "meta.source")
    elif field in PEOPLE:
        for name in row(line.text, line.view, 0, len(line.view)):
            value = Value(field, name.text, name.start, name.end)
            into.add(line, value, rank, f"meta.{field}")


def _times(
    into: Candidates, zone: Zone, line: Line, moments: Sequence[Moment], found: Iterable[Value]
) -> None:
    """The dates of a line: labelled ones, and in the header any other."""
    named = {value.start: value.field for value in found if value.field in ("published", "updated")}
    for moment in moments:
        before = line.view[max(0, moment.start - 12) : moment.start]
        field = named.get(moment.start, "")
        if field == "updated" or _UPDATED.search(before):
            into.add_time("updated", line, moment, (LABELLED, line.number))
        elif not _NOT_OURS.search(before):
            rank = _time_rank(zone, line, moment, field == "published")
            if rank <= WEAK:
                into.add_time("published", line, moment, (rank, line.number))


def _time_rank(zone: Zone, line: Line, moment: Moment, labelled: bool) -> int:
    if zone in (Zone.FOOTER, Zone.FAR, Zone.INSIDE):
        return BEHIND if labelled and line.label == Label.META else WEAK + 1
    if zone in (Zone.ABOVE, Zone.TOP):
        clock = moment.precision == "day" and _WEEKDAY.search(line.view)
        near = zone == Zone.ABOVE and line.label == Label.META
        return BEHIND if labelled or (near and not clock) else WEAK
    if labelled or moment.precision != "day":
        return LABELLED
    rest = len(line.view) - (moment.end - moment.start)
    return BESIDE if line.label != Label.BODY or rest <= 2 else WEAK


def _people(into: Candidates, zone: Zone, line: Line, people: Sequence[Value]) -> None:
    """Roles without a colon, and tags."""
    if line.is_prose or zone in (Zone.FAR, Zone.TOP):
        return
    rank = ROLE if zone == Zone.HEADER else BEHIND
    for value in people:
        if value.field != "source":
            strong = LABELLED if value.field == "editor" else rank
            weak = 1 if value.field == "editor" else 0
            into.add(line, value, (strong, weak), f"byline.{value.field}")
        elif zone == Zone.HEADER and looks_like_medium(line.view[value.start : value.end]):
            into.add(line, value, (SIGNED, 0), "byline.source")
    if zone == Zone.FOOTER and line.view.startswith(("(", "（")):
        for value in signature(line.text, line.view):
            into.add(line, value, (SIGNED, 0), f"signature.{value.field}")
    for value in tags(line.text, line.view):
        into.add(line, value._replace(field="tags"), (BEHIND, line.number), "meta.tags")


def _beside(
    into: Candidates, line: Line, moments: Sequence[Moment], found: Sequence[Value]
) -> None:
    """The medium, and the writer, that stand beside or below a date without a label."""
    known = {value.field for value in found}
    rest = _unread(line.view, moments, found)
    alone = not moments  # then the medium must be all that the line says
    after_medium = "source" in known
    for start, end, piece in _pieces(rest):
        named, written = _NAMED.match(piece), _WRITTEN.match(piece)
        if named and "source" not in known:
            _medium(into, line, start + named.start("value"), end)
        elif written and has_surname(written["value"]):
            _writer(into, line, start + written.start("value"), end, ROLE)
        elif alone and piece != rest.strip(_AROUND):
            continue
        elif _is_medium(piece) and "source" not in known:
            _medium(into, line, start, start + len(piece.split("/")[0]))
            after_medium = True
        elif moments and "author" not in known and _is_writer(piece, after_medium):
            _writer(into, line, start, end, SIGNED)


def _unread(view: str, moments: Sequence[Moment], found: Sequence[Value]) -> str:
    """The line with all that is read of it blanked out."""
    chars = list(view)
    taken = [(moment.start, moment.end) for moment in moments]
    taken += [match.span() for match in URL.finditer(view)]
    taken += [match.span() for match in _AGO.finditer(view)]
    taken += [*labelled(view, found), *((value.start, value.end) for value in found)]
    for start, end in taken:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _is_writer(piece: str, after_medium: bool) -> bool:
    """A name; of two characters only behind a medium, since words begin as names do."""
    return has_surname(piece) and (len(piece) > 2 or after_medium)


def _is_medium(piece: str) -> bool:
    first, slash, second = piece.partition("/")
    if slash and (byline_in(second) or not second):
        return False
    return looks_like_medium(first) and not _PLACE.match(piece)


def _medium(into: Candidates, line: Line, start: int, end: int) -> None:
    found = source_value(line.text, line.view, start, end)
    if found is not None:
        value = Value("source", line.text[slice(*found)], *found)
        into.add(line, value, (BESIDE, 0), "header.source")


def _writer(into: Candidates, line: Line, start: int, end: int, rank: int) -> None:
    value = Value("author", line.text[start:end], start, end)
    into.add(line, value, (rank, 1), "header.author")


def _pieces(view: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for match in [*_SPLIT.finditer(view), None]:
        end = match.start() if match else len(view)
        if end > at:
            yield at, end, view[at:end].replace("╱", "/")
        at = match.end() if match else end


def _paragraphs(into: Candidates, page: Layout) -> None:
    """The people whom the first and the last paragraphs name."""
    prose = page.prose
    for line in prose[:2]:
        for value in opening(line.text, line.view):
            into.add(line, value, (OPENING, line.number), f"opening.{value.field}")
    for line in [*prose[-1:], *prose[-2:-1]]:
        for value in signature(line.text, line.view):
            into.add(line, value, (SIGNED, -line.number), f"signature.{value.field}")


def _leads(into: Candidates, page: Layout) -> None:
    """The abstract that a line of its own states under its name."""
    low, high = _LEAD
    for line in page.lines:
        if line.number > page.first + 3 or len(line.view) > high:
            continue
        match = any_field_pattern().match(line.view.lstrip("【[〔 "))
        if match is None or field_of(match) != "lead":
            continue
        start = match.end() + len(line.view) - len(line.view.lstrip("【[〔 "))
        start += len(line.view[start:]) - len(line.view[start:].lstrip("】]〕:： "))
        if len(line.view) - start >= low:
            value = Value("lead", line.text[start:], start, len(line.text))
            into.add(line, value, (LABELLED, line.number), "meta.lead")
