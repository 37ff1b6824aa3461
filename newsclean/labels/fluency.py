"""How a line reads: against the language model, and against the paragraphs of its page.

Keywords without function words, brands put together from syllables, glyphs that
stand for others, and text in a wrong charset cost the model more than news does.
Characters of the extensions of Unicode, which it does not know, are those of names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsclean.chars import codes
from newsclean.language import language_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FLUENCY", "fluency"]

FLUENCY = ("bits", "short bits", "bits above prose", "strangers", "short strangers", "unread")

# Bits a character: news lies between 5 and 8. Above this a text is no Chinese at all, and
# whether it was the article or an advert before it was damaged, that does not say.
_MOST = 13.0
_USUAL = 7.0  # of a page without paragraphs
_APART = 0.0  # bits of mutual information; below, two neighbours do not attract each other


def fluency(views: Sequence[str], is_prose: NDArray[np.float64]) -> NDArray[np.float64]:
    """The facts `FLUENCY` of each line, shape (lines, facts). is_prose: shape (lines,).

    Bits a character; the same of what is no prose, and more than the page's prose
    has; the share of neighbours that do not attract each other, and of what is no
    prose; and the share of characters that the model does not know.
    """
    import numpy as np

    model = language_model()
    text = "\n".join(["", *views])
    numbers = model.numbers(text)
    costs, attraction = model.each(numbers)
    unknown = numbers[1:] == 0
    if unknown.any():
        rare = np.flatnonzero(unknown & _is_rare(codes(text)[1:]))
        behind = rare[rare + 1 < len(costs)] + 1
        for at in (rare, behind):
            costs[at], attraction[at], unknown[at] = _USUAL, _APART, False
    lengths = np.array([len(view) for view in views])
    starts = np.cumsum(lengths + 1) - lengths - 1
    sizes = np.maximum(lengths, 1)

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.concatenate([[0.0], np.cumsum(values)])
        means: NDArray[np.float64] = (sums[starts + lengths] - sums[starts]) / sizes
        return means

    bits = np.minimum(mean(costs), _MOST)
    prose = float(is_prose @ lengths)
    usual = float(is_prose @ (bits * lengths)) / prose if prose else _USUAL
    strangers = mean((attraction < _APART).astype(np.float64))
    short = 1 - is_prose
    unread = mean(unknown.astype(np.float64))
    return np.stack(
        [bits, short * bits, bits - usual, strangers, short * strangers, unread], axis=1
    )


def _is_rare(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points are Chinese characters of an extension."""
    found: NDArray[np.bool_] = (points >= 0x3400) & (points < 0x4DC0) | (points >= 0x20000)
    return found
