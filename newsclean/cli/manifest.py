"""The folder `_newsclean` in an output folder: which run it is, and which parts are done."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click

from newsclean.files import Shard
from newsclean.files.writers import write_whole

__all__ = ["Manifest", "fingerprint"]

NAME = "_newsclean"


def fingerprint(shards: Sequence[Shard]) -> str:
    """A digest of what the inputs are: names, formats, sizes and times of change."""
    digest = hashlib.sha256()
    for shard in shards:
        digest.update(
            repr((shard.name, shard.format, shard.stems)).encode("utf-8", "surrogatepass")
        )
        for file in shard.files:
            found = os.stat(file) if file != "-" else None
            state = (found.st_size, found.st_mtime_ns) if found else None
            digest.update(repr((file, state)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class Manifest:
    """Opens the record of a run, or begins one.

    facts: all that decides what the results are; a run can only be resumed with
    the same. Raises `click.ClickException` if the folder is of another run, or
    if one is writing there now.
    """

    def __init__(self, folder: Path, facts: dict[str, Any], resume: bool) -> None:
        self._root = folder / NAME
        self._parts = self._root / "parts"
        self.temporary = self._root / "unfinished"
        self._parts.mkdir(parents=True, exist_ok=True)
        self._lock = self._locked()
        run = self._root / "run.json"
        if run.exists():
            try:
                self._compare(json.loads(run.read_text(encoding="utf-8")), facts, folder, resume)
            except BaseException:
                self._unlock()
                raise
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir()
        if not run.exists():
            write_whole(run, _json(facts), self.temporary)

    def _compare(
        self, then: dict[str, Any], now: dict[str, Any], folder: Path, resume: bool
    ) -> None:
        if not resume:
            raise click.ClickException(
                f"{folder} has the results of a run; --resume goes on with it, "
                "or name another folder"
            )
        now = json.loads(_json(now))
        changed = sorted(key for key in {*then, *now} if then.get(key) != now.get(key))
        if changed:
            raise click.ClickException(
                f"the run in {folder} cannot be resumed, because these have changed since: "
                f"{', '.join(changed)}; name another folder"
            )

    def _locked(self) -> BinaryIO | None:
        """A lock that ends with the process and is not its workers', where the system has such."""
        try:
            import fcntl
        except ImportError:
            return None
        file = (self._root / "lock").open("wb")
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise click.ClickException(f"another run writes to {self._root.parent}") from None
        return file

    def parts(self, shards: Sequence[Shard]) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
        """The numbers of shard and part of each finished part, and its record."""
        for index, shard in enumerate(shards):
            base = self._parts / shard.name
            for path in base.parent.glob(f"{_escaped(base.name)}-*.json"):
                number = path.stem.removeprefix(f"{base.name}-")
                if number.isdecimal():
                    yield (index, int(number)), json.loads(path.read_text(encoding="utf-8"))

    def write_part(self, name: str, row: dict[str, Any]) -> None:
        """Say that a part is there with all its files."""
        path = self._parts / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _json(row), self.temporary)

    def write_summary(self, row: dict[str, Any]) -> None:
        """Say what the whole run did."""
        write_whole(self._root / "summary.json", _json(row), self.temporary)

    def close(self) -> None:
        """Clear away what is unfinished, and let others in."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        self._unlock()

    def _unlock(self) -> None:
        if self._lock:
            self._lock.close()


def _escaped(name: str) -> str:
    return "".join(f"[{mark}]" if mark in "*?[" else mark for mark in name)


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")
