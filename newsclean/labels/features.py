"""What is measured of a line, once, for heuristics, training and scoring alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log1p
from typing import TYPE_CHECKING

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.chars import CODE_POINTS, codes
from newsclean.labels.context import PLACE, place
from newsclean.labels.fluency import FLUENCY, fluency
from newsclean.lazy import pattern
from newsclean.lexicon import Hit
from newsclean.patterns import DATE, PHONE, URL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.labels.judge import Verdict

__all__ = ["DENSE", "EDGE", "Line", "dense", "grams", "is_prose"]

# What joins keywords in a tail. A blank joins too, but only where it stands between
# two keywords; enumerations of prose (、) do not count.
_JOINERS = pattern(
    r"[|_,，\n\t]+|\s+[-–—·•/>»i]\s+|(?<=[\u4e00-\u9fff])[-–—](?=[\u4e00-\u9fff])|\s+"
)
# A point behind a Chinese character is a full stop of a page that folds its marks.
_SENTENCE_END = pattern(r"[。！？!?…]|(?<=[\u4e00-\u9fff])\.(?!\.)")
_TERMINAL = pattern(r"(?:[。！？!?…]|(?<=[\u4e00-\u9fff])\.)[”’」』\"')）】]*$|[:：；;]$")
_COMMA = pattern(r"[，,、；;：:]")
_HAN = pattern(r"[\u3400-\u9fff]")
_HEADLINE = 40  # characters; few headlines are longer
_STOP = pattern(r"[\u4e00-\u9fff]\.$")
_STOPS = ("。", "。”", "。」", "；", ";", "：", ":")
# Whom to write to: letters and figures, or many figures, that no unit follows.
_CODE = pattern(
    r"(?<![a-z0-9.])(?=[a-z]{0,9}\d)[a-z0-9]{5,20}(?![a-z0-9.%年月日时分万亿元吨人个件户米公])"
)
_FEW = 3  # items that make a list
_LONG_ITEM = 25  # Chinese characters; no keyword and no menu entry is that long
_DATE_DIGITS, _PHONE_DIGITS = 6, 10  # that the shortest date and number have
EDGE = " \t\n-–—|·•●■◆★☆>»＞<《》【】[]()（）:：,，.。!！_*#=+~\"'“”‘’/\\"


@dataclass(frozen=True)
class Line:
    """One block as the labels see it.

    `view` is the block's view without the blanks around it; `hits` are the
    lexicon's, in its coordinates; `index` counts blocks from the top. The rest
    says how a line of an HTML page is laid out: the share of its characters in
    links, whether it is in the element that holds the article, whether it is
    not shown, and its kind (heading, caption, item, cell, quote).
    """

    index: int
    view: str
    hits: tuple[Hit, ...]
    link_share: float = 0.0
    in_main: bool = True
    hidden: bool = False
    kind: str = ""

    @cached_property
    def core(self) -> str:
        """The view without bullets, brackets and marks around it."""
        return self.view.strip(EDGE)

    @cached_property
    def han(self) -> int:
        """Chinese characters."""
        return len(_HAN.findall(self.view))

    @cached_property
    def sentences(self) -> int:
        """Marks that end a sentence."""
        return len(_SENTENCE_END.findall(self.view))

    @cached_property
    def commas(self) -> int:
        """Marks inside sentences."""
        return len(_COMMA.findall(self.view))

    @cached_property
    def finished(self) -> bool:
        """Whether the line ends as a sentence does."""
        return bool(_TERMINAL.search(self.view))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The pieces between separators."""
        return tuple(piece for piece in map(str.strip, _JOINERS.split(self.view)) if piece)

    @cached_property
    def is_paragraph(self) -> bool:
        """Prose that can be no headline: a headline may ask or exclaim, but is short."""
        return self.is_prose and (
            len(self.view) >= _HEADLINE
            or self.view.endswith(_STOPS)
            or bool(_STOP.search(self.view))
        )

    @cached_property
    def is_prose(self) -> bool:
        """A paragraph: a finished sentence, or long text with commas in it."""
        return is_prose(self.view, self.han)


def is_prose(view: str, han: int) -> bool:
    """Whether a line with so many Chinese characters is a paragraph. See `Line.is_prose`."""
    if han < 6:
        return False
    if view.endswith("。") or _STOP.search(view, len(view) - 2):
        return True
    if han >= 12 and _TERMINAL.search(view, len(view) - 4):
        return True
    sentences, commas = len(_SENTENCE_END.findall(view)), len(_COMMA.findall(view))
    if han >= 12 and ((sentences and commas + sentences >= 2) or _TERMINAL.search(view)):
        return True
    if commas >= 2 and han >= 40:
        return True
    items = _JOINERS.split(view) if han >= _LONG_ITEM else ()
    return any(len(_HAN.findall(item)) >= _LONG_ITEM for item in items)


