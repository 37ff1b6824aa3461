"""The same input gives the same rows, byte for byte, whatever engine they went through."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import newsclean
from engines.inputs import OPTIONS, as_bytes, rows

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytestmark = pytest.mark.filterwarnings("default")  # those of engines are theirs


@cache
def table() -> Any:
    return pa.Table.from_pylist(list(rows()))


@cache
def expected() -> bytes:
    """From `clean` alone, without batches."""
    found = []
    for row in rows():
        data = row["html"] if row["html"] is not None else row["text"] or ""
        article = newsclean.clean(
            data, url=row["url"], content_type=row["header"], config=OPTIONS["config"]
        )
        kept = {name: value for name, value in row.items() if name not in ("title", "url")}
        found.append({**kept, "input_title": row["title"], **article.to_dict()})
    return as_bytes(found)


def test_the_input_has_something_to_do() -> None:
    found = [json.loads(line) for line in expected().splitlines()]
    assert {row["status"] for row in found} >= {"clean", "repaired", "empty"}
    assert sum(bool(row["edits"]) for row in found) > 20


def test_rows() -> None:
    assert as_bytes(newsclean.clean_batch(list(rows()), **OPTIONS)) == expected()


def test_arrow() -> None:
    assert as_bytes(newsclean.clean_batch(table(), **OPTIONS).to_pylist()) == expected()


def test_spark(spark: Any) -> None:
    from newsclean.engines.spark import clean

    frame = spark.createDataFrame(table()).repartition(5)
    cleaned = clean(frame, **OPTIONS)
    assert as_bytes(cleaned.toArrow().to_pylist()) == expected()


def test_spark_refuses_at_once(spark: Any) -> None:
    from newsclean.engines.spark import clean

    with pytest.raises(newsclean.BadInput, match="no column 'words'"):
        clean(spark.createDataFrame(table()), document="words")


def test_ray(ray: Any) -> None:
    from newsclean.engines.ray import clean

    dataset = ray.data.from_arrow(table()).repartition(5)
    tables = [pa.table(ray.get(ref)) for ref in clean(dataset, **OPTIONS).to_arrow_refs()]
    assert as_bytes([row for one in tables for row in one.to_pylist()]) == expected()


@pytest.mark.parametrize("num_proc", [None, 2])
def test_datasets(num_proc: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    from newsclean.engines.datasets import clean

    dataset = datasets.Dataset.from_list(list(rows()))
    assert as_bytes(clean(dataset, num_proc=num_proc, **OPTIONS).to_list()) == expected()


def test_iterable_datasets() -> None:
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    from newsclean.engines.datasets import clean

    dataset = datasets.Dataset.from_list(list(rows())).to_iterable_dataset()
    assert as_bytes(clean(dataset, **OPTIONS)) == expected()


def test_datatrove(tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="datatrove is not installed")
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.base import PipelineStep

    from newsclean.engines.datatrove import Clean

    class Collect(PipelineStep):  # type: ignore[misc]
        name = "collect"
        type = "TEST"

        def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
            lines = [
                json.dumps([one.id, one.text, one.metadata], default=bytes.hex) for one in data
            ]
            (tmp_path / "rows.jsonl").write_text("\n".join(lines))
            yield from ()

    documents = []
    for row in rows():
        metadata = {name: value for name, value in row.items() if name not in ("id", "text")}
        documents.append(Document(row["text"], str(row["id"]), metadata=metadata))
    LocalPipelineExecutor([documents, Clean(**OPTIONS), Collect()], logging_dir=str(tmp_path)).run()
    found = []
    for line in (tmp_path / "rows.jsonl").read_text().splitlines():
        id, text, metadata = json.loads(line)
        source = rows()[int(id)]["text"]
        found.append({**metadata, "id": int(id), "body": text, "text": source})
    assert as_bytes(found) == expected()


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")

    frame = pandas.DataFrame(list(rows()))
    cleaned = newsclean.clean_batch(pa.Table.from_pandas(frame), **OPTIONS)
    assert as_bytes(cleaned.to_pylist()) == expected()
    assert list(cleaned.to_pandas()["body"]) == cleaned["body"].to_pylist()


def test_polars() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")

    frame = polars.DataFrame(list(rows()))
    cleaned = polars.from_arrow(newsclean.clean_batch(frame.to_arrow(), **OPTIONS))
    assert as_bytes(cleaned.to_dicts()) == expected()
