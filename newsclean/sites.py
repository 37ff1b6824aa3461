"""Many pages of a host: what they share is learned first, then each is cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsclean.article import Article
from newsclean.config import Config
from newsclean.pipeline import clean
from newsclean.profile import Profile, host_of, key_of, profile_of, shared

__all__ = ["clean_many", "learn_profile"]

# What a page says, for telling pages apart: two paragraphs, since the longest
# that is kept can be a notice that stands on all of them.
_PARAGRAPHS = 2
_CHARS = 20  # a page without a line of that length is a list or a gallery, and teaches nothing


def learn_profile(
    documents: Iterable[tuple[str | None, bytes | str] | Article], *, config: Config = Config()
) -> Profile:
    """What the pages of each host share, learned in one pass over any number of them.

    documents: pairs of address and data, as for `clean`, or articles that are
    cleaned already. Pages without an address count as pages of one host. The sum
    of the profiles of two parts is the profile of the whole.

    >>> learn_profile([("https://a.example/1", "短。")]).pages
    {}
    """
    plain = replace(config, profile=None)
    articles = (
        one if isinstance(one, Article) else clean(one[1], url=one[0], config=plain)
        for one in documents
    )
    return profile_of(page for article in articles for page in _page(article))


def clean_many(
    documents: Iterable[tuple[str | None, bytes | str]], *, config: Config = Config()
) -> Iterator[Article]:
    """Clean pages together: lines that recur on the pages of a host are furniture.

    documents: pairs of address and data; they are held in memory, and read
    twice. For more than fits, call `learn_profile` on one stream of them, and
    `clean` with `Config(profile=...)` on another.

    >>> [str(article) for article in clean_many([(None, "新桥通车。"), (None, "渠水到村。")])]
    ['新桥通车。', '渠水到村。']
    """
    held = list(documents)
    profile = learn_profile(held, config=config)
    if config.profile is not None:
        profile += shared(config.profile)
    together = replace(config, profile=profile)
    for url, data in held:
        yield clean(data, url=url, config=together)


def _page(article: Article) -> Iterator[tuple[str, int, set[int]]]:
    """The page's host, its own hash and those of its lines; nothing for one without text."""
    kept = sorted((block.text.value for block in article.blocks if block.kept), key=len)
    page = key_of("\n".join(sorted(kept[-_PARAGRAPHS:])))
    if page is not None and len(kept[-1].strip()) >= _CHARS:
        lines = (key_of(block.text.value) for block in article.blocks)
        yield host_of(article.url), page, {key for key in lines if key is not None}
