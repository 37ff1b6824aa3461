"""A limit on what a rule searches in vain.

Some damage is found by trying what could have been there. Text that is damaged all
over, or is no text at all, would take minutes of that. A rule therefore counts what
it tried without finding anything, in the same units on every machine, and stops
with a flag `limit.search` where a page would long have ended.
"""

from __future__ import annotations

from newsclean.change import Certainty, Change, Span

__all__ = ["Effort", "given_up"]

# Units are about a tenth of a millisecond. Pages need up to two thousand; a long text may
# use more, so that what is damaged here and there is repaired to its end.
_ALLOWED = 5_000
_CHARS = 200  # of a text, for which it is allowed one unit more


class Effort:
    """What one rule may still spend on one text.

    >>> effort = Effort("新路通车")
    >>> effort.spend(4_000), effort.spend(4_000)
    (True, False)
    """

    def __init__(self, text: str) -> None:
        self._left = _ALLOWED + len(text) // _CHARS

    @property
    def is_over(self) -> bool:
        """Whether all is spent."""
        return self._left < 0

    def spend(self, units: int) -> bool:
        """Count something that was tried; whether more may be."""
        self._left -= units
        return not self.is_over


def given_up(text: str, place: int) -> Change:
    """The flag that says from where on nothing was searched."""
    return Change(Span(place, place + 1), text[place], "limit.search", Certainty.GUESS)
