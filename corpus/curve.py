"""What it costs to remove more: spam and furniture removed against body lost.

`python -m corpus.curve [PAGES.jsonl]` scores the held-out specimens, plain and with spam, and
real pages if given, once for each row: for each `Config.certainty`, and between
them with the odds at which an undecided line goes moved by a factor. The
classifier has not seen the specimens; it has seen the real pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from unittest.mock import patch

import click

import newsclean
from corpus.kits import SCORE_SEED, spammed
from corpus.lines import held_out, specimens
from newsclean import Certainty, Config
from newsclean.labels.weigh import LIMITS, Limits
from newsclean.training.pages import Page, read
from newsclean.training.score import page_scores

FACTORS = (1 / 30, 1 / 10, 1 / 3, 1.0, 3.0, 10.0, 30.0)
SHOWN = ("body F1", "body kept", "furniture removed", "spam removed")


def moved(limits: Limits, factor: float) -> Limits:
    """The limits at which lines go at `factor` times the odds."""

    def chance(limit: float, by: float) -> float:
        odds = by * limit / (1 - limit)
        return odds / (1 + odds)

    body = {name: chance(getattr(limits, name), factor) for name in Limits._fields[:4]}
    spam = {name: chance(getattr(limits, name), 1 / factor) for name in Limits._fields[4:]}
    return Limits(**body, **spam)


def scores(pages: Sequence[Page], config: Config) -> dict[str, float]:
    """The mean of each score over the pages that have it."""
    found = [page_scores(page, newsclean.clean(page.text, config=config)) for page in pages]
    rows = {name: [one[name] for one in found if name in one] for name in SHOWN}
    return {name: mean(values) if values else math.nan for name, values in rows.items()}


def settings() -> Iterator[tuple[str, Limits]]:
    """Each row's name and limits, from keeping to removing."""
    yield "`certain`", LIMITS[Certainty.CERTAIN]
    for factor in FACTORS:
        name = "`likely`, the default" if factor == 1 else f"odds × {factor:.3g}"
        yield name, moved(LIMITS[Certainty.LIKELY], factor)
    yield "`guess`", LIMITS[Certainty.GUESS]


@click.command()
@click.argument("pages", required=False, type=click.Path(exists=True, path_type=Path))
def main(pages: Path | None) -> None:
    """Print the curve."""
    own = [page for page in specimens() if held_out(page.site)]
    groups = {"plain": own, "with spam": list(spammed(own, share=1.0, seed=SCORE_SEED))}
    if pages:
        groups["real"] = list(read([pages]))
    columns = [
        (group, name) for group in groups for name in SHOWN if (group, name) != ("plain", SHOWN[-1])
    ]
    click.echo(
        "| lines go at | " + " | ".join(f"{group}: {name}" for group, name in columns) + " |"
    )
    click.echo("|---" * (len(columns) + 1) + "|")
    for label, limits in settings():
        certainty = Certainty.CERTAIN if label == "`certain`" else Certainty.LIKELY
        with patch.dict(LIMITS, {certainty: limits}):
            found = {
                group: scores(some, Config(certainty=certainty)) for group, some in groups.items()
            }
        cells = (f"{found[group][name]:.4f}" for group, name in columns)
        click.echo(f"| {label} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
