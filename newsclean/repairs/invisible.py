r"""Characters that nobody sees.

What: control characters, zero-width spaces and joiners, soft hyphens, byte
order marks and direction marks inside text; line ends other than `\n`.
How it arises: copy protection, word processors, joined files, editors of
content management systems.
Example: `功能\x07\x05\x08，包括` is `功能，包括`.
Left alone: joiners and direction marks outside Chinese text, where they spell
(Persian, Indic scripts, emoji sequences); variation selectors; U+0080-009F,
which are evidence of mojibake; private-use characters, which a frame slip
passes through.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.change import Change, Rule, Span
from newsclean.chars import HAN
from newsclean.lazy import pattern

__all__ = ["RULES"]

_LINE_ENDS = pattern(r"\r\n?|[\x0b\x0c\u2028\u2029]")
_CONTROLS = pattern(r"[\x00-\x08\x0e-\x1f\x7f]+")
# Among Latin-1 letters a soft hyphen may be a byte of mojibake.
_FORMATS = pattern(
    r"[\u200b\u2060\ufeff](?:[\xad\u200b\u2060\ufeff])*|(?<![\x80-\xff])\xad+(?![\x80-\xff])"
)
# What stands around Chinese text: with one of these on each side no script joins.
_SETTING = rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’—…·A-Za-z0-9\s]"
_JOINERS = pattern(
    rf"(?:(?<={_SETTING})|^)[\u200c-\u200f\u202a-\u202e\u2066-\u2069]+(?={_SETTING}|$)"
)


def newlines(text: str) -> Iterator[Change]:
    r"""Line ends as `\n`."""
    for match in _LINE_ENDS.finditer(text):
        yield Change(Span(*match.span()), "\n", "whitespace.newline")


def controls(text: str) -> Iterator[Change]:
    """Control characters go."""
    for match in _CONTROLS.finditer(text):
        yield Change(Span(*match.span()), "", "invisible.control")


def formats(text: str) -> Iterator[Change]:
    """Zero-width characters go; joiners only inside Chinese or Latin text."""
    for match in _FORMATS.finditer(text):
        yield Change(Span(*match.span()), "", "invisible.format")
    for match in _JOINERS.finditer(text):
        yield Change(Span(*match.span()), "", "invisible.format")


_CONTROL_CODES = (*range(0x09), *range(0x0E, 0x20), 0x7F)
_FORMAT_CODES = (
    *(0xAD, 0x2060, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
RULES = (
    Rule("whitespace.newline", newlines, needs=("\r\x0b\x0c\u2028\u2029",)),
    Rule("invisible.control", controls, needs=("".join(map(chr, _CONTROL_CODES)),)),
    Rule("invisible.format", formats, needs=("".join(map(chr, _FORMAT_CODES)),)),
)
