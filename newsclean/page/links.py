"""Links that nobody sees and that lead to many other sites: they are planted for search engines.

In hidden elements, and in what scripts write into a page (`document.write`), which is
text of the page only if it is such a farm.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from newsclean.lazy import pattern
from newsclean.page.hidden import UNSHOWN
from newsclean.page.lines import TreeBuilder
from newsclean.page.parse import of_markup
from newsclean.page.tree import Tree

__all__ = ["farms", "waits", "white_farms", "written"]

_WORD = 4  # characters of a link at least, in the mean: search terms are longer than 新闻
_SITES = 4  # of other owners, to which hidden links lead; a site shares with two or three
_HOST = pattern(r"\s{0,9}(?:https?:)?//(?:[^/?#@]{0,99}@)?(?P<host>[^/:?#\s]{4,255})")
# What buttons to share hand on.
_SHARING = pattern(r"[?&](?:url|u|href|link|title|text|pic)=", re.IGNORECASE)
_GENERAL = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "or", "idv"})
_WRITES = "document.write"
_WHITE = 50  # elements that are looked at
_COMMENT = 2000  # links in a comment that are looked at
_WRITTEN = (10, 40_000)  # characters of markup in one string
_CLOSING = {quote: pattern(rf"{quote}\s{{0,9}}\)") for quote in "\"'"}
_QUOTE = pattern(r"\s{0,9}(?:ln)?\s{0,9}\(\s{0,9}(?P<quote>[\"'])")


def farms(tree: Tree, main: int) -> set[int]:
    """The hidden elements, by which lines are hidden, that hold such links.

    Menus wait with `display:none` to be opened, and may name the other papers of a house:
    an element that is hidden so counts only inside the article, the element `main`.
    """
    links: defaultdict[int, list[int]] = defaultdict(list)
    chars: defaultdict[int, int] = defaultdict(int)
    for line in tree.lines:
        if line.hider >= 0 and line.links:
            links[line.hider] += line.anchors
            chars[line.hider] += line.links
    inside = tree.below(main) if main >= 0 else range(0)
    return {
        hider
        for hider, anchors in links.items()
        if chars[hider] >= _WORD * len(anchors)
        and (hider in inside or not waits(tree, hider))
        and len(set(_sites(tree, anchors))) >= _SITES
    }


def white_farms(tree: Tree, main: int) -> set[int]:
    """The elements of the article whose text is white, and holds such links; and all below them."""
    inside = tree.below(main) if tree.white and main >= 0 else range(0)
    found: set[int] = set()
    for node in tree.white[:_WHITE]:
        within = {node, *tree.below(node)} if node in inside else set()
        lines = [line for line in tree.lines if line.links and line.node in within]
        anchors = [anchor for line in lines for anchor in line.anchors]
        chars = sum(line.links for line in lines)
        if anchors and chars >= _WORD * len(anchors):
            found |= within if len(set(_sites(tree, anchors))) >= _SITES else set()
    return found


def waits(tree: Tree, node: int) -> bool:
    """Whether an element is hidden as scripts hide what they show later."""
    style = (tree.attrs[node].get("style") or "").lower()
    return tree.tags[node] not in UNSHOWN and ("display" in style or not style)


def written(tree: Tree) -> list[str]:
    """The lines of such links that scripts write, or that stand in comments."""
    found = []
    scripts = ("".join(_strings(text)) for _, text in tree.scripts if _WRITES in text)
    comments = (text for text in tree.comments if _SITES <= text.count("href=") <= _COMMENT)
    for markup in (*scripts, *comments):
        if not markup:
            continue
        builder = TreeBuilder()
        of_markup(markup, builder)
        other = builder.close()
        known = {site for line in other.lines for site in _sites(other, line.anchors)}
        if len(known) >= _SITES:
            found += [line.text for line in other.lines]
    return found


def _strings(script: str) -> Iterator[str]:
    """The strings with links that a script writes."""
    low, high = _WRITTEN
    at = script.find(_WRITES)
    while at >= 0:
        opening = _QUOTE.match(script, at + len(_WRITES))
        closing = _CLOSING[opening["quote"]].search(script, opening.end()) if opening else None
        if opening and not closing:
            return
        end = closing.start() if closing else at + 1
        if opening and low <= end - opening.end() <= high:
            markup = script[opening.end() : end]
            if "href" in markup:
                yield markup.replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")
        at = script.find(_WRITES, end)


def _sites(tree: Tree, anchors: list[int]) -> Iterator[str]:
    """The owners of the sites to which links lead, buttons to share apart."""
    for anchor in anchors:
        address = tree.attrs[anchor].get("href") or ""
        host = _HOST.match(address)
        if host and not _SHARING.search(address):
            labels = host["host"].lower().rstrip(".").split(".")
            general = len(labels) > 2 and labels[-2] in _GENERAL
            yield ".".join(labels[-3 if general else -2 :])
