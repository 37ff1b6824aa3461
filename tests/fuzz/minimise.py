"""`python -m tests.fuzz.minimise FOLDER`: the corpus, from what fuzzing left in a folder.

Of the inputs of each target, the shortest first, those are kept that take a step
from one line to another that none before them took.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import newsclean

from .targets import CORPUS, TARGETS, seeds

PACKAGE = str(Path(newsclean.__file__).parent)
Step = tuple[str, int, int]


def steps(call: Callable[[bytes], None], data: bytes) -> set[Step]:
    """The steps between lines of the package that an input takes."""
    found: set[Step] = set()

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(PACKAGE):
            return None
        last = 0

        def line(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal last
            found.add((name, last, frame.f_lineno))
            last = frame.f_lineno
            return line

        return line

    sys.settrace(enter)
    try:
        call(data)
    finally:
        sys.settrace(None)
    return found


def main(work: Path) -> None:
    """Add to the corpus what the seeds and it do not reach."""
    for name, call in TARGETS.items():
        folder = CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        known: set[Step] = set()
        for data in [*seeds(name), *(path.read_bytes() for path in sorted(folder.iterdir()))]:
            known |= steps(call, data)
        kept = 0
        for path in sorted((work / name).iterdir(), key=lambda path: path.stat().st_size):
            new = steps(call, path.read_bytes()) - known
            if new:
                (folder / path.name[:12]).write_bytes(path.read_bytes())
                known |= new
                kept += 1
        print(f"{name:10}{kept:5} kept, {len(known):6} steps", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
