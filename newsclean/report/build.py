"""The report as one HTML page: no network, no other file, opens from disk."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from newsclean.extras import need
from newsclean.report.summary import BINS, Summary

__all__ = ["page"]

_ROWS = 25  # of a chart; the rest is added up
_REPEATED = 50  # removed lines listed
_HOSTS = 100


def page(rows: Iterable[Mapping[str, Any]], title: str) -> str:
    """The report over `rows`, each `Article.to_dict()`, as HTML.

    One row gives the page of that document; several give figures over all, and
    the pages of those worth reading first and of a sample. Rows are read once
    and not kept. Raises `MissingExtra` without Jinja.

    >>> import newsclean
    >>> page([newsclean.clean("經(jīng)濟(jì)").to_dict()], "a page")[:15]
    '<!DOCTYPE html>'
    """
    summary = Summary()
    for row in rows:
        summary.add(row)
    script, style = _asset("report.js"), _asset("report.css")
    shown = list(summary.first())
    template = _environment().get_template("report.html.j2")
    return str(
        template.render(
            title=title,
            summary=summary,
            charts=_charts(summary),
            bins=[(index * 100 // BINS, count) for index, count in enumerate(summary.shares)],
            repeated=_repeated(summary),
            hosts=_hosts(summary),
            documents=shown,
            stories=[_json(entry["story"]) for entry in shown],
            script=script,
            style=style,
            script_hash=_hash(script),
            style_hash=_hash(style),
        )
    )


def _environment() -> Any:
    jinja2 = need("jinja2", "report")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("newsclean.report", "assets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = lambda number: f"{number:,}"
    environment.filters["short"] = _short
    environment.filters["share"] = lambda part: f"{100 * part:.1f} %"
    return environment


def _short(number: float) -> str:
    """A count in few characters.

    >>> [_short(number) for number in (732, 999, 1466, 15_400, 999_600, 2_000_000)]
    ['732', '999', '1.5k', '15k', '1.0M', '2.0M']
    """
    units, unit = iter("kMGT"), ""
    while number >= 999.5:
        number, unit = number / 1000, next(units)
    return f"{number:.1f}{unit}" if unit and number < 9.95 else f"{number:.0f}{unit}"


def _charts(summary: Summary) -> list[tuple[str, str, list[tuple[str, int]], int]]:
    """Each chart as title, unit if that is another, bars, and the whole they are shares of."""
    documents = summary.documents
    charts = [
        ("Status", "documents", summary.status, documents),
        ("Edits, by rule", "", summary.edits, summary.edits.total()),
        ("Left out, by label", "characters", summary.removed, summary.characters),
        ("Flags", "", summary.flags, summary.flags.total()),
        ("Spam topics", "documents", summary.topics, documents),
    ]
    out = []
    for name, unit, counter, whole in charts:
        bars = counter.most_common(_ROWS)
        rest = counter.total() - sum(count for _, count in bars)
        if rest:
            bars.append(("others", rest))
        if bars:
            out.append((name, unit, bars, max(whole, 1)))
    return out


def _repeated(summary: Summary) -> list[tuple[str, str, int]]:
    return [
        (line, label, count)
        for (line, label), count in summary.lines.most_common(_REPEATED)
        if count > 1
    ]


def _hosts(summary: Summary) -> list[tuple[str, int, float]]:
    return [
        (host, count, summary.host_removed[host] / max(summary.host_characters[host], 1))
        for host, count in summary.hosts.most_common(_HOSTS)
    ]


def _asset(name: str) -> str:
    return (files("newsclean.report") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy calls this script or style: nothing else may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: object) -> Any:
    """JSON that cannot end the script element that it stands in, whatever is in it."""
    from markupsafe import Markup

    # ASCII only: lone surrogates, and U+2028 too, are spelled out.
    text = json.dumps(value, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)
