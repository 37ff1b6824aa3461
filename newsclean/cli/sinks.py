"""Where results go: one stream, or a folder of parts that a killed run can go on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import click

from newsclean.cli.job import Done, Key
from newsclean.cli.manifest import Manifest
from newsclean.cli.summary import Summary
from newsclean.cli.terminal import say
from newsclean.files import Reject, Shard
from newsclean.files.targets import Target, json_line
from newsclean.files.writers import Writer, open_writer, write_whole

__all__ = ["Folder", "Sink", "Stream"]


class Sink(Protocol):
    """Takes the results of chunks."""

    summary: Summary

    def has(self, key: Key) -> bool:
        """Whether the part of this chunk is there from an earlier run."""

    def has_all(self, shard: int) -> bool:
        """Whether all parts of a shard are."""

    def add(self, done: Done) -> None:
        """Write the results of one chunk."""

    def commit(self) -> None:
        """All chunks are there."""

    def abort(self) -> None:
        """No more will come."""


class Stream:
    """Everything to one file or to standard output; rejects to a file or standard error."""

    def __init__(self, target: Target, path: Path | None, rejects: Path | None) -> None:
        self.summary = Summary()
        self._path = path
        self._rejects_path = rejects
        self._rejects: list[Reject] = []
        self._writer = open_writer(target, path)

    def has(self, key: Key) -> bool:
        return False

    def has_all(self, shard: int) -> bool:
        return False

    def add(self, done: Done) -> None:
        self.summary.add(done.summary)
        if done.payload is not None:
            self._writer.add(done.payload)
        if self._rejects_path:
            self._rejects += done.rejects
        else:
            for reject in done.rejects:
                say(f"newsclean: {reject.place}: {reject.reason}")

    def commit(self) -> None:
        if self._rejects_path:
            write_whole(self._rejects_path, _lines(self._rejects))
        self._writer.commit()

    def abort(self) -> None:
        self._writer.abort()


def _lines(rejects: Sequence[Reject]) -> bytes:
    return "".join(json_line(reject.row()) for reject in rejects).encode()


@dataclass
class _Part:
    """A part in the making."""

    writer: Writer | None = None
    rejects: list[Reject] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    seen: int = 0
    chunks: int | None = None  # how many there are; known from the last one
    end: bool = False


class Folder:
    """A file for each part of each shard.

    A part counts once its record is in `_newsclean/parts`, which is written after
    its files. A run that is killed leaves whole parts, and files without a
    record, which the next one writes again with the same content.
    """

    def __init__(self, folder: Path, target: Target, shards: Sequence[Shard], manifest: Manifest):
        self._folder = folder
        self._target = target
        self._shards = shards
        self._manifest = manifest
        self._parts: dict[tuple[int, int], _Part] = {}
        self.summary = Summary()
        self._there = dict(manifest.parts(shards))
        self._ended = {shard for (shard, _), row in self._there.items() if row["end"]}
        for row in self._there.values():
            self.summary.add(Summary.of(row["summary"]))

    def has(self, key: Key) -> bool:
        return (key.shard, key.part) in self._there

    def has_all(self, shard: int) -> bool:
        if shard not in self._ended:
            return False
        last = max(part for one, part in self._there if one == shard)
        return all((shard, part) in self._there for part in range(last + 1))

    def add(self, done: Done) -> None:
        self.summary.add(done.summary)
        where = done.key.shard, done.key.part
        part = self._parts.setdefault(where, _Part())
        part.summary.add(done.summary)
        part.rejects += done.rejects
        part.seen += 1
        if done.last:
            part.chunks, part.end = done.key.number + 1, done.end
        if done.payload is not None:
            if part.writer is None:
                part.writer = self._open(*where)
            part.writer.add(done.payload)
        if part.seen == part.chunks:
            self._finish(*where, self._parts.pop(where))

    def _name(self, shard: int, part: int) -> str:
        return f"{self._shards[shard].name}-{part:05}"

    def _open(self, shard: int, part: int) -> Writer:
        if self._target.tree:
            return open_writer(self._target, self._folder, self._manifest.temporary)
        path = self._inside(self._folder / f"{self._name(shard, part)}{self._target.suffix}")
        return open_writer(self._target, path, self._manifest.temporary)

    def _finish(self, shard: int, part: int, made: _Part) -> None:
        name = self._name(shard, part)
        if made.writer:
            made.writer.commit()
        if made.rejects:
            path = self._inside(self._folder / "_rejects" / f"{name}.jsonl")
            write_whole(path, _lines(made.rejects), self._manifest.temporary)
        row = {"end": made.end, "summary": made.summary.to_dict()}
        self._manifest.write_part(name, row)

    def _inside(self, path: Path) -> Path:
        """The path, if no link leads out of the folder on the way."""
        if not path.resolve().is_relative_to(self._folder.resolve()):
            raise click.ClickException(f"{path} is not inside {self._folder}")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def commit(self) -> None:
        self._manifest.write_summary(self.summary.to_dict())
        self._manifest.close()

    def abort(self) -> None:
        for part in self._parts.values():
            if part.writer:
                part.writer.abort()
        self._manifest.close()
