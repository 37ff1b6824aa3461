"""The title: of the lines that can be it, and without what the site puts around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.chars import view
from newsclean.lazy import pattern
from newsclean.lexicon import find
from newsclean.metadata.fields import Value
from newsclean.metadata.media import looks_like_medium

__all__ = ["DATED", "EDITION", "MIN_TITLE", "best_line", "core", "ends_there", "trim_title"]

MIN_TITLE = 6  # characters in front of a separator that can be a title
_BAR = pattern(r"\s{0,9}_{1,9}\s{0,9}")  # the title of a page, its channel, its site
_SUFFIX = pattern(
    r"\s{0,9}(?P<mark>[-|—–―丨｜︱‧»@]{1,9}|::|(?<=\s)/(?=\s))\s{0,9}(?P<words>[^-|—–―丨｜»]{1,30}?)\s{0,9}(?:::)?$"
)
_PREFIX = pattern(
    r"\s{0,9}(?P<words>[^-_|—–―丨｜>»]{2,20}?)\s{0,9}(?:[-_|—–―丨｜]{1,3}|>{1,2}|»)\s{0,9}"
)
_SEGMENT = pattern(r"[^-_|—–―丨｜>»]{1,90}")
_PROSE = pattern(r"[，。：:“”！？]")
_SITES = ("网", "报", "台", "社")  # before a title; 权威发布 is a column, and part of it
_COLUMN = 2  # characters of what may be a column, or begin a title: 视频|渠修好了
_MIN_LINE = 4
_MAX_LINES = 4  # of a headline
_BRACKET = pattern(r"\s{0,9}[【\[(（][^】\])）]{1,12}[】\])）]\s{0,9}$")  # the time of a news flash
# A date behind the title, in its line.
DATED = pattern(r"\s{0,9}[(（\[]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[^\u4e00-\u9fff]{0,12}$")
_CLOSING = ("】", "]", ")", "）")
_PLACE = pattern(r"(?!.{0,6}标题)[\u4e00-\u9fff]{2,6}")  # what a headline has before the `<title>`
_CHANNEL = 8  # characters of a channel's name in front of the site's
# The third of nine pictures; a button of a forum.
_COUNTER = pattern(r"\s{0,9}(?:[(（]\s?\d{0,3}\s?/\s?\d{1,3}\s?[)）]|\[(?:打印本页|复制链接)\])$")
# As forums print it, and Markdown.
_NAMED = pattern(r"\s{0,9}(?:(?:文章)?(?:标题|標題)\s?[:：]\s?|#{1,3}\s{1,3}(?=[^\s#]))")
# 河湾日报数字报: how papers call what they show of an edition
EDITION = pattern(
    r"(?<=[报報刊])(?:多媒体)?(?:数字报纸?|數字報|电子报|電子報|数字版|电子版|网络版|网上版)$"
)
_EDGE = "·•●■◆★☆> \t\xa0\u3000﻿"
_SKIP = pattern(r"[^\w]+")
_CUT = pattern(r"[\s_\-|—–―丨｜‧»@:：,，、>【\[(（]|$")


def core(text: str) -> str:
    """The letters and characters of a text alone, on its view: equal for equal titles."""
    return _SKIP.sub("", view(text))


def trim_title(text: str) -> Value | None:
    """The title in a line: without the site and channel around it, a counter, bullets.

    >>> trim_title("渠水进田早十天_要闻_河湾新闻网").text
    '渠水进田早十天'
    """
    start = _begin(text)
    end = len(text)
    bar = _BAR.search(text, start)
    if bar and bar.start() >= start + MIN_TITLE:
        end = bar.start()
    cut = False
    while match := _SUFFIX.search(text, 0, end):
        words = match["words"]
        channel = cut and len(words) <= _CHANNEL and not match["mark"].startswith("——")
        if match.start() < start + MIN_TITLE:
            break
        if not (channel or is_site(words) or _is_channel_of(text, match.start(), words)):
            break
        end, cut = match.start(), True
    counter = _COUNTER.search(text, 0, end)
    if counter and counter.start() >= start + MIN_TITLE:
        end = counter.start()
    start = len(text) - len(text[start:].lstrip(_EDGE))
    stop = len(text[:end].rstrip())
    return Value("title", text[start:stop], start, stop) if stop > start else None


def _begin(text: str) -> int:
    """Where the title begins behind a site's name and what was planted before it."""
    named = _NAMED.match(text)
    start = named.end() if named and len(text) - named.end() >= MIN_TITLE else 0
    while match := _PREFIX.match(text, start):
        following = _SEGMENT.match(text, match.end())
        rest = following.group().strip() if following else ""
        way = ">" in match[0] and (start > 0 or is_site(match["words"]))  # 河湾网>>要闻>>
        if len(text) - match.end() < MIN_TITLE or not (way or _stands_before(match["words"], rest)):
            break
        start = match.end()
    return start