def grams(
    views: Sequence[str], buckets: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The hashed 1- to 3-grams of all lines in a row.

    Returns the buckets, where each line's begin, and how many each has. A line
    is framed by a mark, so that its beginning and end are seen.
    """
    import numpy as np

    text = "".join(f"\x02{view}\x03\x03" for view in views)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    two = points[:-2] * _PRIMES[0] + points[1:-1]
    three = two * _PRIMES[0] + points[2:]
    kinds = [points[:-2] * _PRIMES[1], two * _PRIMES[2], three * _PRIMES[3]]
    hashed = np.stack(kinds, axis=1)
    hashed = ((hashed >> np.uint64(20)) % np.uint64(buckets)).astype(np.int64)
    lengths = np.array([len(view) + 3 for view in views])
    ends = np.cumsum(lengths)
    # The last two places of a line would look into the next one.
    keep = np.ones(len(points), dtype=bool)
    for back in (1, 2):
        keep[ends - back] = False
    keep = keep[: len(hashed)]
    counts = (lengths - 2) * hashed.shape[1]
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return hashed[keep].reshape(-1), starts, counts.astype(np.float64)


# Odd multipliers of 64 bits spread code points over the buckets (Fibonacci hashing).
_PRIMES = (0x9E3779B1, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53, 0x9E3779B97F4A7C15)

_OWN = (
    "length", "han", "digits", "latin", "sentences", "commas", "finished", "prose", "paragraph",
    "items", "item length", "longest item", "spam strong", "spam weak", "spam cover", "places",
    "media", "dates", "phones", "urls", "repeated", "bullet", "open bracket", "colon",
    "question", "unknown script", "same pairs", "even items", "code", "ends in code",
)  # fmt: skip
_NEAR = ("length", "prose", "finished", "judged")
DENSE = (
    *_OWN,
    *(
        f"{where} {name}"
        for where in ("before 1", "before 2", "after 1", "after 2")
        for name in _NEAR
    ),
    *PLACE,
    *FLUENCY,
    *(f"judged {label.value} {sure.name.lower()}" for label in Label for sure in Certainty),
)


def dense(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> NDArray[np.float64]:
    """The layout facts `DENSE` of each line, shape (lines, facts)."""
    import numpy as np

    counts = Counter(line.core for line in lines)
    own = np.array([_own(line, counts, each) for line, each in zip(lines, _chars(lines))])
    near = np.array(
        [
            [own[i, 0], line.is_prose, line.finished, verdict.label != Label.BODY]
            for i, (line, verdict) in enumerate(zip(lines, verdicts))
        ],
        dtype=np.float64,
    )
    padded = np.vstack([np.zeros((2, len(_NEAR))), near, np.zeros((2, len(_NEAR)))])
    size = len(lines)
    around = [padded[2 + step : 2 + step + size] for step in (-1, -2, 1, 2)]
    labels = list(Label)
    judged = np.zeros((size, len(labels) * len(Certainty)))
    for index, verdict in enumerate(verdicts):
        judged[index, labels.index(verdict.label) * len(Certainty) + verdict.certainty - 1] = 1
    read = fluency([line.view for line in lines], near[:, _NEAR.index("prose")])
    return np.hstack([own, *around, place(lines, near), read, judged])


_DIGITS, _LATIN, _OTHER = 1, 2, 4


@cache
def _char_table() -> NDArray[np.uint8]:
    """Digits, Latin letters and characters of other scripts than Chinese text has, as bits."""
    import numpy as np

    found = np.zeros(CODE_POINTS, dtype=np.uint8)
    found[0x100:0x2000] = found[0xFFF0:] = _OTHER
    found[ord("a") : ord("z") + 1] = _LATIN
    found[[code for code in range(0x20000) if chr(code).isdigit()]] |= _DIGITS
    return found


def _chars(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """How many digits, Latin letters and characters of other scripts each line has."""
    import numpy as np

    kinds = _char_table().take(codes("".join(f"{line.view}\n" for line in lines)))
    ends = np.cumsum([len(line.view) + 1 for line in lines])
    starts = np.concatenate([[0], ends[:-1]])
    return zip(
        *(
            np.add.reduceat((kinds & kind) != 0, starts, dtype=np.intp).tolist()
            for kind in (_DIGITS, _LATIN, _OTHER)
        )
    )


def _own(line: Line, counts: Counter[str], chars: tuple[int, int, int]) -> list[float]:
    view, size = line.view, max(len(line.view), 1)
    digits, latin, other = chars
    spam = [(hit, term) for hit in line.hits if (term := hit.of("spam"))]
    items = line.items or ("",)
    contacts = _CODE.findall(view) if digits else []
    return [
        log1p(len(view)),
        line.han / size,
        digits / size,
        latin / size,
        log1p(line.sentences),
        log1p(line.commas),
        line.finished,
        line.is_prose,
        line.is_paragraph,
        log1p(len(line.items)),
        log1p(sum(map(len, items)) / len(items)),
        log1p(max(map(len, items))),
        log1p(sum(term.second == "strong" for _, term in spam)),
        log1p(sum(term.second == "weak" for _, term in spam)),
        sum(hit.end - hit.start for hit, _ in spam) / size,
        log1p(sum(1 for hit in line.hits if hit.of("place"))),
        log1p(sum(1 for hit in line.hits if hit.of("media"))),
        digits >= _DATE_DIGITS and bool(DATE.search(view)),
        digits >= _PHONE_DIGITS and bool(PHONE.search(view)),
        ("." in view or "/" in view) and bool(URL.search(view)),
        log1p(counts[line.core] - 1),
        view[:1] in "·•●■◆★☆-*>»",
        view[:1] in "【[(（《",
        ":" in view or "：" in view,
        view.endswith(("?", "？", "!", "！")),
        other / size,
        1 - len({view[at : at + 2] for at in range(size)}) / size,
        _even(items),
        log1p(max(map(len, contacts), default=0)),
        bool(contacts) and view.endswith(contacts[-1]),
    ]


def _even(items: Sequence[str]) -> float:
    """How alike in length three items or more are, from 0 to 1: keywords are, clauses are not."""
    if len(items) < _FEW:
        return 0.0
    lengths = [len(item) for item in items]
    mean = sum(lengths) / len(lengths)
    spread = sum(abs(length - mean) for length in lengths) / len(lengths)
    return max(0.0, 1 - spread / mean)
