"""`python -m tests.benchmarks [ratios] [size] [start] [memory]`; all without an argument."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from . import inputs, peers

Work = Callable[[bytes], object]
REPEATS = 5  # the fastest counts: everything else is other processes
SLOW_SECONDS = 4.0  # a work that takes longer than this once is not repeated
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 9_900_000)


def seconds(work: Work, documents: Sequence[bytes]) -> float:
    """CPU seconds of this process for all documents, the best of some runs."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        for data in documents:
            work(data)
        took = time.process_time() - start
        best = min(best, took)
        if took > SLOW_SECONDS:
            break
    return best


def ratios() -> None:
    """Each input through newsclean and its peers, in one run."""
    text_peers = {"naive stack": peers.naive(), "ftfy safe": peers.ftfy_safe()}
    page_peers = {"trafilatura": peers.trafilatura(), "parser alone": peers.parse()}
    rows = (
        ("clean text, articles", inputs.clean_texts(), text_peers),
        ("clean text, 1 MB", inputs.long_texts(), text_peers),
        ("damaged text, real", inputs.real_damage(), text_peers),
        ("damaged text, generated", inputs.generated_damage(), text_peers),
        ("HTML pages", inputs.html_pages(), page_peers),
    )
    own = peers.newsclean_record()
    print(f"{'input':26}{'MB':>7}{'ms/doc':>9}{'MB/s':>8}   times as fast as")
    for name, documents, others in rows:
        for data in documents[:20]:
            own(data)  # lists and models are loaded
        size = sum(map(len, documents)) / 1e6
        took = seconds(own, documents)
        line = f"{name:26}{size:7.2f}{1e3 * took / len(documents):9.3f}{size / took:8.2f}   "
        for peer, work in others.items():
            line += f"{peer} {seconds(work, documents) / took:.1f} "
        print(line, flush=True)


def sizes() -> None:
    """Cost against size, with the exponent of the power law that fits best."""
    own = peers.newsclean_record()
    for name, unit in inputs.shapes().items():
        took = []
        for size in SIZES:
            data = (unit * (size // len(unit) + 1))[:size]
            data = data.decode("utf-8", "ignore").encode()
            start = time.process_time()
            own(data)
            took.append(time.process_time() - start)
            print(f"{name:18}{size:>12,} bytes {took[-1]:9.3f} s {size / took[-1] / 1e6:8.2f} MB/s")
        slope = np.polyfit(np.log(SIZES[2:]), np.log(took[2:]), 1)[0]
        print(f"{name:18}exponent {slope:.2f} from {SIZES[2]:,} bytes on", flush=True)


# Of this process alone, on Linux; what `resource` says begins with the memory of the parent.
_PEAK = """
import re
print(int(re.search("VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""
_START = (
    """
import time
started = time.perf_counter(); import newsclean; imported = time.perf_counter()
newsclean.clean({text!r}.encode()); first = time.perf_counter()
print((imported - started) * 1e3, (first - imported) * 1e3)
"""
    + _PEAK
)
_FIRST = "新华网\n2022年12月1日 07:43\n市里的老街修好了，居民搬了回来。\n上一篇：河道清淤"
_EVERYTHING = (
    """
import pathlib, sys, newsclean
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    newsclean.clean(path.read_bytes())
"""
    + _PEAK
)


def start() -> None:
    """Import and first document, each in a new process; the best of some."""
    runs = [_output(_START.format(text=_FIRST)) for _ in range(REPEATS)]
    best = np.array(runs).min(axis=0)
    print(f"import newsclean {best[0]:.0f} ms, first document {best[1]:.0f} ms")
    print(f"resident after it {best[2]:.0f} MB")


def memory() -> None:
    """Resident memory once every list, table and model was needed, in a process of its own.

    The documents are made outside of it: making damage takes dictionaries that cleaning does not.
    """
    kinds = (inputs.real_damage(), inputs.generated_damage(), inputs.html_pages(20))
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(chain(*kinds)):
            Path(folder, f"{number:05}").write_bytes(data)
        print(f"resident after all kinds of documents {_output(_EVERYTHING, folder)[0]:.0f} MB")


def _output(code: str, *arguments: str) -> list[float]:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


SECTIONS = {"ratios": ratios, "size": sizes, "start": start, "memory": memory}

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for name in sys.argv[1:] or SECTIONS:
        print(f"== {name}")
        SECTIONS[name]()
