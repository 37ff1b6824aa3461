"""A block judged alone: what its own words say it is."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.lines import META_CHARS, PICTURES, SAID, Lines
from newsclean.labels.spam import judge_spam
from newsclean.lazy import pattern
from newsclean.lexicon import Hit, Term
from newsclean.patterns import (
    BYLINE,
    DATE,
    EVENT,
    WRITTEN_DAY,
    YEARLESS_LINE,
    field_of,
    field_pattern,
    surnames,
)

__all__ = ["BODY", "CLOCK", "DAY", "TRUNCATED", "Verdict", "judge", "judge_all"]


class Verdict(NamedTuple):
    """A label for a block and why. `topic` is the kind of spam."""

    label: Label
    certainty: Certainty
    reason: str
    topic: str | None = None


BODY = Verdict(Label.BODY, Certainty.GUESS, "body")
_LINKS = Verdict(Label.RELATED, Certainty.CERTAIN, "link")
_LINK = 0.5  # of a line's characters in links, and it leads elsewhere

# A line longer than this that reads as prose is a paragraph, whatever phrase is in it.
_PARAGRAPH = 80
_PHRASES = 2  # so many certain phrases, and a paragraph is furniture too
DAY = "day"  # a day alone: above an article the page's, below it the writer's
TRUNCATED = "truncated"  # it ends in an ellipsis: a teaser, or a paragraph that trails off
CLOCK = "clock"  # a day without a year and a time: above an article the page's, in it an entry's
_VALUE = 24  # characters of a name, a medium, a date
_BESIDE = 12  # characters beside a time and fields
_PHRASE_LINE = 30  # a doubtful phrase decides no longer line
_OPENERS = pattern(r"[【\[(（《<>»·•●■◆★☆▲▼*#|\-–—~ \t\"'“‘]*")
_STRAY = pattern(r"[“「『](?:特别|免责|郑重|版权)声明:")  # never closed, it quotes nothing
_RUNS_ON = pattern(r"[^\]】)）”’」| \t]")
_WORD = pattern(r"[^\W_]")
_AROUND_DATE = pattern(
    r"(?:(?:发布|发表|更新|刊登|发稿|出版)?(?:时间|日期)?|星期.|周.|来源|于|讯|电)+"
)
# A rule of a style sheet, a statement of a script.
_CODE = pattern(
    r"\bfunction\s?\w{0,40}\s?\(|\{[^{}]{0,400}:[^{}]{1,400}[;}]|\)\s?\{\s?$|^\}[\s);}]{0,5}$"
)
# Who reports for a newspaper of Taiwan, a desk or a person: 地方中心/新竹报导
_DESK = pattern(
    r"[(（【]?[\u4e00-\u9fff·、]{2,12}\s?[/╱]\s?[\u4e00-\u9fff]{0,6}(?:报导|报道)[)）】]?"
)
# What a script writes on top of a page, or would have: 今天是2023年5月12日 星期五 农历三月廿三
_TODAY = pattern(
    r"(?:欢迎您?[,，!！ ]{0,3})?(?:今天|今日|现在)是[\s:：]{0,9}"
    r"(?:[\s\d:：,，/年月日点分秒\-]|(?:星期|周)[一二三四五六日天]|农历"
    r"|[正腊冬初廿闰一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥])*"
)
_REPORTERS = pattern(r"[\u4e00-\u9fff]{0,10}?记者(?P<names>[\u4e00-\u9fff]{4,12})")
_NAME_CHARS = (2, 3)
_FILE = pattern(r"[\w.\-/:%~@()]{5,200}")  # the name of a picture, or its address
_SYMBOLS = pattern(r"[\W_]+")
_TEASER = 160  # characters; a longer paragraph trails off, and is none
_COUNTER = pattern(r"[(（\[【]\s?\d{1,3}\s?/\s?\d{1,3}\s?[)）\]】]")  # the third of nine pictures
# A player that waits: 00:00 / 01:26
_PLAYER = pattern(r"(?:(?:播放|收听|听新闻)\s?)?0{1,2}:00\s?[/|]\s?\d{1,2}:\d\d(?::\d\d)?")
# How long it takes: 听文章 18分钟, 阅读时间 3 分钟
_MINUTES = pattern(
    r"(?:听文章|听新闻|听全文|(?:预计|建议)?阅读(?:时间|时长|需时?)?)[\s:约]{0,3}\d{1,3}\s?分钟"
)
# Numbers beside what readers can do: 赞好 1.2k 分享, 阅读 8,019 在看 77
_DONE = (
    r"(?:赞好|赞同|点赞|赞|踩|顶|喜欢|有用|无聊|评|有帮助|没帮助|收藏|关注者?|被?浏览|阅读|在看|评论|添加评论"
    r"|留言|分享|转发|回复|回应|举报|收起|我要补充)"
)
_COUNTS = pattern(
    rf"(?=\D{{0,40}}\d)(?:\d\.)?{_DONE}(?:[\s·|:]{{0,3}}[(\[]?[\d,.]{{1,12}}\s?[k万亿]?[)\]]?)?"
    rf"(?:[\s·|]{{1,4}}(?:\d\.)?{_DONE}(?:[\s·|:]{{0,3}}[(\[]?[\d,.]{{1,12}}\s?[k万亿]?[)\]]?)?){{1,6}}"
)
_COUNTS_CHARS = 60
# The number under which a site is registered, behind its name: 河湾博物馆 京 ICP 备 12345678 号
_FILED = pattern(
    r"(?<![^\W_])[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘陇青宁新]"
    r"\s?icp\s?[备证]\s?(?:字第|第)?\s?[a-z]?\d{1,2}-?\d{4,8}"
)
_TELLS = (",", "。", ";", "?", "!")  # before it: then a sentence names it
# The channel and a number beside the time: 2023-05-06 09:12:33 国际 5812
_COUNTED = pattern(
    r"(?:国际|国内|社会|时政|政治|财经|经济|科技|教育|体育|娱乐|军事|文化|健康|生活|历史|汽车|房产|旅游"
    r"|美食|时尚|综艺|育儿|情感|三农|法治|新闻|热点|资讯)\d{1,7}"
)
# Some words of another article, and a link to the rest.
_LINKED = pattern(
    r"(?:(?<!\.)\.{3,}|(?<!…)…+)\s{0,3}"
    r"(?:[\[【(（](?:详细|详情|更多|(?:阅读|查看)?全文)[\]】)）]|阅读全文)$"
)
_TRUNCATED = pattern(
    r"(?:(?<!\.)\.{3,}|(?<!…)…+)(?:\s*\[?(?:详细|全文|更多|阅读全文|查看)\S{0,4}\]?)?$"
)


def judge_all(lines: Lines) -> list[Verdict]:
    """`judge` for each line; it is asked where it may say something else than body."""
    verdicts = [BODY] * len(lines)
    for index in lines.doubtful():
        verdicts[index] = judge(lines[index])
    return verdicts


def judge(line: Line) -> Verdict:
    """Residue (also of scripts), spam, metadata, furniture and links, in this order; else body."""
    if not line.core:
        return Verdict(Label.RESIDUE, Certainty.LIKELY, "no-text") if line.view else BODY
    if _TODAY.fullmatch(line.view):
        return Verdict(Label.NAVIGATION, Certainty.CERTAIN, "today")
    if _COUNTER.fullmatch(line.view):
        return Verdict(Label.NAVIGATION, Certainty.CERTAIN, "counter")
    if _PLAYER.fullmatch(line.view) or _MINUTES.fullmatch(line.view):
        return Verdict(Label.PROMPT, Certainty.CERTAIN, "player")
    if len(line.view) <= _COUNTS_CHARS and _COUNTS.fullmatch(line.view):
        return Verdict(Label.PROMPT, Certainty.CERTAIN, "counts")
    if "icp" in line.view and _is_filed(line):
        return Verdict(Label.LEGAL, Certainty.CERTAIN, "icp")
    if line.view.endswith(PICTURES) and _FILE.fullmatch(line.view):
        return Verdict(Label.RESIDUE, Certainty.CERTAIN, "file")
    if not line.han and _CODE.search(line.view):
        return Verdict(Label.RESIDUE, Certainty.CERTAIN, "code")
    tests = (judge_spam,) if EVENT.match(line.view) else (judge_spam, _meta, _furniture)
    for test in tests:
        found = test(line)
        if found is not None:
            return found if isinstance(found, Verdict) else Verdict(*found)
    return _LINKS if line.link_share > _LINK and not line.is_paragraph else BODY


def _is_filed(line: Line) -> bool:
    """Whether a site's number is stated; a sentence that names one is the article's."""
    match = _FILED.search(line.view)
    if match is None or line.view.endswith(SAID) or _is_quoted(line, match.start()):
        return False
    before = line.view[: match.start()].rstrip()
    return not before.endswith(("为", "是")) and not any(mark in before for mark in _TELLS)


def _meta(line: Line) -> Verdict | None:
    """A line of fields (来源：… 时间：…), a date alone, a reporter's line."""
    if len(line.view) > META_CHARS or line.view.endswith(SAID):
        return None
    if BYLINE.match(line.view) or _DESK.fullmatch(line.view) or _are_reporters(line.view):
        return Verdict(Label.META, Certainty.LIKELY, "byline")
    rest, found = _without_fields(line.view)
    rest = DATE.sub("", rest)
    if found and len(line.view) <= 60 + 20 * len(found) and not _SYMBOLS.sub("", rest):
        return Verdict(Label.META, Certainty.CERTAIN, f"fields:{','.join(sorted(set(found)))}")
    # 2023-05-06 09:12 河湾副刊 作者：张三
    beside = found and not line.sentences and len(_SYMBOLS.sub("", rest)) <= _BESIDE
    if beside and _is_timed(line.view):
        return Verdict(Label.META, Certainty.LIKELY, "date,fields")
    if DATE.search(line.view) and not line.sentences:
        left = _SYMBOLS.sub("", DATE.sub("", line.view))
        if not left or _AROUND_DATE.fullmatch(left):
            timed = left or _is_timed(line.view)
            sure = Certainty.CERTAIN if timed else Certainty.LIKELY
            return Verdict(Label.META, sure, "date" if timed else DAY)
        if _COUNTED.fullmatch(left) and _is_timed(line.view):
            return Verdict(Label.META, Certainty.CERTAIN, "date")
        if len(left) <= _VALUE and _is_medium(line, left):
            return Verdict(Label.META, Certainty.CERTAIN, "date,source")
    if WRITTEN_DAY.fullmatch(line.view):
        return Verdict(Label.META, Certainty.LIKELY, DAY)
    yearless = YEARLESS_LINE.fullmatch(line.view) if len(line.view) <= _VALUE else None
    if yearless and yearless["clock"] and yearless["mark"] != "月":
        return Verdict(Label.META, Certainty.CERTAIN, CLOCK)
    return None


