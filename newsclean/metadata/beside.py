"""What stands without any label: beside or below the date, below the headline, at the top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.article import Label
from newsclean.lazy import pattern
from newsclean.metadata.bylines import byline_in
from newsclean.metadata.candidates import BEHIND, BESIDE, ROLE, SIGNED, Candidates
from newsclean.metadata.fields import Value, labelled
from newsclean.metadata.layout import Layout, Line
from newsclean.metadata.media import looks_like_medium, source_value
from newsclean.metadata.people import (
    has_surname,
    is_furniture,
    is_nobody,
    is_place,
    row,
)
from newsclean.metadata.times import YEARLESS, Moment
from newsclean.patterns import DATE, URL

__all__ = ["AGO", "above", "around_title", "beside"]

_SPLIT = pattern(r"(?:[\s|丨│︱·()（）【】\[\]〔〕,，;；]|(?<!\S)-|-(?!\S))+")
_NAMED = pattern(
    r"^(?:本文|文章|稿件)?(?:来源于?(?!于)|转自|摘自)(?P<value>[《“]?[\u4e00-\u9fffa-z].*)"
)
_PLACE = pattern(r"^(?:发布于|来自|ip属地|由|据)")
_WRITTEN = pattern(r"^(?:作者|撰文|记者)(?P<value>[\u4e00-\u9fff]{2,4})$")
_HAN_ONLY = pattern(r"[\u4e00-\u9fff]+")
_COLUMN = pattern(
    r"(?:新闻|频道|专题|专栏|版|要闻|快讯|综合|原创|整理|播放|阅读|评论|浏览|收藏|发布于\S*)$"
)
_MASTHEAD = pattern(
    r"^(?P<name>[\u4e00-\u9fff]{2,10}[报刊])(?:\s?·?\s?(?:电子版|数字版|数字报|数字报纸|电子报))?(?=\s|$|\||·)"
)
AGO = pattern(r"\d{1,2}\s?(?:小时|分钟|天)前|刚刚|(?:今|昨|前)[天日]\s?\d{1,2}[:：]\d{2}")
_AROUND = " \t\u3000|丨│·()（）【】[]〔〕-–—"
_FOLLOW = pattern(r"(?<!\S)\+?\s?关注(?!\S)")
_ACCOUNT_NAME = pattern(r"(?=.*[\u4e00-\u9fffa-z])[\w·]{2,16}")
_CARD = 3  # lines below an account's name down to its button
_TOP = 3  # lines of a page that may begin with the paper's name
_BRAND = (3, 10)  # characters of a medium's name that no list knows
_ACCOUNT = 5  # and of the name of an account; those of columns are shorter


def beside(into: Candidates, line: Line, moments: Sequence[Moment], found: Sequence[Value]) -> None:
    """The medium, and the writer, that stand beside or below a date without a label."""
    known = {value.field for value in found}
    rest = _unread(line.view, moments, found)
    alone = not moments and not YEARLESS.search(
        line.view
    )  # then the medium must be all that the line says
    after_medium = "source" in known
    if alone and not known & {"source", "author"}:
        _medium_and_writer(into, line, rest)
    button = _FOLLOW.search(rest)
    for start, end, piece in _pieces(rest):
        named, written = _NAMED.match(piece), _WRITTEN.match(piece)
        if named and "source" not in known:
            _medium(into, line, start + named.start("value"), end)
        elif written and has_surname(written["value"]):
            _writer(into, line, start + written.start("value"), end, ROLE)
        elif alone and piece != rest.strip(_AROUND):
            continue
        elif _is_medium(piece) and "source" not in known:
            _medium(into, line, start, start + len(piece.split("/")[0]))
            after_medium = True
        elif moments and "author" not in known and _is_writer(piece, after_medium):
            _writer(into, line, start, end, SIGNED)
        elif (moments and "source" not in known and _is_brand(into, piece)) or (
            not after_medium
            and (button is None or end <= button.start())
            and _is_account(into, piece, followed=button is not None)
        ):
            _medium(into, line, start, end)
            after_medium = True


def _medium_and_writer(into: Candidates, line: Line, rest: str) -> None:
    """A line below the date that is a medium and a name: 河湾日报 陆小鸣."""
    pieces = list(_pieces(rest))
    if len(pieces) == 2 and _is_medium(pieces[0][2]) and _is_writer(pieces[1][2], True):
        _medium(into, line, *pieces[0][:2])
        _writer(into, line, *pieces[1][:2], SIGNED)


def _is_account(into: Candidates, piece: str, *, followed: bool) -> bool:
    """Whether words in a dated line are the account that the page asks its reader to follow.

    followed: the button stands behind them in the line.
    """
    if not _ACCOUNT_NAME.fullmatch(piece) or is_nobody(piece) or has_surname(piece):
        return False
    if is_furniture(piece) or is_place(piece) or _COLUMN.search(piece) or _PLACE.match(piece):
        return False
    return followed or piece in into.followed


def _unread(view: str, moments: Sequence[Moment], found: Sequence[Value]) -> str:
    """The line with all that is read of it blanked out."""
    chars = list(view)
    taken = [(moment.start, moment.end) for moment in moments]
    taken += [match.span() for match in URL.finditer(view)]
    taken += [match.span() for match in AGO.finditer(view)]
    taken += [match.span() for match in YEARLESS.finditer(view)]
    taken += [*labelled(view, found), *((value.start, value.end) for value in found)]
    for start, end in taken:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _is_writer(piece: str, after_medium: bool) -> bool:
    """A name; of two characters only behind a medium, since words begin as names do."""
    return has_surname(piece) and (len(piece) > 2 or after_medium) and not is_place(piece)


def _is_brand(into: Candidates, piece: str) -> bool:
    """Whether words beside a date are a medium that no list knows.

    The site's notices have its name, or the card of an account repeats it.
    """
    low, high = _BRAND
    if not low <= len(piece) <= high or not _HAN_ONLY.fullmatch(piece) or is_nobody(piece):
        return False
    known = is_furniture(piece) or is_place(piece) or _COLUMN.search(piece)
    account = len(piece) >= _ACCOUNT and piece in into.views
    return not known and (account or piece in into.notices)


def above(into: Candidates, line: Line, moments: Sequence[Moment], found: Sequence[Value]) -> None:
    """The medium in the dated line above the headline; with the day alone a paper's own name."""
    timed = any(moment.precision != "day" for moment in moments)
    rest = _unread(line.view, moments, found)
    for start, end, piece in _pieces(rest):
        if timed and _is_medium(piece):
            _medium(into, line, start, end, BEHIND)
        elif _is_medium(piece) and piece.endswith(("报", "刊")):  # others stand beside a clock
            value = Value("site", line.text[start:end], start, end)
            into.add(line, value, (BESIDE, line.number), "meta.site")


