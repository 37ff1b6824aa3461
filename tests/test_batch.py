"""`clean_batch`: kinds of batches, columns kept and renamed, limits."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

import newsclean
from newsclean import BadConfig, BadInput, clean_batch
from newsclean.batch import _array
from newsclean.budget import OverTime, Watch

pa = pytest.importorskip("pyarrow")

NEWS = (
    "來(lái)源：云河網(wǎng)\n"
    "鎮(zhèn)上的圖書(shū)館昨天開(kāi)門(mén),第一批讀者借走了三百多本書(shū)。"
)


def table(**columns: list[Any]) -> Any:
    return pa.table(columns)


def test_kinds_in_and_out() -> None:
    rows = [{"id": 1, "text": NEWS}, {"id": 2, "text": "新桥通车。"}]
    expected = [{**row, **newsclean.clean(str(row["text"])).to_dict()} for row in rows]
    whole = pa.Table.from_pylist(rows)
    assert clean_batch(rows) == expected
    assert clean_batch(whole).to_pylist() == expected
    (batch,) = whole.to_batches()
    done = clean_batch(batch)
    assert isinstance(done, pa.RecordBatch)
    assert done.to_pylist() == expected


def test_chunks_of_a_table_and_no_rows() -> None:
    whole = pa.concat_tables([table(text=["新桥。"]), table(text=["旧桥。", None])])
    done = clean_batch(whole, columns=["body", "status"])
    assert done["body"].to_pylist() == ["新桥。", "旧桥。", ""]
    assert done["status"].to_pylist() == ["clean", "clean", "empty"]
    empty = clean_batch(whole.slice(0, 0))
    assert (empty.num_rows, empty.schema) == (0, clean_batch(whole).schema)


@pytest.mark.parametrize(
    "kind", ["string", "large_string", "string_view", "binary", "large_binary"]
)
def test_types_of_the_document_column(kind: str) -> None:
    text = "新桥通车。"
    value = text.encode("gbk") if "binary" in kind else text
    column = pa.array([value], getattr(pa, kind)())
    (row,) = clean_batch(pa.table({"text": column})).to_pylist()
    assert row["body"] == text
    assert row["text"] == value


def test_dictionary_column() -> None:
    column = pa.array(["新桥。", "新桥。"]).dictionary_encode()
    assert clean_batch(pa.table({"text": column}))["body"].to_pylist() == ["新桥。", "新桥。"]


def test_bytes_with_their_header() -> None:
    batch = table(
        html=["新橋通車。".encode("big5")], header=["text/html; charset=big5"], address=["http://a"]
    )
    done = clean_batch(batch, document="html", content_type="header", url="address")
    assert done["encoding"].to_pylist() == ["big5hkscs"]
    assert done["url"].to_pylist() == ["http://a"]


def test_first_document_that_is_there() -> None:
    batch = table(html=[None, "<html><p>新桥</p></html>"], text=["旧桥。", "另一座。"])
    bodies = clean_batch(batch, document=["html", "text"])["body"].to_pylist()
    assert [body.strip() for body in bodies] == ["旧桥。", "新桥"]


def test_name_clashes() -> None:
    batch = table(text=["新桥。"], title=["T"], input_title=["I"], url=["http://a"])
    done = clean_batch(batch, columns=["title", "url"])
    assert done.schema.names == ["text", "input_input_title", "input_title", "title", "url"]
    (row,) = done.to_pylist()
    assert row["input_input_title"] == "T"
    assert row["input_title"] == "I"
    assert row["url"] == "http://a"
    again = clean_batch(done, document="text", columns=["title", "url"])
    assert len(set(again.schema.names)) == len(again.schema.names)


def test_misuse() -> None:
    with pytest.raises(BadInput, match="no column 'text'; there are: id"):
        clean_batch(table(id=[1]))
    with pytest.raises(BadInput, match="'text' holds int64"):
        clean_batch(table(text=[1]))
    with pytest.raises(BadInput, match="'text' holds int, not text"):
        clean_batch([{"text": 1}])
    with pytest.raises(BadInput, match="no column 'link'"):
        clean_batch(table(text=["a"]), url="link")
    with pytest.raises(BadInput, match="not str"):
        clean_batch("新桥")
    with pytest.raises(BadConfig, match="no column 'abc'"):
        clean_batch(table(text=["a"]), columns=["abc"])
    with pytest.raises(BadConfig, match="max_seconds"):
        clean_batch(table(text=["a"]), max_seconds=0)


def test_lone_surrogate() -> None:
    (row,) = clean_batch([{"text": "新\ud800桥"}])
    (same,) = clean_batch(table(text=["x"])).to_pylist()
    assert list(same) == list(row)
    kind = pa.list_(pa.struct({"note": pa.string()}))
    array = _array(pa, [[{"note": "新\ud800桥\U0001f600"}]], kind)
    assert array.to_pylist() == [[{"note": "新\ufffd桥\U0001f600"}]]


def test_it_can_be_sent_to_another_process() -> None:
    work = partial(clean_batch, columns=["body"], config=newsclean.Config(script="keep"))
    again = pickle.loads(pickle.dumps(work))
    assert again(table(text=["網路"]))["body"].to_pylist() == ["網路"]


def test_time_limit() -> None:
    slow = "新桥通车，路人围观。\n" * 200_000  # far longer than the limit
    rows = [{"text": "新桥。"}, {"text": slow}, {"text": "旧桥。"}]
    done = clean_batch(rows, max_seconds=0.01, columns=["body", "flags", "blocks"])
    assert done[1]["body"] == slow
    assert done[1]["flags"][0]["rule"] == "limit.max-seconds"
    assert done[1]["blocks"][0]["reason"] == "limit.max-seconds"


def test_size_limit() -> None:
    (row,) = clean_batch([{"text": "新桥。" * 10}], config=newsclean.Config(max_chars=20))
    assert row["flags"][0]["rule"] == "limit.max-chars"


def test_a_fault_does_not_end_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    real = newsclean.clean

    def faulty(data: Any, **settings: Any) -> Any:
        if settings["config"].max_chars > 1 and "旧" in data:
            raise ZeroDivisionError("a fault")
        return real(data, **settings)

    monkeypatch.setattr("newsclean.batch.clean", faulty)
    good, bad = clean_batch([{"text": "新桥。"}, {"text": "旧桥。"}])
    assert (good["flags"], bad["body"]) == ([], "旧桥。")
    assert bad["flags"][0]["rule"] == "limit.error"
    assert bad["flags"][0]["note"] == "ZeroDivisionError: a fault"


def spin(seconds: float) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    return "done"


def test_watch_stops_work_in_any_thread() -> None:
    found: list[str] = []

    def work() -> None:
        with Watch(1) as watch:  # long enough for the work that is none, on a busy machine
            try:
                watch.run(lambda: spin(600))
            except OverTime:
                found.append("over")
            found.append(watch.run(lambda: spin(0)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(300)
    assert found == ["over", "done"]


def test_watch_never_hits_what_follows() -> None:
    """Work that ends when its time ends: either outcome, and nothing afterwards."""
    with Watch(0.1) as watch:
        for extra in range(-5, 6):
            with suppress(OverTime):
                assert watch.run(partial(spin, 0.13 + extra / 500)) == "done"
            assert spin(0.02) == "done"


def test_watch_passes_errors_on() -> None:
    empty: dict[str, int] = {}
    with Watch(5) as watch, pytest.raises(KeyError):
        watch.run(lambda: empty["x"])


def test_without_pyarrow() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import newsclean\n"
        "print(newsclean.clean_batch([{'text': 'a'}], columns=['body']))\n"
        "try: newsclean.clean_batch(object())\n"
        "except newsclean.MissingExtra as error: print(error, isinstance(error, ImportError))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "newsclean[arrow]' True" in done.stdout
