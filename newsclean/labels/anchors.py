"""Lines from which on nothing of the article follows: headings of what stands behind it.

Where no markup sets readers' comments apart, their heading is one if what is below is
answered (回复, 赞).
"""

from __future__ import annotations

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.features import Line
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern
from newsclean.patterns import ANSWER

__all__ = ["ANCHORS", "cut"]

# After these nothing of the article follows.
ANCHORS = (Label.RELATED, Label.ADVERT, Label.LEGAL, Label.NAVIGATION, Label.PROMPT)
_REST_SHARE = 0.25  # of the page's prose at most may stand after an anchor
_SHORT = 40
_ONE_LINK = pattern(r"\W{0,3}(?:看更多|延伸阅读|推荐阅读|更多新闻)[:》/]\s?[^\s]{6}")
_MARK = 16  # 广告, 廣告 (請繼續閱讀本文), advertisement

_MISSING = Verdict(Label.RESIDUE, Certainty.CERTAIN, "missing-advert")
_COMMENTS = Verdict(Label.PROMPT, Certainty.CERTAIN, "comments")
_WORDS = ("评论", "留言", "跟帖", "跟贴")
_HEADING = pattern(
    r"\W{0,3}(?:(?:全部|最新|网友|热门|精彩|用户|所有|文章|读者){0,2}(?:评论|留言|跟帖|跟贴)(?:区|列表)?"
    r"|\d{1,6}\s?条(?:评论|留言))\W{0,3}\d{0,6}\s?条?\W{0,2}"
)
_HEADING_CHARS = 16
_ANSWER_CHARS = 30  # of the line below a comment: 回复 赞 3
_ANSWERED = 0.6  # as many such lines as paragraphs at least, and two


def cut(lines: Lines, verdicts: list[Verdict]) -> None:
    """From the first anchor with the article before it, everything belongs to the anchor.

    A link in the element that holds the article is none: adverts stand there. Nor is
    a mark of an advert that stood between its paragraphs before: there is one after
    every few of them, before the last one too.
    """
    comments = _comments(lines)
    if comments >= 0:
        verdicts[comments] = _COMMENTS
    # A list of keywords above a page's menu may be longer than its article, and ends no sentence.
    prose = [
        line.han if v.label == Label.BODY and line.is_prose and _says(line) else 0
        for line, v in zip(lines, verdicts)
    ]
    total = sum(prose)
    before = 0
    marks: set[str] = set()  # of adverts, by what they say
    for line, verdict in zip(lines, verdicts):
        before += prose[line.index]
        rest = total - before
        advert = verdict.reason == "link" and line.in_main and bool(lines.where)
        anchor = _is_anchor(line, verdict) and rest <= _REST_SHARE * total
        if verdict.label == Label.ADVERT and before:
            again = verdict.reason in marks
            marks.add(verdict.reason)
            advert = advert or (again and len(line.view) <= _MARK)
        if before and _stands_between(lines, verdicts, line.index):
            if verdict.label == Label.ADVERT:
                verdicts[line.index] = _MISSING
            continue
        if advert or not before or not (anchor or line.index == comments):
            continue
        for later in lines[line.index + 1 :]:
            old = verdicts[later.index]
            if old.label == Label.BODY or old.certainty < Certainty.CERTAIN:
                label = verdict.label if old.label == Label.BODY else old.label
                reason = f"after:{verdict.reason}"
                verdicts[later.index] = Verdict(label, Certainty.LIKELY, reason, verdict.topic)
        return


def _stands_between(lines: Lines, verdicts: list[Verdict], at: int) -> bool:
    """Whether a mark of an advert, or a link to one article, has a paragraph right below it.

    Below 广告 the picture is missing that it speaks of; 看更多：… is all of what it announces.
    """
    line, verdict = lines[at], verdicts[at]
    mark = verdict.label == Label.ADVERT and len(line.view) <= _MARK
    link = verdict.label == Label.RELATED and bool(_ONE_LINK.match(line.view))
    if not (mark or link) or at + 1 == len(lines):
        return False
    below = lines[at + 1]
    return below.is_paragraph and below.finished and verdicts[at + 1].label == Label.BODY


def _says(line: Line) -> bool:
    return line.finished or line.sentences > 0


def _is_anchor(line: Line, verdict: Verdict) -> bool:
    """A heading that begins the end of the page."""
    if verdict.reason == "kit":
        return True
    if verdict.certainty < Certainty.CERTAIN or verdict.label not in ANCHORS:
        return False
    if verdict.reason == "menu":  # which stands on top
        return False
    return len(line.view) <= _SHORT or verdict.label in (Label.LEGAL, Label.NAVIGATION)


def _comments(lines: Lines) -> int:
    """The heading of the comments behind the article; -1 if there are none."""
    if not any(word in lines.view for word in _WORDS):
        return -1
    found, answers, said = -1, 0, 0  # of what is below
    above = sum(lines.prose)
    for at in range(len(lines) - 1, -1, -1):
        view = lines.views[at]
        heads = len(view) <= _HEADING_CHARS and bool(_HEADING.fullmatch(view))
        if heads and answers > 1 and answers >= _ANSWERED * said and said < above:
            found = at
        answers += len(view) <= _ANSWER_CHARS and bool(ANSWER.search(view))
        said += lines.prose[at]
    return found
