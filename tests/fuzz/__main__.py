"""`python -m tests.fuzz TARGET [--seconds N] [--work FOLDER] [libFuzzer options]`.

Fuzzes one target, guided by which code its inputs reach, from its seeds and from
the corpus. It goes on after a finding: inputs that break a promise are put in
FOLDER/findings, one for each place that raised, with the traceback beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["newsclean"]):
    import newsclean  # noqa: F401

    from . import targets

SLOW = 20  # seconds; inputs have kilobytes at most, and a busy machine is no finding
LONGEST = 3_000  # bytes; most promises break on a few dozen


def main() -> None:
    """Fuzz one target until the time is over."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=targets.TARGETS)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "newsclean-fuzz")
    given, more = parser.parse_known_args()
    inputs = given.work / given.target
    findings = given.work / "findings"
    for folder in (inputs, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for data in targets.seeds(given.target):
        (inputs / hashlib.sha1(data).hexdigest()).write_bytes(data)
    words = given.work / "words"
    words.write_text("".join(map(_entry, targets.words())), "ascii")
    options = [
        f"-dict={words}", f"-timeout={SLOW}", f"-max_len={LONGEST}", "-rss_limit_mb=1500",
        f"-max_total_time={given.seconds}", "-print_final_stats=1",
        f"-artifact_prefix={findings}/{given.target}-",
    ]  # fmt: skip
    check = _kept(given.target, findings)
    corpus = [str(path) for path in [targets.CORPUS / given.target] if path.is_dir()]
    atheris.Setup([sys.argv[0], *options, *more, str(inputs), *corpus], check)
    atheris.Fuzz()


def _entry(word: str) -> str:
    """A word as a line of libFuzzer's dictionary."""
    data = word.encode("utf-8", "surrogatepass")[:60]
    return '"' + "".join(f"\\x{byte:02X}" for byte in data) + '"\n' if data else ""


def _kept(target: str, findings: Path) -> Callable[[bytes], None]:
    """The target, going on after what it raises."""
    call = targets.TARGETS[target]

    def check(data: bytes) -> None:
        try:
            call(data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{target}-{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"
            path = findings / name
            # The shortest input is the one to look at.
            if not path.exists() or path.stat().st_size > len(data):
                path.write_bytes(data)
                path.with_suffix(".txt").write_text(traceback.format_exc(), "utf-8", "replace")

    return check


if __name__ == "__main__":
    main()
