"""What newsclean raises. Dirty input never raises; misuse does, and says what to do."""

from __future__ import annotations

import copyreg
from collections.abc import Iterable
from typing import Any

__all__ = ["BadConfig", "BadData", "BadInput", "MissingExtra", "NewscleanError"]


class NewscleanError(Exception):
    """Base of every error of this package."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Made again as it is, in another process: its message is composed already."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class BadInput(NewscleanError, TypeError):
    """A value of a kind that newsclean does not take."""


class BadConfig(NewscleanError, ValueError):
    """A setting that does not exist, with the ones that do in `valid`."""

    def __init__(self, message: str, valid: Iterable[str] = ()) -> None:
        self.valid = tuple(valid)
        if self.valid:
            message = f"{message}; valid: {', '.join(self.valid)}"
        super().__init__(message)


class BadData(NewscleanError):
    """A file that cannot be used, with its `path` and, where known, `line` (from 1)."""

    def __init__(self, message: str, path: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        where = path if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {message}")


class MissingExtra(NewscleanError, ImportError):
    """A package that is needed here is not installed; `extra` brings it."""

    def __init__(self, module: str, extra: str) -> None:
        self.extra = extra
        package = module.partition(".")[0]
        super().__init__(f"{package} is missing: pip install 'newsclean[{extra}]'")
