"""`newsclean clean`: its options, and the run that they stand for."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

import newsclean
from newsclean.article import SCHEMA
from newsclean.batch import MAX_SECONDS, Cleaner, Columns
from newsclean.cli.job import Job
from newsclean.cli.manifest import fingerprint
from newsclean.cli.run import Plan, carry_out
from newsclean.cli.settings import config_of, known, path_arguments, settings
from newsclean.config import Config
from newsclean.errors import NewscleanError
from newsclean.files import Limits, Parser, Shard, find_shards
from newsclean.files.find import DOCUMENT, FORMATS, check_names
from newsclean.files.targets import TARGETS, Target
from newsclean.schema import COLUMNS, STRING, chosen

__all__ = ["clean"]

_SETTINGS = ("script", "punctuation", "certainty", "disable", "keep", "model", "profile")
# A part of ten thousand is some 200 MB of results: what a run that is killed does twice.
_PART = 10_000


@click.command()
@path_arguments()
@click.option(
    "-o", "--output", metavar="PATH", help="A file, or a folder: it exists, or ends in /."
)
@click.option("--from", "format", type=click.Choice(FORMATS), help="Format of the input.")
@click.option("--to", type=click.Choice(TARGETS), help="Format of the output.")
@click.option("--text", "only_text", is_flag=True, help="Only the bodies: --to text.")
@click.option("--text-field", multiple=True, metavar="NAME", help="The documents. [default: text]")
@click.option("--html-field", multiple=True, metavar="NAME", help="Documents, looked at first.")
@click.option("--url-field", metavar="NAME", help="The addresses. [default: url, if there]")
@click.option("--url", help="The address of the document, if it is one. It is not fetched.")
@click.option("--content-type-field", metavar="NAME", help="HTTP headers or charsets.")
@click.option("--columns", metavar="NAME,...", help="Result columns to write. [default: all]")
@click.option("--select", multiple=True, metavar="NAME=VALUE,...", help="Write only such rows.")
@click.option("-j", "--workers", type=click.IntRange(1), help="Processes. [default: the cores]")
@click.option("--unordered", is_flag=True, help="Write results as they are ready.")
@click.option("--part-size", type=click.IntRange(1), default=_PART, show_default=True)
@click.option("--resume", is_flag=True, help="Go on with the run in the output folder.")
@click.option("--keep-going", is_flag=True, help="Set unusable records aside.")
@click.option("--rejects", metavar="FILE", help="Where to; not with a folder.")
@click.option("--max-record", type=click.IntRange(1), default=Limits().record, show_default=True)
@click.option("--max-seconds", type=float, default=MAX_SECONDS, show_default=True)
@click.option("--summary", type=click.Choice(["table", "json", "none"]), help="On standard error.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
@settings
def clean(paths: tuple[str, ...], encoding: str | None, **given: Any) -> None:
    """Clean documents: files, folders, patterns, or standard input (-).

    Text and HTML files, JSON lines, JSON, CSV, Parquet, Arrow, WARC and WET,
    also compressed (.gz .bz2 .xz .zst). Each document becomes a row: what the
    input has beside it, body, metadata, blocks, edits.
    """
    # A worker for each core, so one thread for each; numpy asks when it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    known(encoding)
    config = config_of(**{name: given.pop(name) for name in _SETTINGS})
    try:
        failed = carry_out(_plan(paths, encoding, config, given))
    except NewscleanError as error:
        raise click.ClickException(str(error)) from None
    sys.exit(1 if failed else 0)


def _plan(
    paths: tuple[str, ...], encoding: str | None, config: Config, given: dict[str, Any]
) -> Plan:
    try:
        output, is_folder = _output(given["output"])
        shards = find_shards(paths, given["format"], output if is_folder else None)
        target = _target(given, is_folder)
        columns = given["columns"].split(",") if given["columns"] else None
        cleaner = Cleaner(config, chosen(columns), given["max_seconds"])
    except (NewscleanError, ValueError) as error:
        raise click.UsageError(str(error)) from None
    if given["url"] and [(s.format, len(s.files)) for s in shards] != [(DOCUMENT, 1)]:
        raise click.UsageError("--url is the address of one document; give one file")
    document = (*given["html_field"], *given["text_field"]) or ("text",)
    where = Columns(document, given["url_field"], given["content_type_field"])
    limits = Limits(record=given["max_record"])
    job = Job(
        Parser(where, encoding, limits, given["url"]), cleaner, target, _select(given["select"])
    )
    plan = Plan(
        shards=shards,
        job=job,
        output=output,
        part_rows=given["part_size"] if is_folder else sys.maxsize,
        facts=_facts(shards, job, given) if is_folder else None,
        resume=given["resume"],
        workers=given["workers"] or _cores(),
        ordered=not given["unordered"],
        keep_going=given["keep_going"] or bool(given["rejects"]),
        rejects=Path(given["rejects"]) if given["rejects"] else None,
        quiet=given["quiet"],
        summary=given["summary"],
    )
    _check(plan, target)
    return plan


def _cores() -> int:
    """Those that this process may use, where the system says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _output(given: str | None) -> tuple[Path | None, bool]:
    """The path of the output, and whether it is a folder."""
    if given is None or given == "-":
        return None, False
    return Path(given), given.endswith(("/", os.sep)) or os.path.isdir(given)


