"""Where in a page the article is: the element that holds it, line by line.

Each shown line is worth its characters outside links, as far as it reads as
prose: it has marks of sentences, and more than a few characters. What is
worth nothing weighs against the element it is in: links, rights and the like.
Elements pass both on to their parents, a little less with each step at which
other text joins, so that the element close around the prose wins against the
whole page. Prose above the title, and far behind it with many links between, is
worth less; so is what systems mark as comments, side columns and the like.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from newsclean.lazy import pattern
from newsclean.page.markers import AROUND, ARTICLE, ASIDE, kind_of
from newsclean.page.tree import Raw, Tree
from newsclean.patterns import ANSWER

__all__ = ["Main", "main_lines", "worth_of"]

_MARKS = pattern(r"[，。！？；、：,!?;:．]")
_PROSE = 15  # characters; shorter lines are headings, menus, dates
_MARK_CHARS = 20  # characters that one mark makes prose of; sentences have one in 10 to 15
_FIELD_CHARS = 80
_FIELD = pattern(r"(?:来源|來源|作者|编辑|編輯|责编|時間|时间)\s?[:：]")
_UNMARKED = 0.4  # of its worth at least, for a line with one mark
_LINK = 0.5  # a line with more of its characters in links is a link
_RIGHTS = pattern(
    r"版权所有|版權所有|免责声明|免責聲明|不代表本|©|copyright|ICP备|ICP证|许可证|本网站?(?:转载|刊载|所有)"
    r"|未经授权|未经书面|违法和不良信息|转载请|凡(?:本网)?注明|公网安备|all rights",
    re.IGNORECASE,
)
_RIGHTS_CHARS = 200  # a longer paragraph with such words is about them
# What a line that is no prose weighs against its element: so much, and its characters up
# to a line's length by the second.
_LINK_WEIGHT = (10.0, 0.5)
_RIGHTS_WEIGHT = (5.0, 0.3)
_STEP = 0.8  # of the worth reaches the parent where other text joins
_ARTICLE = 1.3
ITEM = "item"  # of a list of teasers or comments
_WORTH = {ITEM: 0.1, AROUND: 0.25, ASIDE: 0.6, ARTICLE: 1.0, "": 1.0}
_ABOVE = 0.4  # of its worth, for prose above the title
_FAR = 20  # links between the title and a line at which it has lost its worth but for
_LEAST = 0.25
_TITLE = (5, 90)  # characters
_LEAD = 20  # characters of an abstract between the title and the article
_STOPS = ("。", "！", "？", "…", "」", "”")
_SIGNS = pattern(r"[\W_]+")
_ITEMS = 4  # so many alike are a list
_ITEM_LINE = 30  # characters of a title, or of 回复(3) 顶(5)
_ITEM_DEPTH = 3  # elements around its lines


class Main(NamedTuple):
    """The element that holds the article, the line of the title or -1, what is in the article."""

    node: int
    title: int
    inside: list[bool]
    worth: float


def main_lines(tree: Tree, shown: Sequence[bool]) -> Main:
    """Which lines are the article's, as far as the layout tells."""
    title = _title_line(tree, shown)
    items = _items(tree, shown)
    node, worth = _best(tree, shown, title, items)
    if items and _is_inside(tree, node, items):  # the article is a list
        items = set()
        node, worth = _best(tree, shown, title, items)
    if node < 0:
        rest = [here and index != title for index, here in enumerate(shown)]
        return Main(-1, title, rest, 0.0)  # nothing tells: all of it may be
    within = _within(tree, node, items)
    inside = [here and within[line.node] for line, here in zip(tree.lines, shown)]
    _add_lead(tree.lines, shown, title, inside)
    return Main(node, title, inside, worth)


def worth_of(line: Raw) -> float:
    """What a line is worth as part of an article."""
    return _value(line)[0]


def _items(tree: Tree, shown: Sequence[bool]) -> set[int]:
    """The elements of lists of teasers or comments: alike, each with prose and with links beside.

    A paragraph is one line; an item has more, and its title, or what to do with it, is a link.
    """
    linked: set[int] = set()
    spoken: set[int] = set()
    answered: set[int] = set()
    for line, here in zip(tree.lines, shown):
        if not here:
            continue
        asks = len(line.text) <= _ITEM_LINE and bool(ANSWER.search(line.text))
        short = asks or (line.links and len(line.text) <= _ITEM_LINE)
        if not short and not _value(line)[0]:
            continue
        node = line.node
        for _ in range(_ITEM_DEPTH):
            (linked if short else spoken).add(node)
            if asks:
                answered.add(node)
            node = tree.parents[node]
            if node <= 0:
                break
    alike: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    for node in linked & spoken:
        alike[tree.parents[node], tree.tags[node], tree.attrs[node].get("class") or ""].append(node)
    return {
        node
        for nodes in alike.values()
        if len(nodes) >= _ITEMS or (len(nodes) > 1 and answered.issuperset(nodes))
        for node in nodes
    }


def _is_inside(tree: Tree, node: int, items: Collection[int]) -> bool:
    while node >= 0 and node not in items:
        node = tree.parents[node]
    return node >= 0


