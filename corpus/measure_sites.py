"""What it brings to know a site: its profile, and training with its pages.

`python -m corpus.measure_sites [--html ROOT]` prints both as tables. Profiles
are learned from the pages that are then cleaned, as `clean_many` does it, on the
specimens' sites and on the hosts of HTML pages with at least five pages: as HTML,
and as the lines that the pages show, which is what many scrapers leave. Training
continues with every second page of a held-out site and is scored on its others,
and on the other held-out sites, which must not suffer.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from corpus.lines import held_out, specimens
from newsclean import Config, Profile, clean, learn_profile
from newsclean.labels.model import load
from newsclean.page import read
from newsclean.training.pages import Page
from newsclean.training.score import means, page_scores
from newsclean.training.teach import teach

LEAST = 5  # pages of a site that has a profile
TAUGHT = 4  # pages of a site that is trained on: half of them
SHOWN = ("body P", "body R", "body F1", "body kept", "furniture removed", "title")
_ADDRESS = re.compile(r"https?://([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_SECOND_LEVEL = ("com", "net", "org", "gov", "edu")

Scores = dict[str, float]


def by_site(pages: Sequence[Page], least: int = LEAST) -> dict[str, list[Page]]:
    """The pages of each site that has enough of them."""
    sites: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        sites[page.site].append(page)
    return {site: found for site, found in sites.items() if len(found) >= least and site}


def with_profiles(sites: dict[str, list[Page]]) -> tuple[list[Scores], list[Scores]]:
    """The scores of all pages, without and with the profile of their site."""
    without, together = [], []
    for pages in sites.values():
        profile: Profile = learn_profile((None, page.text) for page in pages)
        for page in pages:
            without.append(page_scores(page, clean(page.text)))
            article = clean(page.text, config=Config(profile=profile))
            together.append(page_scores(page, article))
    return without, together


def with_training(sites: dict[str, list[Page]]) -> dict[str, list[Scores]]:
    """The scores of the sites' other pages and of other sites, before and after training."""
    found: dict[str, list[Scores]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number, (site, pages) in enumerate(sites.items()):
            target = Path(folder) / f"{number}.npz"
            teach(pages[::2], load(), target)
            others = [page for name, more in sites.items() if name != site for page in more]
            for part, chosen in (("its other pages", pages[1::2]), ("other sites", others)):
                for when, config in (("before", Config()), ("after", Config(model=target))):
                    found[f"{part}, {when}"] += [
                        page_scores(page, clean(page.text, config=config)) for page in chosen
                    ]
    return found


def html_pages(root: Path) -> Iterator[Page]:
    """The HTML pages with a body, each under its host."""
    for gold in sorted(root.glob("*/gold.jsonl")):
        for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            path = gold.parent / f"{row['id']}.html"
            if row.get("body") and not row.get("challenge") and path.is_file():
                text = path.read_bytes().decode(row.get("charset") or "utf-8", "replace")
                site = host(row.get("url"), text)
                yield Page(row["id"], site, [], row.get("title"), row["body"], raw=text)


def host(url: str | None, markup: str) -> str:
    """The site of a page: of its address, else the one that it links to most."""
    names = [urlsplit(url).hostname or ""] if url else _ADDRESS.findall(markup)
    return Counter(map(_site, names)).most_common(1)[0][0] if names else ""


def _site(name: str) -> str:
    parts = name.lower().split(".")
    return ".".join(parts[-3:] if parts[-2:-1] and parts[-2] in _SECOND_LEVEL else parts[-2:])


def table(title: str, columns: dict[str, list[Scores]]) -> None:
    """Print the means of columns side by side."""
    click.echo(f"\n{title}\n\n| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    found = [means(scores) for scores in columns.values()]
    for name in SHOWN:
        if any(name in one for one in found):
            values = " | ".join(f"{one[name]:.4f}" if name in one else "-" for one in found)
            click.echo(f"| {name} | {values} |")


@click.command()
@click.option("--html", type=click.Path(exists=True, path_type=Path))
def main(html: Path | None) -> None:
    """Measure profiles and training on."""
    parts = {"invented sites": by_site(list(specimens()))}
    if html:
        pages = list(html_pages(html))
        parts["HTML by host"] = by_site(pages)
        shown = [page._replace(raw=read(page.text).text) for page in pages]
        parts["the same as text"] = by_site(shown)
    for name, sites in parts.items():
        without, together = with_profiles(sites)
        title = f"Profiles, {name}: {len(sites)} sites, {len(without)} pages"
        table(title, {"without": without, "with": together})
    held = by_site([page for page in specimens() if held_out(page.site)], TAUGHT)
    table(f"Training on, {len(held)} held-out sites", with_training(held))


if __name__ == "__main__":
    main()
