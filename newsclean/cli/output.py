"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

__all__ = ["whole_file"]


@contextmanager
def whole_file(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Yield a function that writes text to `path`, or to standard output for None.

    The file is written beside its place and renamed when all is done; after an
    error nothing is left behind.
    """
    if path is None:
        stream = sys.stdout.buffer
        yield lambda text: stream.write(text.encode())
        stream.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file.write
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
