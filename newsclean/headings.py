"""What the headline of a page looks like among the lines above the article, on views.

Shared by the labels, which mark it, and by the metadata, which read it where
no line is marked.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.lazy import pattern
from newsclean.lexicon import find
from newsclean.patterns import BYLINE, DATE, PHONE, URL, field_pattern

__all__ = ["can_be_heading", "is_about", "is_subtitle", "main_heading", "neighbour_points"]

_CHARS = (3, 80)
_MENU_ITEMS = 4
_ITEM = 6  # characters of an entry in a menu
_ABOUT = 120  # characters of a line of time, source and people
_SHORT = 6  # characters of a name of a column, a site; few headlines are shorter
# What stands above articles and is no headline, by its beginning or shape.
_PATH = pattern(r"[>›»▸→]\s?\S|->|\S\s/\s\S+\s/\s|>$")
# Papers have 3 and 4 of a font of arrows beside it: 3上一篇 下一篇4
_PAGER = pattern(
    r"^\W*[34]?\s?(?:上|下)(?:\s?/\s?下)?(?:一(?:版|篇|页|期)|[版篇页]|期(?!所|货))|返回"
)
_BOXED = pattern(r"[【\[〔(（][^】\]〕)）]{2,6}[】\]〕)）]")  # 【图片新闻】 names a column
# 一、近期天气 is a part of a text, 三、四线城市 begins a headline.
_PART = pattern(
    r"[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十])|[(（][一二三四五六七八九十]{1,2}[)）]"
)
_CREDIT = pattern(r"[(（](?:图片?来源|图源|图片)")
_SHEET = pattern(
    r"^\W*第?\s?[a-z]?[\d一二三四五六七八九十]{1,3}\s?版|^\S{2,4}\s+\d{1,2}$|第\s?\d+\s?期"
    r"|^[\u4e00-\u9fff]{2,8}(?:电子|数字)[报版]$"
)
_CODE = pattern(r"^[a-z]{2,4}\d{3}|^(?:编号|稿件编号|稿号|文号|索引号)|〔\d{4}〕")
_BUTTON = pattern(
    r"^\W*(?:打开|下载|关注|搜索|刷新|全屏|听新闻|听报|登录|注册|投稿|点击|扫|字体|字号|字级|放大|缩小|分享"
    r"|(?:通讯员|实习生|(?:见习|本报|本网|本刊)记者)[\s:：]|今日版面|博主|版权|广告|请输入|您|你好|在线|本刊电子版)"
)
_STOP = ("。", "，", ",", "；", ";", "、")
_SUB = ("——", "--", "──", "－－", "―")
_MARKED = pattern(r"[：:？?！!“”「」《》，,]")
_BLANKS = pattern(r"[\s|·/]+")
_WORD = pattern(r"[^\W_]")


def can_be_heading(view: str) -> bool:
    """Whether a line can be a headline by its own looks.

    >>> can_be_heading("渠水进田早十天"), can_be_heading("首页 > 要闻 > 正文")
    (True, False)
    """
    low, high = _CHARS
    size = len(_WORD.findall(view))
    if not low <= size <= high or view.endswith(_STOP) or "。" in view or is_subtitle(view):
        return False
    if _BUTTON.match(view) or _PAGER.match(view) or _SHEET.search(view) or _CODE.search(view):
        return False
    if _BOXED.fullmatch(view) or _CREDIT.search(view) or _PART.match(view) or view.count(";") > 1:
        return False
    return not (_PATH.search(view) or _is_menu(view) or is_about(view) or URL.search(view))


def is_about(view: str) -> bool:
    """Whether a line says when, by whom or from where: a date, fields, a reporter.

    >>> is_about("2023-05-06 09:12　河湾日报"), is_about("渠水进田早十天")
    (True, False)
    """
    if not view or len(view) > _ABOUT:
        return False
    named = field_pattern().match(view) or BYLINE.match(view) or PHONE.search(view)
    return bool(named or DATE.search(view))


def neighbour_points(views: Sequence[str], index: int, first: int) -> float:
    """How much the lines around one speak for its being the headline.

    first: the line with which the article begins.
    """
    view = views[index]
    below = next((at for at in range(index + 1, first) if not is_between(views[at])), first)
    points = min(len(_WORD.findall(view)), 20) / 20
    points += 0.3 if _MARKED.search(view) else 0.0
    if below < first and is_about(views[below]):
        points += 1.5  # time and source stand below the headline
    elif below == first:
        points += 0.7
    if _is_name(view):
        points -= 1.0  # the name of the site or of a column
    return points


def is_subtitle(view: str) -> bool:
    """Whether a line goes on with the headline above it: ——记一座桥."""
    return view.startswith(_SUB)


def is_between(view: str) -> bool:
    """Whether a line between headline and date belongs to the headline: a sub-title, a blank."""
    return not _WORD.search(view) or is_subtitle(view) or can_be_heading(view)


def main_heading(views: Sequence[str]) -> int:
    """Which line of a headline of several lines is the main one.

    Papers set the main line largest, and so it is the shortest; what stands
    before and behind it is longer. Lines of few characters name a column.
    """
    main = [at for at, view in enumerate(views) if not is_subtitle(view)] or [0]
    long = [at for at in main if _size(views[at]) > _SHORT]
    if long:
        return min(long, key=lambda at: _size(views[at]))
    return max(main, key=lambda at: _size(views[at]))


def _size(view: str) -> int:
    return len(_WORD.findall(view))


def _is_name(view: str) -> bool:
    """Whether a line is a medium's name, or a short word group in brackets."""
    hits = [hit for hit in find(view) if hit.of("media")]
    if any(hit.end == len(view) and hit.start <= _SHORT for hit in hits) and len(view) <= 12:
        return True
    return view.startswith(("◇", "【")) and view.endswith(("】", "记事", "纪事"))


def _is_menu(view: str) -> bool:
    items = [item for item in _BLANKS.split(view) if item]
    short = sum(len(item) <= _ITEM for item in items)
    return len(items) >= _MENU_ITEMS and short >= len(items) - 1
