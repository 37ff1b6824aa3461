"""What dates, bylines and field names look like on a view (see `chars.view`).

Shared by the labels, which ask whether a line is of this kind, and by the
metadata, which read it.
"""

from __future__ import annotations

import re
from functools import cache

from newsclean.lazy import pattern
from newsclean.lexicon import table

__all__ = [
    "ANSWER",
    "BYLINE",
    "DATE",
    "DATELINE",
    "EVENT",
    "NAME",
    "PHONE",
    "URL",
    "WRITTEN_DAY",
    "YEARLESS_LINE",
    "any_field_pattern",
    "field_names",
    "field_of",
    "field_pattern",
    "lead_pattern",
    "surnames",
]

_BLANKS = pattern(r"\s+")
_IN_TEXT = ("lead", "picture")  # fields whose names begin sentences and captions too

# 2022-12-01 07:43:12, 2022年12月1日 7时43分, 2022/12/01, 2022年12月1日07:43, 2022-12-0107:43,
# 2022-12-01 下午 7:43, 2022.12.01 07:43 pm. 22-12-01 is not taken: which is the year?
DATE = pattern(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)\s?(?P<mark>[-/.年])\s?(?P<month>1[0-2]|0?[1-9])\s?"
    r"(?:(?P=mark)|月)\s?(?P<day>3[01]|[12]\d|0?[1-9])(?:日|号)?(?:(?=[0-2]\d:[0-5]\d)|(?![\d]))"
    r"(?:[\st,，]{0,4}[(（]?(?:星期.|周.|礼拜.)?[)）]?[\s,，(（]{0,3}(?:(?:hkt|cst|北京时间|香港时间)\s?)?"
    r"(?P<half>上午|早上|凌晨|中午|下午|晚上|傍晚|晚间|[ap]m(?=\s))?\s?"
    r"(?P<hour>2[0-3]|[01]?\d)\s?[:时點点]\s?(?P<minute>[0-5]?\d)"
    r"(?:[:分]\s?(?P<second>[0-5]\d)(?!\d)秒?)?分?(?:\s?(?P<after>[ap]m)\b)?)?"
)
# A whole line in Chinese figures, as notices are dated: 二〇二三年八月二十一日
WRITTEN_DAY = pattern(
    r"(?:公元)?[一二][〇○零o一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}日"
    r"|(?:中华)?民国[一二三四五六七八九十百零〇○]{2,5}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}日"
)
# A whole line without a year: 05-06 09:12, 5月6日 星期六, 昨天 09:12. With a `clock` and no 月 as
# its `mark` it is no heading of a chronicle.
YEARLESS_LINE = pattern(
    r"(?P<day>(?:1[0-2]|0?[1-9])(?P<mark>[-/月])(?:3[01]|[12]\d|0?[1-9])日?|[今昨前][天日]|刚刚"
    r"|\d{1,2}\s?(?:小时|分钟|天)前)"
    r"[\s(（]{0,3}(?:(?:星期|周|礼拜)[一二三四五六日天])?[)）]?\s{0,3}"
    r"(?P<clock>(?:2[0-3]|[01]?\d):[0-5]\d(?::[0-5]\d)?)?"
)
# When something takes place, not when a page was published: a weekday, a span, a part of the day.
EVENT = pattern(
    r"\W{0,4}(?:时间|日期)\s?:[^,。]{0,30}?(?:[至—–~～到]|\d:\d\d\s?-{1,2}\s?\d"
    r"|[(（](?:周|星期|礼拜)?[一二三四五六日天][)）]|逢(?:周|星期)|[上下]午|晚上)"
)
# What stands below a comment in a short line: 回复, 赞(3), 12楼
ANSWER = pattern(
    r"(?:^|[\s·|(\d])(?:回复|点赞|顶|踩|赞)(?:$|[\s·|(（\d:：]|赞|举报)|^\d{1,4}\s?楼$"
)
PHONE = pattern(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—－ ]?\d{7,8}|400[-—－ ]?\d{3,4}[-—－ ]?\d{3,4})(?!\d)"
)
URL = pattern(
    r"(?:https?://|www\.)[\w\-./?%&=#:~+]+|(?<![\w@.-])[\w-]+\.(?:com|cn|net|org|info|cc|top|xyz)\b[\w\-./?%&=#]*"
)

