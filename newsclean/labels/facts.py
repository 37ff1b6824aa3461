"""What the classifier is told of lines: n-grams and layout facts, of all lines of a page at once.

All views stand in one array of code points, each in a frame, so that what is counted of
characters takes a few passes over the page, however many lines it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.chars import CODE_POINTS, codes
from newsclean.labels.context import PLACE, place
from newsclean.labels.features import EDGE, is_finished
from newsclean.labels.fluency import FLUENCY, fluency
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern
from newsclean.patterns import DATE, PHONE, URL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.labels.judge import Verdict

__all__ = ["DENSE", "OWN", "Framed", "dense", "grams"]

OWN = (
    "length", "han", "digits", "latin", "sentences", "commas", "finished", "prose", "paragraph",
    "items", "item length", "longest item", "spam strong", "spam weak", "spam cover", "places",
    "media", "dates", "phones", "urls", "repeated", "bullet", "open bracket", "colon",
    "question", "unknown script", "same pairs", "even items", "code", "ends in code",
)  # fmt: skip
_NEAR = ("length", "prose", "finished", "judged")
DENSE = (
    *OWN,
    *(
        f"{where} {name}"
        for where in ("before 1", "before 2", "after 1", "after 2")
        for name in _NEAR
    ),
    *PLACE,
    *FLUENCY,
    *(f"judged {label.value} {sure.name.lower()}" for label in Label for sure in Certainty),
)
_JUDGED = {label: index * len(Certainty) - 1 for index, label in enumerate(Label)}
# Whom to write to: letters and figures, or many figures, that no unit follows.
_CODE = pattern(
    r"(?<![a-z0-9.])(?=[a-z]{0,9}\d)[a-z0-9]{5,20}(?![a-z0-9.%年月日时分万亿元吨人个件户米公])"
)
_FEW = 3  # items that make a list
_DATE_DIGITS, _PHONE_DIGITS = 6, 10  # that the shortest date and number have
# Odd multipliers of 64 bits spread code points over the buckets (Fibonacci hashing).
_PRIMES = (0x9E3779B1, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53, 0x9E3779B97F4A7C15)
_BEGIN, _END = "\x02", "\x03\x03"
_WIDTH = 21  # bits of a code point

_HAN, _CJK, _DIGIT, _LATIN, _OTHER, _STOP, _COMMA, _CUT, _BLANK, _MARK, _DASH = (
    1 << bit for bit in range(11)
)


@cache
def _table() -> NDArray[np.uint16]:
    """What code points are to the facts, as bits, shape (CODE_POINTS,)."""
    import numpy as np

    found = np.zeros(CODE_POINTS, dtype=np.uint16)
    blanks = "".join(filter(str.isspace, map(chr, range(0x3001))))
    digits = "".join(filter(str.isdigit, map(chr, range(0x20000))))
    found[0x3400:0xA000] |= _HAN
    found[0x4E00:0xA000] |= _CJK
    found[0x100:0x2000] |= _OTHER
    found[0xFFF0:] |= _OTHER
    for kind, chars in (
        (_DIGIT, digits), (_LATIN, "abcdefghijklmnopqrstuvwxyz"), (_STOP, "。！？!?…"),
        (_COMMA, "，,、；;：:"), (_CUT, f"|_,，{_BEGIN}{_END}{blanks}"), (_BLANK, blanks),
        (_MARK, "-–—·•/>»i"), (_DASH, "-–—"),
    ):  # fmt: skip
        found[list(map(ord, chars))] |= kind
    return found


class Framed:
    """Lines in one array of code points, each behind a mark and before two.

    The marks are part of the n-grams, which so see where a line begins and ends.
    points: shape (characters,). starts: of each line, with its mark. sizes: of the views.
    """

    def __init__(self, views: Sequence[str]) -> None:
        import numpy as np

        self.points = codes("".join(f"{_BEGIN}{view}{_END}" for view in views))
        self.sizes = np.array(list(map(len, views)), dtype=np.intp)
        spans = self.sizes + len(_BEGIN + _END)
        self.starts = np.cumsum(spans) - spans

    def count(self, marked: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many characters of each line are marked; shape of `marked` (characters,)."""
        import numpy as np

        found: NDArray[np.intp] = np.add.reduceat(marked, self.starts, dtype=np.intp)
        return found

    def lines_of(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """In which line each place, in order, lies."""
        return self.starts.searchsorted(places, "right") - 1


def grams(
    lines: Framed, buckets: int
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.float64]]:
    """The hashed 1- to 3-grams of all lines in a row.

    Returns the buckets, where each line's begin, and how many each has.
    """
    import numpy as np

    points = lines.points.astype(np.uint64)
    two = points[:-2] * _PRIMES[0] + points[1:-1]
    three = two * _PRIMES[0] + points[2:]
    kinds = [points[:-2] * _PRIMES[1], two * _PRIMES[2], three * _PRIMES[3]]
    hashed = np.stack(kinds, axis=1)
    hashed = ((hashed >> np.uint64(20)) % np.uint64(buckets)).astype(np.int64)
    # The last two places of a line would look into the next one.
    ends = lines.starts + lines.sizes + len(_BEGIN)
    keep = np.ones(len(points), dtype=bool)
    keep[ends] = keep[ends + 1] = False
    counts = (lines.sizes + 1) * hashed.shape[1]
    starts = np.cumsum(counts) - counts
    return hashed[keep[: len(hashed)]].reshape(-1), starts, counts.astype(np.float64)


