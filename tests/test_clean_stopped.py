"""`newsclean clean` that is stopped: by signals, by kill -9, by a full disk, by who reads it.

Nothing here depends on how fast the machine is: what is stopped has not come to its end,
because the test holds back the end of its input.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
from functools import partial
from pathlib import Path

import pytest
from conftest import load_jsonl
from running import PATIENCE, Tap, command, ids, make, processes, real, results, wait_for

DOCUMENTS = int(os.environ.get("NEWSCLEAN_DOCUMENTS", "600"))
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/cmdline").exists(), reason="the system does not list processes in /proc"
)


def limited() -> None:
    """No file of this process may be larger than 200 kB: what a full disk looks like to it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


@pytest.mark.parametrize("output", ["out/", "b.jsonl", "b.csv"])
def test_full_disk(tmp_path: Path, output: str) -> None:
    source = make(tmp_path / "a.jsonl", 300)
    arguments = (source, "-o", f"{tmp_path}/{output}", "--part-size", "200")
    full = real(*arguments, preexec_fn=limited)
    assert full.returncode == 1
    assert "File too large" in full.stderr
    assert "Traceback" not in full.stderr
    assert not (tmp_path / "b.jsonl").exists()
    if output == "out/":
        assert results(tmp_path / "out") == {}
        assert real(*arguments, "--resume").returncode == 0
        assert ids(tmp_path / "out") == list(range(300))


def test_reader_that_goes_away(tmp_path: Path) -> None:
    source = make(tmp_path / "a.jsonl", 500)  # more results than a pipe holds
    with (
        (tmp_path / "errors").open("w+b") as errors,
        subprocess.Popen(command(source), stdout=subprocess.PIPE, stderr=errors) as child,
    ):
        assert child.stdout
        child.stdout.read(100)
        child.stdout.close()
        assert child.wait(PATIENCE) == 1
        errors.seek(0)
        assert b"Traceback" not in errors.read()


@pytest.fixture
def tap(tmp_path: Path) -> Tap:
    """1,200 documents."""
    return Tap(tmp_path / "tap.jsonl", make(tmp_path / "a.jsonl", 1200).read_bytes())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(tmp_path: Path, tap: Tap, number: signal.Signals) -> None:
    out = tmp_path / "out"
    with tap.run(tap.path, "-o", f"{out}/", "--part-size", "100", "-j", "2") as running:
        running.until(lambda: list(out.glob("*.jsonl")))
        running.child.send_signal(number)
        _, errors = running.child.communicate(timeout=PATIENCE)
        assert running.child.returncode == 130
    assert "interrupted; --resume goes on" in errors
    assert "Traceback" not in errors
    for path in out.glob("*.jsonl"):
        assert len(load_jsonl(path)) == 100
    assert not (out / "_newsclean" / "unfinished").exists()


@needs_proc
def test_a_worker_that_is_killed(tmp_path: Path, tap: Tap) -> None:
    out = tmp_path / "out"
    arguments = (tap.path, "-o", f"{out}/", "--part-size", "100", "-j", "2")
    with tap.run(*arguments) as running:
        # Half of the input is held back, so that there is work to do afterwards.
        running.until(lambda: list(out.glob("*.jsonl")), held=120_000)
        running.until(running.workers, held=120_000)
        os.kill(running.workers()[0], signal.SIGKILL)
        code, errors = running.to_end()
    assert code == 1
    assert "a worker process was ended from outside" in errors
    assert "Traceback" not in errors
    assert len(ids(out)) < 1200
    with tap.run(*arguments, "--resume") as running:
        assert running.to_end() == (0, "")
    assert ids(out) == list(range(1200))


def killed_runs(tap: Tap, out: Path, arguments: list[str | Path], kills: int) -> None:
    """Start, kill -9 at a random moment, go on; at last to the end.

    Each run is killed a random time after it has written a random number of parts. The last
    byte of the input is held back until then, so that no run has come to its end.
    """
    chance = random.Random(6)
    resume: list[str] = []
    workers: set[int] = set()
    for _ in range(kills):
        more = chance.randint(0, max(1, DOCUMENTS // 100 // kills))
        with tap.run(*arguments, *resume) as running:
            running.until(partial(written, tap, out, parts(out) + more))
            running.pour_for(chance.uniform(0, 1))
            workers.update(running.workers())
            running.child.kill()
            assert running.child.wait(PATIENCE) == -signal.SIGKILL
        # Workers end with their parent. One that still holds the pipe would take what is poured
        # for the next run.
        wait_for(lambda: not {*processes(str(tap.path)), *(workers & {*processes("spawn_main")})})
        resume = ["--resume"]
    with tap.run(*arguments, *resume) as running:
        assert running.to_end() == (0, "")
    assert workers


def parts(out: Path) -> int:
    return len(list((out / "_newsclean" / "parts").glob("*")))


def written(tap: Tap, out: Path, wanted: int) -> bool:
    """Whether so many parts are there, or all that can be while the end is held back."""
    return parts(out) >= wanted or tap.poured(1)


@needs_proc
@pytest.mark.parametrize(("to", "kills"), [("jsonl", 3), ("parquet", 1)])
def test_resume_after_kills(tmp_path: Path, to: str, kills: int) -> None:
    """Nothing lost and nothing doubled: the files are those of a run that nobody disturbed."""
    if to == "parquet":
        pytest.importorskip("pyarrow")
    half = DOCUMENTS // 2
    rest = make(tmp_path / "rest", DOCUMENTS - half, half).read_bytes()
    tap = Tap(tmp_path / "b.jsonl", rest)
    sources = [make(tmp_path / "a.jsonl", half), tap.path]
    settings = ["--part-size", "100", "-j", "2", "--to", to]
    with tap.run(*sources, "-o", f"{tmp_path / 'whole'}/", *settings) as running:
        assert running.to_end() == (0, "")
    kills = int(os.environ.get("NEWSCLEAN_KILLS", kills))
    out = tmp_path / "out"
    killed_runs(tap, out, [*sources, "-o", f"{out}/", *settings], kills)
    assert results(out) == results(tmp_path / "whole")
    both = [json.loads((tmp_path / name / "_newsclean" / "summary.json").read_text())
            for name in ("out", "whole")]  # fmt: skip
    assert both[0] == both[1]
    assert both[0]["documents"] == DOCUMENTS
