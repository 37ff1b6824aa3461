"""People's names: which strings are names, and the names that stand in a row.

A row of names is read from its beginning for as long as its pieces are names,
so that what follows (阅读 1752, 报道, another field) ends it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsclean.lazy import pattern
from newsclean.lexicon import Term, find, table
from newsclean.patterns import surnames

__all__ = [
    "Name",
    "has_surname",
    "is_furniture",
    "is_medium",
    "is_name",
    "is_nobody",
    "is_office",
    "is_place",
    "row",
]

_PIECE = pattern(r"[^\s、,，;；/╱∕|丨│︱&＆()（）\[\]【】〔〕<>《》:：。!！?？\"“”#@]+")
_SEPARATOR = pattern(r"[\s、,，;；/╱∕&＆|]{1,4}(?:[和与]\s)?")
_BRACKET = pattern(r"\s?[(（][^()（）]{1,16}[)）]")  # 张三（实习）、李四
_APART = pattern(
    r"(?:[\u4e00-\u9fff][\s\u3000]{1,3}){1,3}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
)  # 张　三
_HAN = pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_FOREIGN = pattern(r"[\u4e00-\u9fff]{1,8}(?:[·•‧][\u4e00-\u9fff]{1,10}){1,3}")
_NICK = pattern(r"[\w.\-]{0,30}[\u4e00-\u9fffa-z][\w.\-]{0,30}")
_STAFF = pattern(r"(?<=[\u4e00-\u9fff])_[a-z]{0,4}\d+$")  # 张三_N123
# PN042 张三, N123_张三; alone it stands for the name
_CODE = pattern(r"[A-Z]{1,4}[_-]?\d{2,6}[_\s]{0,3}(?=[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff]))")
# What is glued to a name and is none of it: 李永文报道, 王建摄, 胥文琦1月12日报道
_TAIL = pattern(
    r"(?:摄影报道|综合报道|综合报导|报道|报导|摄影|采写|撰文|整理|编译|通讯员|实习生|文图|图文|综合|专访|[摄文图电讯])$"
)
_DAY = pattern(r"\d{1,2}月\d{1,2}日\S{0,8}$")
_FROM = pattern(
    r"(?P<from>[\u4e00-\u9fff]{2,6}?)"
    r"(?:\d{1,2}日[电讯]|(?:综合|即时|现场|专题)?(?:报道|报导))$"
)
# Where reporters of media abroad are; the list of places is of China's.
_ABROAD = frozenset({
    "华盛顿", "纽约", "洛杉矶", "旧金山", "芝加哥", "多伦多", "温哥华", "渥太华", "伦敦",
    "巴黎", "柏林", "布鲁塞尔", "日内瓦", "罗马", "马德里", "维也纳", "莫斯科", "东京",
    "大阪", "首尔", "曼谷", "新加坡", "吉隆坡", "雅加达", "马尼拉", "河内", "新德里",
    "开罗", "悉尼", "墨尔本",
})  # fmt: skip
_ROLES = ("专栏作者", "专栏作家", "撰稿人", "评论员", "研究员", "观察员", "记者", "实习生")
_ROLE_BEFORE = pattern(
    r"[\u4e00-\u9fff]{0,8}?(?:见习|实习|特约|本报|本网|首席){0,4}(?:记者|作者|实习生)(?=[\u4e00-\u9fff]{2,4})"
)
# 河湾中院李建国, 河湾日报李建国: an office in front of the name
_OFFICE_BEFORE = pattern(
    r"[\u4e00-\u9fff]{2,9}[院局厅处部委办社报网台站所校系会队司](?=[\u4e00-\u9fff]{2,3}$)"
)
_TITLED = pattern(
    r"[\u4e00-\u9fff]{1,2}(?:老师|先生|女士|同学|师傅|小姐|阿姨|大爷|大妈|医生|律师|教授|主任|局长|书记|院长|校长|经理|总监|警官)"
)
_ROLE_INSIDE = pattern(r"记者|编辑|通讯员|报道|报导|摄影|来源")
_NO_LAST = "号网报版篇期页集条楼级岁点元件届讯办局厅处室部组"  # they end no given name
_WITH_PICTURES = ("/图", "/摄", "╱图", "╱摄", "并图", "、图")
_VERBS = ("摄", "报道", "报导")  # 记者王建摄: what is glued to a name makes no longer name of it
_MAX_NICK = 12
_GLUED = (5, 16)  # characters of names that stand together without a mark
_WEAK = " \t\xa0\u3000,，;；|"
_REPORTS = pattern(r"[\u4e00-\u9fff]{2,8}(?:报导|报道)")


class Name(NamedTuple):
    """A name at `[start, end)` of a line; `text` without blanks inside."""

    text: str
    start: int
    end: int


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for word, is_kind in table("not_names.tsv", 2) if is_kind == kind)


def is_nobody(view: str) -> bool:
    """Whether a value says "none", or is a role or a button: 佚名, 管理员, 阅读."""
    return view in _words("whole") or view in _words("role")


def is_office(view: str) -> bool:
    """Whether a value is an office or a medium: 县农业局, 新京报."""
    return _ends(view, "office") or is_medium(view)


def _ends(view: str, kind: str) -> bool:
    """Whether a word of a kind ends the value; of three characters it may be a name (王小科)."""
    if len(view) < 3 or (len(view) == 3 and view[0] in surnames()):
        return False
    return view.endswith(tuple(_words(kind)))


def _is_no_person(view: str) -> bool:
    return is_nobody(view) or view in _words("other") or is_office(view) or _ends(view, "end")


def is_medium(view: str) -> bool:
    """Whether the whole value is a medium's name that the list knows."""
    return any(term.kind == "media" and term.first == "name" for term in _terms(view))


