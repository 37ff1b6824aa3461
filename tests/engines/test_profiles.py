"""Profiles of hosts, learned by engines: the sums that one process gets."""

from __future__ import annotations

from typing import Any

import pytest

import newsclean
from engines.inputs import rows

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytestmark = pytest.mark.filterwarnings("default")


def pages() -> list[dict[str, Any]]:
    """Pages of two hosts, each with lines of its own on all of them."""
    texts = [row["text"] for row in rows() if row["text"]]
    return [
        {"url": f"https://{host}.example/{n}", "text": f"{host}的栏目导航\n{text}\n{host}版权声明"}
        for n, text in enumerate(texts)
        for host in ("河灣", "云河")
    ]


def expected() -> newsclean.Profile:
    profile = newsclean.learn_profile((page["url"], page["text"]) for page in pages())
    assert sorted(profile.pages) == ["云河.example", "河灣.example"]
    assert all(len(profile.recurring(host)) >= 2 for host in profile.pages)
    return profile


def test_spark(spark: Any) -> None:
    from newsclean.engines.spark import learn_profile

    frame = spark.createDataFrame(pa.Table.from_pylist(pages())).repartition(4)
    assert learn_profile(frame) == expected()


def test_ray(ray: Any) -> None:
    from newsclean.engines.ray import learn_profile

    dataset = ray.data.from_arrow(pa.Table.from_pylist(pages())).repartition(4)
    assert learn_profile(dataset) == expected()
