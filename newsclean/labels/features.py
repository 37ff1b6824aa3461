"""What is measured of a line, once, for heuristics, training and scoring alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from newsclean.lexicon import Hit, Hits

__all__ = ["Line", "lines"]

# What joins keywords in a tail. A blank joins too, but only where it stands between
# two keywords; enumerations of prose (、) do not count.
_JOINERS = re.compile(
    r"[|_,，\n\t]+|\s+[-–—·•/>»i]\s+|(?<=[\u4e00-\u9fff])[-–—](?=[\u4e00-\u9fff])|\s+"
)
_SENTENCE_END = re.compile(r"[。！？!?…]")
_TERMINAL = re.compile(r"[。！？!?…][”’」』\"')）】]*$|[:：；;]$")
_COMMA = re.compile(r"[，,、；;：:]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADLINE = 40  # characters; few headlines are longer
_STOPS = ("。", "。”", "。」", "；", ";", "：", ":")
_LONG_ITEM = 25  # Chinese characters; no keyword and no menu entry is that long
_EDGE = " \t\n-–—|·•●■◆★☆>»＞<《》【】[]()（）:：,，.。!！_*#=+~\"'“”‘’/\\"


@dataclass(frozen=True)
class Line:
    """One block as the labels see it.

    `view` is the block's view without the blanks around it; `hits` are the
    lexicon's, in its coordinates; `index` counts blocks from the top.
    """

    index: int
    view: str
    hits: tuple[Hit, ...]

    @cached_property
    def core(self) -> str:
        """The view without bullets, brackets and marks around it."""
        return self.view.strip(_EDGE)

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
        return self.is_prose and (len(self.view) >= _HEADLINE or self.view.endswith(_STOPS))

    @cached_property
    def is_prose(self) -> bool:
        """A paragraph: a finished sentence, or long text with commas in it."""
        if self.han < 6:
            return False
        if self.view.endswith("。"):
            return True
        if self.sentences and self.commas + self.sentences >= 2 and self.han >= 12:
            return True
        if self.finished and self.han >= 12:
            return True
        if self.commas >= 2 and self.han >= 40:
            return True
        return any(len(_HAN.findall(item)) >= _LONG_ITEM for item in self.items)


def lines(view: str, bounds: list[tuple[int, int]], hits: Hits) -> list[Line]:
    """The lines of a view; `bounds` are where its blocks begin and end."""
    out = []
    for index, (start, end) in enumerate(bounds):
        raw = view[start:end]
        left = len(raw) - len(raw.lstrip())
        stripped = raw.strip()
        found = hits.within(start + left, start + left + len(stripped))
        out.append(Line(index, stripped, tuple(found)))
    return out