def is_place(view: str) -> bool:
    """Whether a value is, or begins with, a place: what no label calls a name is none then."""
    return any(hit.start == 0 and hit.of("place") for hit in find(view))


def is_furniture(view: str) -> bool:
    """Whether the whole value is a button or heading that sites show: 新浪微博."""
    return any(term.kind == "furniture" for term in _terms(view))


def _terms(view: str) -> list[Term]:
    """The entries of the lists that are the whole value."""
    hits = [hit for hit in find(view) if hit.start == 0 and hit.end == len(view)]
    return [term for hit in hits for term in hit.terms]


def has_surname(view: str) -> bool:
    """Whether a string can be a Chinese name by its surname and length.

    >>> has_surname("欧阳芷"), has_surname("要闻")
    (True, False)
    """
    if not _HAN.fullmatch(view) or view[-1] in _NO_LAST or _is_no_person(view):
        return False
    if view.endswith(_VERBS):
        return False
    if _TITLED.fullmatch(view):
        return False
    if view[:2] in surnames():
        return 3 <= len(view) <= 4
    return 2 <= len(view) <= 3 and view[0] in surnames()


def is_name(view: str, loose: bool = False) -> bool:
    """Whether a string is a name; a nickname, in letters or longer, only where `loose`."""
    if has_surname(view) or _FOREIGN.fullmatch(view):
        return True
    if _is_no_person(view) or view.isdecimal() or _ROLE_INSIDE.search(view):
        return False
    if _HAN.fullmatch(view):
        return (loose and 2 <= len(view) <= _MAX_NICK) or (2 <= len(view) == 4 and _is_double(view))
    return loose and len(view) <= 2 * _MAX_NICK and bool(_NICK.fullmatch(view))


def _is_double(view: str) -> bool:
    """范徐丽泰: two surnames and two characters."""
    return view[0] in surnames() and view[1] in surnames() and not is_place(view)


def glued(view: str) -> list[int]:
    """Where the names end that stand together without a mark, if there is one way to part them.

    >>> glued("谭飞王艳明闫鹃"), glued("爱吃鱼的小猫")
    ([2, 5, 7], [])
    """
    low, high = _GLUED
    if not low <= len(view) <= high or not _HAN.fullmatch(view):
        return []
    ways: list[list[list[int]]] = [[[]]]  # to each character, at most two: more is as bad
    for end in range(1, len(view) + 1):
        found = [
            [*way, end]
            for size in (2, 3)
            if end >= size and has_surname(view[end - size : end])
            for way in ways[end - size]
        ]
        ways.append(found[:2])
    return ways[-1][0] if len(ways[-1]) == 1 else []


