"""Who wrote it, where no colon says so: 本报记者 张三, 李四／台北報導, □王五, （记者赵六）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.lazy import pattern
from newsclean.metadata.fields import Value
from newsclean.metadata.people import Name, has_surname, is_name, is_place, row
from newsclean.patterns import DATE

__all__ = ["byline", "byline_in", "opening", "signature"]

_HAN = r"[\u4e00-\u9fff]"
# 记者 and 通讯员 may be glued to the name, before the other roles' names stands a mark.
_ROLE = pattern(
    r"(?P<glued>(?:首席|见习|实习|特约|特派|全媒体|融媒体|文字|摄影|法庭){0,4}(?:记者|通讯员|评论员|撰稿人|专栏作家)|实习生|编译)[\s:：|丨│︱/╱]{0,3}"
    r"|(?:(?<![\u4e00-\u9fffa-z/╱])|(?<=版面)|(?<=责任)|(?<=执行)|(?<=本版)|(?<=新闻))"
    r"(?P<apart>编辑|责编|作者|撰文|文字|采写|执笔|楼主|文\s?[/╱、并]?\s?图|图文|[文图]|摄影|摄像)[\s:：|丨│︱/╱]{1,3}"
)
_FIELD = {"通讯员": "correspondent", "编辑": "editor", "责编": "editor", "摄影记者": "photographer",
          "图": "photographer", "摄影": "photographer", "摄像": ""}  # fmt: skip
# 蔡一 報導, 石二／綜合整理, 體育中心／陸三霆報導, 费四/文, 汝五攝
_VERB = pattern(
    rf"(?:^|(?<=[\s(（【〔\[/╱|、，]))(?P<name>{_HAN}{{2,4}}?)(?:\s?[/╱]\s?(?P<second>{_HAN}{{0,5}}?)|\s?)"
    r"(?:综合|即时|专题|现场|特别)?(?P<verb>报道|报导|整理|撰文|采写|文|摄影|摄|(?<=[/╱])图)(?=$|[\s)）】〕\]|/╱])"
)
# 编辑 和筱　2023-08-29: behind a role a name that begins with no surname
_ALONE = pattern(rf"{_HAN}{{2,3}}(?=\s{{2,}}|\u3000|\s?[|丨│]|\s?\d{{4}}|$)")
_EDITED = pattern(
    rf"[（(【\[](?P<name>{_HAN}{{2,4}})\s{{0,2}}(?:责任|网络|见习|实习)?(?:编辑|责编)[)）】\]]"
)
_SHOT = pattern(r"\s{0,3}(?:摄(?!影|报|/)|摄影(?!\s{0,2}[\u4e00-\u9fff:：/丨|]))")
_ORIGINAL = pattern(r"^原创\s(?P<author>\S{2,12})\s(?P<source>\S{2,14})\s(?=20\d\d)")
_PHOTO = ("摄影", "摄", "图")
_NAMED = pattern(rf"(?:作者|撰文)[,，]\s?(?P<name>{_HAN}{{2,4}})")
_SQUARE = pattern(r"^[□■◇◆○◎]\s?")
_MEDIUM = pattern(
    rf"^[\s(（【〔\[□■◇◆○◎]{{0,9}}(?P<medium>{_HAN}{{2,10}}?)[\s/╱]*(?:首席|见习|实习|全媒体|融媒体){{0,4}}记者"
)
# Agencies may put the day behind it: （編輯：李亨山）1150119
_BRACKET = pattern(r"[（(](?P<inner>[^（()）]{2,60})[)）]\s?(?:[。”]|1\d{6})?\s{0,9}$")
# 尾声还没到。记者张三; 你卖给谁呢？”文/李四
_LAST = pattern(
    r"[。！？”…]\s{0,3}(?P<inner>(?:(?:本报|本网|本刊|\S{2,6}社)?(?:见习|实习|特约)?(?:记者|通讯员)|文\s?[/╱丨|]|[□■◇◆])[^。！？，、：]{2,16})$"
)
_SENT = pattern(r"\s?发自\S{2,8}$")  # 张三 发自上海
_NICK = pattern(rf"(?P<name>{_HAN}{{2,4}})\s?[/╱]\s?(?:编译|文|整理|综合)$")
_UNPARTED = 5  # characters of names that stand together without a mark
_BEGIN = 60  # characters of a paragraph in which its reporter is named
_OPENING = pattern(
    rf"^[\s·•【〔\[(（]{{0,9}}(?:(?P<inside>{_HAN}{{2,4}}/{_HAN}{{0,5}}?(?:报道|报导))[】〕\])）]"
    rf"|[^。！？]{{0,40}}?[(（【〔\[](?P<bracket>[^()（）【】〔〕。]{{2,40}})[)）】〕\]]"
    rf"|(?P<bare>[^\s。，()（）]{{0,12}}记者[^。]{{2,30}}))"
)
_OPENS = pattern(r"[(（【〔\[/记]")  # without one of these there is none
_WIRE = pattern(r"\d日(?:综合)?[讯电]$")
_SECOND = pattern(r"\s?[(（](?P<bracket>[^()（）。]{2,40})[)）]")
_WIRED = pattern(r"[电電讯](?:$|[\s(（])")
_ROLES = pattern(r"记者|通讯员|编译|作者|评论员")
_SAID = pattern(r"^(?:作者|记者|编者)(?:系|为|是|单位)")


def byline(text: str, view: str) -> Iterator[Value]:
    """The people whom a short line names by their role; the medium that a reporter is of."""
    dated = DATE.match(view)
    begin = dated.end() if dated else 0  # 2023-05-06 09:12河湾日报／记者陆小鸣
    medium = _MEDIUM.match(view[begin:])
    if medium and medium["medium"][:2] not in ("本报", "本网", "本刊", "本台"):
        start, end = (begin + at for at in medium.span("medium"))
        yield Value("source", text[start:end], start, end, strong=False)
    original = _ORIGINAL.match(view)  # how accounts of messengers begin
    if original:
        for field in ("author", "source"):
            yield Value(field, text[slice(*original.span(field))], *original.span(field))
    found = list(_roles(text, view))
    yield from found
    taken = {value.start for value in found}
    for match in _VERB.finditer(view):
        which = "name" if has_surname(match["name"]) else "second"  # 體育中心／陸三霆報導
        name = match[which] or ""
        if match["verb"] == "文" and which == "name" and _is_last(view, match, name):
            continue
        if has_surname(name) and not is_place(name) and match.start(which) not in taken:
            field = "photographer" if match["verb"] in _PHOTO else "author"
            start, end = match.span(which)
            if which == "name" and _of_place(view, start, found):
                continue  # 记者张三／鹿港报导
            for name in _row_before(text, view, start):
                yield Value(field, name.text, name.start, name.end)
            yield Value(field, text[start:end], start, end)
    edited = _EDITED.search(view)
    if edited and is_name(edited["name"]):
        yield Value("editor", text[slice(*edited.span("name"))], *edited.span("name"), False)
    named = _NAMED.fullmatch(view)
    if named and has_surname(named["name"]) and not found:
        yield Value("author", text[slice(*named.span("name"))], *named.span("name"))
    square = _SQUARE.match(view)
    if square and not found:
        for name in row(text, view, square.end(), len(view)):
            yield Value("author", name.text, name.start, name.end)


def _is_last(view: str, match: re.Match[str], name: str) -> bool:
    """Whether the 文 glued to a name is its last character (钟才文), or a word of what follows."""
    glued = view[match.end("name") : match.end()] == "文"
    ends = view[match.end() : match.end() + 1] in ("", ")", "）", "】", "〕", "]")
    return glued and not view.startswith(("/", "╱"), match.end()) and (len(name) < 3 or not ends)


def _of_place(view: str, start: int, found: list[Value]) -> bool:
    """Whether a slash and a name stand before: what follows is where it is from."""
    slash = view[start - 1 : start]
    return slash in ("/", "╱") and any(value.end == start - 1 for value in found)


def _row_before(text: str, view: str, end: int) -> list[Name]:
    """The names that stand in a row up to `end`: 张三、(李四／综合报导)."""
    begin = max(view.rfind(mark, 0, end) for mark in "(（【〔[|丨:：】)）") + 1
    names = list(row(text, view, begin, end))
    if not names or view[names[-1].end : end].strip(" 、,，\u3000"):
        return []
    return [] if any(is_place(view[name.start : name.end]) for name in names) else names


def _roles(text: str, view: str) -> Iterator[Value]:
    field, unread = "author", False
    roles = list(_ROLE.finditer(view))
    for match, following in zip(roles, [*roles[1:], None]):
        end = following.start() if following else len(view)
        role = match["glued"] or match["apart"]
        if role != "实习生":  # of whom it stands behind: 责编 张三 实习生 李四
            field = _FIELD.get(role[-3:], _FIELD.get(role, "author"))
        elif unread:  # 记者李莎莎黎史翔王进雨 实习生吉喆: some of the reporters are no answer
            continue
        names = list(row(text, view, match.end(), end, announced=True))
        unread = not names and end - match.end() >= _UNPARTED
        alone = _ALONE.match(view, match.end()) if match["apart"] and not names else None
        if alone and is_name(alone.group(), loose=True):
            names = [Name(text[slice(*alone.span())], *alone.span())]
        if names and _SHOT.match(view, names[-1].end):  # 本报记者 张三 摄
            field = "photographer"
        for name in names:
            if field:
                yield Value(field, name.text, name.start, name.end)


def byline_in(view: str) -> bool:
    """Whether a role or a reporter's verb stands in a string."""
    return bool(_ROLE.search(view) or _VERB.search(view) or view.endswith(("报导", "报道")))


