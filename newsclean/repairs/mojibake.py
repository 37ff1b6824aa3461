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

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.language import language_model, strange, strange_places, strange_table
from newsclean.lazy import pattern
from newsclean.repairs import accidents, unassigned
from newsclean.repairs.chains import Chain, Found, by_evidence, known, search, undo
from newsclean.repairs.effort import Effort, given_up
from newsclean.repairs.gaps import unfolded, with_holes
from newsclean.repairs.readable import HAN, MARKS, MIN_HAN, SHOWN_HAN, reads_better, reads_well
from newsclean.repairs.steps import SINGLE, Step

__all__ = ["RULES"]

# A line is looked at when this share of its characters is unknown to the model;
# names and foreign words reach half of it.
_STRANGE_SHARE = 0.12
_MIN_STRANGE = 2
_NEAR = 8  # strange characters this close together belong to one run
_BESIDE = 4  # known characters that can belong to strange ones beside them
_INSIDE_GAIN = 24.0  # two unknown characters alone cost 30
_SEARCH = 5  # units of effort for a search,
_UNIT_CHARS = 8  # and one more for so many characters
_LENIENT_CHARS = 2  # the same where bytes may be read in two ways
_OF_GAPS = ("mojibake.holes", "mojibake.utf8-as-gbk")
_GBK_AS_UTF8 = "mojibake.gbk-as-utf8"
_UTF8_AS_GBK = Step("utf-8", "gb18030")
_BETTER_GAIN = 16.0  # bits that a misread line gains at least when it is read right
_LATIN = pattern(r"[\x80-\u2dff]{2,}")
_GLOSS = pattern(r"[(（]\s?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ]{1,7}\s?[)）]")


