"""Press releases of the government of Hong Kong: a row of stars, the text, 完, day and time."""

from __future__ import annotations

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.labels.judge import Verdict
from newsclean.labels.lines import Lines
from newsclean.lazy import pattern

__all__ = ["mark_release"]

_CLOSED = "完"
_TIME = pattern(r"香港时间\s?\d{1,2}时\d{1,2}分")
_BELOW = 3  # lines from 完 to the time at most
_STARS = pattern(r"[*\s]{3,}")
_ROW = pattern(r"[-=*_~\s]{3,}")
_TEXT = Verdict(Label.BODY, Certainty.CERTAIN, "release")
_RULE = Verdict(Label.RESIDUE, Certainty.CERTAIN, "rule")
_STAMP = Verdict(Label.META, Certainty.CERTAIN, "release-time")


def mark_release(lines: Lines, verdicts: list[Verdict]) -> None:
    """Mark what stands between the stars and 完 as the article, and the time below it.

    Lists of places and times are half of such a release, and look like a menu.
    """
    if "香港时间" not in lines.view:
        return
    views = lines.views
    end = next((at for at, view in enumerate(views) if view == _CLOSED), -1)
    stamps = (at for at in range(end + 1, min(end + 1 + _BELOW, len(views))) if end > 0)
    stamp = next((at for at in stamps if _TIME.fullmatch(views[at])), -1)
    stars = next((at for at in range(end) if _STARS.fullmatch(views[at])), -1)
    if stamp < 0 or stars < 0:
        return
    verdicts[stars], verdicts[stamp] = _RULE, _STAMP
    for at in range(stars + 1, end + 1):
        if _ROW.fullmatch(views[at]):
            verdicts[at] = _RULE
        elif verdicts[at].label != Label.SPAM:
            verdicts[at] = _TEXT
