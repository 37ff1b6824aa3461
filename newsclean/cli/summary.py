"""What a run did, counted: for people as a table, for programs as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from newsclean.article import Article
from newsclean.tally import Tally

__all__ = ["Summary", "show"]


@dataclass
class Summary(Tally):
    """Counts that can be added up.

    documents: cleaned; written: of those, selected; rejected: records and rests
    of files that could not be used. body: characters of what is left of the
    sources. bytes: of the input.
    """

    written: int = 0
    rejected: int = 0
    body: int = 0
    bytes: int = 0

    def count(self, article: Article) -> None:
        """Add one cleaned document."""
        self.body += len(article.body)
        self.tally(
            characters=len(article.source_text),
            status=article.status.value,
            edits=(edit.rule for edit in article.edits),
            flags=(flag.rule for flag in article.flags),
            removed=((one.label.value, len(one.text)) for one in article.blocks if not one.kept),
        )

    def add(self, other: Summary) -> None:
        """Add the counts of another."""
        for name, value in vars(other).items():
            own = getattr(self, name)
            if isinstance(own, Counter):
                own.update(value)
            else:
                setattr(self, name, own + value)

    def to_dict(self) -> dict[str, Any]:
        """As JSON-ready values, names in order."""
        return {
            name: dict(sorted(value.items())) if isinstance(value, dict) else value
            for name, value in vars(self).items()
        }

    @classmethod
    def of(cls, row: dict[str, Any]) -> Summary:
        """From what `to_dict` gave."""
        found = cls()
        for name, value in row.items():
            setattr(found, name, Counter(value) if isinstance(value, dict) else value)
        return found


def show(summary: Summary, seconds: float, console: Console) -> None:
    """Print the counts of a run that took so many seconds."""
    table = Table(box=None, padding=(0, 2), show_header=False)
    table.add_column(style="dim")
    table.add_column()
    table.add_column(justify="right")
    rate = summary.documents / seconds if seconds else 0.0
    speed = summary.bytes / 1e6 / seconds if seconds else 0.0
    rows = [
        ("documents", "cleaned", f"{summary.documents:,}"),
        ("", "written", f"{summary.written:,}"),
        ("", "rejected", f"{summary.rejected:,}"),
        ("characters", "read", f"{summary.characters:,}"),
        ("", "in bodies", f"{summary.body:,}"),
    ]
    for name, counts in _counts(summary).items():
        for index, (key, value) in enumerate(counts.most_common()):
            rows.append(("" if index else name, key, f"{value:,}"))
    rows.append(("throughput", f"{seconds:,.1f} s", f"{rate:,.0f} documents/s, {speed:,.2f} MB/s"))
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _counts(summary: Summary) -> dict[str, Counter[str]]:
    return {
        "status": summary.status,
        "edits": summary.edits,
        "flags": summary.flags,
        "characters removed": summary.removed,
    }
