"""What the fuzzer found, and the inputs by which it reached most code, are cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.targets import CORPUS, TARGETS, seeds

FINDINGS = sorted((CORPUS / "findings").iterdir())


@pytest.mark.parametrize("target", TARGETS)
def test_corpus(target: str) -> None:
    for path in sorted((CORPUS / target).iterdir()):
        TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_seeds(target: str) -> None:
    for data in list(seeds(target))[::5]:
        TARGETS[target](data)


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_findings(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())
