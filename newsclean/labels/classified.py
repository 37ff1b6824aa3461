"""Classified advertisements: a column of a newspaper that stands beside the article, line by line.

`招聘　保安，会骑电瓶车，154 XXXX 5637`, `遗失声明：…证，作废`. Each line offers or seeks something
in a few words and names a telephone. One such line is no sign: a notice of a job fair has some.
Lists of telephones (of embassies, of offices that take complaints) have no line that offers.
"""

from __future__ import annotations

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern

__all__ = ["classifieds"]

_CHARS = 70  # of an advertisement
_RUN = 4  # lines in a row
_HEADS = 2  # of them that say what they are
_PHONES = 2
_MARKS = 2  # that end a sentence; an advertisement has one at most
_PHONE = pattern(
    r"(?<!\d)(?:1[3-9x]\d[\s-]?[\dx]{4}[\s-]?[\dx]{4}|0\d{2,3}[\s-]?[\dx]{7,8}|[2-9]\d{2}[\s-]?[\dx]{4,5})(?!\d)",
)
_HEAD = pattern(
    r"^[【\[(]?(?:急?招聘|诚聘|招租|急?出租|急?出售|急?转让|旺铺|求购|求租|求职|回收|收购|高价收|二手|家政|保洁"
    r"|搬家|疏通|开锁|维修|征婚|征友|招商|招生|寻人|寻物|寻狗|寻猫|认领|领养|遗失|挂失|注销公告|减资公告|清算公告"
    r"|打印机|监控安装|网线|数据恢复|手机维修)(?:声明|启事|公告)?[】\])]?(?:[\s:,，、。]|$)"
)
_SENTENCE = pattern(r"[。！？!?]")
_FOUND = Verdict(Label.ADVERT, Certainty.CERTAIN, "classified")


def classifieds(lines: Lines, verdicts: list[Verdict]) -> None:
    """Mark runs of classified advertisements."""
    if sum(0 < len(view) <= _CHARS for view in lines.views) < _RUN:
        return
    run: list[int] = []
    for index, view in enumerate([*lines.views, ""]):
        if _is_one(view):
            run.append(index)
            continue
        if _is_column([lines.views[at] for at in run]):
            for at in run:
                if verdicts[at].label == Label.BODY:
                    verdicts[at] = _FOUND
        run = []


def _is_one(view: str) -> bool:
    if not 0 < len(view) <= _CHARS or len(_SENTENCE.findall(view)) >= _MARKS:
        return False
    return bool(_HEAD.match(view) or _PHONE.search(view))


def _is_column(views: list[str]) -> bool:
    if len(views) < _RUN:
        return False
    heads = sum(1 for view in views if _HEAD.match(view))
    phones = {match.group() for view in views for match in _PHONE.finditer(view)}
    return heads >= _HEADS and len(phones) >= _PHONES
