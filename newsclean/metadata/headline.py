"""Which line of a page is its headline."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Found, Label
from newsclean.change import Certainty, Span
from newsclean.head import Head
from newsclean.lazy import pattern
from newsclean.metadata.fields import Value
from newsclean.metadata.layout import Line
from newsclean.metadata.title import MIN_TITLE, best_line, core, trim_title
from newsclean.text import Text

__all__ = ["found", "guess", "headline"]

_MAX_TITLE = 60
_TITLE_CHARS = 80  # of a line that can be a title
_ENDED = pattern(r"[。，,;；]$")
_NOWHERE = Span(0, 0)


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
    if count == 1 and (value := trim_title(top[index].text)):
        return found(text, top[index], value, Certainty.CERTAIN), top[index].number
    if count > 1:
        whole = " ".join(line.text for line in top[index : index + count])
        last = top[index + count - 1].number
        return Found(whole, _NOWHERE, "head.title", Certainty.LIKELY), last
    titles = [line for line in top if line.label == Label.TITLE]
    headings = {core(heading) for heading in head.headings}
    for line in titles:
        if core(line.text) in headings:
            value = Value("title", line.text, 0, len(line.text))
            return found(text, line, value, Certainty.LIKELY), line.number
    trimmed = trim_title(head.title)
    if trimmed is None or titles:
        return None, -1
    return Found(trimmed.text, _NOWHERE, "head.title", Certainty.LIKELY), -1


def _by_label(text: Text, lines: Sequence[Line]) -> tuple[Found[str] | None, int]:
    """Of the lines labelled as title, the one with which another begins, else the first."""
    labelled = [line for line in lines if line.label == Label.TITLE]
    titles = [(line, value) for line in labelled if (value := trim_title(line.text))]
    if not titles:
        return None, -1
    whole = [value.text for _, value in titles]
    best = titles[0]
    for line, value in titles:
        longer = any(other.startswith(value.text) and other != value.text for other in whole)
        if longer and len(value.text) >= MIN_TITLE:
            best = (line, value)
            break
    return found(text, *best, Certainty.LIKELY), labelled[-1].number


def guess(text: Text, lines: Sequence[Line]) -> Found[str] | None:
    """The first line of a text that is all body, if a longer one follows."""
    if len(lines) < 2 or not lines[0].kept:
        return None
    value = trim_title(lines[0].text)
    if value is None or len(lines[0].text) > _MAX_TITLE or _ENDED.search(lines[0].text):
        return None
    return found(text, lines[0], value, Certainty.GUESS)


def found(text: Text, line: Line, value: Value, certainty: Certainty) -> Found[str]:
    """A value of a line as it is kept: blanks folded, its place in the source."""
    span = text.source_span(line.offset + value.start, line.offset + value.end)
    return Found(" ".join(value.text.split()), span, f"meta.{value.field}", certainty)