def _is_timed(view: str) -> bool:
    return any(match["hour"] for match in DATE.finditer(view))


def _are_reporters(view: str) -> bool:
    """Whether names follow one another behind 记者 and fill the line: 河湾日报记者于成许立."""
    match = _REPORTERS.fullmatch(view)
    if match is None:
        return False
    names = match["names"]
    ends = {0}  # where a name can end
    for at in range(len(names)):
        if at in ends and names[at] in surnames():
            ends |= {at + size for size in _NAME_CHARS}
    return len(names) in ends


def _is_medium(line: Line, words: str) -> bool:
    """Whether a medium's name is all that stands beside the date."""
    names = [hit for hit in line.hits if (term := hit.of("media")) and term.first == "name"]
    return any(line.view[hit.start : hit.end] == words for hit in names)


def _without_fields(view: str) -> tuple[str, list[str]]:
    """The line without its fields and their values, and which fields there were.

    A value runs to the next field, or for so many characters.
    """
    matches = list(field_pattern().finditer(view))
    if not matches:
        return view, []
    found = [field_of(match) for match in matches]
    rest = view[: matches[0].start()]
    for match, field, following in zip(matches, found, [*matches[1:], None]):
        end = following.start() if following else len(view)
        value = view[match.end() : end]
        limit = len(value) if field in ("keywords", "original") else _VALUE
        rest += value[limit:]
    return rest, found


