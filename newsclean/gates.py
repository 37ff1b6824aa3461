"""Which rules a text can concern at all, by the characters that stand in it.

A rule names the sets of characters without which it finds nothing (`Rule.needs`).
All sets together are one table from code points to bits, so that one pass over a
text answers for every rule, and one over a document for every block of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from newsclean.chars import CODE_POINTS, codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.change import Rule

__all__ = ["Gates"]


class Gates:
    """The gates of some rules.

    >>> from newsclean.change import Rule
    >>> rule = Rule("entity.html", lambda text: [], needs=("&", ";"))
    >>> gates = Gates([rule])
    >>> [gates.open(rule, gates.seen(text)) for text in ("甲&乙", "甲&amp;乙")]
    [False, True]
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        import numpy as np

        self._table = np.zeros(CODE_POINTS, dtype=np.uint32)
        self._masks: dict[str, int] = {}
        bits: dict[object, int] = {}
        for rule in rules:
            self._masks[rule.id] = 0
            for one in rule.needs:
                if one not in bits:
                    bits[one] = 1 << len(bits)
                    members = list(map(ord, one)) if isinstance(one, str) else one()
                    self._table[members] |= np.uint32(bits[one])
                self._masks[rule.id] |= bits[one]

    def seen(self, text: str) -> int:
        """The sets of which `text` has a character, as bits."""
        import numpy as np

        return int(np.bitwise_or.reduce(self._bits(text)))

    def seen_each(self, text: str, starts: Sequence[int]) -> list[int]:
        """`seen` for each part of `text`; parts begin at `starts` and none is empty."""
        import numpy as np

        if not text:
            return [0 for _ in starts]
        found: list[int] = np.bitwise_or.reduceat(self._bits(text), starts).tolist()
        return found

    def open(self, rule: Rule, seen: int) -> bool:
        """Whether the rule can find anything in a text with these characters."""
        mask = self._masks[rule.id]
        return seen & mask == mask

    def _bits(self, text: str) -> NDArray[np.uint32]:
        return self._table.take(codes(text))
