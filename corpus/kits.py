"""Spam kits: what they add to a page, and where.

A kit has its own trade, words, form, separator, length, place and disguise,
drawn once; all pages that it spams carry the same hand. Its words are put
together from the parts in `kits.tsv` and from the shipped lists, and each kit
knows only some of them: a model that is trained on kits learns their shape
more than a list.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsclean.language import language_model
from newsclean.lexicon import table
from newsclean.repairs.pinyin import readings
from newsclean.training.pages import Page

PARTS = Path(__file__).parent / "kits.tsv"
TRAIN_SEED, SCORE_SEED = 11, 12  # other campaigns are scored than are trained on
# Trades by the topic that the library reports for them.
TOPICS = {
    "adult": "adult",
    "gambling": "gambling",
    "lottery": "gambling",
    "diploma": "keywords",
    "invoice": "keywords",
    "seo": "keywords",
    "game": "keywords",
    "film": "keywords",
    "medical": "keywords",
    "services": "keywords",
    "places": "places",
}
TRADES = tuple(TOPICS)
FIRMS = "firms"  # pages of firms that do not exist
UNSEEN = "unseen"  # adverts in words that training does not know
SEPARATORS = ("| ", "|", " | ", ",", "，", "_", "-", " ", " I ", "、", "·", "\t", "—", " > ", "/")
FORMS = ("list", "list", "list", "column", "lines", "prose", "field")
SPOTS = ("head", "head", "tail", "tail", "glued", "between")
DISGUISES = ("", "", "", "", "swap", "spaced", "mojibake", "upper")
SHARE = 0.8  # of the pages are spammed
KNOWN = 0.6  # of the parts of a trade that one kit uses
_SLOT = re.compile(r"\{(\w+)\}")

Lines = list[tuple[str, "str | None"]]


class Parts(NamedTuple):
    """The rows of `kits.tsv`: words by slot, templates by trade and kind, swapped glyphs."""

    words: dict[str, list[str]]
    templates: dict[tuple[str, str], list[str]]
    swaps: dict[str, str]


class Drawn(NamedTuple):
    """How campaigns are drawn: how many pages one spams, and how often which hand it has."""

    per_kit: int
    forms: Sequence[str]
    spots: Sequence[str]
    disguises: Sequence[str]


SCORED = Drawn(4, FORMS, SPOTS, DISGUISES)
# What is hardest to tell is taught most: a line between paragraphs, glyphs of the same sound.
TAUGHT = Drawn(
    1,
    ("list", "column", "lines", "lines", "prose", "prose", "prose", "field"),
    ("head", "tail", "glued", "between", "between"),
    ("", "", "swap", "sound", "spaced", "mojibake", "upper"),
)


class Kit(NamedTuple):
    """One campaign."""

    trade: str
    form: str
    spot: str
    separator: str
    items: int
    mixed: bool
    disguise: str
    words: dict[str, list[str]]


@cache
def parts() -> Parts:
    """What spam is made of."""
    words: dict[str, list[str]] = defaultdict(list)
    templates: dict[tuple[str, str], list[str]] = defaultdict(list)
    swaps: dict[str, str] = {}
    for row in PARTS.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        kind, slot, text = row.split("\t")
        if kind == "word":
            words[slot] += text.split(" ")
        elif kind == "swap":
            swaps[slot] = text
        else:
            templates[slot, kind].append(text)
    places = table("places.tsv", 4)
    words["county"] = [row[0] for row in places if row[1] == "county" and row[2] == "full"]
    words["place"] = [row[0] for row in places if row[1] in ("county", "city")]
    words["d"] = list("0123456789")
    words["latin"] = list("abcdefghijklmnopqrstuvwxyz")
    for topic in ("adult", "gambling", "keywords"):  # the shipped lists, as they stand
        words[f"listed {topic}"] = [row[0] for row in table("spam_terms.tsv", 3) if row[1] == topic]
    return Parts(words, templates, swaps)


def kit(rng: random.Random, trades: Sequence[str] = TRADES, drawn: Drawn = SCORED) -> Kit:
    """A campaign drawn at random."""
    trade, form = rng.choice(trades), rng.choice(drawn.forms)
    if (trade, form.removesuffix("s")) not in parts().templates and form in ("lines", "prose"):
        form = "list"
    spot = rng.choice(drawn.spots)
    if spot == "glued" and form != "list":
        spot = "tail"
    words = {
        slot: rng.sample(found, max(1, int(KNOWN * len(found)))) if len(found) > 9 else found
        for slot, found in parts().words.items()
    }
    return Kit(
        trade,
        form,
        spot,
        rng.choice(SEPARATORS),
        rng.choice((3, 4, 5, 7, 9, 12, 20, 41)),
        rng.random() < 0.2,
        rng.choice(drawn.disguises),
        words,
    )


def fill(template: str, words: dict[str, list[str]], rng: random.Random) -> str:
    """A template with a word in each of its slots, and in the slots of those."""
    while "{" in template:
        template = _SLOT.sub(lambda slot: rng.choice(words[slot[1]]), template)
    return template


def made(trade: str, kind: str, words: dict[str, list[str]], rng: random.Random) -> str:
    """A keyword (item), line or advert (prose) of a trade."""
    if kind == "item" and trade != "places" and rng.random() < 0.25:
        listed = words[f"listed {TOPICS.get(trade, 'keywords')}"]
        return "".join(rng.choice(listed) for _ in range(rng.randint(1, 3)))
    return fill(rng.choice(parts().templates[trade, kind]), words, rng)


def _sound(char: str) -> str:
    """How a character is read, without its tone."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFD", readings(char)[0]))