def _best(
    tree: Tree, shown: Sequence[bool], title: int, items: Collection[int]
) -> tuple[int, float]:
    """The element worth most, and its worth; -1 if nothing has any."""
    worth, weight, chars = _sums(tree, shown, title)
    best, most = -1, 0.0
    filled = [node for node in range(len(tree.tags)) if chars[node]]
    kinds, around = {-1: ""}, {-1: 1.0}  # of each element, and what those around it take off
    for node in filled:
        kind = ITEM if node in items else kind_of(tree.tags[node], tree.names(node))
        outer = tree.parents[node]
        kinds[node], around[node] = kind, around[outer] * _WORTH[kinds[outer]]
    # Children stand behind their parents: met from the end, their sums are complete.
    for node in reversed(filled):
        kind = kinds[node]
        worth[node] *= _WORTH[kind]
        if worth[node]:
            own = around[node] * worth[node] ** 2 / (worth[node] + weight[node])
            own *= _ARTICLE if kind == ARTICLE else 1.0
            if own > most:
                best, most = node, own
        parent = tree.parents[node]
        if parent >= 0:
            step = 1.0 if chars[parent] == chars[node] else _STEP
            worth[parent] += step * worth[node]
            weight[parent] += step * weight[node]
    return best, most


def _sums(
    tree: Tree, shown: Sequence[bool], title: int
) -> tuple[list[float], list[float], list[int]]:
    """Of each element: the worth and the weight of its own lines, and all its characters."""
    size = len(tree.tags)
    worth, weight, chars = [0.0] * size, [0.0] * size, [0] * size
    links = 0
    for index, line in enumerate(tree.lines):
        if not shown[index]:
            continue
        good, bad = _value(line)
        if title >= 0:
            good *= _ABOVE if index < title else max(_LEAST, 1 - links / _FAR)
            links += bad > 0 and index > title
        worth[line.node] += good
        weight[line.node] += bad
        chars[line.node] += len(line.text)
    for node in range(size - 1, 0, -1):
        chars[tree.parents[node]] += chars[node]
    return worth, weight, chars


def _value(line: Raw) -> tuple[float, float]:
    """What a line is worth, and what it weighs against its element."""
    size = len(line.text)
    if line.links > _LINK * size:
        return 0.0, _LINK_WEIGHT[0] + _LINK_WEIGHT[1] * min(size, 30)
    if size < _RIGHTS_CHARS and _RIGHTS.search(line.text):
        return 0.0, _RIGHTS_WEIGHT[0] + _RIGHTS_WEIGHT[1] * size
    rest = size - line.links
    marks = len(_MARKS.findall(line.text))
    if not marks or rest < _PROSE:
        return 0.0, 0.0
    colons = line.text.count("：") + line.text.count(":")
    if size < _FIELD_CHARS and colons == marks and _FIELD.search(line.text):
        return 0.0, 0.0  # time, source, editor
    return rest * min(1.0, _UNMARKED + marks * _MARK_CHARS / rest), 0.0


def _title_line(tree: Tree, shown: Sequence[bool]) -> int:
    """The line that says the title: the page's own, or a heading of the first rank."""
    whole = _key(tree.titles[0]) if tree.titles else ""
    best, most = -1, 0.0
    low, high = _TITLE
    for index, line in enumerate(tree.lines):
        if not shown[index] or len(line.text) > high or line.links > _LINK * len(line.text):
            continue
        key = _key(line.text)
        ranked = bool(key) and tree.kinds[line.node] == "title"
        if len(key) < low and not ranked:
            continue
        named = whole.startswith(key) or (len(key) >= 2 * low and key in whole)
        points = 2.0 * named + ranked + min(len(key), 20) / 20 if named or ranked else 0.0
        if points > most:
            best, most = index, points
    return best


def _key(text: str) -> str:
    return _SIGNS.sub("", text).lower()


def _within(tree: Tree, top: int, items: Collection[int]) -> list[bool]:
    """Which elements are in an element, those apart that stand around an article."""
    within, marked = [False] * len(tree.tags), [False] * len(tree.tags)
    within[top] = True
    for node in tree.below(top):
        kind = AROUND if node in items else kind_of(tree.tags[node], tree.names(node))
        within[node] = True
        marked[node] = marked[tree.parents[node]] or kind == AROUND
    kept = [here and not out for here, out in zip(within, marked)]
    sizes = [
        sum(_value(line)[0] for line in tree.lines if chosen[line.node])
        for chosen in (within, kept)
    ]
    dropped = _WORTH[AROUND] * (sizes[0] - sizes[1])
    return kept if sizes[1] >= dropped else within


def _add_lead(lines: Sequence[Raw], shown: Sequence[bool], title: int, inside: list[bool]) -> None:
    """An abstract between the title and the article belongs to it, if it says something new."""
    first = next((index for index, here in enumerate(inside) if here), 0)
    if title < 0:
        return
    body = "".join(line.text for line, here in zip(lines, inside) if here)
    for index in range(title + 1, first):
        line = lines[index]
        if shown[index] and _value(line)[0] >= _LEAD and line.text.endswith(_STOPS):
            inside[index] = line.text[:_LEAD] not in body
