"""What rules propose and what was done: spans, certainties, changes, edits, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Certainty", "Change", "Characters", "Edit", "Rule", "Span"]


class Span(NamedTuple):
    """A half-open range `[start, end)` of code points."""

    start: int
    end: int


class Certainty(IntEnum):
    """How sure a rule is of a change. Ordered, so `>=` compares.

    * `CERTAIN`: the inverse of a known transformation; doing the damage again
      gives exactly what was seen. Or: what is removed has no reading as text
      (a control character, an entity's spelling).
    * `LIKELY`: several independent signs agree and a careful editor would do
      the same without looking anything up.
    * `GUESS`: more probable than not. Reported, and done only on request.
    """

    GUESS = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule proposes: put `text` where `span` stands in the string shown."""

    span: Span
    text: str
    rule: str
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done, in source coordinates.

    `before` is exactly the source in `span`. Where several rules worked on one
    place, `rule` is the first of them (the damage) and `then` names the later
    ones in order. Where `before` and `after` are equally long they correspond
    position by position.
    """

    span: Span
    before: str
    after: str
    rule: str
    certainty: Certainty
    then: tuple[str, ...] = ()


# The characters themselves, or a table over all code points that is made when it is needed.
Characters: TypeAlias = "str | Callable[[], NDArray[np.bool_]]"


class Rule(NamedTuple):
    """A rule looks at a string and proposes changes. It never edits and sees nothing else.

    `propose` yields changes whose `rule` is `id`, in any order. `needs` are sets of
    characters; a text without a member of each of them is not shown to the rule, which
    would find nothing in it (see `gates`).
    """

    id: str
    propose: Callable[[str], Iterable[Change]]
    needs: tuple[Characters, ...] = ()
