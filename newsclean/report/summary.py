"""A set of documents in figures: sums over rows, and the rows worth reading first."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from newsclean.report.story import name_of, parts, story
from newsclean.tally import Tally

__all__ = ["Summary"]

BINS = 20  # of the share removed, 5 % each
_READ_FIRST = 200  # documents that are shown because of doubt
_SAMPLE = 50  # documents that are shown whatever they are
_LINES = 200_000  # different removed lines remembered; then those seen once are forgotten
_LINE = 120  # characters of a removed line that count when lines are compared
_FLAG = 20  # characters of doubt that a flag stands for: a place, no measured length
_SEED = 11


@dataclass
class Summary(Tally):
    """Sums over the rows given to `add`. Memory does not grow with their number."""

    kept: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    host_removed: Counter[str] = field(default_factory=Counter)
    host_characters: Counter[str] = field(default_factory=Counter)
    shares: list[int] = field(default_factory=lambda: [0] * BINS)
    lines: Counter[tuple[str, str]] = field(default_factory=Counter)
    _doubtful: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)
    _sample: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)
    _random: random.Random = field(default_factory=lambda: random.Random(_SEED))

    def add(self, row: Mapping[str, Any]) -> None:
        """Count one row."""
        size = doubt = 0
        dropped: list[tuple[str, int]] = []
        for block, found in parts(row):
            length = sum(len(part.before) for part in found)
            size += length
            if not block["kept"]:
                dropped.append((_kind(block), length))
                self._drop(block)
            doubt += _doubt(block, length)
        doubt += sum(
            len(edit["before"]) or 1 for edit in row["edits"] if edit["certainty"] != "certain"
        )
        doubt += _FLAG * len(row["flags"])
        self.tally(
            characters=size,
            status=row["status"],
            edits=(edit["rule"] for edit in row["edits"]),
            flags=(flag["rule"] for flag in row["flags"]),
            removed=dropped,
        )
        gone = sum(length for _, length in dropped)
        self.kept += size - gone
        self.topics.update(row["topics"])
        self.shares[min(int(BINS * gone / size), BINS - 1) if size else 0] += 1
        host = (urlsplit(row["url"]).hostname if row.get("url") else None) or ""
        if host:
            self.hosts[host] += 1
            self.host_removed[host] += gone
            self.host_characters[host] += size
        self._remember(row, doubt, gone / size if size else 0.0)

    def first(self) -> Iterator[dict[str, Any]]:
        """The documents to show, most doubtful first, then the sample; each once."""
        seen: set[int] = set()
        ranked = sorted(self._doubtful, key=lambda one: one[:2], reverse=True)
        drawn = sorted(self._sample, key=lambda one: one[1], reverse=True)
        for _, number, entry in [*ranked, *drawn]:
            if number not in seen:
                seen.add(number)
                yield entry

    def _drop(self, block: Mapping[str, Any]) -> None:
        line = block["text"].strip()[:_LINE]
        if line:
            self.lines[(line, block["label"])] += 1
        if len(self.lines) > _LINES:
            self.lines = Counter({key: n for key, n in self.lines.items() if n > 1})

    def _remember(self, row: Mapping[str, Any], doubt: int, share: float) -> None:
        """Keep the row if it is among the most doubtful, or drawn for the sample."""
        number = -self.documents  # of equal doubt the earlier one is the greater
        room = len(self._doubtful) < _READ_FIRST
        worst = doubt > 0 and (room or doubt > self._doubtful[0][0])
        drawn = self._random.random()
        sampled = len(self._sample) < _SAMPLE or drawn < _SAMPLE / self.documents
        if not worst and not sampled:
            return
        entry = {
            "name": name_of(row),
            "status": row["status"],
            "doubt": doubt,
            "removed": share,
            "story": story(row),
        }
        if worst:
            keep = heapq.heappush if room else heapq.heapreplace
            keep(self._doubtful, (doubt, number, entry))
        if sampled:  # algorithm R (Vitter 1985): each row is equally likely to be in it
            place = (0, number, entry)
            if len(self._sample) < _SAMPLE:
                self._sample.append(place)
            else:
                self._sample[self._random.randrange(_SAMPLE)] = place


def _kind(block: Mapping[str, Any]) -> str:
    return f"spam: {block['topic']}" if block.get("topic") else str(block["label"])


def _doubt(block: Mapping[str, Any], length: int) -> int:
    """Characters that left the body, or stayed in it, on less than a certain sign."""
    return length if not block["kept"] and block["score"] < 1 and block["text"].strip() else 0
