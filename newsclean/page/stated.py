"""Fields that a page states by how its system marks them: for `Head`, collected, not interpreted.

* `class.FIELD`: the text under a class or id of a field (`data/field_markers.tsv`).
* `var.NAME`: a string in a variable of a script whose name tells (`var ct = "1683335520"`).
* `enp.NAME`: the comment in which newspapers' systems keep the fields of an article.
* `time`: the first `<time>` of the article.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.lazy import pattern
from newsclean.page.markers import field_of
from newsclean.page.tree import Tree

__all__ = ["stated"]

_CHARS = 40  # characters of a source or a name, with what stands around it
_STEPS = 3  # elements around a line that may be marked
_BEHIND = 60  # elements behind the article in which its editor is marked
_SCRIPT = 60_000  # characters of a script that are looked at; longer ones are programs
_VARIABLE = pattern(
    r"\b(?:var|let|const|window\.)\s{0,4}(?P<name>ct|(?:create|publish|pub)_?[tT]ime|pub(?:lish)?_?[dD]ate"
    r"|nickname|(?:source|author)_name)\s{0,4}=\s{0,4}(?:htmlDecode\(|String\()?"
    r"(?:\"(?P<double>[^\"\n]{1,200})\"|'(?P<single>[^'\n]{1,200})')",
)
_ENP = pattern(r"<(?P<name>[a-z]{3,20})>(?P<value>[^<>]{1,300})</(?P=name)>")
ENP = "enpproperty"  # how the comments of newspapers' systems begin
_ENP_CHARS = 20_000


def stated(tree: Tree, top: int, end: int) -> dict[str, str]:
    """The marked fields of a page; of each the first.

    top, end: the elements between which the article is, from its title on; an
    editor may be marked a little behind.
    """
    found: dict[str, str] = {}
    for name, value in (*_classes(tree, top, end), *_variables(tree), *_comments(tree)):
        found.setdefault(name, value)
    for value in _times(tree, top, end):
        found.setdefault("time", value)
    return found


def _classes(tree: Tree, top: int, end: int) -> Iterator[tuple[str, str]]:
    """The texts of marked elements: of those inside a line, and of those that are one."""
    for node, text in tree.words:
        field = field_of(tree.attrs[node])
        if field and top <= node <= end + _BEHIND * (field == "editor"):
            yield f"class.{field}", text
    for line in tree.lines:
        if not top <= line.node <= end + _BEHIND or len(line.text) > _CHARS or line.hider >= 0:
            continue
        node = line.node
        for _ in range(_STEPS):
            field = field_of(tree.attrs[node])
            if field and (field == "editor" or line.node <= end):
                yield f"class.{field}", line.text
            node = tree.parents[node]
            if field or node < top:
                break


def _variables(tree: Tree) -> Iterator[tuple[str, str]]:
    for _, text in tree.scripts:
        if len(text) <= _SCRIPT:
            for match in _VARIABLE.finditer(text):
                name = match["name"].lower().replace("_", "")
                yield f"var.{name}", match["double"] or match["single"]


def _comments(tree: Tree) -> Iterator[tuple[str, str]]:
    for text in tree.comments:
        if not text.lstrip().startswith(ENP):
            continue
        for match in _ENP.finditer(text[:_ENP_CHARS]):
            if match["value"].strip():
                yield f"enp.{match['name']}", " ".join(match["value"].split())


def _times(tree: Tree, top: int, end: int) -> Iterator[str]:
    said = dict(tree.words)
    for node in tree.telling:
        if tree.tags[node] == "time" and top <= node <= end:
            value = (tree.attrs[node].get("datetime") or said.get(node, "")).strip()
            if value:
                yield value
