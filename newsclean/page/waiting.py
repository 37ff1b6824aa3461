"""What is hidden until a script shows it: the article, or the rest of it."""

from __future__ import annotations

from newsclean.lazy import pattern
from newsclean.page.links import waits
from newsclean.page.main import Main, worth_of
from newsclean.page.tree import Tree

__all__ = ["LEAST", "TIMES", "shown_later"]

# What is hidden is the article only if it is worth so much, and so many times what is shown.
LEAST, TIMES = 60, 2
_MORE = pattern(
    r"\W{0,4}(?:点击|點擊)?(?:展开|展開|查看|阅读|閱讀)?(?:全文|剩余\S{0,6}|余下\S{0,6}|更多内容|更多)"
    r"(?:[(（]\S{0,8}[)）])?\W{0,4}"
)
_MORE_CHARS = 20


def shown_later(tree: Tree, main: Main) -> set[int]:
    """The hidden elements that are the article or a part of it. main: the best that is shown."""
    worth: dict[int, float] = {}
    for line in tree.lines:
        if line.hider >= 0:
            worth[line.hider] = worth.get(line.hider, 0.0) + worth_of(line)
    best = max(worth, key=lambda hider: worth[hider], default=-1)
    if best < 0 or worth[best] < LEAST:
        return set()
    if worth[best] >= TIMES * main.worth:
        return {best}
    return _unfolded(tree, main, {node for node in worth if worth[node] >= LEAST})


def _unfolded(tree: Tree, main: Main, waiting: set[int]) -> set[int]:
    """The rest of an article that is hidden inside of it, behind a button to read on."""
    inside = tree.below(main.node) if main.node >= 0 else range(0)
    rest = {node for node in waiting if node in inside and waits(tree, node)}
    shown = {line.text for line in tree.lines if line.hider < 0} if rest else set()
    if not any(len(text) <= _MORE_CHARS and _MORE.fullmatch(text) for text in shown):
        return set()
    return rest - {line.hider for line in tree.lines if line.text in shown}
