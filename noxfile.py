"""The tests on every Python, and with the lowest versions of the packages: `nox`, see CONTRIBUTING.

Needs the packages nox and uv, and the interpreters, which uv fetches where they are missing.
"""

from __future__ import annotations

from pathlib import Path

import nox

nox.needs_version = ">=2024.10"
nox.options.default_venv_backend = "uv"
nox.options.reuse_existing_virtualenvs = True

PYTHONS = ["3.10", "3.11", "3.12", "3.13"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests with the newest packages, and the same results as on the first Python."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "pytest", *session.posargs)
    _compare(session, first=session.python == PYTHONS[0])


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """All tests with the lowest versions that pyproject.toml names."""
    session.install("--resolution", "lowest-direct", "-e", ".[dev]")
    session.run("python", "-m", "pytest", *session.posargs)
    _compare(session)


def _compare(session: nox.Session, *, first: bool = False) -> None:
    """The digests of all results: those of the first Python are written, all others compared."""
    digests = Path(session.cache_dir) / "digests.json"
    if first:
        digests.unlink(missing_ok=True)
    session.run("python", "-m", "tests.digests", str(digests))
