"""GBK read one byte late.

What: `策源地?!皥@中園` for `策源地。“園中園`.
How it arises: a lead byte is lost (mostly A1, that of Chinese punctuation) and
becomes `?`; every following pair is then read across two characters, until a
trail byte in 0x40-0x7E stands alone as an ASCII character (here `@`), until an
unassigned pair or the end of the run, which leave a `?` and may swallow an
ASCII character with it (`?！?/p>` is `。”</p>`).
The inverse: the bytes are put back in frame and missing ones found by the
language model (`reframe`, `holes`). What a page folded to half width behind the `?` is
unfolded first: `!` was `！`, bytes A3 A1. Out of frame many pairs are private-use
characters, which extractors drop; where the text does not read well without, such
are assumed between its characters.
Certain: only the lost lead byte is guessed, it is A1, and the text reads far
better. Likely: other lead bytes and a lost last byte; of guesses that may as well be others
each is a change of its own, `frameslip.guess`. Flagged: readings in doubt where characters may
have been dropped.
Left alone: `真的?!`, `？！` and any question mark after which the text reads well.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import TRADITIONAL, kinds
from newsclean.language import language_model, strange
from newsclean.lazy import pattern
from newsclean.repairs.bare import Bare, bare
from newsclean.repairs.candidates import unread
from newsclean.repairs.effort import Effort, given_up
from newsclean.repairs.parted import parted
from newsclean.repairs.reframe import WINDOW, Slip, best_reading, step_bits, window

__all__ = ["PARTED", "RULES"]

# A question mark before a character outside ASCII, or before one that was folded to it and, it
# may be, its last byte: `？h` (A3 BF 68).
_START = pattern(
    r"[\U0010fe80-\U0010feff]|"  # a byte of which a reading told which it is
    r"[?\ufffd](?:(?=[!-~]?([^\x00-\x7f][^\n]{0,7}))|(?=[!-?][@-~][^\x00-\x7f]))"
)
_UNREADABLE = 11.5  # bits a character of what follows; news lies below 8
# One ASCII character among Chinese ones is a trail byte that was left alone.
_LONE = pattern(r"[^\x00-\x7f]{1,6}[@-~](?:[^\x00-\x7f]|$)")
_CLOSE = 4  # a second question mark so soon is where a short slip ends
# Bits of the least likely character: below the one a reading is right as it is, above the
# other it is not believed.
_FLUENT, _ODD = 11.0, 21.5
_RARE = 14.0  # where pairs may have left no trace: of a hundred such 30 are wrong, 18 below it
_USUAL = 8.5  # bits a character at most, where pairs are assumed that left no trace
_USUAL_KNOWN = 9.5  # and where it is known that bytes are out of frame
_SHORT = 6  # characters; of traditional ones out of frame every seventh is a private-use one
_PRIVATE = pattern(r"[\ue000-\uf8ff]")
_HOLE = pattern(r"[?\ufffd]")
_HOLE_CHARS = 20  # a hole takes the time of so many characters,
_UNIT_CHARS = 3  # and so many that of a unit of effort
_IN_VAIN = 3  # times as much
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
    for found in _slips(without):
        if isinstance(found, Slip):
            changes = found.with_readings(without).changes()
            yield from map(without.back, changes)
        else:
            yield without.back(found)


def _slips(without: Bare) -> Iterator[Slip | Change]:
    text = without.text
    done = 0
    effort = Effort(text)
    for match in _START.finditer(text):
        start = match.start()
        behind = match.group(1) if text[start] in "?\ufffd" else None
        if start < done or not (behind is None or _is_suspect(behind)):
            continue
        low, end = window(text, start)
        holes = len(_HOLE.findall(text, low, end))
        units = (end - low + _HOLE_CHARS * holes) // _UNIT_CHARS
        if not effort.spend(units):
            yield given_up(text, start)
            return
        slip = _restore(without, start)
        if slip is not None:
            yield slip
            done = slip.change.span.end
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


def _restore(without: Bare, start: int) -> Slip | None:
    """The best reading of the line from `start` on, if it differs and reads better.

    Where it does not read well, private-use characters may be missing.
    """
    text = without.text
    best, bits = best_reading(without, start)
    if text[start] not in "?\ufffd":
        return _known_to_slip(without, start, best, bits)
    if text[start] == "\ufffd" or _PRIVATE.search(text, start, start + WINDOW):
        return best  # bytes that this library could not decode, or nobody dropped them
    whole = best is None or _is_whole(text, best)
    if best is not None and max(step_bits(text, best)) < _FLUENT:
        return best if whole or not any(best.doubts) else best.unsure()
    fuller, more = best_reading(without, start, dropped=True)
    if fuller is None or more <= bits:
        odd = best is not None and (any(best.doubts) or max(step_bits(text, best)) > _RARE)
        return best.unsure() if best and odd and not whole else best
    steps = step_bits(text, fuller)
    if sum(steps) > _USUAL * len(steps):
        return None  # some pairs that left no trace always fit: these are made up
    if max(steps) < _FLUENT and not any(fuller.doubts):
        return fuller
    found = [one for one in (fuller, best) if one and max(step_bits(text, one)) < _ODD]
    if not found:
        return None
    if found[0] is fuller and not any(fuller.doubts):
        eager, _ = best_reading(without, start, dropped=True, eager=True)
        if eager is not None and eager.change == fuller.change:
            return _doubted(fuller, eager, steps, _FLUENT)
    return found[0].unsure()


def _known_to_slip(without: Bare, start: int, best: Slip | None, bits: float) -> Slip | None:
    """The best reading where the byte behind which the frame slipped is known.

    What is odd in it, and what would be other characters if more were missing, is as much in
    doubt as what is guessed.
    """
    text, eager = without.text, best
    if not _PRIVATE.search(text, start, start + WINDOW):
        fuller, more = best_reading(without, start, dropped=True)
        best = fuller if more > bits else best
        eager, _ = best_reading(without, start, dropped=True, eager=True)
    if best is None or eager is None:
        return None
    steps = step_bits(text, best)
    if best.change.text.endswith("<"):
        steps[-2:] = 0.0, 0.0  # of markup the model knows nothing
    made_up = any(one.guessed for one in best.run) and sum(steps) > _USUAL_KNOWN * len(steps)
    if max(steps) > _ODD or made_up:
        return best.unsure()
    return _doubted(best, eager, steps, _RARE)


def _doubted(slip: Slip, eager: Slip, steps: list[float], fluent: float) -> Slip:
    """A slip whose odd characters, and others where more may be missing, are guesses.

    Behind the last one a pair may be missing as well.
    """
    sure = {(one.char, one.start, one.end) for one in eager.run}
    steps[-2] = max(steps[-2:])
    run = [
        one._replace(margin=0.0)
        if odd > fluent or (one.char, one.start, one.end) not in sure
        else one
        for one, odd in zip(slip.run, steps)
    ]
    return slip._replace(run=run)


def _is_whole(text: str, slip: Slip) -> bool:
    """Whether pairs that make no character left their hole, so that none was dropped.

    Simplified text out of frame has few of them, and a short slip.
    """
    start, end = slip.change.span
    if len(slip.run) <= _SHORT:
        return True
    return (
        bool(_HOLE.search(text, start + 1, end))
        or not (kinds(slip.change.text) == TRADITIONAL).any()
    )


_LOST = ("?\ufffd",)
PARTED = (Rule("frameslip.gbk", parted, needs=_LOST),)
RULES = (
    Rule("frameslip.gbk", halves, needs=_LOST),
    Rule("frameslip.gbk", slips, needs=_LOST),
)
