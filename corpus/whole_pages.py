"""Pages that are spam as a whole.

Parasites are adverts in the frame of a site, farms search results, collages shuffled
sentences, doorways a story around an offer, stitched pages filler under one, clones
trade directories with lines of a brand between the firms, boards nothing but lines of
one trade in the frame of a site. Grafts are none: they begin as an article.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from corpus.kits import FIRMS, TRADES, TRAIN_SEED, Kit, Lines, fill, kit, made, parts
from newsclean.training.pages import Page

SHARE = 0.125  # one page in eight
_OFFERS = (
    "{place}{price}{teaact}{tea}",
    "{place}{tea}{price}{teaact}",
    "{place}{teaact}{tea}{price}",
    "{place}附近{tea}{price}一次",
    "{place}{price}一晚同城{tea}",
)


def parasites(
    pages: Iterable[Page],
    trades: Sequence[str] = TRADES,
    seed: int = TRAIN_SEED,
    wording: str = "prose",
) -> Iterator[Page]:
    """One page in four with adverts in place of its article, in the frame of its site."""
    rng = random.Random(seed)
    writers = [trade for trade in (*trades, FIRMS) if (trade, wording) in parts().templates]
    for page in pages:
        campaign = kit(rng, writers)
        if rng.random() > 0.25:
            continue
        adverts = [
            made(campaign.trade, wording, campaign.words, rng) for _ in range(rng.randint(4, 8))
        ]
        paragraphs: Lines = [
            ("".join(adverts[at : at + 2]), "spam") for at in range(0, len(adverts), 2)
        ]
        above, below = _frame(page)
        title = made(campaign.trade, "item", campaign.words, rng)
        lines = [*above, (title, "title"), *paragraphs, *below]
        yield page._replace(id=f"{page.id}+parasite", lines=lines, title=None, body="")


def farms(pages: Iterable[Page], seed: int = TRAIN_SEED) -> Iterator[Page]:
    """One page in eight as a list of search results for one phrase, as farms make them."""
    rng = random.Random(seed)
    for page in pages:
        campaign = kit(rng, ("medical", "services", "seo", "diploma"))
        if rng.random() > 0.125:
            continue
        query = made(campaign.trade, "item", campaign.words, rng)
        heads = [line for line, name in page.lines if name in ("furniture", "title") and line]
        found = [
            rng.choice((f"{query}{line[:12]}", f"{line[:10]}{query}", f"{query},{line[:14]}?"))
            for line in rng.sample(heads, min(len(heads), 14))
        ]
        lines: Lines = [(query, "title"), (" 列表", "furniture")]
        lines += [(line, "spam") for line in found]
        lines += [(f"{query}:相关图片", "spam"), (f"www.example.com/{quote(query)}/", "spam")]
        yield page._replace(id=f"{page.id}+farm", lines=lines, title=None, body="")


def collages(pages: Iterable[Page], seed: int = TRAIN_SEED) -> Iterator[Page]:
    """One page in eight with its own and other pages' sentences, shuffled and repeated."""
    rng = random.Random(seed)
    sentences: list[str] = []
    for page in pages:
        text = "".join(line.strip() for line, name in page.lines if name == "body")
        own = [one + "。" for one in text.split("。") if 20 < len(one) < 120]
        sentences = (sentences + own)[-40:]
        if rng.random() > 0.125 or len(sentences) < 12:
            continue
        pool = rng.sample(sentences, 10)
        lines: Lines = [(page.title or "", "title")]
        for at in range(8):
            start = rng.randrange(8)
            lines.append(("".join(pool[start : start + rng.randint(1, 4)]), "spam"))
            lines.append((page.lines[-1 - at % len(page.lines)][0] or "更多", "furniture"))
        yield page._replace(id=f"{page.id}+collage", lines=lines, title=None, body="")


def doorways(pages: Iterable[Page], seed: int = TRAIN_SEED) -> Iterator[Page]:
    """One page in eight as a story told around an offer that its title makes twice."""
    rng = random.Random(seed)
    stories = parts().templates["doorway", "story"]
    for page in pages:
        campaign = kit(rng, ("services",))
        if rng.random() > SHARE:
            continue
        fixed = {slot: [rng.choice(campaign.words[slot])] for slot in ("place", "price", "tea")}
        words = campaign.words | fixed
        one, two = (fill(offer, words, rng) for offer in rng.sample(_OFFERS, 2))
        told = [
            fill(story, words | {"phrase": [rng.choice((one, two))]}, rng)
            for story in rng.sample(stories, 7)
        ]
        lines: Lines = [(rng.choice((",", "，", "_", " ")).join((one, two)), "spam")]
        lines += [(line, "spam") for line in told]
        frame = [row for row in page.lines if row[1] == "furniture" and row[0].strip()]
        lines += frame[-rng.randint(1, 3) :]
        yield page._replace(id=f"{page.id}+doorway", lines=lines, title=None, body="")


