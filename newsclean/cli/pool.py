"""Chunks through worker processes, a few at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import connection

from newsclean.cli.job import Chunk, Done, Job
from newsclean.errors import NewscleanError

__all__ = ["run"]

# Chunks in flight for each process: one that it works on, one that waits, one done.
_AHEAD = 3


def run(chunks: Iterable[Chunk], job: Job, workers: int, ordered: bool) -> Iterator[Done]:
    """The results of chunks, in order or as they are ready.

    A single chunk is done in this process. Never more than a few chunks and
    results are held, however fast they are read and slowly written.
    """
    chunks = iter(chunks)
    head = list(islice(chunks, 2))
    if workers == 1 or len(head) < 2:
        yield from map(job.do, chain(head, chunks))
        return
    # Done here, a chunk loads the models, which forked workers then have.
    begun = [job.do(head.pop(0))] if _alone() else []
    context = multiprocessing.get_context("fork" if _alone() else "spawn")
    pool = ProcessPoolExecutor(workers, context, _begin, (job,))
    try:
        yield from _through(pool, begun, chain(head, chunks), workers * _AHEAD, ordered)
    except BrokenProcessPool:
        raise NewscleanError(
            "a worker process was ended from outside, for want of memory?"
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone() -> bool:
    """Whether no other thread runs, of compiled code either, so that this process may be forked.

    A fork copies the locks of other threads as they are, held for ever.
    """
    threads = "/proc/self/task"  # where the system is Linux
    return os.path.isdir(threads) and len(os.listdir(threads)) == 1


def _through(
    pool: ProcessPoolExecutor, begun: list[Done], chunks: Iterator[Chunk], most: int, ordered: bool
) -> Iterator[Done]:
    waiting = deque(map(_known, begun))
    for chunk in chunks:
        waiting.append(pool.submit(_do, chunk))
        while waiting and (len(waiting) >= most or waiting[0].done()):
            yield _next(waiting, ordered)
    while waiting:
        yield _next(waiting, ordered)


def _known(done: Done) -> Future[Done]:
    future: Future[Done] = Future()
    future.set_result(done)
    return future


def _next(waiting: deque[Future[Done]], ordered: bool) -> Done:
    if ordered:
        return waiting.popleft().result()
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    future = done.pop()
    waiting.remove(future)
    return future.result()


_job: Job | None = None  # of this worker process; set once, when it begins


def _begin(job: Job) -> None:
    global _job
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Workers of a process that was killed would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(chunk: Chunk) -> Done:
    assert _job is not None
    return _job.do(chunk)
