"""What the same work takes without newsclean: its packages in a row, ftfy, trafilatura.

They are imported where they are used: `pip install -e '.[bench]'`.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.lines import specimens

Work = Callable[[bytes], object]


def newsclean_record() -> Work:
    """The library, with everything that it records."""
    import newsclean

    def work(data: bytes) -> object:
        article = newsclean.clean(data)
        return article.body, article.edits, article.blocks

    return work


def naive() -> Work:
    """Detect, fix, convert, classify line by line: the packages as their manuals show them."""
    import chardet
    from ftfy import fix_text
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    classify = _classifier()

    def work(data: bytes) -> object:
        encoding = chardet.detect(data)["encoding"] or "utf-8"
        text = convert(fix_text(data.decode(encoding, "replace")))
        return [line for line in text.split("\n") if line.strip() and classify(line) == "body"]

    return work


def _classifier() -> Callable[[str], str]:
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    lines = [pair for page in specimens() for pair in page.lines if pair[1] and pair[0].strip()]
    texts, kinds = zip(*lines[::5])
    model = make_pipeline(
        HashingVectorizer(analyzer="char", ngram_range=(1, 3), n_features=2**18),
        LogisticRegression(max_iter=20, solver="liblinear"),
    )
    model.fit(texts, [str(kind == "body") for kind in kinds])
    return lambda line: "body" if model.predict([line])[0] == "True" else ""


def ftfy_safe() -> Work:
    """ftfy with what cannot harm Chinese text; UTF-8 given."""
    from ftfy import TextFixerConfig, fix_text

    config = TextFixerConfig(
        fix_character_width=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        normalization=None,
        explain=False,
    )
    return lambda data: fix_text(data.decode("utf-8", "replace"), config)


def trafilatura() -> Work:
    """The article of an HTML page, with metadata."""
    from trafilatura import bare_extraction

    return lambda data: bare_extraction(data, with_metadata=True)


def parse() -> Work:
    """The parser alone, to know its share of the time."""
    from selectolax.lexbor import LexborHTMLParser

    from newsclean.decode import decode

    return lambda data: LexborHTMLParser(decode(data).text)
