"""What a page holds and does not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from newsclean.lazy import pattern

__all__ = ["UNSHOWN", "Colours", "hides"]

UNSHOWN = frozenset({"noscript", "marquee", "rt", "rp"})
_IS = r"\s{0,3}:\s{0,3}"
_NOTHING = r"0*[01]?(?:px|pt|em|rem|%)?\s{0,3}(?:;|!|$)"  # a size of one unit at most
_STYLE = pattern(
    rf"display{_IS}none|visibility{_IS}hidden|font-size{_IS}{_NOTHING}"
    rf"|opacity{_IS}0*(?:\.0{{1,3}})?\s{{0,3}}(?:;|!|$)|alpha\(opacity\s{{0,3}}=\s{{0,3}}0{{1,3}}\)"
    rf"|clip{_IS}rect\((?:\s{{0,3}}[01](?:px)?[\s,]{{0,3}}){{4}}\)|clip-path{_IS}(?:inset\((?:50|100)%|circle\(0)"
    rf"|transform{_IS}scale\(0{{1,3}}\)|text-indent{_IS}-\s?\d{{3}}"
    rf"|(?:^|[;\s])(?:left|top|right|margin-left|margin-top){_IS}-\s?\d{{4}}"
)
_NO_SIZE = pattern(rf"(?:^|[;\s])(?:max-)?(?:width|height){_IS}{_NOTHING}")
_CUT_OFF = pattern(rf"overflow(?:-[xy])?{_IS}hidden")
_COLOUR = pattern(
    rf"(?:^|[;\s])(?P<what>color|background(?:-color)?){_IS}"
    r"(?P<value>#[0-9a-f]{3,6}|rgb\([^)]{1,30}\)|[a-z]+)"
)
_AROUND = 2  # elements
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)"})
# Classes that style sheets everywhere give to what is not shown.
_CLASSES = frozenset(
    {"hidden", "hide", "d-none", "sr-only", "visually-hidden", "displaynone", "undis", "none"}
)


def hides(tag: str, attrs: Mapping[str, str | None]) -> bool:
    """Whether an element is not shown, as far as itself says.

    >>> hides("div", {"style": "display: none"}), hides("p", {"class": "text"})
    (True, False)
    """
    if tag in UNSHOWN or "hidden" in attrs:
        return True
    style = attrs.get("style")
    if style and _styled_away(style):
        return True
    names = attrs.get("class")
    return names is not None and _classed_away(names)


@lru_cache(maxsize=4096)
def _classed_away(names: str) -> bool:
    return not _CLASSES.isdisjoint(names.lower().split())


@lru_cache(maxsize=512)
def _styled_away(style: str) -> bool:
    style = style.lower()
    if _STYLE.search(style):
        return True
    if _CUT_OFF.search(style) and _NO_SIZE.search(style):
        return True
    colours = {match["what"][:5]: _plain(match["value"]) for match in _COLOUR.finditer(style)}
    ink = colours.get("color")
    return ink is not None and ink in ("transparent", colours.get("backg"))


def _plain(colour: str) -> str:
    colour = colour.replace(" ", "")
    return "white" if colour in _WHITE else colour


class Colours:
    """The backgrounds that elements state, for text in the colour of what is around it.

    Only the two elements next around count: a style sheet may give any class a background.
    """

    def __init__(self) -> None:
        self._papers: dict[int, str] = {}
        self.white: list[int] = []  # elements that write in white on what nobody says

    def hide(self, tag: str, attrs: Mapping[str, str | None], around: Sequence[int]) -> bool:
        """Whether an element, the last of `around`, writes in the colour of its paper."""
        style = attrs.get("style") or ""
        if not style and "bgcolor" not in attrs and tag != "font":
            return False
        ink, paper = _ink_and_paper(
            tag, style, attrs.get("color") or "", attrs.get("bgcolor") or ""
        )
        if paper:
            self._papers[around[-1]] = paper
            return False
        below = (self._papers.get(node) for node in reversed(around[-1 - _AROUND : -1]))
        ground = next(filter(None, below), None)
        if ink == "white" and ground is None:
            self.white.append(around[-1])
        return bool(ink) and ink == ground


@lru_cache(maxsize=512)
def _ink_and_paper(tag: str, style: str, colour: str, ground: str) -> tuple[str, str]:
    found = {match["what"][:5]: _plain(match["value"]) for match in _COLOUR.finditer(style.lower())}
    ink = found.get("color") or (_plain(colour.lower()) if tag == "font" else "")
    return ink, found.get("backg") or _plain(ground.lower())