def opening(text: str, view: str) -> Iterator[Value]:
    """The reporter whom the first paragraph names: （记者 张三）, 【李四／台北報導】."""
    begin = view[: 2 * _BEGIN]
    match = _OPENING.match(begin) if _OPENS.search(begin) else None
    if match is None:
        return
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    if kind == "bracket" and _WIRE.search(view, start, end):  # 【河湾日报5月6日讯】（记者张三）
        second = _SECOND.match(begin, end + 1)
        start, end = second.span("bracket") if second else (start, end)
    inner_text, inner = text[start:end], view[start:end]
    if kind == "bracket" and not _ROLES.search(inner) and "报导" not in inner:
        if _WIRED.search(view[: start - 1]):  # 电（张三）
            yield from _all_names(inner_text, inner, start)
        return
    for value in byline(inner_text, inner):
        if value.field != "source":
            yield value._replace(start=start + value.start, end=start + value.end)


def signature(text: str, view: str) -> Iterator[Value]:
    """The names in the bracket that ends a paragraph: （张三 李四）, （本报记者 张三）."""
    cut = max(0, len(view) - 2 * _BEGIN)
    bracket = _BRACKET.search(view[cut:])
    match = bracket or _LAST.search(view[cut:])
    if match is None:
        return
    start, end = cut + match.start("inner"), cut + match.end("inner")
    inner_text, inner = text[start:end], view[start:end]
    if _SAID.match(inner):
        return
    sent = _SENT.search(inner)
    if sent:
        inner_text, inner = inner_text[: sent.start()], inner[: sent.start()]
    values = [value for value in byline(inner_text, inner) if value.field != "source"]
    if not values:
        yield from _nickname(inner_text, inner, start)
    if not values and not _ROLES.search(inner):
        yield from _all_names(inner_text, inner, start)
    for value in values:
        yield value._replace(start=start + value.start, end=start + value.end)


def _nickname(text: str, view: str, offset: int) -> Iterator[Value]:
    """金良/编译: what stands there is called by some name."""
    match = _NICK.fullmatch(view)
    if match and is_name(match["name"], loose=True) and not is_place(match["name"]):
        yield Value("author", text[slice(*match.span("name"))], offset, offset + match.end("name"))


def _all_names(text: str, view: str, offset: int) -> Iterator[Value]:
    """The names of a bracket that holds nothing else."""
    names = list(row(text, view, 0, len(view)))
    if any(is_place(view[name.start : name.end]) for name in names):
        return
    if names and names[-1].end == len(view.rstrip()):
        for name in names:
            yield Value("author", name.text, offset + name.start, offset + name.end)
