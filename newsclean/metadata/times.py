"""Points in time as pages write them: in a line, in the head, in an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import NamedTuple
from urllib.parse import urlsplit

from newsclean.lazy import pattern
from newsclean.patterns import DATE

__all__ = ["CHINA", "YEARLESS", "Moment", "in_address", "in_line", "machine", "yearless"]

CHINA = timezone(timedelta(hours=8))
_YEARS = (1990, 2049)  # of pages; 1949 in an address is the number of something
_AFTERNOON = ("下午", "晚上", "傍晚", "晚间", "pm")
_NOON = 12
# Aug 11 Thu 2016 22:47, 七月 02, 2016 11:05: the weblogs of Taiwan
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan 一月", "feb 二月", "mar 三月", "apr 四月", "may 五月", "jun 六月", "jul 七月",
         "aug 八月", "sep 九月", "oct 十月", "nov 十一月", "dec 十二月"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH_FIRST = pattern(
    r"(?<![\w])(?P<name>[a-z]{3}|[一二三四五六七八九十]{1,2}月)[a-z]{0,6}\.?\s(?P<day>3[01]|[12]\d|0?[1-9])"
    r"(?:,\s?|\s[a-z]{3}\s|\s)(?P<year>20\d\d)(?:\s(?P<hour>2[0-3]|[01]?\d):(?P<minute>[0-5]\d))?(?!\d)"
)
# 日期：112-06-15, 民國112年6月15日: the years of Taiwan, where something says that it is a day
_REPUBLIC = pattern(
    r"(?:(?<=日期:)|(?<=日期: )|(?<=民国)|(?<=民国 ))(?P<year>1[0-3]\d)\s?(?P<mark>[-/.年])\s?"
    r"(?P<month>1[0-2]|0?[1-9])\s?(?:(?P=mark)|月)\s?(?P<day>3[01]|[12]\d|0?[1-9])日?(?!\d)"
)
_FOUNDED = 1911
# 2024-05-20T06:33:26.000Z, 2024-05-20 06:33, 2024/5/20, 20240520063326, 20240520
_MACHINE = pattern(
    r"\s{0,9}(?P<year>20\d\d|19\d\d)(?P<mark>[-/.年]?)(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)|月)"
    r"(?P<day>3[01]|[12]\d|0?[1-9])日?"
    r"(?:[T\s]{0,2}(?P<hour>2[0-3]|[01]?\d):?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d))?"
    r"(?:\.\d{1,9})?\s?(?P<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?(?!\d)"
)
_SINCE_1970 = pattern(r"\s{0,9}(?P<seconds>1[0-9]{9}|[89]\d{8})(?:\d{3})?\s{0,9}$")  # from 1995 on
_ADDRESS = pattern(
    r"(?<!\d)(?P<year>20[0-4]\d|199\d)[-/_]?(?P<month>1[0-2]|0[1-9])[-/_]?(?P<day>3[01]|[12]\d|0[1-9])(?!\d)"
)


# 05-06 09:12, 5月6日 9:12: without a year, which something else has to say
YEARLESS = pattern(
    r"(?<![\d\-/年.])(?P<month>1[0-2]|0?[1-9])[-/月](?P<day>3[01]|[12]\d|0?[1-9])日?[\s(（]{1,3}"
    r"(?P<hour>2[0-3]|[01]?\d)[:：](?P<minute>[0-5]\d)(?!\d)"
)


class Moment(NamedTuple):
    """A time at `[start, end)` of a string, and its precision: day, minute or second."""

    value: datetime
    precision: str
    start: int = 0
    end: int = 0


def in_line(view: str) -> Iterator[Moment]:
    """The dates with a year in a line, given as its view.

    >>> [str(one.value) for one in in_line("2022年12月1日 下午7:43 来源:")]
    ['2022-12-01 19:43:00+08:00']
    """
    found = False
    for match in DATE.finditer(view):
        moment = _moment(match)
        if moment is not None:
            found = True
            yield moment
    if not found and "1" in view:
        for match in _REPUBLIC.finditer(view):
            moment = _moment(match, since=_FOUNDED)
            if moment is not None:
                found = True
                yield moment
    if not found and "20" in view:
        for match in _MONTH_FIRST.finditer(view):
            if match["name"] in _MONTHS:
                moment = _moment(match, month=_MONTHS[match["name"]])
                if moment is not None:
                    yield moment


def yearless(view: str) -> Iterator[tuple[int, int, int, int]]:
    """The month, day, hour and minute of each date that is written without its year.

    >>> list(yearless("河湾日报 05-06 09:12"))
    [(5, 6, 9, 12)]
    """
    for match in YEARLESS.finditer(view):
        yield int(match["month"]), int(match["day"]), int(match["hour"]), int(match["minute"])


def machine(text: str) -> Moment | None:
    """The time that a string of the head begins with, in China's time zone.

    Midnight to the second is a day: systems that know no better write it so.

    >>> str(machine("2024-05-20T06:33:26.000Z").value)
    '2024-05-20 14:33:26+08:00'
    """
    since = _SINCE_1970.match(text)
    if since:
        value = datetime.fromtimestamp(int(since["seconds"]), CHINA)
        return Moment(value, "second", *since.span())
    match = _MACHINE.match(text)
    if match is None:
        return next(in_line(text.lower()), None)
    moment = _moment(match)
    if moment is None:
        return None
    value, precision = moment.value, moment.precision
    zone = match["zone"]
    if zone:
        value = value.replace(tzinfo=_zone(zone)).astimezone(CHINA)
    elif (value.hour, value.minute, value.second) == (0, 0, 0):
        precision = "day"
    return Moment(value, precision, match.start(), match.end())


def in_address(url: str) -> Moment | None:
    """The day in the path of an address, if there is one and no other beside it.

    >>> str(in_address("http://a.example/2023-05/06/content_1.htm").value.date())
    '2023-05-06'
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = {moment.value: moment for m in _ADDRESS.finditer(path) if (moment := _moment(m))}
    return next(iter(found.values())) if len(found) == 1 else None


def _moment(match: re.Match[str], month: int = 0, since: int = 0) -> Moment | None:
    """The time of a match, at +08:00; None for 31 June and for years of no page."""
    parts = match.groupdict()
    precision = "second" if parts.get("second") else "minute" if parts.get("minute") else "day"
    try:
        value = datetime(
            since + int(parts["year"]),
            month or int(parts["month"]),
            int(parts["day"]),
            _hour(parts),
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
            tzinfo=CHINA,
        )
    except ValueError:
        return None
    low, high = _YEARS
    return Moment(value, precision, *match.span()) if low <= value.year <= high else None


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts.get("hour") or 0)
    half = parts.get("half") or parts.get("after") or ""
    if half in _AFTERNOON and hour < _NOON:
        return hour + _NOON
    return 0 if half == "am" and hour == _NOON else hour


def _zone(text: str) -> timezone:
    if text == "Z":
        return timezone.utc
    minutes = 60 * int(text[1:3]) + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
