"""Pages made for a search phrase alone, as `newsclean/labels/doorways.py` has them.

Doorways tell a story around an offer, stitched pages have filler under one, clones
are trade directories with lines of a brand between the firms.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.kits import FIRMS, TRAIN_SEED, Kit, Lines, fill, kit, made, parts
from newsclean.training.pages import Page

SHARE = 0.125  # one page in eight
_OFFERS = (
    "{place}{price}{teaact}{tea}",
    "{place}{tea}{price}{teaact}",
    "{place}{teaact}{tea}{price}",
    "{place}附近{tea}{price}一次",
    "{place}{price}一晚同城{tea}",
)


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
