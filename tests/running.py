"""The command as a process of its own, and an input that a test holds in its hand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import load_jsonl

TEXT = (
    "来源：云河网\n第{n}座新桥昨天通车，两岸的村民走上桥面。\n"
    "桥长{n}米，用了三年。\n责任编辑：王小林\n"
)
PATIENCE = 600  # seconds, after which a run hangs: no machine is so slow


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "newsclean", "clean", *map(str, arguments)]


def real(*arguments: str | Path, **settings: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, timeout=PATIENCE, **settings
    )


def make(path: Path, count: int, start: int = 0) -> Path:
    """JSON lines with so many documents."""
    rows = ({"id": n, "text": TEXT.format(n=n)} for n in range(start, start + count))
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def results(folder: Path) -> dict[str, bytes]:
    """The files of an output folder, without the record of the run."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_newsclean" not in path.parts
    }


def ids(folder: Path) -> list[int]:
    return [row["id"] for path in sorted(folder.glob("*.jsonl")) for row in load_jsonl(path)]


class Tap:
    """An input that the test pours out: a run over it has no end before the test wants one.

    A named pipe with the content of a file. Each run gets it from the beginning.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self._data = data
        self._pipe: int | None = None
        self._at = 0
        os.mkfifo(path)

    def pour(self, held: int = 0) -> None:
        """As much as the pipe takes, but not the last `held` bytes."""
        if self._pipe is None:
            try:
                self._pipe = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads yet
                return
        end = min(self._at + (1 << 16), len(self._data) - held)
        with suppress(BlockingIOError):
            self._at += os.write(self._pipe, self._data[self._at : end])

    def poured(self, held: int = 0) -> bool:
        """Whether all but the last bytes are out."""
        return self._at >= len(self._data) - held

    def close(self) -> None:
        """The end of the input; what was not read is lost."""
        if self._pipe is not None:
            os.close(self._pipe)
        self._pipe, self._at = None, 0

    @contextmanager
    def run(self, *arguments: str | Path) -> Iterator[Running]:
        """A run of the command, of which nothing is left afterwards."""
        os.utime(
            self.path, (0, 0)
        )  # pouring changes it, and a run is resumed with inputs as they were
        with subprocess.Popen(
            command(*arguments), stderr=subprocess.PIPE, text=True, preexec_fn=_heard
        ) as child:
            try:
                yield Running(child, self)
            finally:
                child.kill()
                self.close()


def _heard() -> None:
    """Ctrl-C is heard, also where the tests run behind a shell that has it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass
class Running:
    """A run whose input is a tap, and the waiting for what it does."""

    child: subprocess.Popen[str]
    tap: Tap

    def until(self, reached: Callable[[], object], held: int = 1) -> None:
        """Pour all but the last `held` bytes, until something is reached, which must come."""

        def look() -> object:
            assert self.child.poll() is None, self.child.communicate()
            self.tap.pour(held)
            return reached()

        wait_for(look)

    def pour_for(self, seconds: float) -> None:
        """Let it work for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end)

    def to_end(self) -> tuple[int, str]:
        """Pour the rest. The exit code, and what was said."""

        def look() -> bool:
            with suppress(BrokenPipeError):  # the run has ended
                self.tap.pour()
            return self.tap.poured() or self.child.poll() is not None

        wait_for(look)
        self.tap.close()
        _, errors = self.child.communicate(timeout=PATIENCE)
        return self.child.returncode, errors

    def workers(self) -> list[int]:
        """The processes that clean."""
        return [pid for pid in processes(str(self.tap.path), "spawn_main")
                if _parent(pid) == self.child.pid]  # fmt: skip


def wait_for(reached: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "it hangs"
        time.sleep(0.005)


def processes(*words: str) -> list[int]:
    """Those with one of the words in their command, and not yet ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            command = (folder / "cmdline").read_bytes()
            if any(word.encode() in command for word in words):
                found.append(int(folder.name))
    return found


def _parent(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])
    return 0