def stitched(pages: Iterable[Page], seed: int = TRAIN_SEED) -> Iterator[Page]:
    """One page in eight with cut sentences of others under an advert's title."""
    rng = random.Random(seed)
    sentences: list[str] = []
    for page in pages:
        campaign = kit(rng, ("services", "diploma", "invoice", "seo"))
        text = "".join(line.strip() for line, name in page.lines if name == "body")
        sentences = (sentences + [one for one in text.split("。") if 20 < len(one) < 120])[-40:]
        if rng.random() > SHARE or len(sentences) < 12:
            continue
        filler = [_cut(rng.sample(sentences, 4), rng) for _ in range(rng.randint(2, 4))]
        title = f"{made(campaign.trade, 'item', campaign.words, rng)}(专业从事)"
        lines: Lines = [(title, "title"), *((line, "spam") for line in filler)]
        yield page._replace(id=f"{page.id}+stitched", lines=lines, title=None, body="")


def clones(pages: Iterable[Page], seed: int = TRAIN_SEED) -> Iterator[Page]:
    """One page in eight as a trade directory with a brand's lines between its firms."""
    rng = random.Random(seed)
    for page in pages:
        campaign = kit(rng, ("gambling", "lottery"))
        if rng.random() > SHARE:
            continue
        lines: Lines = []
        for _ in range(rng.randint(5, 9)):
            lines.append((made(FIRMS, "prose", campaign.words, rng), "spam"))
            lines += [(keyword, "spam") for keyword in _keywords(campaign, rng)]
        lines += [(made(FIRMS, "item", campaign.words, rng), "spam") for _ in range(8)]
        yield page._replace(id=f"{page.id}+clone", lines=lines, title=None, body="")


def boards(
    pages: Iterable[Page], trades: Sequence[str] = TRADES, seed: int = TRAIN_SEED
) -> Iterator[Page]:
    """One page in eight with a trade's lines in place of its article: pages of draws, of films."""
    rng = random.Random(seed)
    listed = [trade for trade in ("lottery", "gambling", "game", "film") if trade in trades]
    for page in pages if listed else ():
        campaign = kit(rng, listed)
        if rng.random() > SHARE:
            continue
        trade, words = campaign.trade, campaign.words
        told: Lines = [(made(trade, "line", words, rng), "spam") for _ in range(rng.randint(9, 20))]
        above, below = _frame(page)
        title = made(trade, "item", words, rng)
        lines = [*above, (title, "title"), *told, *below]
        yield page._replace(id=f"{page.id}+board", lines=lines, title=None, body="")


def grafts(
    pages: Iterable[Page], trades: Sequence[str] = TRADES, seed: int = TRAIN_SEED
) -> Iterator[Page]:
    """One page in eight with adverts in place of the last paragraphs of its article."""
    rng = random.Random(seed)
    writers = [trade for trade in trades if (trade, "prose") in parts().templates]
    for page in pages:
        campaign = kit(rng, writers)
        body = [index for index, (_, name) in enumerate(page.lines) if name == "body"]
        if rng.random() > SHARE or len(body) < 4:
            continue
        told: Lines = [
            (made(campaign.trade, "prose", campaign.words, rng), "spam")
            for _ in range(rng.randint(2, 4))
        ]
        lines = [*page.lines[: body[len(body) // 2]], *told, *page.lines[body[-1] + 1 :]]
        yield page._replace(id=f"{page.id}+{campaign.trade}", lines=lines)


def phrases_alone(pages: Iterable[Page]) -> Iterator[Page]:
    """Doorways for training: of the story only what names the offer is spam.

    The title teaches nothing: the first line of other pages names a place, too.
    """
    for page in pages:
        title, *rest = page.lines
        offers = re.split("[,，_ ]", title[0])
        told = [
            (line, name if name != "spam" or any(offer in line for offer in offers) else None)
            for line, name in rest
        ]
        yield page._replace(lines=[(title[0], None), *told])


def _frame(page: Page) -> tuple[Lines, Lines]:
    """What stands above and below the article, without its title."""
    body = [index for index, (_, name) in enumerate(page.lines) if name == "body"]
    above = [row for row in page.lines[: body[0]] if row[1] != "title"]
    return above, page.lines[body[-1] + 1 :]


def _keywords(campaign: Kit, rng: random.Random) -> Sequence[str]:
    return [
        made(campaign.trade, "item", campaign.words, rng) for _ in range(rng.choice((1, 1, 2, 3)))
    ]


def _cut(sentences: Sequence[str], rng: random.Random) -> str:
    """Sentences with their heads or tails cut off, stuck together."""
    token = "".join(rng.choices("abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ23456789", k=16))
    pieces = [sentences[0][rng.randint(4, 12) :]]
    pieces += [rng.choice(("", "，")) + one[rng.choice((0, 0, 8)) :] for one in sentences[1:]]
    return rng.choice(("", "", "的", token)) + "。".join(pieces) + "。"
