"""What lines state, kept with the way it was read."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from newsclean.article import Found, FoundTime, Label
from newsclean.change import Certainty
from newsclean.lazy import pattern
from newsclean.metadata.fields import Value
from newsclean.metadata.layout import Layout, Line
from newsclean.metadata.times import Moment
from newsclean.text import Text

__all__ = [
    "BEHIND",
    "BESIDE",
    "LABELLED",
    "OPENING",
    "ROLE",
    "SIGNED",
    "WEAK",
    "Candidate",
    "Candidates",
]

# How far a value is trusted by the way it was read; the lower the better.
LABELLED, ROLE, BESIDE, OPENING, SIGNED, BEHIND, WEAK = range(7)


_FOLLOWED = pattern(r"(?P<name>[\w·]{2,16}?)\s?\+?\s?关注(?P<rest>.?)")
_NAME = 4  # characters of an account's name, if something follows: 河湾关注民生


class Candidate(NamedTuple):
    """A value that was found, and how far it is trusted (lower is better)."""

    rank: tuple[int, int]
    found: Found[str]


class Candidates:
    """All that lines say, by field."""

    def __init__(self, text: Text, page: Layout) -> None:
        self.text = text
        self.notices = "\n".join(line.view for line in page.lines if line.label == Label.LEGAL)
        self.first = page.lines[0].view if page.lines else ""
        self.article = "\n".join(line.view for line in page.lines if line.kept)
        self.views = frozenset(line.view for line in page.lines)
        self.values: defaultdict[str, list[Candidate]] = defaultdict(list)
        self.clocks: list[
            tuple[int, int, int, int]
        ] = []  # month to minute, of dates without a year
        self.times: defaultdict[str, list[tuple[tuple[int, int], FoundTime]]] = defaultdict(list)

    @cached_property
    def followed(self) -> frozenset[str]:
        """What the page asks its reader to follow: 老赵修车笔记 +关注."""
        found = filter(None, map(_FOLLOWED.match, self.views))
        return frozenset(
            match["name"] for match in found if len(match["name"]) >= _NAME or not match["rest"]
        )

    def add(self, line: Line, value: Value, rank: tuple[int, int], rule: str) -> None:
        """Keep a value read in a line."""
        span = self.text.source_span(line.place(value.start), line.place(value.end))
        sure = Certainty.CERTAIN if rank[0] == LABELLED else Certainty.LIKELY
        if rank[0] == WEAK:
            sure = Certainty.GUESS
        found = Found(" ".join(value.text.split()), span, rule, sure)
        self.values[value.field].append(Candidate(rank, found))

    def add_time(self, field: str, line: Line, moment: Moment, rank: tuple[int, int]) -> None:
        """Keep a time read in a line."""
        span = self.text.source_span(line.place(moment.start), line.place(moment.end))
        sure = {LABELLED: Certainty.CERTAIN, WEAK: Certainty.GUESS}.get(rank[0], Certainty.LIKELY)
        found = FoundTime(moment.value, span, f"meta.{field}", sure, moment.precision)
        self.times[field].append((rank, found))

    def best(self, field: str) -> list[Found[str]]:
        """The values of the most trusted way, each once, in the order of the page."""
        return next(iter(self.ranked(field)), [])

    def ranked(self, field: str) -> list[list[Found[str]]]:
        """The values of each way, the most trusted first; in each way as `best` has them."""
        ways: defaultdict[tuple[int, int], dict[str, Found[str]]] = defaultdict(dict)
        for candidate in self.values.get(field, []):
            ways[candidate.rank].setdefault(candidate.found.value, candidate.found)
        return [list(ways[rank].values()) for rank in sorted(ways)]
