"""Progress on a terminal: how far, how fast, how long still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

__all__ = ["progress"]


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        documents = task.fields["documents"]
        seconds = task.elapsed or 0.0
        rate = documents / seconds if seconds else 0.0
        speed = task.completed / 1e6 / seconds if seconds else 0.0
        return Text(f"{documents:,} documents, {rate:,.0f}/s, {speed:,.2f} MB/s")


@contextmanager
def progress(console: Console, total: int, shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that takes bytes read and documents done.

    total: bytes of all input, 0 if that is not known. Nothing is shown if
    `shown` is false.
    """
    if not shown:
        yield lambda position, documents: None
        return
    columns = (
        TextColumn("cleaning"), BarColumn(), TaskProgressColumn(), _Rate(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total or None, documents=0)
        yield lambda position, documents: bar.update(task, completed=position, documents=documents)
