"""Where a line stands: in its page, against the paragraphs, among its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.labels.lines import Lines

__all__ = ["PLACE", "place"]

PLACE = (
    "from top", "from bottom", "share", "prose before", "prose after", "lines", "page prose",
    "above", "below", "above prose", "below prose", "above finished", "below finished",
    "to last paragraph", "to next paragraph", "prose around", "length around", "judged around",
    "cohesion", "short cohesion",
)  # fmt: skip

_FAR = 50  # lines; no paragraph is farther
_WINDOW = 5  # lines on each side
_PAIRS = 1 << 16  # buckets for pairs of characters
# Odd multipliers of 64 bits spread pairs of code points over the buckets (Fibonacci hashing).
_PRIMES = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)


def place(lines: Lines, near: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where the line stands: in the page, against its paragraphs, among its neighbours."""
    import numpy as np

    size = len(lines)
    prose = np.array(lines.prose) * np.array(lines.han, dtype=np.float64)
    total = max(prose.sum(), 1.0)
    before = (np.cumsum(prose) - prose) / total
    index = np.arange(size)
    paragraphs = np.flatnonzero(lines.paragraphs)
    above, below, last, following = _distances(index, paragraphs)
    length, is_prose, finished, judged = near.T
    share = cohesion(lines.views, is_prose > 0)
    return np.stack(
        [
            np.log1p(index),
            np.log1p(size - 1 - index),
            index / max(size - 1, 1),
            before,
            1 - before - prose / total,
            np.full(size, np.log1p(size)),
            np.full(size, np.log1p(total)),
            above,
            below,
            above * is_prose,
            below * is_prose,
            above * finished,
            below * finished,
            np.log1p(last),
            np.log1p(following),
            _around(is_prose),
            _around(length),
            _around(judged),
            share,
            share * (1 - is_prose),
        ],
        axis=1,
    )


def _distances(
    index: NDArray[np.int64], paragraphs: NDArray[np.int64]
) -> tuple[NDArray[np.float64], ...]:
    """Above the first paragraph, below the last, lines to the one before and to the one after."""
    import numpy as np

    if not len(paragraphs):
        none = np.zeros(len(index))
        return none, none, none + _FAR, none + _FAR
    at = np.searchsorted(paragraphs, index)
    later = np.append(paragraphs, paragraphs[-1] + _FAR)[at]
    earlier = np.append(paragraphs[0] - _FAR, paragraphs)[at]
    above = (index < paragraphs[0]).astype(np.float64)
    below = (index > paragraphs[-1]).astype(np.float64)
    return above, below, np.clip(index - earlier, 0, _FAR), np.clip(later - index, 0, _FAR)


def _around(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of the values of up to five lines on each side."""
    import numpy as np

    sums = np.concatenate([[0.0], np.cumsum(values)])
    index = np.arange(len(values))
    low = np.maximum(index - _WINDOW, 0)
    high = np.minimum(index + _WINDOW + 1, len(values))
    result: NDArray[np.float64] = (sums[high] - sums[low] - values) / np.maximum(high - low - 1, 1)
    return result


def cohesion(views: Sequence[str], is_prose: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The share of each line's pairs of characters that another line's prose has as well.

    Sub-headings and captions speak of what the article does; menus, teasers and
    spam do not.
    """
    import numpy as np

    text = "".join(f"{view}\x03" for view in views)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    lengths = np.array([len(view) + 1 for view in views])
    pairs = (points[:-1] * np.uint64(_PRIMES[0]) + points[1:]) * np.uint64(_PRIMES[1])
    pairs = ((pairs >> np.uint64(20)) % np.uint64(_PAIRS)).astype(np.int64)
    of_line = np.repeat(np.arange(len(views)), lengths)
    inside = (points[:-1] > 3) & (points[1:] > 3)  # pairs across lines are none
    of_line, pairs = of_line[:-1][inside], pairs[inside]
    once = np.sort(of_line * _PAIRS + pairs)  # `np.unique` takes ten times as long
    once = once[np.append(True, once[1:] != once[:-1])[: len(once)]]
    lines, found = once // _PAIRS, once % _PAIRS
    in_prose = np.bincount(found[is_prose[lines]], minlength=_PAIRS)
    shared = in_prose[found] - is_prose[lines] > 0
    size = np.maximum(np.bincount(lines, minlength=len(views)), 1)
    return np.bincount(lines[shared], minlength=len(views)) / size
