"""What was done to documents, added up: for the summary of the command and for reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Tally"]


@dataclass
class Tally:
    """Counts over documents.

    characters: of the sources. status: documents; edits and flags: by rule;
    removed: characters of the blocks that were left out, by label.
    """

    documents: int = 0
    characters: int = 0
    status: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    def tally(
        self,
        *,
        characters: int,
        status: str,
        edits: Iterable[str],
        flags: Iterable[str],
        removed: Iterable[tuple[str, int]],
    ) -> None:
        """Add one document; removed: a label and a number of characters for each block."""
        self.documents += 1
        self.characters += characters
        self.status[status] += 1
        self.edits.update(edits)
        self.flags.update(flags)
        for label, length in removed:
            self.removed[label] += length