def _stands_before(words: str, rest: str) -> bool:
    """Whether words are a site or planted, and what follows them can be the title."""
    if len(rest) < MIN_TITLE:
        return False
    if _is_planted(words):
        return _is_planted(rest) or not is_site(rest)
    named = is_site(words) and EDITION.sub("", view(words).rstrip()).endswith(_SITES)
    return len(words) > _COLUMN and named and not is_site(rest)


def _is_planted(words: str) -> bool:
    return bool(find(view(words)).of("spam")) and not _PROSE.search(words)


def _is_channel_of(text: str, end: int, words: str) -> bool:
    """Whether a site stands before the last words of a title: …|河湾日报|河湾."""
    before = _SUFFIX.search(text, 0, end)
    return before is not None and len(words) <= _CHANNEL and is_site(before["words"])


def is_site(words: str) -> bool:
    """Whether the words behind a title's last separator name a site: they end in a medium."""
    simple = EDITION.sub("", view(words).strip())
    hits = [hit for hit in find(simple) if hit.of("media") and hit.end == len(simple)]
    return bool(hits) or bool(re.search(r"\.(?:com|cn|net|org)(?:\.cn)?$", simple))


def ends_there(whole: str, title: str) -> bool:
    """Whether a `<title>` begins with a title and goes on behind a separator."""
    own = core(title)
    begins = len(own) >= MIN_TITLE and core(whole).startswith(own)
    return begins and len(own) < len(core(whole)) and len(own) in _boundaries(whole)


def best_line(head_title: str, lines: Sequence[str]) -> tuple[int, int]:
    """Which of the lines the page's `<title>` shows, and how many from it on; (-1, 0) if none.

    Lines count if they stand in the `<title>` from its beginning to a separator,
    or are most of it and stand between separators. The longest wins, of equals
    the last. A line may say more: a bracket behind it, the place before it.
    """
    whole, ends = core(head_title), _boundaries(head_title)
    trimmed = trim_title(head_title)
    short = core(trimmed.text) if trimmed else whole
    best, rank = (-1, 0), 0
    for index, line in enumerate(lines):
        title = bare = core(line)
        if line.rstrip().endswith(_CLOSING):
            bare = core(_BRACKET.sub("", line))
        elif "20" in line:
            bare = core(DATED.sub("", line))
        fits_at_all = bare in whole or title in whole or title.endswith(short)
        if len(title) < _MIN_LINE or not fits_at_all or looks_like_medium(view(line).strip()):
            continue
        count = _lines_of(whole, lines, index)
        size = len(core("".join(lines[index : index + count])))
        at = whole.find(title)
        if count and size in ends:
            fits = size
        elif len(bare) >= MIN_TITLE and len(bare) in ends and whole.startswith(bare):
            fits, count = len(bare), 1
        elif at >= 0 and {at, at + len(title)} <= ends and 2 * len(title) >= len(whole):
            fits, count = len(title), 1
        elif (
            title.endswith(short)
            and len(short) >= MIN_TITLE
            and _PLACE.fullmatch(title[: -len(short)])
        ):
            fits, count = len(short) - 1, 1
        else:
            continue
        if fits >= rank:
            best, rank = (index, count), fits
    return best


def _lines_of(whole: str, lines: Sequence[str], index: int) -> int:
    """How many lines from `index` on, put together, begin the title."""
    count, so_far = 0, ""
    for line in lines[index : index + _MAX_LINES]:
        so_far += core(line)
        if not core(line):  # a row of stars below it
            break
        if not whole.startswith(so_far):
            break
        count += 1
    return count


def _boundaries(title: str) -> set[int]:
    """The places in a title's core where a separator stood, and its ends."""
    places = {0, len(core(title))}
    for match in _CUT.finditer(title):
        places.add(len(core(title[: match.start()])))
    return places
