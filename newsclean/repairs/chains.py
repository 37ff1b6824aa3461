"""Which wrong readings, one on top of another, a text comes from.

`search` asks it of a text by itself, best first, to a depth of four. Where other lines of a
document have said it, `by_evidence` takes their answer for a text too short to tell, or
too rare: one reader read them all.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import heappop, heappush
from typing import NamedTuple

from newsclean.change import Certainty
from newsclean.language import language_model, strange
from newsclean.lazy import pattern
from newsclean.repairs.foreign import is_foreign
from newsclean.repairs.readable import HAN, READABLE, SHOWN_HAN, SURE_HAN, reads_better
from newsclean.repairs.steps import (
    MULTI,
    OTHER,
    OTHER_MULTI,
    OTHER_SINGLE,
    SINGLE,
    STEPS,
    Step,
    characters,
    decoded,
    encoded,
    rule_of,
)

__all__ = ["Chain", "Found", "by_evidence", "is_plausible", "known", "search", "undo"]

Chain = tuple[Step, ...]
_DEPTH = 4
_STATES = 48  # looked at in one search; the right chain is among the first ten,
_STATES_LONG = 16  # and a long text has characters enough to tell
_LONG = 4000
_REFERENCE = pattern(r"&(?:#(\d{3})|#[xX]([89a-fA-F][0-9a-fA-F])|[A-Za-z]{2,6}\d?);")
_BELOW_HAN = pattern(r"[\x80-\u2dff]")
_BESIDE_HAN = pattern(r"[\u3041-\u30fe\uac00-\ud7a3\uff61-\uff9f]")
_WIDE = pattern(r"[^\x00-\x7f]")
_IN_A_WORD = pattern(r"[a-z][\u3400-\u9fff]+[a-z]")  # `crée` is no Chinese
_CHINESE = pattern(r"[\u3400-\u9fff\u3000-\u301f\uff01-\uff5e]")  # or its marks alone
_MOST = 3  # chains that a document may come from


class Found(NamedTuple):
    """What a text was, by which rule, how sure that is, and the chain that says so."""

    text: str
    rule: str
    certainty: Certainty
    chain: Chain = ()


def search(text: str) -> Found | None:
    """The best reading of `text`, also where some of its characters are spelled as references."""
    found = [_search(text)]
    if "&" in text and (resolved := _REFERENCE.sub(_byte, text)) != text:
        found.append(_search(resolved))
    bits = language_model().bits
    readings = [one for one in found if one is not None]
    return min(readings, key=lambda one: bits(html.unescape(one.text)), default=None)


def _byte(match: re.Match[str]) -> str:
    """The character of a reference if it can have been a byte."""
    decimal, hexadecimal = match.groups()
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return chr(code) if 0x80 <= code < 0x100 else match.group()
    char = html.unescape(match.group())
    return char if len(char) == 1 and "\x80" <= char < "\u2e80" else match.group()


def _search(text: str) -> Found | None:
    before = language_model().bits_per_char(text)
    if before < READABLE or is_foreign(text):
        return None
    best: tuple[float, str, Chain] | None = None
    queue: list[tuple[float, int, str, Chain]] = [(before, 0, text, ())]
    seen = {text}
    count = 0
    most = _STATES if len(text) < _LONG else _STATES_LONG
    while queue and count < most:
        _, _, state, chain = heappop(queue)
        count += 1
        if len(chain) == _DEPTH:
            continue
        for step, undone in _undone(state, deep=bool(chain)):
            if undone in seen:
                continue
            seen.add(undone)
            cost = _cost(undone, len(chain))
            heappush(queue, (cost, len(seen), undone, (*chain, step)))
            if best is None or cost < best[0]:
                best = (cost, undone, (*chain, step))
    if best is None or not reads_better(best[1], text):
        return None
    _, result, chain = best
    sure = len(HAN.findall(result)) >= SURE_HAN
    if len(chain) > 1 and not sure:
        return None  # so many chains can be tried that some fit two characters
    return Found(result, rule_of(chain), Certainty.CERTAIN if sure else Certainty.LIKELY, chain)


def _undone(state: str, *, deep: bool) -> Iterator[tuple[Step, str]]:
    """What each step can have made the text of, exactly; the rarer ones only as the last."""
    data = {read: encoded(state, read) for read in (*SINGLE, *MULTI[1:])}
    # Where these share characters with the others they agree.
    if not deep and not any(data[read] for read in SINGLE):
        data |= {read: encoded(state, read) for read in _others(state)}
    for step in STEPS:
        given = data.get(step.read)
        undone = None if given is None else decoded(given, step.wrote)
        if undone and step.do(undone) == state:
            yield step, undone


def _others(state: str) -> tuple[str, ...]:
    """The charsets that may have given a text with such characters."""
    if not _BELOW_HAN.search(state):
        return OTHER_MULTI
    return OTHER if _BESIDE_HAN.search(state) else OTHER_SINGLE


def _cost(text: str, depth: int) -> float:
    """Bits a character; a further step has to be worth something."""
    return language_model().bits_per_char(text) + 0.1 * depth


def known(found: Iterable[Found]) -> tuple[Chain, ...]:
    """The chains that whole lines of a document have shown, the commonest first."""
    shown: Counter[Chain] = Counter()
    for one in found:
        shown[one.chain] += len(HAN.findall(one.text))
    return tuple(chain for chain, han in shown.most_common(_MOST) if han >= SHOWN_HAN)


def by_evidence(line: str, chains: Iterable[Chain]) -> Iterator[tuple[int, int, Found]]:
    """The stretches of a line that chains known from other lines explain: start, end, text."""
    at = 0
    for start, end in _stretches(line, tuple(chains)):
        part = line[start:end]
        if start < at or len(_WIDE.findall(part)) < 2:
            continue
        for chain in chains:
            result = undo(part, chain)
            if result is not None and is_plausible(result, part):
                yield start, end, Found(result, rule_of(chain), Certainty.LIKELY, chain)
                at = end
                break


def _stretches(line: str, chains: tuple[Chain, ...]) -> Iterator[tuple[int, int]]:
    """The line, else the parts of it that the last reader can have written, else their words."""
    yield 0, len(line)
    for read in dict.fromkeys(chain[0].read for chain in chains):
        if characters(read) is None:
            continue
        for match in _written_by(read).finditer(line):
            start, end = match.span()
            yield start, end
            for word in re.finditer(r"[^ -/:-@\[-`{-~\n]+", match.group()):
                yield start + word.start(), start + word.end()


@cache
def _written_by(read: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters(read) or '')}]{{2,}}")


def undo(text: str, chain: Chain) -> str | None:
    """The text before all steps of a chain, each exact; None if it cannot have been made."""
    for step in chain:
        undone = step.undo(text)
        if undone is None or step.do(undone) != text:
            return None
        text = undone
    return text


def is_plausible(after: str, before: str, *, in_words: bool = False) -> bool:
    """Whether `after` is Chinese that news can have, and reads better than `before`.

    in_words: whether it may stand inside of Latin words.
    """
    if not _CHINESE.search(after) or strange().search(after):
        return False
    if not in_words and _IN_A_WORD.search(after):
        return False
    return language_model().bits(after) < language_model().bits(before)