def _target(given: dict[str, Any], is_folder: bool) -> Target:
    name = given["to"]
    if given["only_text"]:
        if name not in (None, "text"):
            raise click.UsageError("--text and --to exclude each other")
        name = "text"
    if name is None and given["output"] and not is_folder:
        suffixes = {Target(one).suffix: one for one in TARGETS}
        file = given["output"].lower()
        name = next((suffixes[one] for one in suffixes if file.endswith(one)), None)
    return Target(name or "jsonl", tree=name == "text" and is_folder)


def _select(given: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Columns and their wanted values, from NAME=VALUE,VALUE."""
    found: dict[str, frozenset[str]] = {}
    kinds = {one.name: one.kind for one in COLUMNS if one.kind.name == STRING.name}
    for one in given:
        name, _, values = one.partition("=")
        if name not in kinds or not values:
            raise click.UsageError(f"--select {one}: NAME=VALUE, where NAME is one of {[*kinds]}")
        wanted = frozenset(values.split(","))
        unknown = wanted - set(kinds[name].values or wanted)
        if unknown:
            raise click.UsageError(f"--select {one}: {name} is one of {kinds[name].values}")
        found[name] = found.get(name, frozenset()) | wanted
    return found


def _facts(shards: list[Shard], job: Job, given: dict[str, Any]) -> dict[str, Any]:
    """All that decides about the results, for the record of a run."""
    names = ("to", "only_text", "format", "part_size", "select", "columns", "max_seconds")
    return {
        "newsclean": newsclean.__version__,
        "schema": SCHEMA,
        "inputs": fingerprint(shards),
        "encoding": job.parser.encoding,
        "fields": repr(job.parser.columns),
        "limits": repr(job.parser.limits),
        **{name: given[name] for name in names},
        **{f.name: _fact(getattr(job.cleaner.config, f.name)) for f in fields(Config) if f.compare},
    }


def _fact(value: Any) -> Any:
    """A setting as JSON has it; a model or profile as what its file holds."""
    if isinstance(value, str) and os.path.isabs(value):
        return hashlib.sha256(Path(value).read_bytes()).hexdigest()
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)


def _check(plan: Plan, target: Target) -> None:
    is_folder = plan.facts is not None
    if plan.resume and not is_folder:
        raise click.UsageError("--resume needs an output folder: -o FOLDER/")
    if plan.rejects and is_folder:
        raise click.UsageError("an output folder has its rejects in _rejects")
    if target.is_arrow and plan.output is None:
        raise click.UsageError(f"--to {target.name} needs an output: -o")
    target.check()
    standard_input = any("-" in shard.files for shard in plan.shards)
    if plan.resume and standard_input:
        raise click.UsageError("standard input cannot be read again: --resume needs files")
    if is_folder:
        stems = [pair for shard in plan.shards for pair in zip(shard.stems, shard.files)]
        names = [(shard.name, shard.files[0]) for shard in plan.shards]
        try:
            check_names(stems if target.tree else names)
        except NewscleanError as error:
            raise click.UsageError(str(error)) from None
