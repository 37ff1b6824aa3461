"""What `.ci/release-check` and the documentation know of the extras: all of them."""

from __future__ import annotations

import re
import runpy

from conftest import ROOT

SECTION = re.compile(r"^\[project\.optional-dependencies\]\n(.*?)^\[", re.MULTILINE | re.DOTALL)
EXTRAS = re.findall(
    r"^(\w+) = \[", SECTION.findall((ROOT / "pyproject.toml").read_text("utf-8"))[0], re.MULTILINE
)


def test_every_extra_is_tried_when_it_is_installed_alone() -> None:
    assert EXTRAS
    assert sorted(runpy.run_path(str(ROOT / ".ci" / "smoke.py"))["CHECKS"]) == sorted(["", *EXTRAS])


def test_every_extra_is_explained_and_measured() -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    measured = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    assert [extra for extra in EXTRAS if f"`{extra}`" not in explained] == []
    assert [extra for extra in EXTRAS if f"\n| {extra} |" not in measured] == []
