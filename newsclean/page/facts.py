"""What a page says beside its text, for `Head`: collected, not interpreted."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from newsclean.head import Head
from newsclean.lazy import pattern
from newsclean.page.blanks import fold
from newsclean.page.literal import CALL, returned
from newsclean.page.main import Main
from newsclean.page.stated import stated
from newsclean.page.tree import Tree

__all__ = ["head_of"]

# A page hands its data to its scripts in one assignment.
_STATE = pattern(
    r"(?:\b__[A-Z][A-Z_]{3,30}__|window\.\w{2,40}|window\[\W\w{2,40}\W\])\s{0,4}=\s{0,4}"
    r"(?=\{|JSON\.parse\(|\(function\()"
)
_PARSED = pattern(
    r"JSON\.parse\(\s{0,9}(?P<quote>[\"'])(?P<json>(?:[^\"'\\]|\\.|(?!(?P=quote))[\"'])*)"
)
_ESCAPED = pattern(r"\\(.)")
_STATE_BEGIN = 2000  # characters of a script in which it begins
_STORED = ("textarea", "text/html", "text/template", "text/x-template", "text/plain")
_QUOTED = ("%7B", "%5B")  # {, [ as an address spells them
_UNDEFINED = pattern(r"(?<=[:,\[])\s{0,2}undefined(?=[,}\]])")
_STATE_CHARS = 100  # less is a setting
_NEXT = pattern(
    r"\W{0,9}(?:下\s?一?\s?[页頁]|后一[页頁]|後一頁|next(?: page)?)\W{0,9}", re.IGNORECASE
)
_NUMBER = pattern(r"\W?第?\s?(\d{1,2})\s?[页頁]?\W?")
_CREDIT = pattern(
    r"^(?:图为|上图|下图|左图|右图|图[:：]|圖為|圖[:：])|[\s）)。/]?(?:摄|攝|摄影|供图|供圖|提供|资料图片?|資料照片?)\s?[）)]?。?$"
)
_CAPTION_STEPS = 5  # elements between a picture and its caption
_CAPTION_CHARS = 120
_NO_ADDRESS = ("#", "javascript:", "mailto:")
_DIGITS = pattern(r"\d+")
_PAGED = pattern(r"(?:[_\-/](\d{1,2})\.s?html?|[?&]p(?:age)?=(\d{1,2}))$")
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")  # the first is what is shown later


def head_of(tree: Tree, main: Main) -> Head:
    """The facts of a page."""
    return Head(
        title=tree.titles[0] if tree.titles else "",
        metas=_metas(tree),
        jsonld=tuple(text for kind, text in _typed(tree) if kind == "application/ld+json"),
        state=tuple(_states(tree)),
        stored=tuple(text for kind, text in _typed(tree) if kind in _STORED and "<" in text),
        canonical=_canonical(tree),
        images=tuple(_images(tree, main.node)),
        next_pages=tuple(dict.fromkeys(_next_pages(tree))),
        stated=stated(tree, *_span(tree, main)),
        headings=tuple(line.text for line in tree.lines if tree.kinds[line.node] == "title"),
    )


def _metas(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for attrs in _of_tag(tree, "meta"):
        name = attrs.get("name") or attrs.get("property") or attrs.get("itemprop")
        content = fold(attrs.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _of_tag(tree: Tree, tag: str) -> Iterator[Mapping[str, str | None]]:
    return (tree.attrs[node] for node in tree.telling if tree.tags[node] == tag)


def _typed(tree: Tree) -> Iterator[tuple[str, str]]:
    """The type and the text of each script, and of each text area."""
    for node, text in tree.scripts:
        area = tree.tags[node] == "textarea"
        yield "textarea" if area else (tree.attrs[node].get("type") or "").strip().lower(), text


def _states(tree: Tree) -> Iterator[str]:
    """The JSON that scripts are given."""
    for kind, text in _typed(tree):
        if len(text) < _STATE_CHARS or kind == "application/ld+json" or kind in _STORED:
            continue
        if kind == "application/json":
            yield unquote(text) if text.startswith(_QUOTED) else text
            continue
        start = _STATE.search(text, 0, _STATE_BEGIN)
        if start is not None:
            found = _object(text, start.end())
            if len(found) >= _STATE_CHARS:
                yield found


def _object(text: str, at: int) -> str:
    """The JSON object that begins at `at`, also one that is a string, "" if it is none."""
    call = CALL.match(text, at)
    if call is not None:
        return returned(text, call)
    spelled = _PARSED.match(text, at)
    if spelled is not None:
        text, at = _ESCAPED.sub(_unescaped, spelled["json"]), 0
    for source, begin in ((text, at), (_UNDEFINED.sub("null", text[at:]), 0)):
        try:
            _, end = json.JSONDecoder().raw_decode(source, begin)
        except (ValueError, RecursionError):
            continue
        return source[begin:end]
    return ""


def _unescaped(match: re.Match[str]) -> str:
    """A character that a script escapes; those that JSON escapes as well stay."""
    return match[1] if match[1] in "'\"\\" else match[0]


def _canonical(tree: Tree) -> str:
    for attrs in _of_tag(tree, "link"):
        if "canonical" in (attrs.get("rel") or "").lower().split():
            return (attrs.get("href") or "").strip()
    return ""


def _images(tree: Tree, main: int) -> Iterator[tuple[str, str]]:
    """The pictures of the article with their captions, else their alt text.

    A caption is that of the figure, or the line behind a picture that says who took it.
    """
    if main < 0:
        return
    captions = {
        tree.nearest(line.node, "figure"): line.text
        for line in tree.lines
        if tree.kinds[line.node] == "caption"
    }
    captions.pop(-1, None)  # of tables
    inside = tree.below(main)
    behind = sorted((line.node, line.text) for line in tree.lines if line.node in inside)
    for node in tree.telling:
        if tree.tags[node] != "img" or node not in inside:
            continue
        attrs = tree.attrs[node]
        address = next((attrs[name] for name in _SOURCES if attrs.get(name)), None)
        if address and not address.startswith("data:"):
            caption = captions.get(tree.nearest(node, "figure")) or _credited(behind, node)
            yield address.strip(), (caption or attrs.get("alt") or "").strip()


def _credited(lines: Sequence[tuple[int, str]], image: int) -> str:
    """The line just behind a picture if it is its caption, else "". lines: by element."""
    at = bisect_right(lines, (image, ""))
    if at == len(lines):
        return ""
    node, text = lines[at]
    near = node - image <= _CAPTION_STEPS and len(text) <= _CAPTION_CHARS
    return text if near and _CREDIT.search(text) else ""


def _next_pages(tree: Tree) -> Iterator[str]:
    """The addresses behind 下一页 and, where they look alike, behind the numbers of pages."""
    links = [
        (text, address)
        for node, text in tree.words
        if tree.tags[node] == "a"
        and (address := (tree.attrs[node].get("href") or "").strip())
        and not address.lower().startswith(_NO_ADDRESS)
    ]
    following = [address for text, address in links if _NEXT.fullmatch(text)]
    following += _declared_next(tree)
    shapes = {_DIGITS.sub("0", address) for address in following}
    yield from following
    for text, address in links:
        number = _NUMBER.fullmatch(text)
        if not number:
            continue
        if _DIGITS.sub("0", address) in shapes if shapes else _is_page(address, int(number[1])):
            yield address


def _declared_next(tree: Tree) -> Iterator[str]:
    """The address in `<link rel=next>`, if it is a page's: with a title it is another article."""
    for attrs in _of_tag(tree, "link"):
        address = (attrs.get("href") or "").strip()
        declared = "next" in (attrs.get("rel") or "").lower().split()
        if declared and "title" not in attrs and _PAGED.search(address):
            yield address


def _is_page(address: str, number: int) -> bool:
    """Whether an address ends in the number of a page; some count from 0."""
    paged = _PAGED.search(address)
    return paged is not None and number - int(paged[1] or paged[2]) in (0, 1)


def _span(tree: Tree, main: Main) -> tuple[int, int]:
    """The first and the last element of the title and the article."""
    nodes = [line.node for line, here in zip(tree.lines, main.inside) if here]
    if main.title >= 0:
        nodes.append(tree.lines[main.title].node)
    return (min(nodes), max(nodes)) if nodes else (0, len(tree.tags))