def _is_medium(piece: str) -> bool:
    if piece[0] == "《" and piece.find("》") == len(piece) - 1:
        piece = piece[1:-1]
    first, slash, second = piece.partition("/")
    if slash and (byline_in(second) or not second):
        return False
    parts = first.split("-")  # 人民网-人民日报
    return all(map(looks_like_medium, parts)) and not _PLACE.match(piece)


def _medium(into: Candidates, line: Line, start: int, end: int, rank: int = BESIDE) -> None:
    found = source_value(line.text, line.view, start, end)
    if found is not None:
        value = Value("source", line.text[slice(*found)], *found)
        into.add(line, value, (rank, 0), "header.source")


def _writer(into: Candidates, line: Line, start: int, end: int, rank: int) -> None:
    value = Value("author", line.text[start:end], start, end)
    into.add(line, value, (rank, 1), "header.author")


def _pieces(view: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for match in [*_SPLIT.finditer(view), None]:
        end = match.start() if match else len(view)
        if end > at:
            yield at, end, view[at:end].replace("╱", "/")
        at = match.end() if match else end


def _is_dated(page: Layout, number: int) -> bool:
    """Whether a line of the header says when, as the cards of accounts do below the medium."""
    view = page.lines[number].view if number < page.first else ""
    return any(test.search(view) for test in (DATE, YEARLESS, AGO))


def _has_button(page: Layout, number: int) -> bool:
    """Whether a button to follow stands right below a line of the header."""
    below = page.lines[number + 1 : min(number + 1 + _CARD, page.first)]
    return any(_FOLLOW.fullmatch(line.view) for line in below)


def around_title(into: Candidates, page: Layout) -> None:
    """The name that stands alone below the title, and a paper's name at the top of the page."""
    for line in page.lines[: page.title + 2]:
        if line.number == page.title + 1 and page.title >= 0 and line.number < page.first:
            names = list(row(line.text, line.view, 0, len(line.view)))
            alone = len(names) == 1 and names[0].end - names[0].start == len(line.view)
            certain = line.label == Label.META or len(line.view) > 2
            if alone and certain and not is_place(line.view):
                value = Value("author", names[0].text, 0, len(line.view))
                into.add(line, value, (SIGNED, 1), "header.author")
            elif _is_dated(page, line.number + 1) and (
                looks_like_medium(line.view)
                or _is_account(into, line.view, followed=_has_button(page, line.number))
            ):
                _medium(into, line, 0, len(line.view))
        masthead = _MASTHEAD.match(line.view) if line.number < _TOP else None
        if masthead and looks_like_medium(masthead["name"]):
            value = Value("site", line.text[slice(*masthead.span("name"))], *masthead.span("name"))
            into.add(line, value, (BESIDE, line.number), "meta.site")
