"""Which line of a page is its headline."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Found, Label
from newsclean.change import Certainty, Span
from newsclean.head import Head
from newsclean.headings import can_be_heading, main_heading, neighbour_points
from newsclean.lazy import pattern
from newsclean.metadata.fields import Value
from newsclean.metadata.layout import Line
from newsclean.metadata.media import looks_like_medium
from newsclean.metadata.people import is_furniture
from newsclean.metadata.title import DATED, best_line, core, ends_there, trim_title
from newsclean.text import Text

__all__ = ["found", "guess", "headline"]

_MAX_TITLE = 60
_TITLE_CHARS = 80  # of a line that can be a title
_AGAIN = 2.0  # points for what is said again
_NEAR = 6  # lines above the article
_NOWHERE = Span(0, 0)
_FIGURE = pattern(r"[-+]?\d[\d.,]{0,14}%?")  # a cell of a table: no headline stands so near it


def headline(text: Text, lines: Sequence[Line], head: Head) -> tuple[Found[str] | None, int]:
    """The title, and the last line of it on the page: -1 if it is not on the page."""
    by_head = _by_head(text, lines, head) if head.title else (None, -1)
    return by_head if by_head[0] else _by_label(text, lines)


def _by_head(text: Text, lines: Sequence[Line], head: Head) -> tuple[Found[str] | None, int]:
    """The line that the `<title>` shows, else the heading, else the `<title>` without the site."""
    prose = next((line.number for line in lines if line.is_prose), len(lines))
    top = [line for line in lines[: prose + 2] if 0 < len(line.text) <= _TITLE_CHARS]
    if top and core(top[0].text) == core(head.title):
        top = top[1:]  # it is the `<title>`, put before the page
    index, count = best_line(head.title, [line.text for line in top])
    if count == 1 and (value := _undated(trim_title(top[index].text), head.title)):
        return found(text, top[index], value, Certainty.CERTAIN), top[index].number
    if count > 1:
        whole = " ".join(line.text for line in top[index : index + count])
        last = top[index + count - 1].number
        return Found(whole, _NOWHERE, "head.title", Certainty.LIKELY), last
    said = core(head.title)
    titles = [
        line
        for line in top
        if line.label == Label.TITLE
        and (core(line.text) in said or not looks_like_medium(line.view))
    ]
    headings = {core(heading) for heading in head.headings[:1]}
    for line in titles or top:
        if core(line.text) in headings and not looks_like_medium(line.view):
            value = Value("title", line.text, 0, len(line.text))
            return found(text, line, value, Certainty.LIKELY), line.number
    trimmed = trim_title(head.title)
    if trimmed is None or titles:
        return None, -1
    return Found(trimmed.text, _NOWHERE, "head.title", Certainty.LIKELY), -1


def _undated(value: Value | None, whole: str) -> Value | None:
    """The title without a date that its line puts behind it and the `<title>` does not."""
    dated = DATED.search(value.text) if value else None
    if value is None or dated is None or core(value.text) in core(whole):
        return value
    return value._replace(text=value.text[: dated.start()], end=value.start + dated.start())


def _by_label(text: Text, lines: Sequence[Line]) -> tuple[Found[str] | None, int]:
    """Of the lines labelled as title, the one that another repeats, else the main one."""
    titles = [line for line in lines if line.label == Label.TITLE and trim_title(line.text)]
    if not titles:
        return None, -1
    best = titles[main_heading([line.view for line in _block(lines, titles[0])])]
    for line in titles:
        if any(ends_there(other.text, line.text) for other in titles):
            best = line
            break
    return _of_line(text, best, Certainty.LIKELY), titles[-1].number


def _block(lines: Sequence[Line], first: Line) -> list[Line]:
    """The lines labelled as title that stand together, from one on."""
    block = []
    for line in lines[first.number :]:
        if line.label != Label.TITLE:
            break
        block.append(line)
    return block


def guess(text: Text, lines: Sequence[Line]) -> tuple[Found[str] | None, int]:
    """The line above the article of a text that is all body that looks most like a headline."""
    first = next(
        (line.number for line in lines if line.is_prose or _FIGURE.fullmatch(line.view)), len(lines)
    )
    views = [DATED.sub("", line.view) for line in lines[:first]]
    if len(lines) < 2 or not lines[0].kept:
        return None, -1
    near = range(max(0, first - _NEAR), first)
    titles = [
        at
        for at in near
        if can_be_heading(views[at])
        and len(views[at]) <= _MAX_TITLE
        and not is_furniture(views[at])
    ]
    if not titles:
        return None, -1
    best = max(
        titles,
        key=lambda at: neighbour_points(views, at, first) + _AGAIN * _is_again(views, at),
    )
    value = trim_title(DATED.sub("", lines[best].text))
    if value is None:
        return None, best
    # A date in the same line is the page's, and is read above the headline.
    dated = value.end < len(lines[best].text.rstrip())
    return found(text, lines[best], value, Certainty.GUESS), -1 if dated else best


def _of_line(text: Text, line: Line, certainty: Certainty) -> Found[str] | None:
    value = trim_title(line.text)
    return found(text, line, value, certainty) if value else None


def _is_again(views: Sequence[str], at: int) -> bool:
    """Whether a line above the article says a line again."""
    return any(view.startswith(views[at]) for one, view in enumerate(views) if one != at)


def found(text: Text, line: Line, value: Value, certainty: Certainty) -> Found[str]:
    """A value of a line as it is kept: blanks folded, its place in the source."""
    span = text.source_span(line.place(value.start), line.place(value.end))
    return Found(" ".join(value.text.split()), span, f"meta.{value.field}", certainty)
