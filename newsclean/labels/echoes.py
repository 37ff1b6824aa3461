"""What stands again further down a page, found in linear time: for copies and abstracts."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from newsclean.chars import codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.labels.lines import Lines

__all__ = ["MIN_WORDS", "Below", "find_echoes"]

MIN_WORDS = 8  # characters; shorter sentences recur by chance
_PRIMES = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)  # odd; they spread code points over the buckets
_MAX_BITS = 22  # 16 MB of buckets; of a longer text more is searched for in vain
_LONG = 10_000  # characters; a longer page is not searched through for each sentence
_PLACES = 1000  # looked at, of those that begin alike


def find_echoes(view: str) -> NDArray[np.uint8]:
    """1 where the eight characters from a place on may stand again further down.

    Shape (len(view) + 1,). By hashes of four, in linear time; a yes may be wrong, a no never is.
    """
    import numpy as np

    points = codes(view)
    found = np.zeros(len(points) + 1, dtype=np.uint8)
    if len(points) < MIN_WORDS:
        return found
    pairs = points[:-1] * _PRIMES[0] + points[1:]
    grams = pairs[:-2] * _PRIMES[1] + pairs[2:]
    bits = min((4 * len(grams)).bit_length(), _MAX_BITS)
    buckets = grams * _PRIMES[2] >> (32 - bits)
    places = np.arange(len(grams), dtype=np.uint32)
    last = np.zeros(1 << bits, dtype=np.uint32)
    last[buckets] = places
    again = last.take(buckets) > places
    found[:-8] = again[:-4] & again[1:-3] & again[2:-2] & again[3:-1] & again[4:]
    return found


class Below:
    """What stands below each line."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._echoes = lines.echoes
        self._all = "\n".join(lines.views)
        self._ends = list(accumulate(len(view) + 1 for view in lines.views))

    def has(self, index: int, at: int, words: str) -> bool:
        """Whether words that stand in a line, at `at`, stand in a later one too."""
        if len(words) < MIN_WORDS or not self._echoes[self._lines.start(index) + at]:
            return False
        if len(self._all) <= _LONG:
            return self._all.find(words, self._ends[index]) >= 0
        return any(self._all.startswith(words, place) for place in self._places(index, at))

    def _places(self, index: int, at: int) -> list[int]:
        """Where, below a line, the eight characters that stand in it at `at` stand again."""
        import numpy as np

        end = self._ends[index]
        here = end - 1 - len(self._lines.views[index]) + at
        if here >= len(self._keys):
            return []
        key, mask = self._keys[here] & ~self._mask, self._mask
        low, high = self._sorted.searchsorted(np.array([key | np.uint64(end), key | mask]))
        found: list[int] = (self._sorted[low : min(high, low + _PLACES)] & mask).tolist()
        return found

    @cached_property
    def _mask(self) -> np.uint64:
        """The bits of a key that are its place."""
        import numpy as np

        return np.uint64((1 << len(self._all).bit_length()) - 1)

    @cached_property
    def _keys(self) -> NDArray[np.uint64]:
        """A hash of the eight characters from each place on, in its low bits the place."""
        import numpy as np

        found = codes(self._all).astype(np.uint64)
        for step, prime in zip((1, 2, 4), _PRIMES):
            found = found[:-step] * (prime | prime << 32) + found[step:]
        found &= ~self._mask
        found |= np.arange(len(found), dtype=np.uint64)
        return found

    @cached_property
    def _sorted(self) -> NDArray[np.uint64]:
        import numpy as np

        return np.sort(self._keys)