def _furniture(line: Line) -> Verdict | None:
    """The phrases of the furniture list, where they count."""
    best: Verdict | None = None
    phrases = [hit for hit in line.hits if any(_is_phrase(term) for term in hit.terms)]
    phrases = [hit for hit in phrases if not _is_quoted(line, hit.start)]
    if len(phrases) >= _PHRASES:
        term = next(term for term in phrases[0].terms if _is_phrase(term))
        return Verdict(Label(term.first.lower()), Certainty.CERTAIN, f"furniture:{term.text}")
    for hit in line.hits:
        for term in hit.terms:
            if term.kind == "furniture":
                found = _weigh(line, hit, term)
                if found is not None and (best is None or found.certainty > best.certainty):
                    best = found
    if _LINKED.search(line.view) and (best is None or best.certainty < Certainty.CERTAIN):
        return Verdict(Label.RELATED, Certainty.CERTAIN, "linked")
    if best is None and len(line.view) <= _TEASER and _TRUNCATED.search(line.view):
        return Verdict(Label.RELATED, Certainty.GUESS, TRUNCATED)
    return best


def _is_quoted(line: Line, at: int) -> bool:
    """Whether the place stands inside quotation marks: then the text is about the phrase."""
    for opens, closes in line.quotes:
        stray = len(opens) > len(closes) and bool(_STRAY.match(line.view))
        if bisect_left(opens, at) - stray > bisect_left(closes, at):
            return True
    return False


def _is_phrase(term: Term) -> bool:
    """A phrase that is furniture wherever it stands in a line."""
    return (term.kind, term.second, term.third) == ("furniture", "any", "certain")


def _weigh(line: Line, hit: Hit, term: Term) -> Verdict | None:
    """The verdict of one phrase in this line, if it counts there."""
    where, certainty = term.second, term.third
    if not _applies(line.view, hit.start, hit.end, where) or _is_quoted(line, hit.start):
        return None
    label = Label(term.first.lower())
    if label == Label.META and (line.view.endswith(SAID) or line.is_prose):
        return None
    sure = Certainty.CERTAIN if certainty == "certain" else Certainty.LIKELY
    if line.is_prose and len(line.view) > _PARAGRAPH:
        if where != "start" or sure < Certainty.CERTAIN:
            return None
        sure = Certainty.LIKELY
    elif (
        where == "any"
        and sure < Certainty.CERTAIN
        and (len(line.view) > _PHRASE_LINE or line.view.endswith("。"))
    ):
        return None
    return Verdict(label, sure, f"furniture:{term.text}")


def _applies(view: str, start: int, end: int, where: str) -> bool:
    """Whether the phrase stands where it counts. Asked so that no long line is read for each."""
    if where == "end":
        return not _RUNS_ON.search(view, end)
    if where in ("line", "start") and not _OPENERS.fullmatch(view, 0, start):
        return False
    return where != "line" or not _WORD.search(view, end)
