"""Score newsclean on labelled pages: what was kept of the body, what removed of the rest.

`python -m corpus.score PAGES.jsonl [--per-page]` counts characters by the class
of their line. `python -m corpus.score --clean ARTICLES.jsonl` counts the articles
whose `text` comes back as it was.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

import newsclean
from newsclean.training.pages import read
from newsclean.training.score import Counts, counts, report


@click.command()
@click.argument("pages", type=click.Path(exists=True, path_type=Path))
@click.option("--per-page", is_flag=True, help="A line for each page too.")
@click.option("--clean", "is_clean", is_flag=True, help="Rows are clean articles.")
def main(pages: Path, per_page: bool, is_clean: bool) -> None:
    """Score newsclean on the rows of PAGES."""
    if is_clean:
        _articles(pages, per_page)
        return
    total: Counts = Counter()
    rows = list(read([pages]))
    for page in rows:
        found = counts(page, newsclean.clean(page.text))
        total += found
        if per_page:
            click.echo(f"{page.id:18} {report(found)}")
    click.echo(f"{len(rows)} pages   {report(total)}")


def _articles(path: Path, per_page: bool) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    changed = [row for row in rows if str(newsclean.clean(row["text"])) != row["text"]]
    if per_page:
        for row in changed:
            click.echo(row["id"])
    click.echo(f"{len(rows)} articles, {len(rows) - len(changed)} identical")


if __name__ == "__main__":
    main()
