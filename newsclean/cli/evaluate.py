"""`newsclean eval`: scores on labelled pages, of several configurations side by side."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from newsclean.cli.settings import PAGES, path_arguments
from newsclean.cli.terminal import safe
from newsclean.config import Config
from newsclean.errors import BadConfig, NewscleanError
from newsclean.extras import need

__all__ = ["evaluate"]

Scores = dict[str, float]


@click.command("eval")
@path_arguments(type=PAGES)
@click.option(
    "--config",
    "configs",
    multiple=True,
    metavar="FILE.toml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings to compare; the keys are the fields of Config.",
)
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Weights to compare.",
)
@click.option("--per-page", is_flag=True, help="The scores of each page too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
def evaluate(
    paths: tuple[Path, ...],
    configs: tuple[Path, ...],
    models: tuple[Path, ...],
    per_page: bool,
    as_json: bool,
) -> None:
    """Score newsclean on labelled pages, as it is and as each option changes it.

    Each PATH is a file of labelled pages or a folder of them: JSON lines
    (.jsonl), or pages as `label<TAB>line` (.txt).
    """
    from newsclean.training.pages import read
    from newsclean.training.score import means, score

    try:
        chosen = {"default": Config()}
        chosen |= {str(path): _config(path) for path in configs}
        chosen |= {str(path): Config(model=path) for path in models}
        pages = list(read(paths))
        if not pages:
            raise click.UsageError("there are no labelled pages (.jsonl, .txt) in it")
        found = {name: dict(score(pages, config)) for name, config in chosen.items()}
    except BadConfig as error:
        raise click.UsageError(str(error)) from None
    except NewscleanError as error:
        raise click.ClickException(str(error)) from None
    total = {name: means(scores.values()) for name, scores in found.items()}
    if as_json:
        click.echo(_json(total, found if per_page else {}, len(pages)))
        return
    _table(f"Means of {len(pages)} pages", total)
    for page in found["default"] if per_page else ():
        _table(page, {name: scores[page] for name, scores in found.items()})


def _config(path: Path) -> Config:
    """The settings in a TOML file. Paths in it are relative to its folder."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        tomllib = need("tomli", "train")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # not TOML, or not UTF-8
        raise BadConfig(f"{path}: {error}") from None
    valid = [name for name in Config.__dataclass_fields__ if not name.startswith("_")]
    for name in values:
        if name not in valid:
            raise BadConfig(f"{path}: no setting {name!r}", valid)
    for name in ("model", "profile"):
        if name in values:
            values[name] = str(path.parent / values[name])
    return Config(**values)


def _json(total: Mapping[str, Scores], found: Mapping[str, dict[str, Scores]], size: int) -> str:
    rows = {
        name: {"means": means} | ({"pages": found[name]} if name in found else {})
        for name, means in total.items()
    }
    return json.dumps({"pages": size, "configs": rows}, ensure_ascii=False, indent=1)


def _table(title: str, columns: Mapping[str, Scores]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(safe(title)))
    table.add_column("score")
    for name in columns:
        table.add_column(Text(safe(name)), justify="right", overflow="fold")
    for score in sorted({score for scores in columns.values() for score in scores}):
        values = [scores.get(score) for scores in columns.values()]
        table.add_row(score, *("-" if one is None else f"{one:.4f}" for one in values))
    Console().print(table)
