"""Other tools that do part of the work, each as one function, with what its manual advises.

Readers take the markup of a page and give title and body; cleaners take text
and give text. Packages are imported where they are used: a tool that is not
installed is left out. docs/comparison.md says how to install them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import newsclean

Reader = Callable[[str], tuple[str, str]]
Cleaner = Callable[[str], str]


def newsclean_reader() -> Reader:
    """The library itself, given the same decoded markup as the others."""

    def read(markup: str) -> tuple[str, str]:
        article = newsclean.clean(markup)
        return str(article.title or ""), article.body

    return read


def trafilatura() -> Reader:
    """The reader trafilatura, without comments, and for precision: it scores higher so."""
    extract = import_module("trafilatura").bare_extraction

    def read(markup: str) -> tuple[str, str]:
        found = extract(markup, include_comments=False, favor_precision=True)
        return (found.title or "", found.text or "") if found else ("", "")

    return read


def readability() -> Reader:
    """readability-lxml."""
    document = import_module("readability").Document

    def read(markup: str) -> tuple[str, str]:
        found = document(markup)
        return found.title() or "", _text(found.summary(html_partial=True))

    return read


def gne() -> Reader:
    """GNE, the reader of Chinese news that is used most."""
    extractor = import_module("gne").GeneralNewsExtractor()

    def read(markup: str) -> tuple[str, str]:
        found = extractor.extract(markup)
        return found["title"] or "", found["content"] or ""

    return read


def goose3() -> Reader:
    """goose3 with its Chinese stop words."""
    words = import_module("goose3.text").StopWordsChinese
    extractor = import_module("goose3").Goose({"stopwords_class": words})

    def read(markup: str) -> tuple[str, str]:
        found = extractor.extract(raw_html=markup)
        return found.title or "", found.cleaned_text or ""

    return read


def justext() -> Reader:
    """The reader jusText, without stop words: it has none for Chinese. It gives no title."""
    run = import_module("justext").justext

    def read(markup: str) -> tuple[str, str]:
        parts = run(markup, frozenset(), stopwords_low=0, stopwords_high=0)
        return "", "\n".join(part.text for part in parts if not part.is_boilerplate)

    return read


def boilerpy3() -> Reader:
    """Boilerpipe's extractor of articles."""
    extractor = import_module("boilerpy3.extractors").ArticleExtractor(raise_on_failure=False)

    def read(markup: str) -> tuple[str, str]:
        found = extractor.get_doc(markup)
        return found.title or "", found.content or ""

    return read


def magic_html() -> Reader:
    """magic-html, for articles. It needs Python 3.12."""
    extractor = import_module("magic_html").GeneralExtractor()

    def read(markup: str) -> tuple[str, str]:
        found = extractor.extract(markup, base_url="https://news.example/", html_type="article")
        return found.get("title") or "", _text(found.get("html") or "")

    return read


def newspaper4k() -> Reader:
    """The reader newspaper4k, set to Chinese."""
    newspaper = import_module("newspaper")

    def read(markup: str) -> tuple[str, str]:
        # It would fetch the pictures of the page, to measure them.
        found = newspaper.Article("https://news.example/", language="zh", fetch_images=False)
        found.download(input_html=markup)
        found.parse()
        return found.title or "", found.text or ""

    return read


def newsclean_cleaner() -> Cleaner:
    """The library: the body of a page as text."""
    return lambda text: newsclean.clean(text).body


def newsclean_repair() -> Cleaner:
    """The library: repairs alone."""
    return lambda text: str(newsclean.repair(text))


def ftfy() -> Cleaner:
    """The default setting of ftfy."""
    return _cleaner(import_module("ftfy").fix_text)


def ftfy_encoding() -> Cleaner:
    """Of ftfy the repair of charsets alone."""
    return _cleaner(import_module("ftfy").fix_encoding)


def clean_text() -> Cleaner:
    """clean-text; its default would spell everything in ASCII."""
    clean = import_module("cleantext").clean
    return lambda text: str(clean(text, to_ascii=False, lower=False))


def jionlp() -> Cleaner:
    """JioNLP's cleaner of text."""
    return _cleaner(import_module("jionlp").clean_text)


def data_juicer() -> Cleaner:
    """Data-Juicer: the mappers of its recipes for web text, in their order."""
    mapper: Any = import_module("data_juicer.ops.mapper")
    chain = [
        mapper.CleanEmailMapper(),
        mapper.CleanLinksMapper(),
        mapper.FixUnicodeMapper(),
        mapper.PunctuationNormalizationMapper(),
        mapper.WhitespaceNormalizationMapper(),
    ]

    def clean(text: str) -> str:
        batch: dict[str, list[str]] = {"text": [text]}
        for step in chain:
            batch = step.process_batched(batch)
        return batch["text"][0]

    return clean


READERS: dict[str, Callable[[], Reader]] = {
    "newsclean": newsclean_reader,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "GNE": gne,
    "goose3": goose3,
    "jusText": justext,
    "boilerpy3": boilerpy3,
    "magic-html": magic_html,
    "newspaper4k": newspaper4k,
}
# Cleaners of damage in text, and those of a page as text.
CLEANERS: dict[str, Callable[[], Cleaner]] = {
    "newsclean.repair": newsclean_repair,
    "newsclean.clean": newsclean_cleaner,
    "ftfy.fix_text": ftfy,
    "ftfy.fix_encoding": ftfy_encoding,
    "clean-text": clean_text,
    "JioNLP": jionlp,
    "Data-Juicer": data_juicer,
}


def _cleaner(function: Any) -> Cleaner:
    return lambda text: str(function(text))


def _text(markup: str) -> str:
    """What markup says, as text."""
    if not markup.strip():
        return ""
    return str(import_module("lxml.html").fromstring(f"<div>{markup}</div>").text_content())
