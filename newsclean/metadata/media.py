"""Media: what the name of a source looks like, labelled or beside a date."""

from __future__ import annotations

from newsclean.lazy import pattern
from newsclean.lexicon import find
from newsclean.metadata.people import has_surname, is_furniture, is_medium, is_nobody, is_office
from newsclean.patterns import DATE, URL

__all__ = ["looks_like_medium", "source_value"]

_MAX_SOURCE = 24  # characters: 中国日报网 to 国家食品药品监督管理局网站
_MAX_BESIDE = 14  # of a name that no label announces
# Where a source ends: another fact about the page follows.
_STOP = pattern(
    r"\s{2,}|\s?[|丨│\t;；,，#]|\s(?=[^a-z])|(?<=[^a-z\d])\s"
    r"|图源|参与互动|我要评论|发表评论|[【\[]?(?:字体|字号|大小)|(?:作者|编辑|责编|记者)[:：(（\s]|(?:点击|阅读|浏览|评论)(?:[:：(（]|\s\d|次数|量)|发布(?:[:：]|时间|日期)"
)
_TAIL = pattern(
    r"\s?[(（][^()（）]{0,24}[)）]?$|(?<=[\u4e00-\u9fffa-z]{3})(?:微博|整理)$"
)  # 新京报(北京), 药流通内参（ID：yltn）, 河湾网整理
_EDITION = pattern(r"版\s?[)）]$")  # 人民日报（海外版）
_LEAD = pattern(r"[\s:：《〈<\[【“\"(（]*(?:(?:本文|文章|稿件)?来源\s?[:：]\s?)?")
_WRAP = {"》": "《", "〉": "〈", ">": "<", "]": "[", "】": "【", "”": "“", ")": "(", "）": "（"}
_LOOSE = " \t\xa0\u3000:：,，;；、-—|·•\"'"
_SENTENCE = pattern(r"[。！？!?:：]")
_VERB = pattern(
    r"^(?:订阅|关注|分享|打开|下载|收藏|查看|回复|浏览|倒序|发布于|返回|进入|加入|登录|追踪|扫|点击|更多|我要|相关|友情|综合)"
)
# 本站原创, 网站管理员, 来源于网络, 网络整理, 网友投稿: nobody
_NOBODY = pattern(
    r"(?:本站|本网站?|本报|本刊|站内|网站|平台){0,2}"
    r"(?:原创|整理|编辑|转载|自编|自采|采编|综合|收集|发布|管理员|小编|(?:网友|读者|作者)?投稿){0,2}"
    r"|(?:本文|文章)?(?:来源|转自|转载|综合|摘自|来自|选自)?(?:自|于)?(?:互联)?网络?"
    r"(?:整理|转载|综合|收集|搜集|资料|媒体)?"
)
_WORD = pattern(r"[\u4e00-\u9fffa-z]")
_PICTURE = pattern(r"@|图据|供图|图片")  # whose a picture is


def source_value(text: str, view: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the medium stands that a value begins with; None if it names none."""
    date = DATE.search(view, start, end)
    end = date.start() if date and date.start() > start else end
    if date and date.start() == start:
        return None
    begin = _LEAD.match(view, start, end)
    inner = begin.end() if begin else start
    stop = _STOP.search(view, inner, end)
    end = stop.start() if stop and stop.start() > inner else end
    while end > inner and text[end - 1] in _LOOSE:
        end -= 1
    tail = _TAIL.search(view, inner, end)
    if tail and tail.start() > inner and not _EDITION.search(view, inner, end):
        end = tail.start()
    start, end = _unwrapped(text, inner, _closed(text, inner, end))
    return (start, end) if _is_source(view[start:end]) else None


def _closed(text: str, start: int, end: int) -> int:
    """Where the bracket closes in which the field stands: 【来源：河湾日报】【作者：…】."""
    depth = 0
    for at in range(start, end):
        depth += text[at] in "【["
        depth -= text[at] in "】]"
        if depth < 0:
            return at
    return end


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a closing mark whose opening was left out, and blanks; `《` taken back if needed."""
    while end > start and (text[end - 1] in _LOOSE or text[end - 1] in _WRAP):
        opening = _WRAP.get(text[end - 1])
        if opening and opening in text[start:end]:
            break
        end -= 1
    if "》" in text[start : end - 1] and text[start - 1 : start] == "《":
        start -= 1  # 《河湾》杂志
    return start, end


def _is_source(view: str) -> bool:
    if not 2 <= len(view) <= _MAX_SOURCE or is_nobody(view) or URL.search(view):
        return False
    if _NOBODY.fullmatch(view):
        return False
    return bool(_WORD.search(view)) and not _SENTENCE.search(view)


def looks_like_medium(view: str) -> bool:
    """Whether words without a label are a medium or an office, by the lists.

    >>> looks_like_medium("河湾日报"), looks_like_medium("河湾的日子")
    (True, False)
    """
    if (
        not 2 < len(view) <= _MAX_BESIDE
        or is_nobody(view)
        or _SENTENCE.search(view)
        or _VERB.match(view)
        or is_furniture(view)
        or _PICTURE.search(view)
    ):
        return False
    if is_medium(view):
        return True
    if has_surname(view) or not _WORD.match(view):
        return False
    ends = [hit for hit in find(view) if hit.end == len(view) and hit.start > 0]
    return any(hit.of("media") for hit in ends) or is_office(view)
