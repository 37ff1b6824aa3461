"""What belongs to the article at its ends, though it is no prose.

Behind the last paragraph, line after line while one of these holds:

* it closes a notice: who gives it and whom to ask, in a few short lines down to a day;
* a paragraph that the classifier does not hold for furniture, a short sentence, or a line that
  it holds for body;
* an entry of a list that the article has begun: behind a colon or a question, or
  marked as the entry before it is;
* of a notice, a field that no page has (项目编号：…, 招标人：…, 联系电话：…);
* whom citizens abroad can call (驻开普敦总领馆领保协助电话：…);
* the rows of a timetable, in such elements of a page in HTML as the paragraph above them is;
* a table, one cell or row a line (`labels/tables.py`);
* indented as the article's paragraphs are, where nothing of the page is, also behind spam.

The fields of a notice stand above its first paragraph as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import DAY, Verdict
from newsclean.labels.lines import Lines
from newsclean.labels.tables import CELL, table_end
from newsclean.lazy import pattern

__all__ = ["SIGNED", "above", "goes_on"]

_SHORT = 40
_SIGN_OFF = 6  # lines
SIGNED = Verdict(Label.BODY, Certainty.CERTAIN, "sign-off")
_GOES_ON = Verdict(Label.BODY, Certainty.CERTAIN, "goes-on")
_OURS = 0.8  # at this chance of body a line is the article's, and what follows it may be
_DOUBT = 0.15  # at most this chance of body, and prose outside of the article goes
_NOTICE = pattern(
    r"公告|公示|通告|通知|启事|声明|招标|中标|采购|招聘|招募|招生|竞买|拍卖|更正|名单|报名|征集"
)
_FIELD = pattern(r"^[一-鿿()、/]{2,14}:\s*\S")
# Fields of a notice that pages have too, for themselves.
_CONTACT = pattern(
    r"(?:联系|咨询|监督|报名|投诉|举报|服务|受理)\S{0,4}(?:电话|人|方式|地址|热线|邮箱):"
)
_ABROAD = pattern(r"领事|领保|使馆|\+?86-?\(?10")  # whom to call, below news of citizens abroad
_WHEN = pattern(r"\d{1,2}(?:[月日:]|点)")
_DIGITS = pattern(r"\d+")
_ROWS = 3  # at least
_BEGIN, _SHAPE = 8, 3  # characters of a row, and of its shape
_ENTRY = pattern(r"^(?:[●■◆★▲▶►·•○□◎※✓-]|\(?[\d一二三四五六七八九十]{1,3}[.、)])\s*(?=\S)")
_NUMBERS = "(0123456789一二三四五六七八九十"
_MARKS = "●■◆★▲▶►·•○□◎※✓-" + _NUMBERS
_ANNOUNCES = (":", "?", "？", "：")  # a list
_FEW = 3  # paragraphs that agree how the article is indented


def goes_on(
    lines: Lines, verdicts: list[Verdict], first: int, last: int, body: Sequence[float]
) -> int:
    """The last line of the article that begins at `first`; marks what is no prose as body.

    last: its last paragraph. body: how likely each line is body.
    """
    notice = _is_notice(lines, first)
    indent = _indent(lines, verdicts, first, last)
    entry = _entry(lines, last)
    at, told = _timetable(lines, verdicts, last), -1
    verdicts[last + 1 : at] = [_GOES_ON] * (at - last - 1)
    while at < len(lines):
        signed = _signed(lines, verdicts, at)
        if signed > at:
            verdicts[at:signed] = [SIGNED] * (signed - at)
            return signed - 1
        table = table_end(lines, verdicts, at)
        if table > at:
            verdicts[at:table] = [CELL] * (table - at)
            entry, at, told = "", table, table
            continue
        line, verdict = lines[at], verdicts[at]
        is_open = verdict.label == Label.BODY and line.link_share <= 0.5 and line.in_main
        if is_open and line.is_prose and (body[at] > _DOUBT or at == told):
            pass  # what stands below a table is what it shows
        elif (
            (is_open and _kind(line.view) and line.view[0] in entry)
            or (is_open and indent and _indent_of(lines, at) == indent)
            or (notice and _is_field(line.view, verdict))
            or (is_open and (body[at] >= _OURS or _ABROAD.search(line.view)))
            or (is_open and line.view.endswith("。") and body[at] > _DOUBT)
            or (is_open and body[at] > _DOUBT and _announces(lines, verdicts, at))
        ):
            verdicts[at] = _GOES_ON
        else:
            behind = _behind_spam(lines, verdicts, at)
            if behind == at or not indent or _indent_of(lines, behind) != indent:
                break
            at = behind
            continue
        entry = _entry(lines, at)
        at += 1
    return at - 1


def _timetable(lines: Lines, verdicts: Sequence[Verdict], last: int) -> int:
    """The line behind the rows of a timetable right below the last paragraph.

    On a page in HTML, in such elements as the paragraph is: 10月2日 08:00—17:00 桂花路.
    """
    at = last + 1
    if not lines.where or at >= len(lines) or not _WHEN.match(lines.views[at]):
        return at
    shape, path = _shape(lines.views[at]), lines.where[last].path
    while at < len(lines) and (
        verdicts[at].label == Label.BODY
        and lines.where[at].in_main
        and lines.where[at].path == path
        and not lines[at].link_share
        and _shape(lines.views[at]) == shape
    ):
        at += 1
    return at if at > last + _ROWS else last + 1


def _shape(view: str) -> str:
    """How a line begins, whatever its numbers are."""
    return _DIGITS.sub("0", view[:_BEGIN])[:_SHAPE]


def _behind_spam(lines: Lines, verdicts: Sequence[Verdict], start: int) -> int:
    """The line behind certain spam, planted between paragraphs; `start` if that is not open."""
    at = start
    while at < len(lines) and verdicts[at].label == Label.SPAM:
        at += 1
    is_open = at < len(lines) and verdicts[at].label == Label.BODY and lines[at].in_main
    return at if is_open else start


def above(lines: Lines, verdicts: list[Verdict], title: int | None, first: int) -> None:
    """Mark the fields of a notice between its title and its first paragraph as body."""
    if title is None or not _NOTICE.search(lines.views[title]):
        return
    for at in range(first - 1, title, -1):
        if not _is_field(lines.views[at], verdicts[at]):
            break
        verdicts[at] = _GOES_ON


def _signed(lines: Lines, verdicts: Sequence[Verdict], start: int) -> int:
    """Behind the day that a notice closes with, a few short lines down; `start` if it does not."""
    for at in range(start, min(start + _SIGN_OFF, len(lines))):
        if verdicts[at].reason == DAY:
            return at + 1
        if verdicts[at].certainty == Certainty.CERTAIN or len(lines.views[at]) > _SHORT:
            break
    return start


def _is_notice(lines: Lines, first: int) -> bool:
    """Whether a line above the article, or its first, calls it a notice."""
    return any(_NOTICE.search(view) for view in lines.views[: first + 1] if len(view) <= 2 * _SHORT)


def _is_field(view: str, verdict: Verdict) -> bool:
    """A field of a notice: none that pages have, unless it says whom to ask."""
    if len(view) > 2 * _SHORT or not _FIELD.match(view):
        return False
    return verdict.label == Label.BODY or bool(_CONTACT.match(view))


def _announces(lines: Lines, verdicts: Sequence[Verdict], at: int) -> bool:
    """Whether the line stands over a list or a table."""
    if not lines.views[at].endswith(_ANNOUNCES) or at + 1 == len(lines):
        return False
    below = at + 1
    return bool(_ENTRY.match(lines.views[below])) or table_end(lines, verdicts, below) > below


def _entry(lines: Lines, at: int) -> str:
    """The marks that an entry of a list may begin with behind the line."""
    view = lines.views[at]
    if view.endswith(_ANNOUNCES):
        return _MARKS
    return _kind(view)


def _kind(view: str) -> str:
    """The marks that entries like this one begin with; none if it is none."""
    mark = _ENTRY.match(view)
    if mark is None:
        return ""
    return _NUMBERS if mark.group()[0] in _NUMBERS else mark.group()[0]


def _indent_of(lines: Lines, at: int) -> int:
    return lines.start(at) - lines.begins(at)


def _indent(lines: Lines, verdicts: Sequence[Verdict], first: int, last: int) -> int:
    """By how many blanks all paragraphs are indented, and nothing of the page; else 0."""
    inside = range(first, last + 1)
    found = {_indent_of(lines, at) for at in inside if lines.prose[at]}
    if len(found) != 1 or sum(lines.prose[at] for at in inside) < _FEW:
        return 0
    indent = found.pop()
    others = (at for at in range(len(lines)) if not first <= at <= last)
    if any(_indent_of(lines, at) and verdicts[at].label != Label.BODY for at in others):
        return 0
    return indent
