"""GBK read one byte late.

What: `策源地?!皥@中園` for `策源地。“園中園`.
How it arises: a lead byte is lost (mostly A1, that of Chinese punctuation) and
becomes `?`; every following pair is then read across two characters, until a
trail byte in 0x40-0x7E stands alone as an ASCII character (here `@`), until an
unassigned pair or the end of the run, which leave a `?` and may swallow an
ASCII character with it (`?！?/p>` is `。”</p>`).
The inverse: the bytes are put back in frame and missing ones found by the
language model (`holes`). What a page folded to half width behind the `?` is
unfolded first: `!` was `！`, bytes A3 A1. Out of frame many pairs are private-use
characters, which extractors drop; where the text does not read well without, such
are assumed between its characters.
Certain: only the lost lead byte is guessed, it is A1, and the text reads far
better. Likely: other lead bytes and a lost last byte.
Left alone: `真的?!`, `？！` and any question mark after which the text reads well.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.language import language_model, strange
from newsclean.lazy import pattern
from newsclean.repairs.bare import bare
from newsclean.repairs.candidates import candidates, row_a1, unread
from newsclean.repairs.effort import Effort, given_up
from newsclean.repairs.holes import Restored, restore

__all__ = ["RULES"]

# A question mark before a character outside ASCII, or before one that was folded to it and, it
# may be, its last byte: `？h` (A3 BF 68).
_START = pattern(r"[?\ufffd](?:(?=[!-~]?([^\x00-\x7f][^\n]{0,7}))|(?=[!-?][@-~][^\x00-\x7f]))")
_UNREADABLE = 11.5  # bits a character of what follows; news lies below 8
# One ASCII character among Chinese ones is a trail byte that was left alone.
_LONE = pattern(r"[^\x00-\x7f]{1,6}[@-~](?:[^\x00-\x7f]|$)")
_CLOSE = 4  # a second question mark so soon is where a short slip ends
_CONTEXT = 8  # characters before the slip, for the model
_WINDOW = 600  # characters after it; a longer slip is cut there
# Bits of the least likely character: below the one a reading is right as it is, above the
# other it is not believed.
_FLUENT, _ODD = 11.0, 21.5
_USUAL = 8.5  # bits a character at most, where pairs are assumed that left no trace
_PRIVATE = pattern(r"[\ue000-\uf8ff]")
_HOLE = pattern(r"[?\ufffd]")
_HOLE_CHARS = 20  # a hole takes the time of so many characters,
_UNIT_CHARS = 3  # and so many that of a unit of effort
_IN_VAIN = 3  # times as much
_GAIN_BITS = 8.0  # odds of 256 to 1 that the repair reads better, in all
_PER_CHAR = 2.0  # and bits for each character restored
_MARGIN_BITS = 2.0  # by which the best character is better than the next
_RARE_EVERY = 8  # characters, of which one may be rare: 珲春, 亳州
# What the second byte of a mark of row A1 and the next lead byte are, read together.
_SHIFTED = pattern(r"[\u2160-\u217f\u2460-\u249b\u3220-\u3229０-９Ａ-Ｚａ-ｚ]")


# A dash is the same mark twice: `—??` lost both bytes of the second one.
_HALF = pattern(r"(?<![—…])(?:—[?\ufffd]{2}|[?\ufffd]{2}—)(?![—…?\ufffd\s]|$)")


def halves(text: str) -> Iterator[Change]:
    """A dash of which one half is lost.

    The reader shows its second byte as a hole as well, if that makes no pair with
    what follows.
    """
    if "?" not in text and "\ufffd" not in text:
        return
    for match in _HALF.finditer(text):
        behind = text[match.end()] if match.group()[0] == "—" else "—"
        if unread()[0xAA, behind.encode("gbk", "replace")[0]]:
            yield Change(Span(*match.span()), "——", "frameslip.gbk", Certainty.LIKELY)


def slips(text: str) -> Iterator[Change]:
    """Put back in frame what follows a lost byte, read without the readings of a machine."""
    without = bare(text)
    yield from map(without.back, _slips(without.text))


def _slips(text: str) -> Iterator[Change]:
    done = 0
    effort = Effort(text)
    for match in _START.finditer(text):
        start = match.start()
        if start < done or not (match.group(1) is None or _is_suspect(match.group(1))):
            continue
        low, end = _window(text, start)
        holes = len(_HOLE.findall(text, low, end))
        units = (end - low + _HOLE_CHARS * holes) // _UNIT_CHARS
        if not effort.spend(units):
            yield given_up(text, start)
            return
        change = _restore(text, start)
        if change is not None:
            yield change
            done = change.span.end
        else:
            effort.spend(_IN_VAIN * units)  # every other reading was tried as well


def _is_suspect(behind: str) -> bool:
    """Whether what follows a question mark can be out of frame."""
    near = behind[:_CLOSE]
    if (
        _SHIFTED.match(behind)
        or "?" in near
        or "\ufffd" in near
        or strange().search(near)
        or _LONE.match(behind)
    ):
        return True
    return language_model().bits_per_char(behind) >= _UNREADABLE


def _window(text: str, start: int) -> tuple[int, int]:
    """What is read again for a slip that begins here: the rest of its line, and some before."""
    end = text.find("\n", start, start + _WINDOW)
    end = min(start + _WINDOW, len(text)) if end < 0 else end
    return max(text.rfind("\n", 0, start) + 1, start - _CONTEXT), end


def _restore(text: str, start: int) -> Change | None:
    """The best reading of the line from `start` on, if it differs and reads better.

    Where it does not read well, private-use characters may be missing.
    """
    best, bits = _best_reading(text, start)
    if text[start] != "?" or _PRIVATE.search(text, start, start + _WINDOW):
        return best  # bytes that this library could not decode, or nobody dropped them
    if best is not None and max(_steps(text, best)) < _FLUENT:
        return best
    fuller, more = _best_reading(text, start, dropped=True)
    if fuller is None or more <= bits:
        return best
    if sum(steps := _steps(text, fuller)) > _USUAL * len(steps):
        return None  # some pairs that left no trace always fit: these are made up
    readings = (fuller, best)
    return next((one for one in readings if one and max(_steps(text, one)) < _ODD), None)


def _steps(text: str, change: Change) -> list[float]:
    """The bits of each character of a repair, and of the one behind it."""
    start, end = change.span
    said = text[max(0, start - 1) : start] + change.text + text[end : end + 1]
    numbers = language_model().numbers(said).tolist()
    return [language_model().step_bits(*pair) for pair in pairwise(numbers)]


def _best_reading(text: str, start: int, *, dropped: bool = False) -> tuple[Change | None, float]:
    """The reading of the line that gains most bits over the line as it is, and the bits."""
    low, end = _window(text, start)
    spoken = text[max(text.rfind("\n", 0, low) + 1, low - _WINDOW) : low]
    best: Change | None = None
    best_bits = 0.0
    for line in dict.fromkeys((text[low:end], _unfold(text[low:end], start - low))):
        chars = restore(line, "gbk", text, dropped=dropped)
        if chars is None:
            continue
        chars = _uncertain_kept(chars, line)
        chars = _balanced(chars, spoken)
        change, gain = _difference(text, low, line, chars, start)
        if change is not None and gain > best_bits:
            best, best_bits = change, gain
    return best, best_bits


def _uncertain_kept(chars: list[Restored], line: str) -> list[Restored]:
    """Characters whose lead byte is lost stay a hole where others fit nearly as well.

    A mark of row A1 is what slips begin with; any other character is one of some
    seventy, and in a name none of them is likely.
    """
    model = language_model()
    found = list(chars)
    for index, one in enumerate(chars):
        if one.pattern[:1] != (None,) or one.char in row_a1() or line[one.start] not in "?\ufffd":
            continue
        before = chars[index - 1].char if index else "\n"
        behind = chars[index + 1].char if index + 1 < len(chars) else "\n"
        fitting = candidates(one.pattern, "gbk")
        bits = (
            sorted(model.bits(before + char + behind) for char in fitting.chars) if fitting else []
        )
        if len(bits) > 1 and bits[1] - bits[0] < _MARGIN_BITS:
            found[index] = one._replace(char=line[one.start])
    return found


def _balanced(chars: list[Restored], before: str) -> list[Restored]:
    """The last guess that may close an open quotation does so, if nothing else closes it."""
    open_ = before.count("“") - before.count("”")
    spoken: int | None = None
    for index, one in enumerate(chars):
        open_ += (one.char == "“") - (one.char == "”")
        if one.char in "“”":
            spoken = None
        if one.closing and open_ == 1:
            spoken = index
    if spoken is None:
        return chars
    return [*chars[:spoken], chars[spoken]._replace(char="”"), *chars[spoken + 1 :]]


def _unfold(line: str, at: int) -> str:
    """The character behind the question mark in full width, as GBK row A3 has it."""
    char = line[at + 1]
    wide = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char
    return line[: at + 1] + wide + line[at + 2 :]


def _difference(
    text: str, low: int, line: str, chars: list[Restored], start: int
) -> tuple[Change | None, float]:
    """The change from the first to the last character that differs, and bits gained."""
    ends = [*(char.start for char in chars[1:]), len(line)]
    same = [
        char.char == line[char.start : end] and char.pattern[:1] != (None,)
        for char, end in zip(chars, ends)
    ]
    if all(same) or low + chars[same.index(False)].start != start:
        return None, 0.0
    first, last = same.index(False), _first_run_end(same)
    run = chars[first : last + 1]
    if run[0].char not in row_a1() and 3 * sum(one.guessed for one in run) > 2 * len(run):
        return None, 0.0  # hardly more than guesses
    span = Span(start, low + ends[last])
    after = "".join(one.char for one in run)
    before = text[span.start : span.end]
    model = language_model()
    left, right = text[max(0, start - 2) : start], text[span.end : span.end + 2]
    said = after.rstrip("<")  # of which the model knows nothing
    gain = model.bits(left + before + right) - model.bits(left + said + right)
    if gain < max(_GAIN_BITS, _PER_CHAR * len(after)) or not _is_usual(after, before):
        return None, 0.0
    guessed = [one.char for one in run if one.guessed]
    sure = len(guessed) == 1 and guessed[0].encode("gbk", "replace")[0] == 0xA1
    certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
    return Change(span, after, "frameslip.gbk", certainty), gain


def _is_usual(after: str, before: str) -> bool:
    """Whether `after` has no rare characters, or a few and fewer than `before`."""
    rare = len(strange().findall(after))
    few = rare <= 1 + len(after) // _RARE_EVERY
    return not rare or (few and rare < len(strange().findall(before)))


def _first_run_end(same: list[bool]) -> int:
    """The last character of the slip: two that stand as they were end it."""
    last = at = same.index(False)
    while at < len(same) and at - last <= 2:
        if not same[at]:
            last = at
        at += 1
    return last


_LOST = ("?\ufffd",)
RULES = (
    Rule("frameslip.gbk", halves, needs=_LOST),
    Rule("frameslip.gbk", slips, needs=_LOST),
)
