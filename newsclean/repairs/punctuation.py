"""Half-width punctuation between Chinese characters, restored on request.

What: `,` `:` `;` `?` `!` and round brackets where Chinese text has `，：；？！（）`.
How it arises: width folding on the way from one page to another.
Off by default: which marks were full-width once cannot be known, and many
sites set half-width marks themselves.
Left alone: times, numbers, URLs, anything with a Latin letter or digit on both
sides.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.change import Change, Rule, Span
from newsclean.chars import HAN
from newsclean.lazy import pattern

__all__ = ["RULES"]

_WIDE = str.maketrans(",:;?!", "，：；？！")
_SIDE = rf"[{HAN}“”‘’《》「」『』【】、。，：；？！（）%％]"
_MARK = pattern(rf"(?<={_SIDE})[,:;?!]|[,:;?!](?=[{HAN}“‘《「『【])")
_BRACKETS = pattern(rf"\((?=[^()\n{HAN}]{{0,80}}[{HAN}])[^()\n]+\)")


def widen(text: str) -> Iterator[Change]:
    """Full-width marks next to Chinese characters, brackets around them."""
    changes = [
        Change(Span(m.start(), m.end()), m.group().translate(_WIDE), "punctuation.chinese")
        for m in _MARK.finditer(text)
    ]
    for match in _BRACKETS.finditer(text):
        start, end = match.span()
        changes.append(Change(Span(start, start + 1), "（", "punctuation.chinese"))
        changes.append(Change(Span(end - 1, end), "）", "punctuation.chinese"))
    yield from sorted(changes, key=lambda change: change.span)


RULES = (Rule("punctuation.chinese", widen, needs=(",:;?!(",)),)
