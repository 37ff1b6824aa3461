"""Whom and what the paragraphs of an article name: its reporter, its agency, who took a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.article import Label
from newsclean.lazy import pattern
from newsclean.lexicon import find
from newsclean.metadata.bylines import byline, opening, signature
from newsclean.metadata.candidates import BEHIND, OPENING, SIGNED, WEAK, Candidates
from newsclean.metadata.fields import Value
from newsclean.metadata.layout import Layout, Line
from newsclean.metadata.media import looks_like_medium
from newsclean.patterns import DATELINE

__all__ = ["paragraphs"]

_HAN = r"[\u4e00-\u9fffa-z·]"
_OPENINGS = 3  # lines of the body that may name their reporter
_WIRED = 10  # and those that may, if a dateline begins them: pictures stand before
_REPORT_CHARS = 18  # of such a beginning
_REPORT = pattern(rf"^\s{{0,9}}(?:本报|本网|本刊|{_HAN}{{2,8}}?)讯\s{{0,3}}[(（]")
# （法新社日内瓦16日电）, 〔中央社〕, 【华视新闻／报导】, （中央社记者张三台北6日电）
_AGENCY = pattern(
    rf"^\s{{0,9}}[（(【〔\[［《](?P<medium>{_HAN}{{3,12}}?)"
    rf"(?:(?:驻{_HAN}{{2,5}})?(?:特约|特派)?记者[^）)】〕\]］》]{{2,24}}"
    rf"|{_HAN}{{0,6}}?\s?\d{{1,2}}日(?:综合)?(?:外)?[电讯专]{{1,2}}"
    rf"|\s?[/╱]\s?{_HAN}{{0,4}}(?:报导|报道)|讯)?[）)】〕\]］》]"
)
_ACCORDING = pattern(
    rf"^\s{{0,9}}据(?P<medium>[《“]?{_HAN}{{3,14}}?[》”]?)(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?"
    r"(?:报道|报导|消息)[，,：:]"
)
_CREDIT = pattern(r"(?:^|[。！？\s(（])(?P<who>[^。！？，,()（）]{2,24}摄)\s?[)）]?$")
_BYLINE_CHARS = 30  # characters of a paragraph that is nothing but a byline
_EDGE = " \t\u3000()（）[]【】"


def paragraphs(into: Candidates, page: Layout) -> None:
    """Read the first, the last and the shortest paragraphs of the article."""
    body = [line for line in page.lines if line.kept and line.label == Label.BODY]
    article = [line for line in body if line.number >= page.first]
    for number, line in enumerate(article[:_WIRED]):
        if number < _OPENINGS or DATELINE.match(line.view) or _reports(line.view):
            _opening(into, line)
    _alone(into, article)
    _credits(into, page)
    for line in [*page.prose[-1:], *page.prose[-2:-1]]:
        for value in signature(line.text, line.view):
            into.add(line, value, (SIGNED, -line.number), f"signature.{value.field}")


def _reports(view: str) -> bool:
    """Whether a paragraph begins as a report of a paper: 河湾讯（."""
    return "讯" in view[:_REPORT_CHARS] and bool(_REPORT.match(view))


def _opening(into: Candidates, line: Line) -> None:
    for value in _agencies(line):
        into.add(line, value, (BEHIND, line.number), "dateline.source")
    told = _ACCORDING.match(line.view)
    if told and looks_like_medium(told["medium"].strip("《》“”")):
        start, end = told.span("medium")
        marks = told["medium"][0] in "《“"
        value = Value("source", line.text[start + marks : end - marks], start + marks, end - marks)
        into.add(line, value, (WEAK, line.number), "opening.source")
    for value in opening(line.text, line.view):
        into.add(line, value, (OPENING, line.number), f"opening.{value.field}")


def _agencies(line: Line) -> Iterator[Value]:
    """The medium of a dateline, without the place and the 据 around it."""
    dated = DATELINE.match(line.view)
    wire = dated or _AGENCY.match(line.view)
    if wire is None:
        return
    start, end = wire.start("medium"), wire.start("month") if dated else wire.end("medium")
    start += line.view.startswith("据", start)
    known = [start + hit.end for hit in find(line.view[start:end]).of("media")]
    for stop in (end, *reversed(known)):  # 新华社|北京
        if looks_like_medium(line.view[start:stop]):
            yield Value("source", line.text[start:stop], start, stop)
            return


def _alone(into: Candidates, article: Sequence[Line]) -> None:
    """The first paragraph that is nothing but a byline: 河湾早报记者 张三."""
    for line in article:
        if len(line.view) > _BYLINE_CHARS:
            continue
        values = [value for value in byline(line.text, line.view) if value.field != "source"]
        if not values or line.view[max(one.end for one in values) :].strip(_EDGE):
            continue
        if any(value.field in ("author", "correspondent") for value in values):
            for value in values:
                into.add(line, value, (SIGNED, line.number), f"byline.{value.field}")
            return


def _credits(into: Candidates, page: Layout) -> None:
    """Who took the pictures, by the end of their captions: …。本报记者 张三 摄."""
    for line in page.lines:
        inside = page.first <= line.number <= page.last
        if (
            not inside
            or "摄" not in line.view[-3:]
            or line.label not in (Label.BODY, Label.CAPTION)
        ):
            continue
        match = _CREDIT.search(line.view[-40:])
        if match is None:
            continue
        cut = max(0, len(line.view) - 40)
        start, end = cut + match.start("who"), cut + match.end("who")
        for value in byline(line.text[start:end], line.view[start:end]):
            if value.field == "photographer":
                moved = value._replace(start=start + value.start, end=start + value.end)
                into.add(line, moved, (SIGNED, 0), "byline.photographer")