def dense(lines: Lines, framed: Framed, verdicts: Sequence[Verdict]) -> NDArray[np.float64]:
    """The layout facts `DENSE` of each line, shape (lines, facts)."""
    import numpy as np

    finished = np.array(list(map(is_finished, lines.views)))
    own = _own(lines, framed, finished)
    prose = np.array(lines.prose)
    judged = np.array([verdict.label != Label.BODY for verdict in verdicts])
    near = np.stack([own[:, 0], prose, finished, judged], axis=1)
    none = np.zeros((2, len(_NEAR)))
    padded = np.vstack([none, near, none])
    size = len(lines)
    around = [padded[2 + step : 2 + step + size] for step in (-1, -2, 1, 2)]
    said = np.zeros((size, len(Label) * len(Certainty)))
    columns = [_JUDGED[verdict.label] + verdict.certainty for verdict in verdicts]
    said[np.arange(size), columns] = 1
    read = fluency(lines.views, near[:, _NEAR.index("prose")])
    return np.hstack([own, *around, place(lines, near), read, said])


def _own(lines: Lines, framed: Framed, finished: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The facts `OWN` of each line alone."""
    import numpy as np

    views, count = lines.views, framed.count
    kinds = _table().take(framed.points)
    sizes = np.maximum(framed.sizes, 1)
    digits, latin, commas = (count(kinds & kind != 0) for kind in (_DIGIT, _LATIN, _COMMA))
    numbers = digits.tolist()
    cores = [view.strip(EDGE) for view in views]
    copies = Counter(cores)
    items = _items(lines, framed, kinds)
    words = _words(lines)
    contacts = [_CODE.findall(view) if many else [] for view, many in zip(views, numbers)]
    columns: list[Sequence[float] | NDArray[Any]] = [
        np.log1p(framed.sizes),
        np.array(lines.han) / sizes,
        digits / sizes,
        latin / sizes,
        np.log1p(count(_stops(framed.points, kinds))),
        np.log1p(commas),
        finished,
        lines.prose,
        lines.paragraphs,
        np.log1p(items.many),
        np.log1p(items.mean),
        np.log1p(items.longest),
        np.log1p(words.strong),
        np.log1p(words.weak),
        words.cover / sizes,
        np.log1p(words.places),
        np.log1p(words.media),
        [many >= _DATE_DIGITS and bool(DATE.search(view)) for view, many in zip(views, numbers)],
        [many >= _PHONE_DIGITS and bool(PHONE.search(view)) for view, many in zip(views, numbers)],
        [("." in view or "/" in view) and bool(URL.search(view)) for view in views],
        np.log1p([copies[core] - 1 for core in cores]),
        [view[:1] in "·•●■◆★☆-*>»" for view in views],
        [view[:1] in "【[(（《" for view in views],
        [":" in view or "：" in view for view in views],
        [view.endswith(("?", "？", "!", "！")) for view in views],
        count(kinds & _OTHER != 0) / sizes,
        1 - np.maximum(_pairs(framed), 1) / sizes,
        items.even,
        np.log1p([max(map(len, found), default=0) for found in contacts]),
        [bool(found) and view.endswith(found[-1]) for view, found in zip(views, contacts)],
    ]
    return np.array(columns, dtype=np.float64).T


def _stops(points: NDArray[np.uint32], kinds: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """The marks that end a sentence; a point is one behind a Chinese character."""
    found: NDArray[np.bool_] = kinds & _STOP != 0
    point = points == ord(".")
    found[1:-1] |= point[1:-1] & (kinds[:-2] & _CJK != 0) & ~point[2:]
    return found


class _Items(NamedTuple):
    """Of the pieces of each line between separators: how many, how long, how alike in length."""

    many: NDArray[np.intp]
    mean: NDArray[np.float64]
    longest: NDArray[np.intp]
    even: NDArray[np.float64]


def _items(lines: Lines, framed: Framed, kinds: NDArray[np.uint16]) -> _Items:
    """`Line.items` of all lines, measured.

    Three items or more are alike from 0 to 1: keywords are, clauses are not.
    """
    import numpy as np

    cut = kinds & _CUT != 0
    cjk = kinds & _CJK != 0
    cut[1:-1] |= (kinds[1:-1] & _DASH != 0) & cjk[:-2] & cjk[2:]
    edges = np.flatnonzero(cut[1:] != cut[:-1]) + 1  # where items begin and end, in turn
    of_line, lengths = framed.lines_of(edges[::2]), edges[1::2] - edges[::2]
    # A mark between blanks cuts too, unless another one took the blank: as the pattern does it.
    blank = kinds & _BLANK != 0
    marks = np.flatnonzero((kinds[1:-1] & _MARK != 0) & blank[:-2] & blank[2:])
    size = len(framed.sizes)
    if len(marks):
        listed = np.unique(framed.lines_of(marks))
        found = [(index, len(item)) for index in listed.tolist() for item in lines[index].items]
        other = ~np.isin(of_line, listed)
        again, more = np.array(found, dtype=np.intp).reshape(-1, 2).T
        of_line = np.concatenate([of_line[other], again])
        lengths = np.concatenate([lengths[other], more])
    count = np.bincount(of_line, minlength=size)
    some = np.maximum(count, 1)
    mean = np.bincount(of_line, lengths, minlength=size) / some
    longest = np.zeros(size, dtype=np.intp)
    np.maximum.at(longest, of_line, lengths)
    spread = np.bincount(of_line, abs(lengths - mean[of_line]), minlength=size) / some
    even = np.where(count < _FEW, 0, np.maximum(0, 1 - spread / np.maximum(mean, 1)))
    return _Items(count, mean, longest, even)


class _Words(NamedTuple):
    """Of the words of the lists in each line: how many of which, and characters of spam."""

    strong: NDArray[np.intp]
    weak: NDArray[np.intp]
    cover: NDArray[np.intp]
    places: NDArray[np.intp]
    media: NDArray[np.intp]


def _words(lines: Lines) -> _Words:
    import numpy as np

    found = _Words(*(np.zeros(len(lines), dtype=np.intp) for _ in _Words._fields))
    for index, hit in lines.hits_of("spam"):
        term = hit.of("spam")
        if term is not None:
            found.cover[index] += hit.end - hit.start
            found.strong[index] += term.second == "strong"
            found.weak[index] += term.second == "weak"
    for kind, counts in (("place", found.places), ("media", found.media)):
        for index, _ in lines.hits_of(kind):
            counts[index] += 1
    return found


def _pairs(framed: Framed) -> NDArray[np.intp]:
    """How many different pairs of neighbours each line has, its end counted in."""
    import numpy as np

    points = framed.points.astype(np.uint64)
    inside = np.ones(len(points), dtype=bool)
    ends = framed.starts + framed.sizes + len(_BEGIN)
    inside[framed.starts] = inside[ends] = inside[ends + 1] = False
    at = np.flatnonzero(inside)
    of_line = np.repeat(np.arange(len(framed.sizes), dtype=np.uint64), framed.sizes)
    keys = (of_line << (2 * _WIDTH)) | (points[at] << _WIDTH) | points[at + 1]
    keys.sort()
    new = keys[1:][keys[1:] != keys[:-1]] >> np.uint64(2 * _WIDTH)
    first = keys[:1] >> np.uint64(2 * _WIDTH)
    different = np.concatenate([first, new]).astype(np.intp)
    return np.bincount(different, minlength=len(framed.sizes))
