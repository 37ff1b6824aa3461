"""Uses an installed newsclean and one of its extras: smoke.py EXTRA FOLDER, for release-check."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import newsclean

PAGE = (
    "首頁(yè)>要聞\n渠水進(jìn)田 今年春灌早十天\n來源:河灣日報 2023-05-06 09:12\n"
    "河灣村的老渠修好了,制定的輪灌表貼到了每家門口。\n"
    "干渠清淤之后,等水的時間比去年少了一半,糧戶們心里踏實了。\n"
)
BODY = (
    "河湾村的老渠修好了,制定的轮灌表贴到了每家门口。\n"
    "干渠清淤之后,等水的时间比去年少了一半,粮户们心里踏实了。"
)


def command(*words: str | Path) -> str:
    """Output of the installed command."""
    path = Path(sys.executable).with_name("newsclean")
    return subprocess.run([path, *words], check=True, capture_output=True, encoding="utf-8").stdout


def core(folder: Path) -> None:
    assert Path(newsclean.__file__).is_relative_to(sys.prefix), newsclean.__file__
    article = newsclean.clean(PAGE.encode("gb18030"))
    assert article.body.strip() == BODY, article.body
    assert article.rebuild_source() == PAGE
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    row = json.loads(command("clean", folder / "page.txt"))
    assert row["title"]["value"] == "渠水进田 今年春灌早十天", row["title"]
    assert "pinyin.gloss" in command("inspect", folder / "page.txt")


def arrow(folder: Path) -> None:
    command("clean", folder / "page.txt", "-o", folder / "out.parquet")
    table = import_module("pyarrow.parquet").read_table(folder / "out.parquet")
    assert table["body"].to_pylist()[0].strip() == BODY


def warc(folder: Path) -> None:
    writer = import_module("warcio.warcwriter")
    with (folder / "one.warc.gz").open("wb") as file:
        out = writer.WARCWriter(file, gzip=True)
        payload = (folder / "page.txt").open("rb")
        headers = {"Content-Type": "text/plain"}
        out.write_record(
            out.create_warc_record(
                "urn:one", "resource", payload=payload, warc_headers_dict=headers
            )
        )
    assert json.loads(command("clean", folder / "one.warc.gz"))["body"].strip() == BODY


def zstd(folder: Path) -> None:
    command("clean", folder / "page.txt", "-o", folder / "out.jsonl.zst")
    assert json.loads(command("clean", "--text-field", "body", folder / "out.jsonl.zst"))["body"]


def train(folder: Path) -> None:
    lines = [{"text": line, "label": "body"} for line in BODY.split("\n")]
    (folder / "labelled.jsonl").write_text(json.dumps({"raw": BODY, "lines": lines, "body": BODY}))
    assert json.loads(command("eval", "--json", folder / "labelled.jsonl"))


def report(folder: Path) -> None:
    command("report", folder / "page.txt", "-o", folder / "report.html")
    assert "<svg" not in (folder / "report.html").read_text(encoding="utf-8")


def spark(folder: Path) -> None:
    arrow(folder)
    adapter = import_module("newsclean.engines.spark")
    if shutil.which("java"):
        os.environ["PYSPARK_PYTHON"] = sys.executable  # else the first python3 on the path
        session = import_module("pyspark.sql").SparkSession.builder.master("local[1]").getOrCreate()
        frame = session.createDataFrame([(PAGE,)], "text string")
        (row,) = adapter.clean(frame, columns=["body"]).collect()
        assert row.body.strip() == BODY
        session.stop()


def ray(folder: Path) -> None:
    module = import_module("ray")
    module.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    pages = module.data.from_items([{"text": PAGE}])
    (row,) = import_module("newsclean.engines.ray").clean(pages, columns=["body"]).take_all()
    assert row["body"].strip() == BODY


def datasets(folder: Path) -> None:
    pages = import_module("datasets").Dataset.from_dict({"text": [PAGE]})
    (row,) = import_module("newsclean.engines.datasets").clean(pages)
    assert row["body"].strip() == BODY


def datatrove(folder: Path) -> None:
    document = import_module("datatrove.data").Document(text=PAGE, id="1")
    (done,) = import_module("newsclean.engines.datatrove").Clean().run([document])
    assert done.text.strip() == BODY


def scrapy(folder: Path) -> None:
    pipeline = import_module("newsclean.engines.scrapy").CleanPipeline()
    assert import_module("scrapy")
    assert pipeline.process_item({"text": PAGE})["body"].strip() == BODY


def imports(*modules: str) -> Callable[[Path], None]:
    """The packages of an extra that the library itself does not use are there."""

    def check(folder: Path) -> None:
        for name in modules:
            import_module(name)

    return check


def everything(folder: Path) -> None:
    for check in (arrow, warc, zstd, train, report, spark, ray, datasets, datatrove, scrapy):
        check(folder)


CHECKS: dict[str, Callable[[Path], None]] = {
    "": lambda folder: None,
    "arrow": arrow,
    "warc": warc,
    "zstd": zstd,
    "train": train,
    "report": report,
    "spark": spark,
    "ray": ray,
    "datasets": datasets,
    "datatrove": datatrove,
    "scrapy": scrapy,
    "all": everything,
    "engines": imports("pandas", "polars", "pyspark", "ray"),
    "browser": imports("playwright.sync_api", "axe_playwright_python"),
    "bench": imports("trafilatura", "sklearn"),
    "fuzz": imports("atheris", "pyarrow", "warcio", "zstandard"),
    "docs": imports("mkdocs", "mkdocs_click", "mkdocstrings"),
    "dev": imports("pytest", "hypothesis", "mypy", "jsonschema"),
}

if __name__ == "__main__":
    extra, folder = sys.argv[1], Path(sys.argv[2])
    core(folder)
    CHECKS[extra](folder)
    print("works")
