"""A run of `newsclean clean`: chunks through the pool into the sink, to the end or to a stop."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console

from newsclean.cli.job import Chunk, Job, chunks_of
from newsclean.cli.manifest import Manifest
from newsclean.cli.pool import run
from newsclean.cli.progress import progress
from newsclean.cli.sinks import Folder, Sink, Stream
from newsclean.cli.summary import Summary, show
from newsclean.errors import BadData
from newsclean.files import Item, Reader, Reject, Shard
from newsclean.files.records import Place

__all__ = ["Plan", "carry_out"]


@dataclass(frozen=True)
class Plan:
    """What is to be done.

    output: a file, a folder if there are `facts`, or None for standard output.
    facts: what the record of a run in a folder says of it.
    """

    shards: list[Shard]
    job: Job
    output: Path | None
    part_rows: int
    facts: dict[str, Any] | None
    resume: bool
    workers: int
    ordered: bool
    keep_going: bool
    rejects: Path | None
    quiet: bool
    summary: str | None


def carry_out(plan: Plan) -> bool:
    """Do it. Whether some input could not be used.

    Raises `click.ClickException` for that if the plan is not to keep going, and
    if the output cannot be written.
    """
    start = time.monotonic()
    before = signal.signal(signal.SIGTERM, _stop)  # as Ctrl-C: what is unfinished is cleared away
    try:
        sink = _sink(plan)
        try:
            _fill(plan, sink)
            sink.commit()
        except BaseException:
            sink.abort()
            raise
    except KeyboardInterrupt:
        _interrupted(plan)
    except BrokenPipeError:
        sys.exit(1)  # the reader of standard output has gone
    except OSError as error:
        where = error.filename or plan.output or "standard output"
        raise click.ClickException(f"{where}: {error.strerror}") from None
    finally:
        signal.signal(signal.SIGTERM, before)
    _report(plan, sink.summary, time.monotonic() - start)
    return sink.summary.rejected > 0


def _stop(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _interrupted(plan: Plan) -> NoReturn:
    again = "; --resume goes on" if plan.facts is not None else ""
    click.echo(f"newsclean: interrupted{again}", err=True)
    sys.exit(130)  # as shells have it: 128 and the number of the signal


def _sink(plan: Plan) -> Sink:
    target = plan.job.target
    if plan.facts is None:
        return Stream(target, plan.output, plan.rejects)
    assert plan.output is not None
    plan.output.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(plan.output, plan.facts, plan.resume)
    return Folder(plan.output, target, plan.shards, manifest)


def _fill(plan: Plan, sink: Sink) -> None:
    console = Console(stderr=True)
    shown = console.is_terminal and not plan.quiet
    reader = Reader(plan.job.parser.limits, plan.job.parser.encoding)
    missing = [index for index in range(len(plan.shards)) if not sink.has_all(index)]
    total = sum(plan.shards[index].size for index in missing)
    results = run(_chunks(plan, sink, reader, missing), plan.job, plan.workers, plan.ordered)
    begun = list(islice(results, 1))  # before the bar has a thread: workers may be forked
    with progress(console, total, shown) as tell:
        for done in chain(begun, results):
            if done.rejects and not plan.keep_going:
                first = done.rejects[0]
                hint = "--keep-going sets such input aside"
                raise click.ClickException(f"{first.place}: {first.reason} ({hint})")
            sink.add(done)
            tell(reader.position, sink.summary.documents)


def _chunks(plan: Plan, sink: Sink, reader: Reader, missing: Iterable[int]) -> Iterator[Chunk]:
    for index in missing:
        shard = plan.shards[index]
        items = _guarded(reader.items(shard))
        for chunk in chunks_of(index, shard.format, items, plan.part_rows):
            if not sink.has(chunk.key):
                yield chunk


def _guarded(items: Iterator[Item | Reject]) -> Iterator[Item | Reject]:
    """The items, and for a rest that cannot be read a reject."""
    try:
        yield from items
    except BadData as error:
        place = Place(error.path, error.line)
        yield Reject(place, str(error).removeprefix(f"{place}: "))


def _report(plan: Plan, summary: Summary, seconds: float) -> None:
    console = Console(stderr=True)
    wanted = plan.summary or ("table" if console.is_terminal and not plan.quiet else "none")
    if wanted == "json":
        row = {**summary.to_dict(), "seconds": round(seconds, 3)}
        click.echo(json.dumps(row, ensure_ascii=False), err=True)
    elif wanted == "table":
        show(summary, seconds, console)
