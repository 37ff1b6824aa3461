"""What is measured of a line, once, for heuristics, training and scoring alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from newsclean.lazy import pattern
from newsclean.lexicon import Hit

__all__ = ["EDGE", "Line", "is_finished", "is_long_or_ended", "is_prose"]

# What joins keywords in a tail. A blank joins too, but only where it stands between
# two keywords; enumerations of prose (、) do not count.
_JOINERS = pattern(
    r"[|_,，\n\t]+|\s+[-–—·•/>»i]\s+|(?<=[\u4e00-\u9fff])[-–—](?=[\u4e00-\u9fff])|\s+"
)
# A point behind a Chinese character is a full stop of a page that folds its marks.
_SENTENCE_END = pattern(r"[。！？!?…]|(?<=[\u4e00-\u9fff])\.(?!\.)")
_TERMINAL = ("。", "！", "？", "!", "?", "…")
_CLOSING = "”’」』\"')）】"
_GOES_ON = (":", "：", "；", ";")
_COMMA = pattern(r"[，,、；;：:]")
_HAN = pattern(r"[\u3400-\u9fff]")
_QUOTES = pattern("[“”「」『』]")
_HEADLINE = 40  # characters; few headlines are longer
_STOP = pattern(r"[\u4e00-\u9fff]\.$")
_STOPS = ("。", "。”", "。」", "；", ";", "：", ":")
_LONG_ITEM = 25  # Chinese characters; no keyword and no menu entry is that long
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
        return is_finished(self.view)

    @cached_property
    def quotes(self) -> tuple[tuple[list[int], list[int]], ...]:
        """Where quotation marks open and where they close, by kind."""
        places: dict[str, list[int]] = {mark: [] for mark in "“”「」『』"}
        for match in _QUOTES.finditer(self.view):
            places[match.group()].append(match.start())
        return tuple((places[a], places[b]) for a, b in ("“”", "「」", "『』"))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The pieces between separators."""
        return tuple(piece for piece in map(str.strip, _JOINERS.split(self.view)) if piece)

    @cached_property
    def is_paragraph(self) -> bool:
        """Prose that can be no headline: a headline may ask or exclaim, but is short."""
        return self.is_prose and is_long_or_ended(self.view)

    @cached_property
    def is_prose(self) -> bool:
        """A paragraph: a finished sentence, or long text with commas in it."""
        return is_prose(self.view, self.han)


def is_finished(view: str) -> bool:
    """Whether a line ends as a sentence does: with its mark, and brackets or quotes behind it."""
    last = view.rstrip(_CLOSING)
    return (
        last.endswith(_TERMINAL)
        or view.endswith(_GOES_ON)
        or (last.endswith(".") and bool(_STOP.search(last, len(last) - 2)))
    )


def is_long_or_ended(view: str) -> bool:
    """Whether prose can be no headline. See `Line.is_paragraph`."""
    ended = view.endswith(_STOPS) or bool(_STOP.search(view, len(view) - 2))
    return len(view) >= _HEADLINE or ended


def is_prose(view: str, han: int) -> bool:
    """Whether a line with so many Chinese characters is a paragraph. See `Line.is_prose`."""
    if han < 6:
        return False
    if view.endswith("。") or _STOP.search(view, len(view) - 2):
        return True
    if han >= 12 and is_finished(view):
        return True
    sentences, commas = len(_SENTENCE_END.findall(view)), len(_COMMA.findall(view))
    if han >= 12 and sentences and commas + sentences >= 2:
        return True
    if commas >= 2 and han >= 40:
        return True
    items = _JOINERS.split(view) if han >= _LONG_ITEM else ()
    return any(len(_HAN.findall(item)) >= _LONG_ITEM for item in items)
