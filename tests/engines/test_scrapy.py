"""Scrapy crawls a local server: raw bytes, the header's charset, the item pipeline."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import newsclean

pytest.importorskip("scrapy", reason="scrapy is not installed")

BODY = "镇上的图书馆昨天开门，第一批读者借走了三百多本书。\n馆长说，书有一半是居民捐来的。"
PAGE = f"<html><head><title>图书馆开门</title></head><body><p>{BODY}</p></body></html>"
# Path: header and bytes. The second declares a charset in which it is not written.
PAGES = {
    "/gbk": ("text/html; charset=gbk", PAGE.encode("gbk")),
    "/wrong": ("text/html; charset=iso-8859-1", PAGE.encode("gbk")),
    "/big5": ("text/html; charset=big5", PAGE.replace("镇", "鎮").encode("big5", "ignore")),
}
SPIDER = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess
from newsclean.engines.scrapy import page


class News(scrapy.Spider):
    name = "news"
    start_urls = sys.argv[2:]

    def parse(self, response):
        yield {**page(response), "depth": 1}


process = CrawlerProcess({
    "ITEM_PIPELINES": {"newsclean.engines.scrapy.CleanPipeline": 300},
    "NEWSCLEAN": {"columns": ["status", "title", "url", "body", "encoding", "decoded_by"]},
    "FEEDS": {sys.argv[1]: {"format": "jsonlines", "encoding": "utf8"}},
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
})
process.crawl(News)
process.start()
"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the library's name
        kind, data = PAGES.get(self.path, ("text/plain", b""))
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()
        thread.join()


def test_crawl(server: str, tmp_path: Path) -> None:
    script, feed = tmp_path / "spider.py", tmp_path / "items.jsonl"
    script.write_text(SPIDER)
    urls = [server + path for path in PAGES]
    done = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:newsclean", script, feed, *urls],
        capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    items = {item["url"]: item for item in map(json.loads, feed.read_text("utf-8").splitlines())}
    assert sorted(items) == sorted(urls)
    for path, (header, data) in PAGES.items():
        item = items[server + path]
        row = newsclean.clean(data, url=server + path, content_type=header).to_dict()
        assert {
            name: row[name] for name in ("status", "title", "body", "encoding")
        }.items() <= item.items()
        assert item["content_type"] == header
        assert item["depth"] == 1
        assert "html" not in item
    assert "图书馆" in items[server + "/wrong"]["body"]


def test_items_of_other_kinds() -> None:
    from scrapy import Field, Item

    from newsclean.engines.scrapy import CleanPipeline

    class News(Item):  # type: ignore[misc] # typed only where it is installed
        text = Field()

    item = CleanPipeline({"columns": ["body"]}).process_item(News(text="新\u200b桥。"))
    assert item == {"text": "新\u200b桥。", "body": "新桥。"}
