"""Every value that the lines of a page may state, with where and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.article import Label
from newsclean.lazy import pattern
from newsclean.metadata.beside import AGO, above, around_title, beside
from newsclean.metadata.bylines import byline, signature
from newsclean.metadata.candidates import (
    BEHIND,
    BESIDE,
    LABELLED,
    ROLE,
    SIGNED,
    WEAK,
    Candidates,
)
from newsclean.metadata.fields import PEOPLE, Value, fields, tags
from newsclean.metadata.layout import Layout, Line, Zone
from newsclean.metadata.media import looks_like_medium, source_value
from newsclean.metadata.paragraphs import paragraphs
from newsclean.metadata.people import row
from newsclean.metadata.times import Moment, in_line, yearless
from newsclean.patterns import any_field_pattern, lead_pattern
from newsclean.text import Text

__all__ = ["collect"]

_UPDATED = pattern(r"(?:更新|修改|编辑)(?:于|时间|日期)?\s?[:：]?\s?[(（]?$")
_NOT_OURS = pattern(
    r"(?:截止|截至|报名|开庭|活动|比赛|会议|演出|考试|举行|召开|施行|生效|开始|结束|注册|加入|提车|有效期)\S{0,6}\s?$"
)
_WEEKDAY = pattern(r"星期|周[一二三四五六日]|农历")
_NEAR = 4  # lines below a date among which the medium may stand alone
_LEAD = (10, 400)  # characters of an abstract


def collect(text: Text, page: Layout) -> Candidates:
    """Read the lines of a page."""
    into = Candidates(text, page)
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
        edition = zone in (Zone.ABOVE, Zone.TOP) and bool(moments) and page.is_edition
        _times(into, zone, line, moments, found, edition=edition)
        people = list(byline(line.text, line.view))
        _people(into, zone, line, people)
        clocks = list(yearless(line.view)) if zone == Zone.HEADER and not moments else []
        into.clocks += clocks
        if moments or clocks or AGO.search(line.view):
            dated = line.number
        if zone == Zone.HEADER and line.number - dated <= _NEAR:
            beside(into, line, moments, [*found, *people])
        elif moments and (zone == Zone.ABOVE or edition):
            above(into, line, moments, [*found, *people])
    paragraphs(into, page)
    _leads(into, page)
    around_title(into, page)
    return into


def _labelled(into: Candidates, zone: Zone, line: Line, value: Value) -> None:
    if value.field == "keywords":
        into.add(line, value, (LABELLED, line.number), "meta.keywords")
    elif value.field == "office":
        into.add(line, value._replace(field="source"), (BEHIND, 0), "meta.source")
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
    into: Candidates,
    zone: Zone,
    line: Line,
    moments: Sequence[Moment],
    found: Iterable[Value],
    *,
    edition: bool,
) -> None:
    """The dates of a line: labelled ones, in the header any other, and a newspaper's day."""
    named = {value.start: value.field for value in found if value.field in ("published", "updated")}
    for moment in moments:
        before = line.view[max(0, moment.start - 12) : moment.start]
        field = named.get(moment.start, "")
        if field == "updated" or _UPDATED.search(before):
            into.add_time("updated", line, moment, (LABELLED, line.number))
        elif not _NOT_OURS.search(before):
            rank = _time_rank(zone, line, moment, edition or field == "published")
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


def _leads(into: Candidates, page: Layout) -> None:
    """The abstract that a line of its own states under its name."""
    low, high = _LEAD
    for line in page.lines:
        if line.number > page.first + 3 or len(line.view) > high:
            continue
        match = lead_pattern().match(line.view)
        if match and len(line.view) - match.end() >= low:
            value = Value("lead", line.text[match.end() :], match.end(), len(line.text))
            into.add(line, value, (LABELLED, line.number), "meta.lead")
