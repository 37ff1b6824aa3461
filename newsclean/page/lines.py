"""Events to lines: what a page shows, one line a block, and the tree that holds them.

A line ends where a block-level element begins or ends and at `<br>`. What is
hidden becomes lines of its own, behind the line in which it stands, and so do
the readings of ruby: nothing is glued into a sentence that readers did not see.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from newsclean.lazy import pattern
from newsclean.page.blanks import fold
from newsclean.page.hidden import UNSHOWN, Colours, hides
from newsclean.page.markers import field_of
from newsclean.page.tree import Raw, Tree

__all__ = ["TreeBuilder"]

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "marquee", "nobr",
    "noscript", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_TELLING = frozenset({"meta", "link", "img", "time"})
_KINDS = {
    "figcaption": "caption", "caption": "caption", "li": "item", "dd": "item", "dt": "item",
    "td": "cell", "th": "cell", "blockquote": "quote", "rt": "ruby", "rp": "ruby", "h1": "title",
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
# Elements without a text of the page in them.
_SILENT = frozenset({
    "applet", "audio", "canvas", "datalist", "embed", "frameset", "iframe", "math", "noframes",
    "object", "option", "script", "select", "style", "svg", "template", "textarea", "title",
    "video",
})  # fmt: skip
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
# A line break of the source inside a sentence is none of the text; with a blank
# line or an indentation behind it, it is a paragraph's.
_WRAP = pattern(rf"(?<=[{_HAN}])[ \t\r]*\n[ \t\r]*(?=[{_HAN}])")
_PARAGRAPH = pattern(r"(?<=[。！？!?：”」…）)])[ \t\r]*\n(?:[ \t\r]*\n|[ \t\r]*[\u3000\xa0]{2})\s*")
_PRE = pattern(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_BLOCK = pattern(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_WORDS = 40  # characters of a time or of the number of a page, with blanks around
_PIECES = 3
_MENU_WORD = 10  # characters beside the links of a menu: 本文关键词：
_SENTENCE = pattern(r"[。，；！？]")
_APART = frozenset({"a", "button"})  # others only if a style may set them apart
_JOINED = 160  # characters of a line with fields
_WORD = 2  # characters on each side; a single one may be part of a name
_JOINT = pattern(
    r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fff](?:[\u4e00-\u9fffA-Za-z]{2}|(?:19|20)\d\d|\d\d?[-月]\d)"
    r"|[\u4e00-\u9fffA-Za-z][A-Za-z](?:[\u4e00-\u9fff]{2}|(?:19|20)\d\d[-/.])"
    r"|(?<=[-/.:])\d\d(?=\d)"  # 2023-05-06|1188
)
_STOPS = ("。", "！", "？", "”", "」")
_PARAGRAPHS = 3  # a teaser has one, seldom two


class _Buffer:
    """The line that is being read, of what is shown or of what is hidden."""

    __slots__ = ("anchors", "hider", "joints", "links", "node", "parts", "seams")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.parts: list[str] = []
        self.node = self.hider = -1
        self.anchors: list[int] = []
        self.links = 0
        self.seams: list[int] = []  # parts with which another link begins
        self.joints: list[int] = []  # parts with which a link or a marked element begins or ends


class TreeBuilder:
    """Hears the events of a page and builds its tree."""

    def __init__(self) -> None:
        self.tree = Tree()
        self._open: list[int] = []
        self._silent = 0
        self._silent_text: list[str] = []
        self._anchor = -1
        self._said: list[tuple[int, int]] = []
        self._hider = -1
        self._closed = bytearray()
        self._pre: list[int] = []
        self._blocks: list[int] = []  # inline elements that a style lays out as blocks
        self._colours = Colours()
        self._shown = _Buffer()
        self._hidden = _Buffer()
        self.start("", {})  # the document, so that every text is in an element

    def start(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        if self._silent:
            self._silent += 1
            return
        tree = self.tree
        node = len(tree.tags)
        parent = self._open[-1] if self._open else -1
        tree.tags.append(tag)
        tree.parents.append(parent)
        tree.attrs.append(attrs)
        kind = _KINDS.get(tag) or (tree.kinds[parent] if node else "")
        tree.kinds.append("" if kind == "cell" and tag not in _KINDS else kind)
        self._closed.append(0)
        self._open.append(node)
        if tag in _TELLING:
            tree.telling.append(node)
        if tag in _SILENT:  # no line ends at it
            self._silent = 1
            self._silent_text = []
            return
        if tag not in _INLINE:
            if self._shown.parts or self._hidden.parts:
                self._flush()
            if tag == "pre" or ("style" in attrs and _PRE.search(attrs["style"] or "")):
                self._pre.append(node)
        else:
            self._inline(node, tag, attrs)
        if self._hider < 0 and (attrs or tag in UNSHOWN):
            unseen = self._colours.hide(tag, attrs, self._open)
            if unseen or hides(tag, attrs):
                self._hider = node

    def _inline(self, node: int, tag: str, attrs: Mapping[str, str | None]) -> None:
        if "style" in attrs and _BLOCK.search(attrs["style"] or ""):
            self._flush()
            self._blocks.append(node)
        self._join(tag, attrs)
        if tag == "a" and "href" in attrs:
            self._anchor = node
            self._said.append((node, len(self._shown.parts)))
        elif tag == "time" or (attrs and field_of(attrs)):
            self._said.append((node, len(self._shown.parts)))
        elif tag == "img":
            alt = (attrs.get("alt") or "").strip()
            if len(alt) == 1 and "\u3400" <= alt <= "\u9fff" and self._shown.parts:
                self.text(alt)  # a picture in the place of a character

    def end(self, tag: str) -> None:
        if self._silent:
            self._silent -= 1
            if self._silent:
                return
            node = self._open.pop()
            text = "".join(self._silent_text)
            if tag == "title":
                if text.strip():
                    self.tree.titles.append(fold(text))
            elif tag in ("script", "textarea") and text.strip():
                self.tree.scripts.append((node, text))
            return
        node = self._open.pop()
        self._closed[node] = 1
        if tag not in _INLINE:
            if self._shown.parts or self._hidden.parts:
                self._flush()
            if self._pre and self._pre[-1] == node:
                self._pre.pop()
        else:
            self._join(tag, self.tree.attrs[node])
            if self._said and self._said[-1][0] == node:
                self._say(node)
        if self._blocks and self._blocks[-1] == node:
            self._blocks.pop()
            self._flush()
        if node == self._hider:
            self._hider = -1

    def _join(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        """Note where an element that may stand apart begins or ends inside a line."""
        if self._shown.parts and (tag in _APART or "class" in attrs or "id" in attrs):
            self._shown.joints.append(len(self._shown.parts))

    def _say(self, node: int) -> None:
        """Note what a link or a time says, if it is short and in one line."""
        _, at = self._said.pop()
        if node == self._anchor:
            self._anchor = -1
        parts = self._shown.parts[at:]
        if 0 < len(parts) <= _PIECES and sum(map(len, parts)) <= _WORDS:
            self.tree.words.append((node, fold("".join(parts))))

    def text(self, text: str) -> None:
        if self._silent:
            self._silent_text.append(text)
            return
        buffer = self._shown if self._hider < 0 else self._hidden
        if text.isspace():
            if buffer.parts:
                buffer.parts.append(" ")
            return
        if "\n" in text:
            text = self._unwrapped(text, buffer)
        self._add(text, buffer)

    def comment(self, text: str) -> None:
        if "href=" in text or text.lstrip().startswith("enpproperty"):  # newspapers' systems
            self.tree.comments.append(text)

    def close(self) -> Tree:
        """The tree, when all events were heard."""
        self._flush()
        self._unlink()
        self.tree.white = self._colours.white
        return self.tree

    def _unlink(self) -> None:
        """A link that was never closed holds the article: so many paragraphs are no link."""
        prose = Counter(
            line.anchors[-1]
            for line in self.tree.lines
            if line.links and line.text.endswith(_STOPS)
        )
        for line in self.tree.lines:
            if line.links and prose[line.anchors[-1]] >= _PARAGRAPHS:
                line.links = 0

    def _add(self, text: str, buffer: _Buffer) -> None:
        if buffer.node < 0:
            buffer.node, buffer.hider = self._open[-1] if self._open else 0, self._hider
        while self._closed[buffer.node] and buffer.node:
            buffer.node = self.tree.parents[buffer.node]  # the innermost that holds it all
        buffer.parts.append(text)
        if self._anchor >= 0:
            if not buffer.anchors or buffer.anchors[-1] != self._anchor:
                if buffer.anchors:
                    buffer.seams.append(len(buffer.parts) - 1)
                buffer.anchors.append(self._anchor)
            buffer.links += len(text)

    def _unwrapped(self, text: str, buffer: _Buffer) -> str:
        """Text of several source lines: the lines before the last are added."""
        breaks = text.split("\n") if self._pre else _PARAGRAPH.split(text)
        for piece in breaks[:-1]:
            self._add(_WRAP.sub("", piece), buffer)
            self._flush()
        return _WRAP.sub("", breaks[-1])

    def _flush(self) -> None:
        for buffer in (self._shown, self._hidden):
            if not buffer.parts:
                continue
            text = fold("".join(buffer.parts))
            if buffer.seams and _is_menu(text, buffer.links):
                for at in buffer.seams:
                    buffer.parts[at] = f" {buffer.parts[at]}"
                text = fold("".join(buffer.parts))
            if text:
                links = min(buffer.links, len(text))
                joints = _joints(buffer, text) if len(text) <= _JOINED else ()
                line = Raw(text, buffer.node, links, buffer.hider, buffer.anchors, joints)
                self.tree.lines.append(line)
            buffer.clear()


def _joints(buffer: _Buffer, text: str) -> tuple[int, ...]:
    """Where in a line two words meet that stand in different elements, without a blank."""
    found = []
    for at in dict.fromkeys(buffer.joints):
        joint = len(fold("".join(buffer.parts[:at])))
        if joint >= _WORD and _JOINT.match(text, joint - _WORD):
            found.append(joint)
    return tuple(found)


def _is_menu(text: str, links: int) -> bool:
    """Whether there are links alone, or a word and links: their style sets them apart."""
    return len(text) - links <= _MENU_WORD and not _SENTENCE.search(text)
