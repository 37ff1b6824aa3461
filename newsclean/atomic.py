"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

__all__ = ["Whole", "whole"]


class Whole:
    """A stream under a temporary name, in the folder of `path` or another of its disk.

    `commit` puts the file in its place, `abort` leaves nothing. Both may raise
    `OSError`, as making one may.
    """

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        try:
            handle, name = tempfile.mkstemp(dir=folder or path.parent, prefix=f".{path.name}.")
        except OSError as error:  # of the file that is wanted, not of the temporary name
            raise OSError(error.errno, error.strerror, str(path)) from None
        self._path = path
        self._part = Path(name)
        self.stream: IO[bytes] = os.fdopen(handle, "wb")

    def commit(self) -> None:
        """Close the stream and move the file."""
        self.stream.flush()
        os.fsync(
            self.stream.fileno()
        )  # the name must not outlive a crash that the content does not
        self.stream.close()
        self._part.chmod(0o666 & ~_umask())  # as any new file; a temporary one is private
        self._part.replace(self._path)

    def abort(self) -> None:
        """Close the stream and remove the file."""
        with suppress(OSError):  # a full disk says so again
            self.stream.close()
        self._part.unlink(missing_ok=True)


@contextmanager
def whole(path: Path, folder: Path | None = None) -> Iterator[IO[bytes]]:
    """A stream beside `path`, which takes its place when all is written.

    After an error nothing is left behind. Raises `OSError` where it cannot be written.
    """
    made = Whole(path, folder)
    try:
        yield made.stream
        made.commit()
    except BaseException:
        made.abort()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