@cache
def _sounds() -> dict[str, str]:
    """The characters of each sound, in the order of the language model's list."""
    found: dict[str, str] = defaultdict(str)
    for char in language_model().chars:
        if "\u4e00" <= char <= "\u9fff":
            found[_sound(char)] += char
    return found


def _homophone(char: str) -> str:
    """The next character of the same sound."""
    if not "\u4e00" <= char <= "\u9fff":
        return char
    alike = _sounds()[_sound(char)]
    return alike[(alike.find(char) + 1) % len(alike)] if alike else char


def disguised(text: str, disguise: str) -> str:
    """The text as a kit writes it to get past filters, or as a wrong charset left it."""
    if disguise == "swap":
        return text.translate({ord(old): new for old, new in parts().swaps.items()})
    if disguise == "sound":
        return "".join(_homophone(char) if at % 4 == 1 else char for at, char in enumerate(text))
    if disguise == "spaced":
        return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", text)
    if disguise == "mojibake":
        return text.encode().decode("gb18030", "replace")
    return text.upper() if disguise == "upper" else text


def spam_lines(campaign: Kit, page: Page, rng: random.Random) -> list[str]:
    """The lines that a campaign adds to one page."""
    trade, words = campaign.trade, campaign.words
    if campaign.form in ("lines", "prose"):
        kind, count = campaign.form.removesuffix("s"), rng.randint(1, 4)
        return [disguised(made(trade, kind, words, rng), campaign.disguise) for _ in range(count)]
    items = [
        disguised(
            made("places" if campaign.mixed and rng.random() < 0.3 else trade, "item", words, rng),
            campaign.disguise,
        )
        for _ in range(campaign.items)
    ]
    if campaign.form == "column":
        return items
    if campaign.form == "field":  # the words of the title, cut up, and the kit's among them
        title = re.findall(r"\w{2}", page.title or "")[:7]
        mixed = [*title, *items[: max(1, len(title) // 2)]]
        rng.shuffle(mixed)
        return [rng.choice(("本文关键词：", "关键词：", "标签：", "tag：")) + ",".join(mixed)]
    return [campaign.separator.join(items)]


def _placed(page: Page, added: Sequence[str], spot: str, rng: random.Random) -> Page:
    """The page with spam lines in it."""
    spam: Lines = [(line, "spam") for line in added]
    body = [index for index, (_, name) in enumerate(page.lines) if name == "body"]
    if spot == "head":
        return page._replace(lines=[*spam, *page.lines])
    if spot == "between" and len(body) > 1:
        lines = list(page.lines)
        for line in spam:
            lines.insert(rng.choice(body[1:]), line)
        return page._replace(lines=lines)
    if spot == "glued" and body and page.lines[body[-1]][0].endswith("。"):
        at = body[-1] + 1
        lines = [*page.lines[:at], *spam, *page.lines[at:]]
        before = "\n".join(line for line, _ in lines[:at])
        after = "\n".join(line for line, _ in lines[at:])
        return page._replace(lines=lines, raw=before + rng.choice(("", " ")) + after)
    return page._replace(lines=[*page.lines, *spam])


def spammed(
    pages: Iterable[Page],
    share: float = SHARE,
    trades: Sequence[str] = TRADES,
    seed: int = TRAIN_SEED,
    drawn: Drawn = SCORED,
) -> Iterator[Page]:
    """A share of the pages again, each with what some campaign adds."""
    rng = random.Random(seed)
    campaign, left = kit(rng, trades, drawn), drawn.per_kit
    for page in pages:
        if rng.random() > share:
            continue
        if not left:
            campaign, left = kit(rng, trades, drawn), drawn.per_kit
        left -= 1
        found = _placed(page, spam_lines(campaign, page, rng), campaign.spot, rng)
        yield found._replace(id=f"{page.id}+{campaign.trade}")


def advertised(pages: Iterable[Page], seed: int = SCORE_SEED) -> Iterator[Page]:
    """The pages again, each with adverts in sentences that training does not know."""
    rng = random.Random(seed)
    writers = [trade for trade in (*TRADES, FIRMS) if (trade, UNSEEN) in parts().templates]
    for page in pages:
        campaign = kit(rng, writers)
        adverts = [
            made(campaign.trade, UNSEEN, campaign.words, rng) for _ in range(rng.randint(1, 3))
        ]
        found = _placed(page, adverts, rng.choice(("head", "tail", "between")), rng)
        yield found._replace(id=f"{page.id}+{campaign.trade}")
