"""The lines of a page together: what is asked of all of them, in a few passes over the view.

A `Line` with its hits is made only where one is asked for. Of a clean text hardly
any line is: what `judge` needs to see is known from the characters that stand in a
line (`Lines.doubtful`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, overload

from newsclean.chars import CODE_POINTS, codes
from newsclean.labels.echoes import find_echoes
from newsclean.labels.features import EDGE, Line, is_long_or_ended, is_prose
from newsclean.lexicon import Hit, Hits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["META_CHARS", "PICTURES", "SAID", "Lines", "Where"]

_HAN, _WORD, _MARK, _META, _DOTS, _CODE = (1 << bit for bit in range(6))
SAID = ("？", "?", "。", "！", "!")  # 记者：… in an interview is no field
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp")  # files
META_CHARS = 120  # of the longest line of fields


@cache
def _kinds() -> NDArray[np.uint8]:
    """What code points of a view are to the questions below, as bits, shape (CODE_POINTS,)."""
    import numpy as np

    found = np.full(CODE_POINTS, _WORD, dtype=np.uint8)
    blanks = [code for code in range(0x3001) if chr(code).isspace()]
    found[[*map(ord, EDGE), *blanks]] = 0
    found[0x3400:0xA000] |= _HAN
    for kind, chars in (
        (_MARK, "。！？；、"), (_META, "12今记:：丨|│︱/╱"), (_DOTS, "…."), (_CODE, "{}"),
    ):  # fmt: skip
        found[list(map(ord, chars))] |= kind
    return found


def _tells(view: str, kinds: int) -> bool:
    """Whether a line without hits, in which there are these kinds of characters, may be no body."""
    if not kinds & _WORD or kinds & _CODE:
        return True
    if kinds & _DOTS and ("…" in view or "..." in view or view.endswith(PICTURES)):
        return True
    if view.endswith("日"):  # in Chinese figures it has none of the characters of a date
        return True
    return bool(kinds & _META) and len(view) <= META_CHARS and not view.endswith(SAID)


def _counts(view: str, hit: Hit) -> bool:
    """Whether a phrase of furniture stands where its row of the list asks for it.

    At the start of a line or its end there is no letter beside it; more is for `judge`.
    """
    for term in hit.terms:
        if term.kind == "furniture":
            before = term.second in ("line", "start") and view[hit.start - 1 : hit.start].isalnum()
            after = term.second in ("line", "end") and view[hit.end : hit.end + 1].isalnum()
            if not before and not after:
                return True
    return False


class Where(NamedTuple):
    """Where a line of a page in HTML stands: see `Line`.

    links: its characters in links. path: the elements around it.
    """

    links: int = 0
    in_main: bool = True
    hidden: bool = False
    kind: str = ""
    path: str = ""


class Lines(Sequence[Line]):
    """The lines of a view; `bounds` are where its blocks begin and end.

    views: the view of each block without the blanks around it. where: where each
    stands in a page in HTML; empty for a text.
    """

    def __init__(
        self,
        view: str,
        bounds: Sequence[tuple[int, int]],
        hits: Hits,
        where: Sequence[Where] = (),
    ) -> None:
        self.view = view
        self.views = [view[start:end].strip() for start, end in bounds]
        self.where = where
        self._bounds = bounds
        self._starts = [start for start, _ in bounds]
        self._hits = hits
        self._made: dict[int, Line] = {}

    def select(self, indices: Sequence[int]) -> Lines:
        """Some of the lines, counted anew."""
        bounds = [self._bounds[index] for index in indices]
        where = [self.where[index] for index in indices] if self.where else ()
        return Lines(self.view, bounds, self._hits, where)

    def __len__(self) -> int:
        return len(self.views)

    def __iter__(self) -> Iterator[Line]:
        return iter(self._every)

    @cached_property
    def _every(self) -> list[Line]:
        return [self[index] for index in range(len(self.views))]

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[one] for one in range(len(self.views))[index]]
        made = self._made.get(index)
        return self._line(range(len(self.views))[index]) if made is None else made

    def _line(self, index: int) -> Line:
        view, start = self.views[index], self.start(index)
        found = tuple(self._hits.within(start, start + len(view)))
        if self.where:
            links, in_main, hidden, kind, _ = self.where[index]
            share = min(1.0, links / max(len(view), 1))
            made = Line(index, view, found, share, in_main, hidden, kind)
        else:
            made = Line(index, view, found)
        if "prose" in self.__dict__:  # what is known of all lines is not counted again
            made.__dict__.update(han=self.han[index], is_prose=self.prose[index])
        self._made[index] = made
        return made

    def start(self, index: int) -> int:
        """Where the line begins in the view."""
        return self.view.index(self.views[index], self._starts[index])

    def begins(self, index: int) -> int:
        """Where the line's block begins in the view, with the blanks before the line."""
        return self._starts[index]

    def marked(self, where: NDArray[np.uint8]) -> list[int]:
        """How many characters of each line are marked; shape of `where` (len(self.view) + 1,)."""
        import numpy as np

        if not self.view or not self._bounds:
            return [0 for _ in self._bounds]
        found: list[int] = np.add.reduceat(where, self._stretches, dtype=np.intp)[::2].tolist()
        return found

    @cached_property
    def han(self) -> list[int]:
        """Chinese characters of each line."""
        import numpy as np

        return self.marked(self._codes & np.uint8(_HAN))  # which is 1

    @cached_property
    def prose(self) -> list[bool]:
        """Which lines are prose, as `Line.is_prose` has it."""
        return [is_prose(view, han) for view, han in zip(self.views, self.han)]

    @cached_property
    def paragraphs(self) -> list[bool]:
        """Which lines are paragraphs, as `Line.is_paragraph` has it."""
        return [prose and is_long_or_ended(view) for view, prose in zip(self.views, self.prose)]

    @cached_property
    def echoes(self) -> NDArray[np.uint8]:
        """Where what stands in the view may stand again further down. See `find_echoes`."""
        return find_echoes(self.view)

    @cached_property
    def echoing(self) -> list[int]:
        """How many such places each line has; none if nothing of it stands again."""
        return self.marked(self.echoes)

    @cached_property
    def places(self) -> list[int]:
        """The lines that hold names of places, one entry for each name."""
        return self._lines_at(self._hits.of("place"))

    @cached_property
    def spam(self) -> list[int]:
        """The lines that hold words of spam, one entry for each."""
        return self._lines_at(self._hits.of("spam"))

    def doubtful(self) -> list[int]:
        """The lines of which `judge` may say something else than body.

        Those with words of spam; with phrases of furniture where they can count; with
        names of places and no mark of a sentence; with no character of a word; with dots
        as a cut line has; and of the short ones that do not end as a sentence those that
        can hold a field, a date or a byline. In HTML also those with links.
        """
        import numpy as np

        if not self.view or not self._bounds:
            return list(range(len(self.views)))
        phrases = [hit for hit in self._hits.of("furniture") if _counts(self.view, hit)]
        found = {*self._lines_at(phrases), *self.spam}
        kinds: list[int] = np.bitwise_or.reduceat(self._codes, self._stretches)[::2].tolist()
        found |= {index for index in self.places if not kinds[index] & _MARK}
        found |= {i for i, (view, kind) in enumerate(zip(self.views, kinds)) if _tells(view, kind)}
        found |= {index for index, at in enumerate(self.where) if at.links}
        return sorted(found)

    @cached_property
    def _codes(self) -> NDArray[np.uint8]:
        """The kinds of each character, and none behind the last."""
        import numpy as np

        found = np.zeros(len(self.view) + 1, dtype=np.uint8)
        _kinds().take(codes(self.view), out=found[:-1])
        return found

    @cached_property
    def _stretches(self) -> NDArray[np.intp]:
        """Where lines begin and end, in turn; every second stretch between is a line."""
        import numpy as np

        return np.array(self._bounds, dtype=np.intp).reshape(-1)

    def hits_of(self, kind: str) -> Iterator[tuple[int, Hit]]:
        """The words of one list, each with its line, without those in none."""
        for hit in self._hits.of(kind):
            index = bisect_right(self._starts, hit.start) - 1
            if index >= 0 and hit.end <= self._bounds[index][1]:
                yield index, hit

    def _lines_at(self, hits: Sequence[Hit]) -> list[int]:
        """The line in which each hit lies, without those in none."""
        found = [(bisect_right(self._starts, hit.start) - 1, hit.start) for hit in hits]
        return [index for index, start in found if index >= 0 and start < self._bounds[index][1]]
