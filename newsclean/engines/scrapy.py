"""Scrapy: the raw page in a spider, cleaned in an item pipeline.

Needs scrapy (`pip install 'newsclean[scrapy]'`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import newsclean
from newsclean.extras import need

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["CleanPipeline", "page"]


def page(response: Response) -> dict[str, Any]:
    """A response as `CleanPipeline` takes it: `url`, `content_type`, and `html` as bytes.

    The bytes as they came and the header, not `response.text`: Scrapy decodes
    by what is declared, and what is declared is often wrong.
    """
    header = response.headers.get("Content-Type") or b""
    return {
        "url": response.url,
        "content_type": header.decode("latin-1"),
        "html": response.body,
    }


class CleanPipeline:
    """Adds the columns of the result to items, and takes out the page, which feeds cannot hold.

    Items need `html`, or `text`, and may have `url` and `content_type`, as from
    `page`; they may be dicts, `Item`s, dataclasses or attrs, and become dicts.
    The setting `NEWSCLEAN` is a dict of options as of `newsclean.clean_batch`.
    """

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        self._options = {"document": ("html", "text"), **(options or {})}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanPipeline:
        """With the options in the settings of a crawler."""
        return cls(crawler.settings.getdict("NEWSCLEAN"))

    def process_item(self, item: Any, spider: object = None) -> dict[str, Any]:
        """The item as a dict with the result. spider: given by older versions."""
        adapter = need("itemadapter", "scrapy").ItemAdapter(item)
        options = self._options
        if "content_type" in adapter and "content_type" not in options:
            options = {**options, "content_type": "content_type"}
        (row,) = newsclean.clean_batch([dict(adapter)], **options)
        return {name: value for name, value in row.items() if not isinstance(value, bytes)}
