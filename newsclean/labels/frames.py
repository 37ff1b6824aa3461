"""Frames that say themselves what stands in them: press releases, summaries of machines."""

from __future__ import annotations

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern

__all__ = ["mark_frames"]

_CLOSED = "完"
_TIME = pattern(r"香港时间\s?\d{1,2}时\d{1,2}分")
_BELOW = 3  # lines from 完 to the time at most
_STARS = pattern(r"[*\s]{3,}")
_ROW = pattern(r"[-=*_~\s]{3,}")
_TEXT = Verdict(Label.BODY, Certainty.CERTAIN, "release")
_RULE = Verdict(Label.RESIDUE, Certainty.CERTAIN, "rule")
_STAMP = Verdict(Label.META, Certainty.CERTAIN, "release-time")
_HEAD = pattern(r"(?:ai|智能)\s?(?:总结|摘要|速读|导读|速览):?")
_NOTE = pattern(r"(?:以上|本|此)?(?:内容|摘要|总结|速读)由ai\s?(?:大模型)?(?:自动)?生成")
_SUMMARY = Verdict(Label.META, Certainty.CERTAIN, "machine-summary")
_POINTS = 5  # lines of a summary at most


def mark_frames(lines: Lines, verdicts: list[Verdict]) -> None:
    """Mark what stands inside of them."""
    if "香港时间" in lines.view:
        _mark_release(lines, verdicts)
    if "由ai" in lines.view:
        _mark_summary(lines, verdicts)


def _mark_release(lines: Lines, verdicts: list[Verdict]) -> None:
    """Of a release of Hong Kong's government: stars, the text, 完, the day, the time.

    Lists of places and times are half of its text, and look like a menu.
    """
    views = lines.views
    end = next((at for at, view in enumerate(views) if view == _CLOSED), -1)
    below = range(end + 1, min(end + 1 + _BELOW, len(views))) if end > 0 else ()
    stamp = next((at for at in below if _TIME.fullmatch(views[at])), -1)
    stars = next((at for at in range(end) if _STARS.fullmatch(views[at])), -1)
    if stamp < 0 or stars < 0:
        return
    verdicts[stars], verdicts[stamp] = _RULE, _STAMP
    for at in range(stars + 1, end + 1):
        if _ROW.fullmatch(views[at]):
            verdicts[at] = _RULE
        elif verdicts[at].label != Label.SPAM:
            verdicts[at] = _TEXT


def _mark_summary(lines: Lines, verdicts: list[Verdict]) -> None:
    """Between a heading (AI 总结) and the note that a machine wrote it is no article."""
    head = -1
    for at, view in enumerate(lines.views):
        if _HEAD.fullmatch(view):
            head = at
        elif head >= 0 and _NOTE.match(view):
            verdicts[head + 1 : at] = [_SUMMARY] * (at - head - 1)
            head = -1
        elif at - head > _POINTS:
            head = -1
