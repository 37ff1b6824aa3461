"""A small language model of simplified Chinese: character bigrams.

One place for every question of the form "which of these reads like Chinese"
and "do these two characters belong together". It ranks and it may abstain;
the thresholds stand where they are used.

Digits count as one symbol and Latin letters as another; a character that the
model has never seen is one further symbol. Counts are smoothed by absolute
discounting (Ney, Essen and Kneser 1994) and stored in eighths of a bit.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from newsclean.chars import CODE_POINTS, codes, simplified, view_table
from newsclean.lazy import data_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "LanguageModel",
    "language_model",
    "strange",
    "strange_places",
    "strange_table",
    "symbols",
    "unread_table",
    "vocabulary",
]

UNIT = 8  # stored steps per bit


def symbols(text: str) -> str:
    """`text` as the model sees it: its view, digits as `0` and letters as `a`."""
    return _symbol_table().take(codes(text)).tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _symbol_table() -> NDArray[np.uint32]:
    """The code point of each code point's symbol."""
    found = view_table().copy()
    for first, last in ("09", "az"):
        found[(found >= ord(first)) & (found <= ord(last))] = ord(first)
    return found


class LanguageModel:
    """Bigram statistics over a closed vocabulary.

    chars: the vocabulary; symbol number i + 1 is `chars[i]`, 0 is unknown.
    unigram: bits of each symbol, shape (V,).
    pairs: pointwise mutual information in bits of each pair, shape (V, V).
    """

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        import numpy as np

        self.header: dict[str, Any] = json.loads(bytes(arrays["header"]).decode())
        points = arrays["chars"].astype(np.int64)
        self.chars = "".join(map(chr, points))
        size = len(points) + 1
        number = np.zeros(CODE_POINTS, dtype=np.uint16)
        number[points] = np.arange(1, size)
        self._number = number[_symbol_table()]
        self.unigram = arrays["unigram"].astype(np.float32) / UNIT
        backoff = arrays["backoff"].astype(np.int16)
        # In eighths of a bit; a byte each, so that the square table stays small.
        self._pairs = np.repeat(np.clip(backoff, -127, 127).astype(np.int8)[:, None], size, axis=1)
        keys = np.cumsum(arrays["keys"].astype(np.int64))
        self._pairs.reshape(-1)[keys] = arrays["values"].astype(np.int8)
        self._unigrams: list[float] = self.unigram.tolist()
        self._view = self._pairs.data

    def numbers(self, text: str) -> NDArray[np.uint16]:
        """The symbol numbers of `text`, one a character."""
        return self._number.take(codes(text))

    def bits(self, text: str) -> float:
        """How many bits `text` costs: lower reads better. 0.0 for the empty text."""
        seen = self.numbers(text)
        pairs = float(self._pairs[seen[:-1], seen[1:]].sum()) / UNIT
        return float(self.unigram[seen].sum()) - pairs

    def each(self, numbers: NDArray[np.uint16]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What each symbol but the first costs behind the one before it, and how far they attract.

        Both in bits, shape (len(numbers) - 1,).
        """
        import numpy as np

        pairs = self._pairs[numbers[:-1], numbers[1:]].astype(np.float64) / UNIT
        costs: NDArray[np.float64] = self.unigram[numbers[1:]] - pairs
        return costs, pairs

    def bits_per_char(self, text: str) -> float:
        """`bits` divided by the length; real news lies between 5 and 8."""
        return self.bits(text) / max(len(text), 1)

    def worst_bits(self, text: str, width: int) -> float:
        """`bits_per_char` of the `width` characters in a row that read worst."""
        import numpy as np

        costs, _ = self.each(self.numbers(text))
        if len(costs) < width:
            return self.bits_per_char(text)
        sums = np.cumsum(np.concatenate([[0.0], costs]))
        return float((sums[width:] - sums[:-width]).max()) / width

    def step_bits(self, last: int, number: int) -> float:
        """What the symbol `number` costs behind the symbol `last`."""
        # Single entries of an array are three times as dear.
        return self._unigrams[number] - self._view[last, number] / UNIT

    def step_table(
        self, lasts: NDArray[np.int64], numbers: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """`step_bits` of each symbol of `numbers` behind each of `lasts`, shape (m, n)."""
        pairs = self._pairs[lasts[:, None], numbers[None, :]]
        table: NDArray[np.float64] = self.unigram[numbers][None, :] - pairs / UNIT
        return table

    def association(self, first: str, second: str) -> float:
        """Bits of mutual information of two neighbouring characters; above 0 they attract."""
        one, other = self.numbers(first + second)
        return float(self._pairs[one, other]) / UNIT


@cache
def vocabulary() -> str:
    """Every character that the model knows, in any script or width, and the blanks."""
    known = set(language_model().chars)
    both = {chr(form) for form, plain in simplified().items() if plain in known}
    ascii_ = {chr(code) for code in range(0x20, 0x7F)} | {"\t", "\n", "\r", "\u3000", "\xa0"}
    wide = {chr(code) for code in range(0xFF01, 0xFF5F)}
    return "".join(sorted(known | both | ascii_ | wide))


@cache
def strange() -> re.Pattern[str]:
    """A character that Chinese news does not have: none of `vocabulary`."""
    return re.compile(f"[^{re.escape(vocabulary())}]")


@cache
def strange_table() -> NDArray[np.bool_]:
    """Which code points are `strange`, shape (CODE_POINTS,)."""
    import numpy as np

    found = np.ones(CODE_POINTS, dtype=np.bool_)
    found[list(map(ord, vocabulary()))] = False
    return found


@cache
def unread_table() -> NDArray[np.bool_]:
    """Which code points text in a wrong charset has and Chinese news has not.

    Of those that are `strange` the Chinese characters, the private ones and U+FFFD;
    other languages are none. Shape (CODE_POINTS,).
    """
    import numpy as np

    found = np.zeros(CODE_POINTS, dtype=np.bool_)
    for first, last in ((0x3400, 0xA000), (0xE000, 0xF900), (0xFFFD, 0xFFFE)):
        found[first:last] = strange_table()[first:last]
    return found


def strange_places(text: str) -> list[int]:
    """Where the characters stand that Chinese news does not have."""
    places: list[int] = strange_table().take(codes(text)).nonzero()[0].tolist()
    return places


@cache
def language_model() -> LanguageModel:
    """The shipped model, loaded once per process."""
    import numpy as np  # 60 ms, and most documents never ask the model

    path = data_file("bigrams.npz")
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        return LanguageModel(dict(arrays))
