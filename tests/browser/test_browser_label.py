"""Labelling as a person does it, in a real browser, on the real server."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import wait_for

import newsclean
from newsclean.labelling.server import Server
from newsclean.labelling.session import Session
from newsclean.training.pages import read

TEXT = (
    "首页 > 要闻\n"
    "老渠清淤 春灌早十天\n"
    "来源：河湾日报 2023-05-06 09:12\n"
    "河湾村的老渠修好了，轮灌表贴到了每家门口。“水来得早。”村支书于成说。\n"
    "<b>干渠</b>清淤之后，等水的时间比去年少了一半，糧戶们心里踏实了。\n"
    "相关阅读\n"
    "夏收开镰在即\n"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    running = Server(Session([tmp_path / "one.txt", tmp_path / "two.txt"], tmp_path / "out"))
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def request(server: Server, method: str, path: str, **more: Any) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, **more)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, json.loads(body)


def test_labels_texts_and_facts_are_saved(tab: Any, server: Server, tmp_path: Path) -> None:
    tab.goto(server.url)
    lines = tab.locator("#lines li")
    lines.first.wait_for()
    assert lines.count() == 7
    assert tab.locator("#lines li b").count() == 0
    for _ in range(6):
        tab.keyboard.press("ArrowDown")
    tab.keyboard.press("s")
    for _ in range(3):
        tab.keyboard.press("k")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Control+End")
    tab.keyboard.type("改")
    tab.keyboard.press("Escape")
    tab.locator("#more summary").click()
    tab.locator("#fact-source").fill("河湾晚报")
    tab.locator("#fact-site").fill("hewan")
    tab.locator("#save").click()
    tab.locator("#said", has_text="Saved as one").wait_for()
    assert tab.locator("#document").input_value() == "1"
    [page] = read([tmp_path / "out"])
    assert page.site == "hewan"
    assert page.facts["source"] == "河湾晚报"
    assert [name for line, name in page.lines if line.strip()][-1] == "spam"
    assert page.body is not None
    assert page.body.split("\n")[0].endswith("村支书于成说。改")
    tab.locator("#document").select_option("0")
    tab.locator("#lines li.spam").wait_for()


def test_what_is_saved_is_scored(server: Server, tmp_path: Path) -> None:
    start = f"/{server.token}/documents/0"
    status, shown = request(server, "GET", start)
    assert status == 200
    answer = {key: shown[key] for key in ("labels", "texts", "facts", "site")}
    headers = {"Content-Type": "application/json"}
    status, saved = request(server, "POST", start, body=json.dumps(answer), headers=headers)
    assert status == 200
    [page] = read([tmp_path / "out" / saved["saved"]])
    article = newsclean.clean(TEXT)
    assert page.raw == article.source_text
    assert page.body == article.body.rstrip("\n")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/documents", {}),
        ("/TOKEN/../documents", {}),
        ("/TOKEN/nothing", {}),
        ("/TOKEN/documents/99", {}),
        ("/TOKEN/documents", {"Host": "evil.example"}),
        ("/wrong-secret-of-any-length-at-all/documents", {}),
    ],
)
def test_other_requests_find_nothing(server: Server, path: str, headers: dict[str, str]) -> None:
    status, _ = request(server, "GET", path.replace("TOKEN", server.token), headers=headers)
    assert status == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 400),
        ("[]", "application/json", 400),
        ("{", "application/json", 400),
        ('{"labels": ["body"], "texts": ["a"], "facts": {}}', "application/json", 400),
        ("{}", "text/plain", 415),
    ],
)
def test_answers_that_do_not_fit_are_refused(
    server: Server, body: str, kind: str, status: int, tmp_path: Path
) -> None:
    path = f"/{server.token}/documents/0"
    found, said = request(server, "POST", path, body=body, headers={"Content-Type": kind})
    assert found == status
    assert said["error"]
    assert list((tmp_path / "out").iterdir()) == []


def test_a_tab_that_goes_away_says_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked, gone = threading.Event(), threading.Event()

    def page(index: int) -> dict[str, str]:
        asked.set()
        gone.wait(60)
        return {"text": "水" * 10_000_000}  # more than a socket takes at once

    monkeypatch.setattr(server.session, "page", page)
    line = f"GET /{server.token}/documents/0 HTTP/1.1\r\nHost: {server.hosts[0]}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.server_port)) as tab:
        tab.sendall(line.encode())
        asked.wait(60)
    gone.set()
    assert request(server, "GET", f"/{server.token}/documents")[0] == 200
    wait_for(lambda: not [one for one in threading.enumerate() if "process_request" in one.name])
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1200])
def test_no_serious_findings_of_axe(browser: Any, server: Server, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    tab = context.new_page()
    tab.set_default_timeout(120_000)
    tab.goto(server.url)
    tab.locator("#lines li").first.wait_for()
    found = axe.Axe().run(tab).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
