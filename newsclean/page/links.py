"""Links that nobody sees and that lead to many other sites: they are planted for search engines.

In hidden elements, and in what scripts write into a page (`document.write`), which is
text of the page only if it is such a farm.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from newsclean.lazy import pattern
from newsclean.page.lines import Tree, TreeBuilder
from newsclean.page.parse import of_markup

__all__ = ["farms", "written"]

_SITES = 4  # of other owners, to which hidden links lead; a site shares with two or three
_HOST = pattern(r"\s{0,9}(?:https?:)?//(?:[^/?#@]{0,99}@)?(?P<host>[^/:?#\s]{4,255})")
_SHARING = pattern(
    r"[?&](?:url|u|href|link|title|text|pic)=", re.IGNORECASE
)  # what buttons to share hand on
_GENERAL = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "or", "idv"})
_WRITES = "document.write"
_WRITTEN = (40, 40_000)  # characters of markup in one string
_QUOTE = pattern(r"\s{0,9}(?:ln)?\s{0,9}\(\s{0,9}(?P<quote>[\"'])")


def farms(tree: Tree) -> set[int]:
    """The hidden elements, by which lines are hidden, that hold such links."""
    sites: defaultdict[int, set[str]] = defaultdict(set)
    for line in tree.lines:
        if line.hider >= 0 and line.links:
            sites[line.hider].update(_sites(tree, line.anchors))
    return {hider for hider, known in sites.items() if len(known) >= _SITES}


def written(tree: Tree) -> list[str]:
    """The lines of such links that scripts write."""
    found = []
    for _, script in tree.scripts:
        for markup in _strings(script) if _WRITES in script else ():
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
        end = script.find(opening["quote"] + ")", opening.end()) if opening else at + 1
        if end < 0:
            return
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
