"""Spam kits: what they add to a page, and where.

A kit has its own trade, separator, length and place, drawn once; all pages
that it spams carry the same hand. The terms are those of the shipped lexicon,
recombined, so a model trained on kits learns their shape and not a list.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsclean.lexicon import table
from newsclean.training.pages import Page

SEED = 11
SEPARATORS = ("| ", "|", " | ", ",", "，", "_", "-", " ", " I ", "、", "·", "\t")
TRADES = ("adult", "gambling", "keywords", "places")
SHARE = 0.5  # of the pages are spammed
PER_KIT = 4  # pages that one kit spams


class Kit(NamedTuple):
    """One campaign."""

    trade: str
    separator: str
    items: int
    at_head: bool
    one_a_line: bool
    mixed: bool


def kit(rng: random.Random) -> Kit:
    """A campaign drawn at random."""
    trade = rng.choice(TRADES)
    return Kit(
        trade,
        rng.choice(SEPARATORS),
        rng.choice((3, 5, 7, 12, 20, 41)),
        rng.random() < 0.4,
        rng.random() < 0.2,
        rng.random() < 0.2,
    )


def words(trade: str) -> list[str]:
    """The terms of a trade, or the names of counties."""
    if trade == "places":
        return [row[0] for row in table("places.tsv", 4) if row[1] == "county" and row[2] == "full"]
    return [row[0] for row in table("spam_terms.tsv", 3) if row[1] == trade]


def item(trade: str, rng: random.Random) -> str:
    """One keyword: a place, or one to four terms run together."""
    found = WORDS[trade]
    if trade == "places":
        return rng.choice(found)
    text = "".join(rng.choice(found) for _ in range(rng.randint(1, 4)))
    return text.upper() if text.isascii() and rng.random() < 0.3 else text


def spam_lines(campaign: Kit, rng: random.Random) -> list[str]:
    """The lines that a campaign adds to one page."""
    items = [
        item("places" if campaign.mixed and rng.random() < 0.3 else campaign.trade, rng)
        for _ in range(campaign.items)
    ]
    return items if campaign.one_a_line else [campaign.separator.join(items)]


def spammed(pages: Iterable[Page], share: float = SHARE) -> Iterator[Page]:
    """A share of the pages again, each with what some campaign adds."""
    rng = random.Random(SEED)
    campaign, left = kit(rng), PER_KIT
    for page in pages:
        if rng.random() > share:
            continue
        if not left:
            campaign, left = kit(rng), PER_KIT
        left -= 1
        added: list[tuple[str, str | None]] = [(line, "spam") for line in spam_lines(campaign, rng)]
        lines = [*added, *page.lines] if campaign.at_head else [*page.lines, *added]
        yield page._replace(id=f"{page.id}+{campaign.trade}", lines=lines)


WORDS = {trade: words(trade) for trade in TRADES}
