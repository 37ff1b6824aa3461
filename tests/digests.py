"""The same results everywhere: `python -m tests.digests FILE`.

Writes a digest of each result into FILE, or, if FILE is there, compares with it:
run it with one Python, one release of a package or one hash seed, and again
with another. Prints what differs; exit code 1 if anything does.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import newsclean
from corpus.damage import KINDS

ROOT = Path(__file__).parents[1]


def documents() -> Iterator[tuple[str, str | bytes]]:
    """Names and documents: seeds, in every charset and with every damage, and all cases."""
    for path in sorted(ROOT.glob("seeds/*/source.txt")):
        text = path.read_text("utf-8")
        yield path.parent.name, text
        for codec in ("utf-8", "gb18030", "big5", "utf-16", "hz"):
            yield f"{path.parent.name} {codec}", text.encode(codec, "ignore")
        for kind, damage in KINDS.items():
            yield f"{path.parent.name} {kind}", damage(text, random.Random(1))
    for path in sorted(ROOT.glob("tests/cases/**/*.html")):
        yield str(path.relative_to(ROOT)), path.read_bytes()
    for path in sorted(ROOT.glob("tests/cases/**/*.json")):
        for row in json.loads(path.read_text("utf-8")):
            for name in ("before", "text", "html"):
                if isinstance(row, dict) and isinstance(row.get(name), str):
                    yield f"{path.stem} {row['id']}", row[name]


def digests() -> dict[str, str]:
    """A digest of the result of each document."""
    return {
        name: hashlib.sha256(json.dumps(newsclean.clean(data).to_dict()).encode()).hexdigest()[:16]
        for name, data in documents()
    }


def main(path: Path) -> int:
    """Write or compare."""
    found = digests()
    if not path.exists():
        path.write_text(json.dumps(found, indent=0), "utf-8")
        print(f"{path}: {len(found)} digests")
        return 0
    known = json.loads(path.read_text("utf-8"))
    other = [name for name in found.keys() | known if found.get(name) != known.get(name)]
    for name in sorted(other):
        print("differs:", name)
    print(f"{len(found)} digests, {len(other)} differ")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
