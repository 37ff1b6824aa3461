"""Text decoded with the wrong charset.

What: `ÖÐ¹ú` for `中国` (GBK read as Latin-1), `æ–°é—»` (UTF-8 as cp1252), `鏂伴椈`
(UTF-8 as GBK), Big5 and GBK exchanged, and chains of such mistakes.
How it arises: a declared charset that is wrong, databases and feeds that
decode and encode again.
The inverse: encode with the charset it was read in, decode with the one it was
written in. Steps are searched best first, to a depth of four; a chain is taken
when all its steps are exact, damaging the result again gives what was seen, and
the language model reads Chinese where it did not before.
Certain: exact in both directions and clearly Chinese. Left alone: lines in
other languages, phonetic transcription, short strings that several chains
explain, and whatever no chain explains.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import groupby

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.language import language_model, strange, strange_places, strange_table
from newsclean.lazy import pattern
from newsclean.repairs import lenient
from newsclean.repairs.effort import Effort, given_up
from newsclean.repairs.holes import Restored, restore
from newsclean.repairs.steps import (
    MULTI,
    NAMES,
    SINGLE,
    STEPS,
    Step,
    decoded,
    encoded,
    rule_of,
    utf8_in_gbk,
)

__all__ = ["RULES"]

# A line is looked at when this share of its characters is unknown to the model;
# names and foreign words reach half of it.
_STRANGE_SHARE = 0.12
_MIN_STRANGE = 2
_NEAR = 8  # strange characters this close together belong to one run
_DEPTH = 4
_STATES = 48  # looked at in one search; the right chain is among the first ten
# Bits a character: real news lies below 8, random Han characters above 14.
_READABLE = 9.5
_PASSABLE = 12.0  # for a longer text, such as verse, that an exact chain gives
_GAIN = 4.0  # bits a character that the repair must gain
_MIN_GAIN = 16.0  # and in all
_MIN_HAN = 2
_SURE_HAN = 4
_LONG_HAN = 8
_HAN_SHARE = 0.3
_BESIDE = 4  # known characters that can belong to strange ones beside them
_INSIDE_GAIN = 24.0  # two unknown characters alone cost 30
_SEARCH = 5  # units of effort for a search,
_UNIT_CHARS = 8  # and one more for so many characters
_UTF8_AS_GBK = Step("utf-8", "gb18030")
_LATIN = pattern(r"[\x80-\u2dff]{2,}")
# `浠g爜` was `浠ｇ爜`: a byte A3 at the end of one character, and the first of the next.
_FOLDED = pattern(r"(?<=[^\x00-\x7f])[b-io](?=[^\x00-\x7f])")
_LONG = pattern(r"[\x80-\u2dff]{4,}")
_PAIR = pattern(r"[\u2e80-\uffef]{2}")
_LATIN_1 = pattern(r"[\x80-\xff]")
_GLOSS = pattern(r"[(（]\s?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ]{1,7}\s?[)）]")
_HAN = pattern(r"[\u3400-\u9fff]")


def mojibake(text: str) -> Iterator[Change]:
    """Undo wrong decoding, run by run."""
    places = strange_places(text)
    effort = Effort(text)
    end = 0
    for place, second in zip(places, places[_MIN_STRANGE - 1 :]):
        if place < end:
            continue  # in a line that was looked at
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        end = len(text) if end < 0 else end
        while text.startswith("銆€", start):  # left to `leftovers`
            start += 2
        line = text[start:end]
        if second < end and len(strange().findall(_without_glosses(line))) >= _MIN_STRANGE:
            yield from _line(line, start, effort)
            if effort.is_over:
                yield given_up(text, start)
                return


def _line(line: str, offset: int, effort: Effort) -> Iterator[Change]:
    """The whole line if a chain explains it, else the runs of it that one explains."""
    count = len(strange().findall(_without_glosses(line)))
    if count >= _STRANGE_SHARE * len(line):
        found = _search(line) or _lenient(line)
        if found is not None:
            yield Change(Span(offset, offset + len(line)), *found)
            return
        with_holes = list(_holes(line, offset))
        if with_holes:
            yield from with_holes
            return
        effort.spend(len(line) // _UNIT_CHARS)
    yield from _by_run(line, offset, effort)


def _by_run(line: str, offset: int, effort: Effort) -> Iterator[Change]:
    """What explains the runs of a line; what several have in common is searched once."""
    start = end = 0
    found: tuple[str, str, Certainty] | None = None
    for first, last in _runs(line):
        is_new = last > end
        if is_new:
            start, end = _widen(line, first, last, min(first, end))
            run = line[start:end]
            found = _search(run) or _lenient(run) or _leftover(line, start, end)
            if found is not None:
                yield Change(Span(offset + start, offset + end), *found)
        if found is not None:
            continue
        inside = _inside(line, first, last)
        if inside is not None:
            span, text = inside
            span = Span(offset + span.start, offset + span.end)
            yield Change(span, text, "mojibake.utf8-as-gbk", Certainty.LIKELY)
            continue
        if not effort.spend(_SEARCH + (end - start) // _UNIT_CHARS * is_new):
            return
        for part in _LATIN.finditer(line, start, end) if is_new else ():
            if part.span() == (start, end):  # without what stands near it
                continue
            exact = _search(part.group()) or _leftover(line, *part.span())
            if exact is not None:
                yield Change(Span(offset + part.start(), offset + part.end()), *exact)


def _without_glosses(line: str) -> str:
    """The line with blanks for readings in brackets, whose toned letters are no mojibake."""
    if "(" not in line and "（" not in line:
        return line
    return _GLOSS.sub(lambda match: " " * len(match.group()), line)


def _holes(line: str, offset: int) -> Iterator[Change]:
    """UTF-8 read as GBK with bytes lost: what is exact as one change, each guess apart."""
    wide = sum(char > "\x7f" for char in line)
    seen = len(utf8_in_gbk().findall(line))
    if not seen or 4 * seen < wide:
        return
    certainty = Certainty.CERTAIN
    chars = _restored(line)
    if chars is None and _FOLDED.search(line):
        chars, certainty = _restored(_unfolded(line)), Certainty.LIKELY
    if chars is None:
        return
    ends = [*(one.start for one in chars[1:]), len(line)]
    for guessed, group in groupby(zip(chars, ends), lambda pair: pair[0].guessed):
        run = list(group)
        # An exact stretch is one change; every guess is one of its own.
        for part in [[one] for one in run] if guessed else [run]:
            span = Span(offset + part[0][0].start, offset + part[-1][1])
            after = "".join(one.char for one, _ in part)
            if guessed:
                yield Change(span, after, "mojibake.holes", Certainty.LIKELY)
            else:
                yield Change(span, after, "mojibake.utf8-as-gbk", certainty)


def _restored(line: str) -> list[Restored] | None:
    """The characters of UTF-8 read as GBK, if they read better."""
    chars = restore(line, "utf-8")
    better = chars and _reads_better("".join(one.char for one in chars), line)
    return chars if better else None


def _unfolded(line: str) -> str:
    """Letters that were full-width, which stand for the bytes of two characters, as such again."""
    return _FOLDED.sub(lambda match: chr(ord(match.group()) + 0xFEE0), line)


def _lenient(text: str) -> tuple[str, str, Certainty] | None:
    """GBK or Big5 read by a reader of UTF-8 that never fails; bytes can be read in two ways."""
    wide = sum(char > "\x7f" for char in text)
    if not _LONG.search(text) or 4 * len(_LATIN_1.findall(text)) < wide:
        return None
    if any(not strange().search(pair.group()) for pair in _PAIR.finditer(text)):
        return None  # good Chinese; one character alone can be three bytes
    runs = (part.group() for part in _LONG.finditer(text))
    if any(_HAN.search(Step("utf-8", read).undo(run) or "") for run in runs for read in SINGLE):
        return None  # a part of it is UTF-8
    for wrote in ("gbk", "big5hkscs"):
        result = lenient.undo(text, wrote)
        if result is not None and _reads_better(result, text):
            rule = f"mojibake.{NAMES.get(wrote, wrote)}-as-utf8"
            return result, rule, Certainty.LIKELY
    return None


def _leftover(line: str, start: int, end: int) -> tuple[str, str, Certainty] | None:
    """A short sequence of UTF-8 read as Latin-1 or cp1252 inside good text, by ftfy."""
    run = line[start:end]
    if not _HAN.search(line) or max(run) > "\u2e80":
        return None
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(run):
        return None
    fixed = fix_encoding(run, config=TextFixerConfig(explain=False, fix_c1_controls=False))
    if fixed == run or strange().search(fixed.replace("\x00", "")):
        return None
    return fixed, "mojibake.utf8-as-cp1252", Certainty.LIKELY


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """Where strange characters stand close together."""
    places = [match.start() for match in strange().finditer(_without_glosses(line))]
    start = last = places[0]
    for place in [*places[1:], len(line) + 2 * _NEAR]:
        if place - last > _NEAR:
            if last > start:
                yield start, last + 1
            start = place
        last = place


def _inside(line: str, first: int, last: int) -> tuple[Span, str] | None:
    """A few characters of UTF-8 read as GBK among good ones: 鏂伴椈 for 新闻.

    Chinese stands on both sides; the bytes tell which of it belongs to them.
    """
    bits = language_model().bits
    best, gained = None, _INSIDE_GAIN
    for start in range(max(first - _BESIDE, 0), first + 1):
        for end in range(last, min(last + _BESIDE, len(line)) + 1):
            undone = _UTF8_AS_GBK.undo(line[start:end]) or _UTF8_AS_GBK.undo(
                _unfolded(line[start:end])
            )
            if undone is None or strange().search(undone) or len(_HAN.findall(undone)) < _MIN_HAN:
                continue
            before, after = line[max(start - 1, 0) : start], line[end : end + 1]
            gain = bits(before + line[start:end] + after) - bits(before + undone + after)
            if gain >= gained:
                best, gained = (Span(start, end), undone), gain
    return best


def _widen(line: str, start: int, end: int, low: int) -> tuple[int, int]:
    """Take in neighbours of the same kind, from `low` on: Latin-1 characters, or Han characters."""
    latin = ord(line[start]) < 0x2E80

    def alike(char: str) -> bool:
        return (0x80 <= ord(char) < 0x2E80) if latin else ord(char) >= 0x2E80

    while start > low and alike(line[start - 1]):
        start -= 1
    while end < len(line) and alike(line[end]):
        end += 1
    return start, end


def _search(text: str) -> tuple[str, str, Certainty] | None:
    """The best reading of `text`, the rule that gives it, and how sure that is."""
    before = language_model().bits_per_char(text)
    if before < _READABLE:
        return None
    best: tuple[float, str, tuple[Step, ...]] | None = None
    queue: list[tuple[float, int, str, tuple[Step, ...]]] = [(before, 0, text, ())]
    seen = {text}
    count = 0
    while queue and count < _STATES:
        _, _, state, chain = heappop(queue)
        count += 1
        if len(chain) == _DEPTH:
            continue
        data = {read: encoded(state, read) for read in (*SINGLE, *MULTI[1:])}
        for step in STEPS:
            given = data[step.read]
            undone = None if given is None else decoded(given, step.wrote)
            if not undone or undone in seen or step.do(undone) != state:
                continue
            seen.add(undone)
            cost = _cost(undone, len(chain))
            heappush(queue, (cost, len(seen), undone, (*chain, step)))
            if best is None or cost < best[0]:
                best = (cost, undone, (*chain, step))
    if best is None:
        return None
    _, result, chain = best
    if not _reads_better(result, text):
        return None
    sure = len(_HAN.findall(result)) >= _SURE_HAN
    return result, rule_of(chain), Certainty.CERTAIN if sure else Certainty.LIKELY


def _reads_better(after: str, before: str) -> bool:
    """Whether `after` is Chinese and `before` was not."""
    model = language_model()
    han = len(_HAN.findall(after))
    if han < max(_MIN_HAN, _HAN_SHARE * len(after)):
        return False
    if han < _SURE_HAN and len(set(_HAN.findall(after))) < _MIN_HAN:
        return False
    bits = model.bits_per_char(after)
    gain = model.bits(before) - model.bits(after)
    if bits > (_READABLE if han < _LONG_HAN else _PASSABLE):
        return False
    return gain >= max(_MIN_GAIN, _GAIN * len(after))


def _cost(text: str, depth: int) -> float:
    """Bits a character; a further step has to be worth something."""
    return language_model().bits_per_char(text) + 0.1 * depth


RULES = (Rule("mojibake", mojibake, needs=(strange_table,)),)
