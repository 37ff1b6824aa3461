"""Why a page has no article: what a crawler would have to do to get one."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.page.tree import Tree

__all__ = ["why_empty"]

_WORTH = 60  # of what is shown; more may be an article
_CHARS = 400  # of a page that its scripts have still to fill: a menu, a notice, rights
_LINKED = 0.5  # of its characters, of a list


def why_empty(tree: Tree, shown: Sequence[bool], worth: float) -> str:
    """What stands in place of an article, the first that holds.

    * `frames`: the page only names other pages that it shows.
    * `redirect`: it sends its reader elsewhere.
    * `script`: it shows hardly any text, and has scripts.
    * `links`: most of what it shows are links, as on lists.
    * `text`: nothing that reads as prose.
    """
    if worth > _WORTH:
        return "text"
    tags = set(tree.tags)
    if "frameset" in tags:
        return "frames"
    if any(
        (tree.attrs[node].get("http-equiv") or "").lower() == "refresh" for node in tree.telling
    ):
        return "redirect"
    lines = [line for line, here in zip(tree.lines, shown) if here]
    chars = sum(len(line.text) for line in lines)
    if "script" in tags and chars - sum(line.links for line in lines) <= _CHARS:
        return "script"
    return "links" if sum(line.links for line in lines) > _LINKED * chars else "text"
