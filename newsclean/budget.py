"""A limit of time for one document, in whatever thread it is cleaned.

A watch is a thread that raises an exception in the working thread once the time
is over. Signals would do it in a main thread only, and engines run in others.
The exception arrives between two steps of Python: a single call into compiled
code is not cut short, but none of those that newsclean makes is long.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

__all__ = ["OverTime", "Watch"]

T = TypeVar("T")
_LOOK = 0.05  # seconds between two looks at the clock: no load, and exact enough for a limit


class OverTime(BaseException):
    """The work was not done in time. No `Exception`, so that none of its steps catches it."""


class _Work:
    """What runs now: until when, where, and who may end it."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.thread = threading.get_ident()
        # Whoever takes the token ends the work: the worker, which is done, or the
        # watch. `pop` cannot give it to both.
        self.token = [None]
        self.raised = threading.Event()


class Watch:
    """Runs work with a limit in seconds for each piece.

    >>> with Watch(seconds=5) as watch:
    ...     watch.run(lambda: "done")
    'done'
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._work: _Work | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        self._thread.join()  # so that whoever counts threads, or forks, finds none

    def run(self, call: Callable[[], T]) -> T:
        """What `call` returns. Raises `OverTime` if it takes too long."""
        work = self._work = _Work(time.monotonic() + self._seconds)
        try:
            return call()
        finally:
            self._work = None
            try:
                work.token.pop()
            except IndexError:
                # The watch has it: its exception has arrived, or arrives here.
                work.raised.wait()
                raise OverTime from None

    def _look(self) -> None:
        while not self._closed.wait(_LOOK):
            work = self._work
            if work is None or time.monotonic() < work.until:
                continue
            try:
                work.token.pop()
            except IndexError:
                continue
            raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
            raise_in(ctypes.c_ulong(work.thread), ctypes.py_object(OverTime))
            work.raised.set()