def mojibake(text: str) -> Iterator[Change]:
    """Undo wrong decoding: lines that explain themselves, then the others, run by run."""
    effort = Effort(text)
    whole: list[Found] = []
    rest: list[tuple[int, str]] = []
    for start, line in _suspects(text):
        found = _explained(line) if _is_strange(line) else None
        if found is None:
            rest.append((start, line))
            if not effort.spend(len(line) // _UNIT_CHARS):
                yield given_up(text, start)
                break
            continue
        yield _change(start, len(line), found)
        if found.certainty is Certainty.CERTAIN:
            whole.append(found)
    chains = known(whole)
    effort = Effort(text)
    still: list[tuple[int, str]] = []
    for start, line in rest:
        found = _whole(line, chains, effort)
        if found is None:
            still.append((start, line))
        else:
            yield _change(start, len(line), found)
            whole.append(found)
    reader = accidents.known(whole)
    if reader == _GBK_AS_UTF8:  # which takes what is no UTF-8 for cp1252
        chains = (*chains, (Step("gb18030", "cp1252"),))
    han, unread = 0, list[tuple[int, str]]()
    for start, line in still:
        made = list(_line(line, start, chains, reader, effort))
        yield from made
        han += sum(len(HAN.findall(one.text)) for one in made if one.rule in _OF_GAPS)
        if not made:
            unread.append((start, line))
        if effort.is_over:
            yield given_up(text, start)
            return
    for start, line in unread if han >= SHOWN_HAN else ():
        yield from with_holes(line, start, known=True)


def _suspects(text: str) -> Iterator[tuple[int, str]]:
    """Lines with characters that Chinese news does not have, and where they begin."""
    places = strange_places(text)
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
            yield start, line


def _is_strange(line: str) -> bool:
    """Whether so much of a line is strange that it is looked at as a whole."""
    count = len(strange().findall(_without_glosses(line)))
    return count >= _STRANGE_SHARE * len(line)


def _explained(text: str) -> Found | None:
    """The chain that explains a text, or what a soft hyphen that was dropped made of it.

    Without its second byte a character takes the first of the next, and so on: that decodes.
    """
    found = search(text)
    if found and found.chain[-1].wrote != "utf-8" and (beside := _beside_marks(text)):
        found = beside if _is_likelier(beside.text, found.text) else found
    if found is None or "\xad" in text or reads_well(found.text):
        return found
    if any(step.read not in SINGLE for step in found.chain):
        return found
    other = accidents.explained(text)
    return other if other and _is_likelier(other.text, found.text) else found


def _is_likelier(text: str, than: str) -> bool:
    """Whether one reading of a line is so much more usual than another."""
    model = language_model()
    return model.bits(text) + _BETTER_GAIN < model.bits(than)


def _beside_marks(text: str) -> Found | None:
    """What explains a line but for its marks: as references to characters they were not misread."""
    parts = MARKS.split(text)
    if len(parts) == 1:
        return None
    longest = max(parts, key=len)
    found = search(longest) or accidents.explained(longest)
    if found is None:
        return None
    said = [part if part.isascii() else _undone(part, found) for part in parts]
    if None in said:
        return None
    between = [*MARKS.findall(text), ""]
    whole = "".join(f"{one}{mark}" for one, mark in zip(said, between))
    return found._replace(text=whole, certainty=Certainty.LIKELY)


def _undone(text: str, found: Found) -> str | None:
    """What a text was if what explained another explains it."""
    return undo(text, found.chain) if found.chain else accidents.undo(text, found.rule)


def _change(start: int, length: int, found: Found) -> Change:
    return Change(Span(start, start + length), found.text, found.rule, found.certainty)


def _whole(line: str, chains: tuple[Chain, ...], effort: Effort) -> Found | None:
    """What explains a whole line: what others say, or that its bytes may be read in two ways."""
    for start, end, found in by_evidence(line, chains) if chains else ():
        if (start, end) == (0, len(line)):
            return found
        break
    if effort.is_over or not _is_strange(line):
        return None
    explained = accidents.explained(line)
    if explained is None or strange().search(explained.text):
        effort.spend(len(line) // _LENIENT_CHARS)
        beside = _beside_marks(line)
        seen = explained.text if explained else line
        if beside and reads_better(beside.text, line) and _is_likelier(beside.text, seen):
            explained = beside
    return explained


def _line(
    line: str, offset: int, chains: tuple[Chain, ...], reader: str | None, effort: Effort
) -> Iterator[Change]:
    """A line that nothing explains by itself: by what other lines say, else its runs."""
    parts = list(accidents.by_evidence(line, reader)) if reader else []
    parts = parts or (list(by_evidence(line, chains)) if chains else [])
    yield from (_change(offset + start, end - start, found) for start, end, found in parts)
    if parts:
        return
    if _is_strange(line):
        restored = list(with_holes(line, offset))
        if unassigned.concerns(line) and not restored and effort.spend(len(line) // _LENIENT_CHARS):
            restored = list(unassigned.changes(line, offset))
        if restored:
            yield from restored
            return
    yield from _by_run(line, offset, effort)


def _by_run(line: str, offset: int, effort: Effort) -> Iterator[Change]:
    """What explains the runs of a line; what several have in common is searched once."""
    start = end = 0
    found: Found | None = None
    for first, last in _runs(line):
        is_new = last > end
        if is_new:
            start, end = _widen(line, first, last, min(first, end))
            run = line[start:end]
            found = _explained(run) or accidents.explained(run) or _leftover(line, start, end)
            if found is not None:
                yield _change(offset + start, end - start, found)
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
            exact = search(part.group()) or _leftover(line, *part.span())
            if exact is not None:
                yield _change(offset + part.start(), len(part.group()), exact)


def _without_glosses(line: str) -> str:
    """The line with blanks for readings in brackets, whose toned letters are no mojibake."""
    if "(" not in line and "（" not in line:
        return line
    return _GLOSS.sub(lambda match: " " * len(match.group()), line)


def _leftover(line: str, start: int, end: int) -> Found | None:
    """A short sequence of UTF-8 read as Latin-1 or cp1252 inside good text, by ftfy."""
    run = line[start:end]
    if not HAN.search(line) or max(run) > "\u2e80":
        return None
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(run):
        return None
    fixed = fix_encoding(run, config=TextFixerConfig(explain=False, fix_c1_controls=False))
    if fixed == run or strange().search(fixed.replace("\x00", "")):
        return None
    return Found(fixed, "mojibake.utf8-as-cp1252", Certainty.LIKELY)


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
                unfolded(line[start:end])
            )
            if undone is None or strange().search(undone) or len(HAN.findall(undone)) < MIN_HAN:
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


RULES = (Rule("mojibake", mojibake, needs=(strange_table,)),)
