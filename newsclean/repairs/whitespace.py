"""Blanks that a page's layout left in the text.

What: no-break spaces, blanks at line ends, several blank lines, an indentation
that all paragraphs share, brackets from which a link was taken.
How it arises: extraction from a page that used them for layout.
Left alone: single blanks, columns of a table, full-width indentation (　　),
which is how Chinese paragraphs are set, and indentation that differs from line
to line, which is verse or code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN
from newsclean.lazy import pattern

__all__ = ["RULES", "common_indent", "ends", "indent"]

_NBSP = pattern(r"(?<![ \t\xa0])[ \t]*\xa0[ \t\xa0]*")
_TRAILING = pattern(r"(?<![ \t\xa0\u3000])[ \t\xa0\u3000]+(?=\n)")
_BLANK_LINES = pattern(r"\n(?:[ \t\xa0\u3000]*\n){2,}")
_EMPTY = pattern(rf"(?<=[{HAN}])(?:\(\)|（）)(?=[{HAN}，。、,])")
_INDENT = pattern(r"[ \t\xa0]*")


def nbsp(text: str) -> Iterator[Change]:
    """No-break spaces, and the blanks around them, as one blank."""
    for match in _NBSP.finditer(text):
        yield Change(Span(*match.span()), " ", "whitespace.nbsp")


def trailing(text: str) -> Iterator[Change]:
    """Nothing behind the last character of a line."""
    for match in _TRAILING.finditer(text):
        yield Change(Span(*match.span()), "", "whitespace.trailing")


def blank_lines(text: str) -> Iterator[Change]:
    """One blank line at most."""
    if text.count("\n") > 2:
        for match in _BLANK_LINES.finditer(text):
            yield Change(Span(*match.span()), "\n\n", "whitespace.blank-lines")


def empty_brackets(text: str) -> Iterator[Change]:
    """Brackets with nothing in them between Chinese characters."""
    if "()" in text or "（）" in text:
        for match in _EMPTY.finditer(text):
            yield Change(Span(*match.span()), "", "residue.empty-brackets", Certainty.LIKELY)


def common_indent(lines: Iterable[str]) -> int:
    """How many blanks all these lines begin with; 0 unless there are two lines or more."""
    found = []
    for line in lines:
        if not line.strip():
            continue
        match = _INDENT.match(line)
        if not match or not match.group():
            return 0
        found.append(match.group())
    if len(found) < 2:
        return 0
    shortest = min(found, key=len)
    return next((at for at in range(len(shortest), 0, -1) if _all_begin(found, shortest[:at])), 0)


def _all_begin(lines: list[str], prefix: str) -> bool:
    return all(line.startswith(prefix) for line in lines)


def indent(width: int) -> Rule:
    """The rule that takes `width` blanks off the front of a block."""

    def propose(text: str) -> Iterator[Change]:
        if width:
            yield Change(Span(0, width), "", "whitespace.indent")

    return Rule("whitespace.indent", propose)


def ends(first: bool, last: bool) -> Rule:
    """The rule that takes the blanks off the beginning and the end of the body."""

    def propose(text: str) -> Iterator[Change]:
        lead = len(text) - len(text.lstrip("\n \t\xa0")) if first else 0
        # Only whole blank lines go: an indentation belongs to its paragraph.
        lead = text.rfind("\n", 0, lead) + 1
        if lead:
            yield Change(Span(0, lead), "", "whitespace.ends")
        stop = len(text.rstrip()) if last else len(text)
        if lead <= stop < len(text):
            yield Change(Span(stop, len(text)), "", "whitespace.ends")

    return Rule("whitespace.ends", propose)


RULES = (
    Rule("residue.empty-brackets", empty_brackets, needs=("(（", ")）")),
    Rule("whitespace.trailing", trailing, needs=(" \t\xa0\u3000", "\n")),
    Rule("whitespace.nbsp", nbsp, needs=("\xa0",)),
    Rule("whitespace.blank-lines", blank_lines, needs=("\n",)),
)
