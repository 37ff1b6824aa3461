"""Equal input gives equal output: in another process, with another seed of hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

import newsclean
from newsclean import Config


def run(path: Path, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "tests.digests", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_another_process_with_another_seed_of_hashes(tmp_path: Path) -> None:
    path = tmp_path / "digests.json"
    assert "digests" in run(path, "0")
    assert " 0 differ" in run(path, "1")


MIXED = "經濟開發倉庫裡於製雲後臺灣著乾麵发里后台云制于只系，。a1\n"
PROSE = st.lists(
    st.sampled_from(
        [*MIXED, "镇上的图书馆昨天开门，", "員忙得連午飯也沒有顧上吃。", "只有", "皇后"]
    )
).map("".join)


def converted(text: str, script: str) -> str:
    return str(newsclean.repair(text, config=Config(script=script)))


@given(PROSE)
def test_a_conversion_again_changes_nothing(text: str) -> None:
    for script in ("restore", "keep", "simplified", "traditional"):
        once = converted(text, script)
        assert converted(once, script) == once


@example("經經著云發皇后")
@given(PROSE)
def test_restored_then_simplified_is_simplified(text: str) -> None:
    # 著 is two words, and only where a machine wrote it restoring tells which.
    one, two = (converted(given, "simplified") for given in (converted(text, "restore"), text))
    assert one.replace("著", "着") == two.replace("著", "着")


@given(PROSE)
def test_kept_then_anything_is_that(text: str) -> None:
    for script in ("restore", "simplified", "traditional"):
        assert converted(converted(text, "keep"), script) == converted(text, script)


@given(PROSE)
def test_conversions_leave_nothing_of_the_other_script(text: str) -> None:
    simplified = converted(text, "simplified")
    assert converted(simplified, "restore") == simplified
    assert len(simplified) == len(converted(text, "keep"))
