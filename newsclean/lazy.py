"""What is loaded when it is first used: regular expressions and data files.

A class of all Chinese characters takes some milliseconds to compile; together
the patterns of this package would be two thirds of its import.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

__all__ = ["data_file", "pattern"]


def data_file(name: str) -> Path:
    """Where a file of `newsclean/data` is. `importlib.resources` would take 8 ms to import."""
    return Path(__file__).parent / "data" / name


class _Lazy:
    """Stands in for a compiled pattern; methods are looked up once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that behaves as `re.compile(source, flags)` does.

    >>> pattern("[一二三]").findall("一二四")
    ['一', '二']
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
