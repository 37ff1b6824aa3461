"""Packages that are not installed with newsclean: imported when needed, or named when missing."""

from __future__ import annotations

import importlib
from typing import Any

from newsclean.errors import MissingExtra

__all__ = ["need"]


def need(module: str, extra: str) -> Any:
    """The module of this name, which the extra `newsclean[extra]` installs.

    Raises `MissingExtra`, which names the extra, if it is not there.

    >>> need("no_such_module", "arrow")
    Traceback (most recent call last):
    newsclean.errors.MissingExtra: no_such_module is missing: pip install 'newsclean[arrow]'
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtra(module, extra) from error