# A name: two to four characters, with · for others; the caller checks what is around it.
NAME = (
    r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10}){1,5}"
    r"|[a-z]{1,20}(?: [a-z]{1,20}){0,3})"
)


@cache
def field_names() -> dict[str, str]:
    """Name printed on pages to field: 稿源 to source. The list is `data/fields.tsv`."""
    return {row[0]: row[1] for row in table("fields.tsv", 2)}


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames, of one character and of two. The list is `data/surnames.tsv`."""
    return frozenset(row[0] for row in table("surnames.tsv", 1))


@cache
def field_pattern() -> re.Pattern[str]:
    """A field's name and its colon; for 文 and 图 a slash will do (文/张三)."""
    return _fields([name for name, field in field_names().items() if field not in _IN_TEXT])


@cache
def any_field_pattern() -> re.Pattern[str]:
    """As `field_pattern`, with the names that stand in front of text as well (导读：…)."""
    return _fields(list(field_names()))


@cache
def lead_pattern() -> re.Pattern[str]:
    """The name in front of an abstract, with a colon or in brackets: 【摘要】."""
    names = [name for name, field in field_names().items() if field == "lead"]
    spelled = "|".join(map(_spelled, sorted(names, key=len, reverse=True)))
    return re.compile(rf"^[【\[〔\s]*(?:{spelled})\s?(?:[】\]〕]\s?[:：]?|[:：])\s*")


def field_of(match: re.Match[str]) -> str:
    """The field that a match of these patterns names."""
    return field_names()[_BLANKS.sub("", match["name"])]


def _fields(names: list[str]) -> re.Pattern[str]:
    spelled = "|".join(map(_spelled, sorted(names, key=len, reverse=True)))
    return re.compile(
        rf"(?:(?<=[\s|丨│︱/,，;；()\[\]【】<>《》·•])|^|(?<=[\d日秒分]))(?P<name>{spelled})"
        r"(?:\s{0,2}[:：丨|│︱]|(?<=文|图|者|辑|编|影|字|摄|写|源)\s?[/╱])\s?"
    )


def _spelled(name: str) -> str:
    """The name as a pattern; one of two characters may have blanks inside (来　源)."""
    return r"\s{0,3}".join(map(re.escape, name)) if len(name) == 2 else re.escape(name)


# 大众日报客户端记者 王新蕾 报道 / 闪电新闻记者李永文报道 / 本报记者 张三 通讯员 李四 王五
BYLINE = pattern(
    rf"^[(（【\[]?\s?(?P<medium>[^\s:，。,;；!?？！()（）]{{0,20}}?)(?:首席|见习|实习|全媒体|融媒体|驻\w{{2,4}}){{0,4}}记者"
    rf"[\s:：|丨/]*(?P<authors>{NAME}(?:[\s、,，/]+(?!通讯员|报道|编辑|摄影|摄){NAME}){{0,5}}?)"
    rf"(?:[\s、,，;；|/]*(?:特约)?通讯员[\s:：|丨/]*(?P<correspondents>{NAME}(?:[\s、,，/]+(?!报道|摄影|摄){NAME}){{0,7}}?))?"
    r"\s{0,4}(?:(?:综合)?(?:报道|摄影报道|文/图|文图|文并图|摄影|摄|文|图|撰文|采写))?(?:/(?:文|图|摄))?\s?[)）】\]]?$"
)

# 鲁中网淄博6月16日讯, 新华社北京3月1日电, 中新社香港八月三日电; a month must be near, and seldom is
DATELINE = pattern(
    r"^(?=.{3,25}月)[\s·•●■◆【\[(（]{0,3}(?P<dateline>(?P<medium>[\u4e00-\u9fff·a-z]{2,14}?)(?P<place>[\u4e00-\u9fff]{2,6}?)??"
    r"(?:20\d\d年)?(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)月"
    r"(?P<day>3[01]|[12]\d|0?[1-9]|[一二三四五六七八九十廿]{1,3})日(?:综合)?(?:讯|电|消息))"
)
