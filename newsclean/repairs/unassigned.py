"""UTF-8 read as cp1252 by a reader that drops the bytes which cp1252 does not assign.

What: `â€œæ°´æ¥äº†â€` for `“水来了”`: of `来`, E6 9D A5, and of `”`, E2 80 9D, the byte 9D is gone.
How it arises: five bytes have no character in cp1252; readers that skip what they cannot read
drop them, others show `?` or U+FFFD. A byte AD is a soft hyphen, which extractors drop, and A0
a no-break space, which becomes a blank or goes at the end of a line.
The inverse: a first byte of UTF-8 tells how many follow. Which of these is missing, and
before or behind the other one, the language model tells. A guess is a change of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from newsclean.change import Certainty, Change, Span
from newsclean.chars import SIMPLIFIED, TRADITIONAL, kinds
from newsclean.language import language_model
from newsclean.lazy import pattern
from newsclean.repairs.readable import reads_better
from newsclean.repairs.steps import characters

__all__ = ["changes", "concerns"]

_DROPPED = (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0, 0xAD)
_HOLES = "?\ufffd"
_CHINESE = range(0xE4, 0xEA)  # first bytes
_SEEN = pattern(r"[ä-é][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")  # two bytes of a Chinese character
_MIN_SEEN = 3
_MAX_GUESSED = 0.5  # of the characters; news has one in eight that lost a byte so
_KEPT = 4  # readings kept at each character


class _Path(NamedTuple):
    """The last character of a reading, and what is before it."""

    char: str
    before: _Path | None


_State = tuple[float, int, "_Path | None"]  # bits, the last symbol


@cache
def _bytes() -> dict[str, int]:
    return {char: byte for byte, char in enumerate(characters("cp1252") or "")}


def concerns(line: str) -> bool:
    """Whether a line can be such text."""
    return len(_SEEN.findall(line)) >= _MIN_SEEN


def changes(line: str, offset: int) -> Iterator[Change]:
    """What a line was: what is exact as one change, each guess apart."""
    read = _characters(line)
    if sum(len(options) > 1 for *_, options in read) > _MAX_GUESSED * len(read):
        return
    said = _likeliest(_of_one_script([options for *_, options in read]))
    if not reads_better("".join(said), line):
        return
    start, exact = 0, ""
    for (begin, end, options), char in zip(read, said):
        if len(options) == 1:
            exact += char
            continue
        if exact:
            yield _change(offset + start, offset + begin, exact, "mojibake.utf8-as-cp1252")
        yield _change(offset + begin, offset + end, char, "mojibake.holes")
        start, exact = end, ""
    if exact:
        yield _change(offset + start, offset + len(line), exact, "mojibake.utf8-as-cp1252")


def _change(start: int, end: int, text: str, rule: str) -> Change:
    return Change(Span(start, end), text, rule, Certainty.LIKELY)


def _characters(line: str) -> list[tuple[int, int, list[str]]]:
    """Where each character begins and ends, and what it can be."""
    found: list[tuple[int, int, list[str]]] = []
    at = 0
    while at < len(line):
        lead = _bytes().get(line[at])
        if lead is None or lead < 0x80:
            found.append((at, at + 1, [line[at]]))
            at += 1
            continue
        size = 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 0
        end = at + 1
        behind: list[int | None] = []
        while end < len(line) and len(behind) < size - 1 and _follows(line[end], lead):
            behind.append(_byte(line[end]))
            end += 1
        options = _options(lead, behind, size - 1) if size else []
        end = end if options else at + 1
        found.append((at, end, options or [line[at]]))
        at = end
    return found


def _follows(char: str, lead: int) -> bool:
    """Whether it can be a further byte; a blank only of a Chinese character."""
    if char == " ":
        return lead in _CHINESE
    return char in _HOLES or 0x80 <= _bytes().get(char, 0) < 0xC0


def _byte(char: str) -> int | None:
    """The byte of a character that follows another; None for an unknown one."""
    if char in _HOLES:
        return None
    return 0xA0 if char == " " else _bytes()[char]


def _options(lead: int, behind: list[int | None], size: int) -> list[str]:
    """The characters that these bytes can have been, of which `size` follow the first."""
    found = []
    whole: list[list[int | None]] = [behind]
    while len(whole[0]) < size:
        whole = [[*one[:at], None, *one[at:]] for one in whole for at in range(len(one) + 1)]
    for one in whole:
        for rest in product(*(_DROPPED if byte is None else (byte,) for byte in one)):
            try:
                found.append(bytes((lead, *rest)).decode("utf-8"))
            except UnicodeError:
                continue
    return list(dict.fromkeys(found))


def _of_one_script(options: list[list[str]]) -> list[list[str]]:
    """The same without characters of the other script, as those say that are exact."""
    exact = kinds("".join(one[0] for one in options if len(one) == 1))
    traditional = int((exact == TRADITIONAL).sum()) > int((exact == SIMPLIFIED).sum())
    other = SIMPLIFIED if traditional else TRADITIONAL
    return [
        [char for char, kind in zip(one, kinds("".join(one)).tolist()) if kind != other] or one
        if len(one) > 1
        else one
        for one in options
    ]


def _likeliest(options: list[list[str]]) -> list[str]:
    """The characters that read best behind each other."""
    model = language_model()
    states: list[_State] = [(0.0, int(model.numbers("\n")[0]), None)]
    for chars in options:
        numbers = model.numbers("".join(chars)).tolist()
        new: list[_State] = []
        for char, number in zip(chars, numbers):
            bits, before = min(
                ((cost + model.step_bits(last, number), path) for cost, last, path in states),
                key=itemgetter(0),
            )
            new.append((bits, number, _Path(char, before)))
        states = sorted(new, key=itemgetter(0))[:_KEPT]
    path = min(states, key=itemgetter(0))[2]
    said: list[str] = []
    while path is not None:
        said.append(path.char)
        path = path.before
    return said[::-1]
