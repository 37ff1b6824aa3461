"""What a page in HTML leaves in the element of its article, though it is none of it.

* Behind the last paragraph: who wrote it (（陆小鸣）, 河湾日报记者 陆小鸣 摄影 于小成), and a word
  to the reader (欢迎留言讨论！).
* Anywhere: an entry of a numbered list whose neighbour is kept is the article's.
* Anywhere: a heading over nothing but links of a list; how many more pictures there are (+3+2).
* Anywhere: what a player says to a browser without it (您的浏览器太旧，无法播放视频), in whatever
  words: it names the browser, says that something fails or what to do, and speaks of playing.

Kept are （完） and （未完待续）, invitations that name anything else, and all that is quoted or
told by somebody; so is what an article about browsers says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern
from newsclean.patterns import surnames

__all__ = ["is_fallback", "mark_leavings"]

_SIGNED = Verdict(Label.META, Certainty.LIKELY, "byline")
_ASKED = Verdict(Label.PROMPT, Certainty.LIKELY, "invites")
_FALLBACK = Verdict(Label.RESIDUE, Certainty.LIKELY, "player")
_HEADS_LINKS = Verdict(Label.RELATED, Certainty.LIKELY, "link")
_MORE_PICTURES = Verdict(Label.NAVIGATION, Certainty.CERTAIN, "counter")
_GOES_ON = Verdict(Label.BODY, Certainty.LIKELY, "goes-on")
_ENTRY = pattern(r"\(?(?P<number>[一二三四五六七八九十]|\d{1,2})(?P<mark>[、.)])(?!\d)")
_DIGITS = "零一二三四五六七八九十"
_ENTRIES = 2
_MORE = pattern(r"(?:\+\d{0,2}\s?){1,4}")
_TRAILING = 3  # lines
_FALLBACK_CHARS = 80
_BRACKET = pattern(r"\((?P<names>[\u4e00-\u9fff]{2,4}(?:[\s、]{1,3}[\u4e00-\u9fff]{2,4}){0,2})\)")
_ROLE = pattern(
    r"[\u4e00-\u9fff]{0,9}(?:记者|通讯员|实习生)|(?:本组|本版|本文|以上)图片|摄影|摄像|摄|撰文|文字|文|图|文/图|文/摄|图/文|供图|报道"
)
_STAFF = pattern(r"(?:责任|网络|值班|本期)?(?:编辑|责编|校对|审核|监制|终审|复审|初审|排版|美编)")
_NAME_CHARS = (2, 3, 4)
_CREDIT_CHARS = 40
_BETWEEN = pattern(r"[\s、]+")
_NO_NAME = "完续略图版篇页止段文译摄注字稿讯电组社报网"  # they end what stands in brackets else
_INVITES = pattern(
    r"欢迎(?:大家|各位|读者|朋友们?|您|你|我们|作者|在|到|于|与|和|来|并|或|一起|积极|踊跃|添加|微信|公众号"
    r"|评论区?|留言区?|文末|下方|后台|私信|交流|讨论|探讨|互动|批评|指正|转发|分享|点赞|收藏|投稿|爆料|来稿"
    r"|[,，、])+[!！。~～]*"
)
_PLAYER = pattern(r"浏览器|flash|播放器|html5")
_FAILS = pattern(
    r"无法|不能|不支持|未安装|没有安装|太旧|过旧|[过太]低|请先?(?:安装|升级|更新|启用|开启|下载|更换|换|使用)"
)
_PLAYS = pattern(r"播放|观看|视频|video|插件|player")
_TO_READER = pattern(r"您|你|请|抱歉|对不起|当前")
_TOLD = pattern(
    r"[“”「」『』《》]|说|表示|介绍|记者|专家|提醒|公司|用户|网友|发布|日[电讯]|据|\d年"
)


def mark_leavings(lines: Lines, verdicts: list[Verdict], last: int) -> None:
    """Mark what the element of the article, of which `last` is the last paragraph, has else."""
    if not lines.where:
        return
    _numbered(lines, verdicts)
    for at, where in enumerate(lines.where):
        if verdicts[at].label != Label.BODY or not where.in_main:
            continue
        if where.kind == "heading" and _heads_links(lines, verdicts, at):
            verdicts[at] = _HEADS_LINKS
        elif lines.views[at].startswith("+") and _MORE.fullmatch(lines.views[at]):
            verdicts[at] = _MORE_PICTURES
    for at in _fallbacks(lines):
        if verdicts[at].label == Label.BODY:
            verdicts[at] = _FALLBACK
    kept = [at for at in range(last + 1, len(lines)) if verdicts[at].label == Label.BODY]
    inside = [at for at in kept if lines.where[at].in_main]
    for at in reversed(inside[-_TRAILING:]):
        if _INVITES.fullmatch(lines.views[at]):
            verdicts[at] = _ASKED
        elif _is_signature(lines.views[at]):
            verdicts[at] = _SIGNED
        else:
            break


def _numbered(lines: Lines, verdicts: list[Verdict]) -> None:
    """An entry that the classifier dropped is the article's if the entry beside it in number is.

    一、项目编号：… stands above 二、项目名称：…
    """
    found = [
        (at, match["mark"], number)
        for at, view in enumerate(lines.views)
        if lines.where[at].in_main
        and (match := _ENTRY.match(view))
        and (number := _number(match["number"]))
    ]
    for pairs in (list(pairwise(found)), [(b, a) for a, b in reversed(list(pairwise(found)))]):
        for (kept, mark, number), (at, other, following) in pairs:
            beside = mark == other and abs(number - following) == 1
            stays = beside and verdicts[kept].label == Label.BODY
            if stays and verdicts[at].reason.startswith("model:") and not lines[at].link_share:
                verdicts[at] = _GOES_ON


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() else _DIGITS.find(digits)


def _heads_links(lines: Lines, verdicts: Sequence[Verdict], at: int) -> bool:
    """Whether right below a heading stand the entries of a list that are links."""
    following = verdicts[at + 1 : at + 1 + _ENTRIES]
    kinds = [lines.where[at + 1 + i].kind for i in range(len(following))]
    linked = [one.reason == "link" and kind == "item" for one, kind in zip(following, kinds)]
    return bool(linked) and all(linked)


def is_fallback(view: str) -> bool:
    """Whether a line is what a player says where it cannot play.

    >>> is_fallback("您的浏览器太旧,无法播放本视频"), is_fallback("浏览器太旧无法播放,用户说")
    (True, False)
    """
    return len(view) <= _FALLBACK_CHARS and (
        all(test.search(view) for test in (_PLAYER, _FAILS, _PLAYS, _TO_READER))
        and not _TOLD.search(view)
    )


def _fallbacks(lines: Lines) -> Iterator[int]:
    """The lines of players; none if a paragraph speaks of browsers."""
    if not _PLAYER.search(lines.view):
        return
    found = [at for at, view in enumerate(lines.views) if _PLAYER.search(view)]
    if not any(lines.paragraphs[at] and not is_fallback(lines.views[at]) for at in found):
        yield from (at for at in found if is_fallback(lines.views[at]))


def _is_signature(view: str) -> bool:
    match = _BRACKET.fullmatch(view)
    if match is not None:
        return all(map(_is_name, _BETWEEN.split(match["names"])))
    first, *rest = _BETWEEN.split(view.lstrip("□■◎ ")) if len(view) <= _CREDIT_CHARS else [""]
    if rest and _STAFF.fullmatch(first):
        return all(len(one) in _NAME_CHARS for one in rest)  # 编辑 阿兰
    named = [one for one in rest if not _ROLE.fullmatch(one)]
    return bool(_ROLE.fullmatch(first)) and bool(named) and all(map(_is_name, named))


def _is_name(name: str) -> bool:
    if name[-1] in _NO_NAME:
        return False
    if len(name) == 4:
        return name[:2] in surnames()
    return name[0] in surnames() or name in surnames()