def row(
    text: str, view: str, start: int, end: int, *, loose: bool = False, announced: bool = False
) -> Iterator[Name]:
    """The names that stand in a row from `start` on.

    text, view: the line and its view, equally long. loose: nicknames count. announced: a
    role stands before, so that names without a mark between them are names.

    >>> line = "张　三、李永文报道"
    >>> [name.text for name in row(line, line, 0, len(line))]
    ['张三', '李永文']
    """
    at = start
    while at < end:
        together = _together(text, view, at, end, loose or announced)
        if together:
            yield from together
            return
        found = _apart(text, view, at, end) or _piece(text, view, at, end, loose)
        if found is None:
            return
        name, at, last = found
        if name is not None:
            yield name
        bracket = _BRACKET.match(view, at, end)
        at = bracket.end() if bracket else at
        separator = _SEPARATOR.match(view, at, end)
        if last or separator is None:
            return
        at = separator.end()
        if name is not None:  # behind a blank or a comma a nickname could be any word
            loose = loose and bool(separator.group().strip(_WEAK))
        if name is not None and "/" in separator.group() and _REPORTS.match(view, at, end):
            return  # 张三/台北报导: a place


def _together(text: str, view: str, at: int, end: int, announced: bool) -> list[Name]:
    """The names of a piece without marks in it, if a role or a label announces them."""
    match = _PIECE.match(view, at, end)
    if match is None:
        return []
    role = _ROLE_BEFORE.match(match.group())
    if not role and not announced:
        return []
    begin = at + (role.end() if role else 0)
    stops = [begin + stop for stop in glued(view[begin : match.end()])]
    return [Name(text[a:b], a, b) for a, b in zip([begin, *stops], stops)]


_Step = tuple["Name | None", int, bool]


def _apart(text: str, view: str, at: int, end: int) -> _Step | None:
    """A name with blanks between its characters: 张　三, 欧 阳 芷; of four the first two."""
    match = _APART.match(view, at, end)
    if match is None:
        return None
    places = [place for place in range(*match.span()) if not view[place].isspace()]
    places = places[:2] if len(places) > 3 else places
    if not has_surname("".join(view[place] for place in places)):
        return None
    name, stop = "".join(text[place] for place in places), places[-1] + 1
    return Name(name, at, stop), stop, False


def _piece(text: str, view: str, at: int, end: int, loose: bool) -> _Step | None:
    """The next piece, if it is a name or a role: name, where it ends, whether it is the last."""
    code = _CODE.match(text, at, end)
    at = code.end() if code else at
    match = _PIECE.match(view, at, end)
    if match is None:
        return None
    piece, stop = match.group(), match.end()
    role = _ROLE_BEFORE.match(piece)
    if piece in _words("role") or piece.endswith(_ROLES):
        return None, stop, False
    if role and has_surname(piece[role.end() :]):
        at += role.end()
        piece = piece[role.end() :]
    office = _OFFICE_BEFORE.match(piece) if loose and not has_surname(piece) else None
    if office and has_surname(piece[office.end() :]):
        at += office.end()
        piece = piece[office.end() :]
    last = False
    if len(piece) > 2 and piece.endswith("文") and view.startswith(_WITH_PICTURES, stop):
        piece, stop = piece[:-1], stop - 1  # 张三文/图
    staff = _STAFF.search(piece)
    if staff:
        stop = at + staff.start()
    elif not has_surname(piece):
        size = _name_before(piece)
        if size:
            stop, last = at + size, True
    if not is_name(view[at:stop], loose):
        return None
    return Name(text[at:stop], at, stop), match.end() if staff else stop, last


def _is_where(view: str) -> bool:
    return is_place(view) or view in _ABROAD


def _name_before(piece: str) -> int:
    """How many characters the name has to which a verb, a day or a place is glued; 0 for none."""
    tail = _DAY.search(piece) or _TAIL.search(piece)
    if tail and is_name(piece[: tail.start()]):
        return tail.start()
    for size in (3, 2):  # 张小三台北报导
        where = _FROM.fullmatch(piece, size)
        if where and has_surname(piece[:size]) and _is_where(where["from"]):
            return size
    return 0
