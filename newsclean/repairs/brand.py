"""A gambling brand, or a search phrase for adult sites, where the site's name stood.

What: `…高质高效发展-新全讯2网` as a title, `诚邀新全讯2网的合作伙伴`, `yabo手机版登录:…`
in front of a line.
How it arises: a spam kit serves a copy of a real page and swaps the site's name
for the brand it promotes.
Certain enough: the brand's string ends or begins a line as a site's name does
and holds a term of the trade; the same string elsewhere in the page is then the
brand too.
Left alone: the site's own name (`-齐鲁网`), companies that the news is about,
and any mention in a text whose title or line heads do not carry the brand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import view
from newsclean.lazy import pattern
from newsclean.lexicon import Hit, find

__all__ = ["RULES"]

_ADULT = 3  # terms without a strong one
_HEAD_LINES = 3  # the title is one of the first lines
_SUFFIX = pattern(
    r"\s{0,9}(?:[-_|—–]\s{0,9}(?P<brand>[^-_|—–\s【】]{2,24})|[【\[](?P<boxed>[^【】\[\]]{2,16})[】\]])\s{0,9}$"
)
_MARKS = "-_|—–】]"  # one of them stands in every suffix
# In the place of a paper: 【BRAND2015年3月16日讯】, （BRAND记者张三）
_WIRED = pattern(
    r"[【\[(（](?P<brand>[^】\])）\s，,]{3,16}?)(?=(?:19|20)\d\d年\d{1,2}月\d{1,2}日[讯电訊電]|记者|記者)"
)
_PREFIX = pattern(r"^(?P<brand>[^\s:：，。,、]{2,16})[:：]\s*")


# How brands of the trade are made up: its characters and a number (新彩8网, 28博).
_INVENTED = pattern(r"(?=.{0,11}[0-9])(?=.{0,11}[彩博赌娱盈赢棋投])[a-z0-9\u4e00-\u9fff]{3,12}")


def suffixes(text: str) -> Iterator[Change]:
    """The brand behind the title."""
    for start, match in _found(text):
        span = Span(start + match.start(), start + match.end())
        yield Change(span, "", "brand.suffix", Certainty.LIKELY)


def inserted(text: str) -> Iterator[Change]:
    """The brand of the title inside a sentence, with the 的 that ties it in."""
    brands = {match["brand"] or match["boxed"] for _, match in _found(text)}
    for match in _WIRED.finditer(text):
        if _is_brand(match["brand"]):
            yield Change(Span(*match.span("brand")), "", "brand.inserted", Certainty.LIKELY)
            brands.add(match["brand"])
    for brand in sorted(brands):
        for match in re.finditer(rf"{re.escape(brand)}的?", text):
            end = match.end()
            line_end = text.find("\n", end)
            rest = text[end : line_end if line_end >= 0 else len(text)]
            before = text[max(0, match.start() - 1) : match.start()]
            if before.strip() and re.match(r"[\u4e00-\u9fff]", before) and rest.strip():
                yield Change(Span(match.start(), end), "", "brand.inserted", Certainty.LIKELY)


def prefixes(text: str) -> Iterator[Change]:
    """The brand and a colon in front of a line."""
    at = 0
    for line in text.split("\n"):
        match = _PREFIX.match(line)
        if match and _is_brand(match["brand"]):
            yield Change(Span(at, at + match.end()), "", "brand.prefix", Certainty.LIKELY)
        at += len(line) + 1


def _found(text: str) -> list[tuple[int, re.Match[str]]]:
    """The head lines that end in a brand, and where they begin."""
    found = []
    at = seen = 0
    for line in text.split("\n"):
        if line.strip():
            seen += 1
            match = _SUFFIX.search(line)
            words = (match["brand"] or match["boxed"]) if match else ""
            if match and match.start() > 3:
                title = line[: match.start()].strip()
                adult = _is_adult(words, text.count(title) > 1) and not _adult(title)
                if _is_brand(words) or _is_swapped(words, text) or adult:
                    found.append((at, match))
            if seen == _HEAD_LINES:
                break
        at += len(line) + 1
    return found


def _is_swapped(words: str, text: str) -> bool:
    """Whether the words are made up as brands are and stand elsewhere in the page too."""
    return bool(_INVENTED.fullmatch(view(words))) and text.count(words) > 1


def _is_brand(words: str) -> bool:
    """Whether a machine's gambling term is most of the words."""
    simple = view(words)
    hits = find(simple)
    if any(hit.of("furniture") for hit in hits):
        return False  # 全讯5123的版权所有: a notice with the brand in it
    trade = [hit for hit in hits if (term := hit.of("spam")) and term.first == "gambling"]
    strong = any(term.second == "strong" for hit in trade if (term := hit.of("spam")))
    return strong and 2 * sum(hit.end - hit.start for hit in trade) >= len(simple.strip())


def _is_adult(words: str, again: bool) -> bool:
    """Whether the words are a search phrase for adult sites.

    again: the title stands in the page once more without them.
    """
    adult = _adult(words)
    half = 2 * sum(hit.end - hit.start for hit, _ in adult) >= len(words.strip())
    sure = any(strength == "strong" for _, strength in adult) or len(adult) >= _ADULT
    return (sure and half) or (again and len(adult) > 1)


def _adult(words: str) -> list[tuple[Hit, str]]:
    """The terms of adult sites in some words, each with its strength."""
    terms = [(hit, term) for hit in find(view(words)) if (term := hit.of("spam"))]
    return [(hit, term.second) for hit, term in terms if term.first == "adult"]


RULES = (
    Rule("brand.inserted", inserted, needs=(_MARKS,)),
    Rule("brand.suffix", suffixes, needs=(_MARKS,)),
    Rule("brand.prefix", prefixes, needs=(":：",)),
)
