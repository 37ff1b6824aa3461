"""A string that remembers where every character of it came from.

`Text` is a source string seen through the edits made to it so far. It holds
*pieces*, in source order: a piece is either verbatim (it equals the slice of
the source that its span names) or edited (it stands for that slice). Nothing
is stored per character, only the boundaries of edits, so a clean megabyte is
one piece.

Rules propose `Change`s in the string they were shown; `Text.apply` carries
them out in one walk and translates them to source coordinates. The finished
edits of a text are its edited pieces: sorted, non-overlapping, a patch from
source to result.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from newsclean.change import Certainty, Change, Edit, Span
from newsclean.errors import BadInput

__all__ = ["Piece", "Text"]


class Piece(NamedTuple):
    """A run of a `Text`: its text now and the source span it stands for.

    A verbatim piece has no `rules` and its text is the source in `span`.
    """

    text: str
    span: Span
    rules: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN

    @property
    def verbatim(self) -> bool:
        """Whether the piece equals its slice of the source."""
        return not self.rules

    @property
    def divisible(self) -> bool:
        """Whether positions correspond one to one, so that it can be cut anywhere."""
        return len(self.text) == self.span.end - self.span.start

    def cut(self, start: int, end: int) -> Piece:
        """The part `[start, end)` of a divisible piece."""
        if start == 0 and end == len(self.text):
            return self
        at = self.span.start
        return Piece(self.text[start:end], Span(at + start, at + end), self.rules, self.certainty)


@dataclass(frozen=True)
class Text:
    """An immutable string with provenance. See the module's docstring.

    >>> text = Text.of("a&amp;b").apply([Change(Span(1, 6), "&", "entity.html")])
    >>> text.value
    'a&b'
    >>> text.source_span(1, 2)
    Span(start=1, end=6)
    """

    source: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, source: str) -> Text:
        """The whole of `source`, nothing edited."""
        return cls(source, (Piece(source, Span(0, len(source))),) if source else ())

    @property
    def value(self) -> str:
        """The text as it reads now."""
        pieces = self.pieces
        return pieces[0].text if len(pieces) == 1 else self._joined

    @cached_property
    def _joined(self) -> str:
        return "".join([piece.text for piece in self.pieces])

    @property
    def span(self) -> Span:
        """From the first to the last source position this text stands for."""
        if not self.pieces:
            return Span(0, 0)
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    def __len__(self) -> int:
        return len(self.value)

    def __str__(self) -> str:
        return self.value

    @property
    def edits(self) -> Iterator[Edit]:
        """The edits of this text in source order."""
        for text, span, rules, certainty in self.pieces:
            if rules:
                before = self.source[span.start : span.end]
                yield Edit(span, before, text, rules[0], certainty, rules[1:])

    def apply(self, changes: Iterable[Change]) -> Text:
        """The text with `changes` made: one walk over pieces and changes.

        Changes are in coordinates of `value`, sorted, not overlapping. A
        change as long as what it replaces maps position by position and keeps
        the boundaries of earlier edits; any other becomes one piece together
        with the edits it touches.

        Raises `BadInput` for changes out of order, overlapping or out of range.
        """
        walk = _Walk(self.pieces)
        at = 0
        for change in changes:
            start, end = change.span
            if not at <= start <= end <= len(self.value):
                raise BadInput(
                    f"changes must be sorted, apart and inside the text: {change.span} after {at}"
                )
            walk.copy_to(start)
            if change.text != self.value[start:end]:
                walk.change(change)
            at = end
        walk.copy_to(len(self.value))
        return Text(self.source, tuple(walk.done))

    def slice(self, start: int, end: int) -> Text:
        """The part `[start, end)` of `value`, with its provenance.

        Parts that tile the value also tile the source: an indivisible piece
        cut in two leaves its source span with the first part, and an emptied
        piece on a boundary belongs to the part that it ends.
        """
        out: list[Piece] = []
        first = max(bisect_right(self._offsets, start) - 1, 0) if start else 0
        for index in range(first, len(self.pieces)):
            piece, at = self.pieces[index], self._offsets[index]
            if at > end:
                break
            lo, hi = max(start - at, 0), min(end - at, len(piece.text))
            if not piece.text:
                if start < at <= end or at == start == 0:
                    out.append(piece)
            elif hi > lo:
                out.append(_part(piece, lo, hi))
        return Text(self.source, tuple(out))

    def cut(self, starts: Sequence[int]) -> list[Text]:
        """The parts that begin at `starts`, the first of which is 0; they tile the value."""
        spans = zip(starts, [*starts[1:], len(self.value)])
        if len(self.pieces) == 1 and self.pieces[0].divisible:
            return [Text(self.source, (self.pieces[0].cut(*span),)) for span in spans]
        return [self.slice(*span) for span in spans]

    def source_span(self, start: int, end: int) -> Span:
        """The source span that `[start, end)` of `value` stands for."""
        if start < end:
            return self._span_of(start, end)
        part = self.slice(start, end)
        if part.pieces:
            return part.span
        index = bisect_right(self._offsets, start) - 1
        if index < 0:
            return Span(self.span.start, self.span.start)
        piece = self.pieces[index]
        inside = min(start - self._offsets[index], len(piece.text))
        at = piece.span.start + inside if piece.divisible else piece.span.end
        return Span(at, at)

    def _span_of(self, start: int, end: int) -> Span:
        """The span of `slice(start, end)`, which is not made: there can be a flag a character."""
        first = bisect_right(self._offsets, start) - 1 if start else 0
        last = bisect_right(self._offsets, end) - 1
        if self._offsets[last] == end and self.pieces[last].text:
            last -= 1  # it begins behind the end; what is empty there belongs to this part
        head, tail = self.pieces[first], self.pieces[last]
        start, end = start - self._offsets[first], end - self._offsets[last]
        behind = head.span.start + start if head.divisible else head.span.end
        ends = tail.span.start + end if tail.divisible else tail.span.end
        return Span(behind if start else head.span.start, ends)

    def source_start(self, start: int) -> int:
        """Where in the source a character of `value` begins: as in its `source_span`."""
        index = bisect_right(self._offsets, start) - 1
        piece = self.pieces[index]
        return piece.span.start + (start - self._offsets[index] if piece.divisible else 0)

    @cached_property
    def _offsets(self) -> list[int]:
        """Where each piece begins in `value`."""
        ends = accumulate((len(piece.text) for piece in self.pieces), initial=0)
        return list(ends)[: len(self.pieces)]

    @staticmethod
    def join(parts: Sequence[Text], source: str) -> Text:
        """Parts of one source, in source order, as one text."""
        return Text(source, tuple(piece for part in parts for piece in part.pieces))


def _part(piece: Piece, start: int, end: int) -> Piece:
    """The part `[start, end)` of any piece; an indivisible one leaves its span with its head."""
    if piece.divisible or (start == 0 and end == len(piece.text)):
        return piece.cut(start, end)
    span = piece.span if start == 0 else Span(piece.span.end, piece.span.end)
    return Piece(piece.text[start:end], span, piece.rules, piece.certainty)


class _Walk:
    """One `apply`: reads pieces, writes pieces, cutting and gluing where changes touch them.

    Two things are glued to what was written last: the further parts of a
    change that is no mapping, and the further parts of an indivisible piece.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.index = 0  # the piece being read
        self.start = 0  # where it begins in the value
        self.inside = 0  # how much of it has been read
        self.done: list[Piece] = []

    def copy_to(self, end: int) -> None:
        """Copy up to `end`, pieces that are empty there included."""
        while self.index < len(self.pieces):
            if self.start + self.inside == end and self.pieces[self.index].text:
                return
            glue = self._continues
            self._write(self._read(end), glue)

    def change(self, change: Change) -> None:
        """Put the change where the walk stands."""
        start, end = change.span
        if start == end:
            self._write(self._changed(self._nothing(), change.text, change), self._continues)
        maps = len(change.text) == end - start
        at = start
        while at < end:
            glue = self._continues
            part = self._read(end)
            stop = at + len(part.text)
            if maps:
                text = change.text[at - start : stop - start]
                self._write(part if text == part.text else self._changed(part, text, change), glue)
            elif at == start:
                self._write(self._changed(part, change.text, change), glue)
            else:
                self._write(part._replace(text=""), glue=True)
            at = stop

    @property
    def _continues(self) -> bool:
        """Whether the next part to read is the rest of an indivisible piece."""
        return self.inside > 0 and not self.pieces[self.index].divisible

    def _read(self, end: int) -> Piece:
        """The next part, of one piece, up to `end` at most."""
        piece = self.pieces[self.index]
        first, last = self.inside, min(len(piece.text), end - self.start)
        part = _part(piece, first, last)
        if first and not piece.divisible:  # its rules went with its head
            part = part._replace(rules=())
        self.inside = last
        if last == len(piece.text):
            self.start += last
            self.index += 1
            self.inside = 0
        return part

    def _nothing(self) -> Piece:
        """An empty place in the source where the walk stands."""
        if self.index < len(self.pieces):
            piece = self.pieces[self.index]
            at = piece.span.end if self._continues else piece.span.start + self.inside
        else:
            at = self.done[-1].span.end if self.done else 0
        return Piece("", Span(at, at))

    @staticmethod
    def _changed(piece: Piece, text: str, change: Change) -> Piece:
        certainty = min(piece.certainty, change.certainty)
        return Piece(text, piece.span, (*piece.rules, change.rule), certainty)

    def _write(self, piece: Piece, glue: bool) -> None:
        if not glue:
            self.done.append(piece)
            return
        last = self.done[-1]
        self.done[-1] = Piece(
            last.text + piece.text,
            Span(last.span.start, max(last.span.end, piece.span.end)),
            last.rules + piece.rules,
            min(last.certainty, piece.certainty),
        )
