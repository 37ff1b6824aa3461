"""Where on a page metadata stands: above the title, below it, behind the article.

A date or a name counts only where pages put them. Which part a line is in
follows from the labels of the lines around it, so that a line whose own label
is wrong is still read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from newsclean.article import Label
from newsclean.headings import is_about
from newsclean.lazy import pattern
from newsclean.patterns import DATE, any_field_pattern, lead_pattern

__all__ = ["Layout", "Line", "Part", "Zone", "lines_of"]

_PROSE = 30  # characters of a line with a mark that is a paragraph
_MARK = pattern(r"[。，！？；,]")
_VERSO = pattern(r"(?:^|[\s(（|])第?\s?[a-z]?\d{1,3}\s?版(?:[\s:：)）]|$)")
_SHEET, _SHEET_CHARS = 12, 40  # lines above the headline, and characters of the line
_ROLE = pattern(r"记者|通讯员|编辑|责编|20\d\d[-/.年]\d")
_NAMES = pattern(
    r"(?:来源|来自|转自|作者|记者|通讯员|编辑|责编|时间|发布|发表)于?$"
)  # 来源|河湾日报
_RUN = 4  # short lines of the body in a row: the article begins
_ABOVE = 3  # lines above the title, and lines at the top of the page
_HEADER = 25  # lines at most between the title and the article: share bars are many lines
_BELOW = 12  # lines behind the article that are still about it
_FEW = 12  # lines above the article that are read where no title is known
MAX_LINE = 160  # characters; a longer line is no line of metadata


class Zone(IntEnum):
    """A part of the page, in the order of trust for what is said there."""

    HEADER = 0
    FOOTER = 1
    INSIDE = 2
    ABOVE = 3
    TOP = 5  # far above the headline, or the page's first lines
    FAR = 4  # behind the article among other matter: only who edited the page stands there


class Part(NamedTuple):
    """A block as the metadata sees it: its label, its place, and where words of it only meet.

    joints: places in the text where two elements of a page meet without a blank.
    """

    label: Label
    kept: bool
    start: int
    end: int
    joints: tuple[int, ...] = ()


class Line(NamedTuple):
    """A block without the blanks around it.

    `number` counts blocks from the top, `offset` is where the line begins in the text. `gaps`
    are blanks of `text` and `view` that the text does not have: a style sets the words apart.
    """

    number: int
    offset: int
    text: str
    view: str
    label: Label
    kept: bool
    gaps: tuple[int, ...] = ()

    def place(self, at: int) -> int:
        """Where in the text a place of the line is."""
        return self.offset + at - bisect_left(self.gaps, at)

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph of the article."""
        body = self.kept and self.label == Label.BODY
        return body and len(self.view) >= _PROSE and bool(_MARK.search(self.view))


class Layout:
    """The lines of a page, and where on it they stand."""

    def __init__(self, lines: Sequence[Line], title: int) -> None:
        """`title` is the line that is the headline, -1 if no line is."""
        self.lines = lines
        self.title = title
        prose = [line.number for line in lines if line.is_prose]
        body = [line.number for line in lines if line.kept and line.label == Label.BODY]
        behind = (index for index in prose if index > title)
        leads = lead_pattern()  # an abstract stands above the date, or below it
        first = next((at for at in behind if not leads.match(lines[at].view)), len(lines))
        # Only what stands above the first paragraph can begin the article before it does.
        near = (at for at in body if title < at < first + _RUN)
        below = [at for at in near if not is_about(lines[at].view)]
        runs = [a for a, b in zip(below, below[_RUN - 1 :]) if b - a == _RUN - 1]
        begins = [*([first] if first < len(lines) else []), *runs[:1]]
        self.first = min(begins or below or [len(lines)])
        self.last = max((prose or body or [len(lines)])[-1], self.first)

    @cached_property
    def is_edition(self) -> bool:
        """Whether it is a page of a newspaper: above the headline stands which (第A05版：民生)."""
        above = self.lines[max(0, self.title - _SHEET) : max(0, self.title)]
        return any(len(line.view) <= _SHEET_CHARS and _VERSO.search(line.view) for line in above)

    @cached_property
    def prose(self) -> list[Line]:
        """The paragraphs of the article."""
        found = [line for line in self.lines if line.is_prose]
        return found or [line for line in self.lines if line.kept and line.label == Label.BODY]

    def read(self) -> Iterator[tuple[Zone, Line]]:
        """The lines that may hold metadata, short enough for it, each with its zone."""
        near = 0 <= self.title and self.first - self.title <= _HEADER
        top = self.title if near else max(-1, self.first - _FEW - 1)
        for line in self.lines:
            if (
                not line.view
                or len(line.view) > MAX_LINE
                or line.number in (self.title, self.first)
            ):
                continue
            meta = line.label == Label.META
            if top < line.number < self.first:
                yield Zone.HEADER, line
            elif line.number > self.last:
                near = line.number <= self.last + _BELOW
                if near or meta:
                    yield Zone.FOOTER if near else Zone.FAR, line
            elif line.number > self.first:
                if meta:
                    yield Zone.INSIDE, line
            elif line.number >= top - _ABOVE:
                yield Zone.ABOVE, line
            elif line.number < _ABOVE or meta:
                yield Zone.TOP, line


def lines_of(text: str, view: str, parts: Sequence[Part]) -> list[Line]:
    """The lines of a text from its blocks."""
    return [_line(index, text, view, part) for index, part in enumerate(parts)]


def _line(index: int, text: str, view: str, part: Part) -> Line:
    raw = text[part.start : part.end]
    stripped = raw.strip()
    start = part.start + len(raw) - len(raw.lstrip())
    stop = start + len(stripped)
    line = Line(index, start, stripped, view[start:stop], part.label, part.kept)
    return _apart(line, part.joints) if part.joints and _has_fields(line) else line


def _has_fields(line: Line) -> bool:
    """Whether a line may state fields; a headline or a paragraph does not."""
    if line.label == Label.TITLE or line.is_prose:
        return False
    return any(test.search(line.view) for test in (any_field_pattern(), DATE, _ROLE))


def _apart(line: Line, joints: Sequence[int]) -> Line:
    """The line with a blank at each joint: 来源：河湾日报|我要评论."""
    inner = (at - line.offset for at in joints)
    cuts = [0, *(at for at in inner if not _NAMES.search(line.view, 0, at)), len(line.text)]
    text, view = (
        " ".join(whole[a:b] for a, b in pairwise(cuts)) for whole in (line.text, line.view)
    )
    gaps = tuple(at + index for index, at in enumerate(cuts[1:-1]))
    return line._replace(text=text, view=view, gaps=gaps)
