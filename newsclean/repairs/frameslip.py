"""GBK read one byte late.

What: `策源地?!皥@中園` for `策源地。“園中園`.
How it arises: a lead byte is lost (mostly A1, that of Chinese punctuation) and
becomes `?`; every following pair is then read across two characters until a
trail byte in 0x40-0x7E stands alone as an ASCII character and the frame is
right again, or until the line or the run of Chinese characters ends.
Certain: putting the byte back gives a text that, damaged in the same way, is
exactly what was seen, and that reads as Chinese where what was seen does not.
Half-width `!` that a page made of `！` is unfolded first.
Left alone: `真的?!`, `？！` and any question mark after which the text reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN
from newsclean.language import language_model

__all__ = ["RULES"]

# What the shifted reading can begin with: `！` for 。（A1A3 read as 3F A3A1),
# other full-width marks and letters for the rest of row A1, characters between.
_SLIP = re.compile(rf"\?([!！-～{HAN}\ue000-\uf8ff]{{1,200}})(?:([@-~])|(?=[\n?]|$))")
_LEAD = b"\xa1"  # the row of Chinese punctuation; other rows need more context
_GAIN_BITS = 6.0  # odds of 64 to 1 that the repair reads better, in all
_CONTEXT = 6


def slips(text: str) -> Iterator[Change]:
    """Restore what follows a lost lead byte of a punctuation mark."""
    if "?" not in text:
        return
    for match in _SLIP.finditer(text):
        best = _restore(text, match)
        if best is not None:
            yield best


def _restore(text: str, match: re.Match[str]) -> Change | None:
    """The shortest stretch after the `?` whose repair reads like Chinese."""
    run = match.group(1)
    wide = run[0].replace("!", "！") + run[1:]
    end = match.group(2)
    try:
        shifted = wide.encode("gbk") + (end or "").encode()
        repaired = (_LEAD + shifted).decode("gbk")
    except UnicodeError:
        return None
    if end is None or len(repaired) < 2:
        return None
    start, stop = match.start(), match.end()
    before, after = text[max(0, start - _CONTEXT) : start], text[stop : stop + _CONTEXT]
    model = language_model()
    # The seen form is scored with its marks as they are; each side in its context.
    gain = model.bits(before + match.group() + after) - model.bits(before + repaired + after)
    if gain < _GAIN_BITS:
        return None
    return Change(Span(start, stop), repaired, "frameslip.gbk", Certainty.CERTAIN)


RULES = (Rule("frameslip.gbk", slips),)
