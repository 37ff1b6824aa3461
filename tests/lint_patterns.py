"""A linter for the time that regular expressions take: `python -m tests.lint_patterns`.

Every pattern that the package compiles is attacked with strings made from its
own parse tree: what leads up to a repetition, the repetition many times over,
and a character that fits nothing. Lengths rise by four until the time can be
measured; a pattern that then takes more than eight times as long as a quarter
of the text grows faster than n^1.5 and is printed. Exit code 1 if there is one.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import newsclean
from corpus.damage import KINDS  # every kind of damage makes its repair compile what it needs

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import sre_parse

Pattern = tuple[str, int]
LENGTHS = [16 * 4**power for power in range(6)]  # to 16,384 characters
BOUND = 4**1.5
BOUNDED = 4_000  # below it a bounded repetition is as one without end
SLOW = 0.3  # seconds; what takes that for less text is not waited for
ENOUGH = 0.015  # seconds; a linear pattern needs some nanoseconds a character
ATTACKS = 60  # of a pattern; the names of fields have hundreds
ENDLESS = 5_000  # repetitions that count as without end; bounded ones cost a factor
NOTHING = "\x00"
PACKAGE = str(Path(newsclean.__file__).parent)


def compiled() -> list[Pattern]:
    """Each pattern that the package compiles: at import, lazily, and on documents of all kinds."""
    found: dict[Pattern, None] = {}
    original = re._compile  # type: ignore[attr-defined]

    def watch(source: Any, flags: int) -> Any:
        frame = sys._getframe(1)
        for _ in range(4):  # re.compile, lazy, the caller
            if frame is not None and frame.f_code.co_filename.startswith(PACKAGE):
                if isinstance(source, str):
                    found[source, int(flags)] = None
                break
            frame = frame.f_back  # type: ignore[assignment]
        return original(source, flags)

    re._compile = watch  # type: ignore[attr-defined]
    try:
        for module in modules():
            for value in vars(module).values():
                if type(value).__name__ == "_Lazy":
                    value.search("")
        for text in documents():
            newsclean.clean(text)
    finally:
        re._compile = original  # type: ignore[attr-defined]
    return list(found)


def modules() -> Iterator[Any]:
    """All modules of the package but the command's entry."""
    for info in pkgutil.walk_packages([PACKAGE], "newsclean."):
        if not info.name.endswith("__main__"):
            try:
                yield importlib.import_module(info.name)
            except ImportError as missing:  # an extra that is not installed
                print(f"not looked at: {info.name}, needs {missing.name}", file=sys.stderr)


def documents() -> Iterator[str | bytes]:
    """The seeds, plain and as markup, and a text with each kind of damage."""
    for path in sorted((Path(__file__).parents[1] / "seeds").glob("*/source.txt")):
        text = path.read_text(encoding="utf-8")
        yield text
        yield path.read_bytes()
        yield f"<html><head><title>{text[:20]}</title></head><body><p>{text}</p></body></html>"
        for damage in KINDS.values():
            yield damage(text, random.Random(1)) or ""


def attacks(source: str, flags: int) -> Iterator[tuple[str, str]]:
    """What leads up to each endless repetition of a pattern, and what it repeats."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = sre_parse.parse(source, flags)
    seen: set[tuple[str, str]] = set()
    for lead, body in _repetitions(tree, ""):
        for one in body:
            if (lead, one) not in seen:
                seen.add((lead, one))
                yield lead, one


def _repetitions(tree: Any, lead: str) -> Iterator[tuple[str, list[str]]]:
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, inner = value
            if high >= ENDLESS:
                yield lead, _samples(inner)
            yield from _repetitions(inner, lead)
            lead += _samples(inner)[0] * min(low, 3)
            continue
        if name == "BRANCH":
            for branch in value[1]:
                yield from _repetitions(branch, lead)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from _repetitions(value[-1] if name == "SUBPATTERN" else value, lead)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repetitions(value[1], lead)
        lead += _samples([(op, value)])[0]


def _samples(tree: Any) -> list[str]:
    """A few strings that a part of a pattern matches; the first is the shortest to write."""
    out = [""]
    for op, value in tree:
        choices = _of_node(str(op), value)
        out = [one + choice for one in out for choice in choices][:6]
    return out


def _of_node(name: str, value: Any) -> list[str]:
    if name == "LITERAL":
        return [chr(value)]
    if name == "NOT_LITERAL":
        return ["x" if value != ord("x") else "y", "中"]
    if name == "ANY":
        return ["中", "a"]
    if name == "IN":
        return _of_class(value)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [one * max(value[0], 1) for one in _samples(value[2])]
    if name == "SUBPATTERN":
        return _samples(value[-1])
    if name == "ATOMIC_GROUP":
        return _samples(value)
    if name == "BRANCH":
        return [one for branch in value[1] for one in _samples(branch)][:6]
    return [""]


CATEGORIES = {
    "CATEGORY_SPACE": [" ", "\n", "\u3000"],
    "CATEGORY_DIGIT": ["1"],
    "CATEGORY_WORD": ["中", "a", "1"],
    "CATEGORY_NOT_SPACE": ["中", "-"],
    "CATEGORY_NOT_WORD": [" ", "-"],
    "CATEGORY_NOT_DIGIT": ["中"],
}


def _of_class(parts: Any) -> list[str]:
    """Members of a character class; of a negated one, usual characters that are not named."""
    members: list[str] = []
    negated = False
    for op, value in parts:
        name = str(op)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            members.append(chr(value))
        elif name == "RANGE":
            members += [chr(value[0]), chr(value[1])]
        elif name == "CATEGORY":
            members += CATEGORIES.get(str(value), ["中"])
    if negated:
        return [char for char in "中a1 -,。\n" if char not in members][:4] or ["\u2603"]
    return members[:4] or ["中"]


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The least of up to three times of finding all matches."""
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        for _match in pattern.finditer(text):
            pass
        best = min(best, time.perf_counter() - start)
        if best > ENOUGH:
            break
    return best


def growth(pattern: re.Pattern[str], lead: str, body: str) -> float:
    """How many times as long a text four times as long takes, the worse of two shapes.

    Lengths rise until one takes noticeable time, so that a cubic pattern ends soon.
    """
    worst = 0.0
    shapes: list[Callable[[int], str]] = [
        lambda size: lead + body * (size // len(body)) + NOTHING,
        lambda size: (lead + body * 3) * (size // (len(lead) + 3 * len(body))) + NOTHING,
    ]
    for make in shapes:
        before = 0.0
        for size in LENGTHS:
            now = seconds(pattern, make(size))
            if now > (ENOUGH if size >= BOUNDED else SLOW):
                worst = max(worst, now / before if before else BOUND + 1)
                break
            before = now
    return worst


def verdict(source: str, flags: int) -> str | None:
    """The first attack under which a pattern is too slow, twice, so that it is no accident."""
    pattern = re.compile(source, flags)
    for lead, body in islice(attacks(source, flags), ATTACKS):
        if body and all(growth(pattern, lead, body) > BOUND for _ in range(2)):
            return f"{source[:150]!r} on {lead!r}, then {body!r} over and over"
    return None


def main() -> int:
    """Print the patterns that are too slow, and how many were looked at."""
    patterns = compiled()
    bad = [found for pattern in patterns if (found := verdict(*pattern))]
    for found in bad:
        print("super-linear:", found)
    print(f"{len(patterns)} patterns, {len(bad)} super-linear")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
