"""The report as a person uses it, in a real browser."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

import newsclean
from newsclean.report.build import page

Row = dict[str, Any]
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/source.txt"))
HOSTILE = (
    "來源：<img src=x onerror=\"document.title='owned'\">\n"
    "</script><script>document.title='owned'</script>\n"
    "經(jīng)濟(jì)。<!-- \u2028 \x1b[31m {{ 7*7 }}\n"
    "\ud800 單獨的半個字元，後面還有一句完整的話。\n"
)


def rows() -> list[Row]:
    return [
        {"path": path.parent.name, **newsclean.clean(path.read_bytes()).to_dict()} for path in SEEDS
    ]


def opened(tab: Any, folder: Path, content: str, anchor: str = "") -> None:
    file = folder / "report.html"
    file.write_text(content, encoding="utf-8")
    tab.goto(file.as_uri() + anchor)


@pytest.fixture(scope="module")
def seeds() -> list[Row]:
    return rows()


def test_document_shows_source_and_result(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    opened(tab, tmp_path, page(seeds[:1], "one"))
    assert tab.locator("#document").is_visible()
    kept = tab.locator(".block:not(.out)")
    assert kept.count() == sum(block["kept"] for block in seeds[0]["blocks"])
    dropped = tab.locator(".block.out .tag").all_inner_texts()
    assert len(dropped) == sum(not block["kept"] for block in seeds[0]["blocks"])
    assert tab.locator("#facts dd").first.inner_text().startswith(seeds[0]["title"]["value"])
    glosses = sum(edit["rule"] == "pinyin.gloss" for edit in seeds[0]["edits"])
    assert tab.locator("#blocks mark[data-kind=pinyin]").count() == glosses > 0


def test_hover_tells_rule_and_certainty(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    opened(tab, tmp_path, page(seeds[:1], "one"))
    edit = tab.locator(".block:not(.out) .edit[data-kind=pinyin]").first
    edit.hover()
    assert tab.locator("#about").is_visible()
    assert tab.locator("#about").inner_text().startswith("pinyin.gloss, certain")


def test_filters_hide_their_kind(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    opened(tab, tmp_path, page(seeds[:1], "one"))
    before = int(tab.locator("#where").inner_text().split()[0])
    filter_ = tab.locator("#filters button", has_text="left out: spam")
    spam = tab.locator(".block.out.spam")
    assert spam.first.is_visible()
    filter_.click()
    assert filter_.get_attribute("aria-pressed") == "false"
    assert not spam.first.is_visible()
    assert int(tab.locator("#where").inner_text().split()[0]) < before
    filter_.click()
    assert spam.first.is_visible()


def test_each_kind_has_its_colour(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    """On the button of the filter as on the change; what is left out is of several kinds."""
    opened(tab, tmp_path, page(seeds[:1], "one"))
    found = tab.evaluate(
        """() => [...document.querySelectorAll("#filters button")].map((button) => {
          const kind = button.textContent.replace(/ [\\d,]+$/, "");
          const one = document.querySelector(`#blocks [data-kind="${kind}"]`);
          const style = getComputedStyle(one);
          const off = button.getAttribute("aria-pressed") === "false";
          const swatch = getComputedStyle(button, "::before");
          return [kind, off ? swatch.borderTopColor : swatch.backgroundColor,
            one.matches(".block") ? style.borderLeftColor : off ? null : style.color];
        })"""
    )
    assert [kind for kind, swatch, colour in found if colour and swatch != colour] == []
    assert len({colour for kind, _, colour in found if kind.startswith("left out")}) > 2


def test_words_of_a_narrow_table_stay_whole(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    tab.set_viewport_size({"width": 375, "height": 800})
    opened(tab, tmp_path, page(seeds, "seeds"))
    lines = tab.evaluate(
        """() => [...document.querySelectorAll("#documents td:nth-child(n+2)")].map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getClientRects().length;
        })"""
    )
    assert set(lines) == {1}


def test_keyboard_steps_through_changes(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    opened(tab, tmp_path, page(seeds[:1], "one"))
    total = tab.locator("#where").inner_text().split()[0]
    tab.keyboard.press("n")
    tab.keyboard.press("n")
    assert tab.locator("#where").inner_text() == f"2 of {total}"
    assert tab.locator(".current").count() == 1
    tab.keyboard.press("p")
    tab.keyboard.press("p")
    assert tab.locator("#where").inner_text() == f"{total} of {total}"


def test_set_lists_documents_and_links_into_them(
    tab: Any, tmp_path: Path, seeds: list[Row]
) -> None:
    opened(tab, tmp_path, page(seeds, "seeds"))
    assert tab.locator("#overview").is_visible()
    assert not tab.locator("#document").is_visible()
    assert tab.locator("#documents tbody tr").count() == len(seeds)
    tab.locator("#find").fill(seeds[0]["path"])
    assert tab.locator("#documents tbody tr:visible").count() == 1
    tab.locator("#documents a:visible").first.click()
    tab.locator("#doc-name", has_text=seeds[0]["path"]).wait_for()
    assert not tab.locator("#overview").is_visible()
    tab.locator("#back").click()
    tab.locator("#overview").wait_for()
    assert not tab.locator("#document").is_visible()


def test_a_set_shows_shares(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    rows = [{**row, "url": f"https://{'ab'[n % 2]}.example/{n}"} for n, row in enumerate(seeds)]
    opened(tab, tmp_path, page(rows, "seeds"))
    charts = tab.locator("figure.chart")
    names = charts.locator("figcaption").all_inner_texts()
    assert {"Status, documents", "Edits, by rule", "Spam topics, documents"} <= set(names)
    assert "4 · 80.0 %" in charts.first.inner_text() or "5 · 100.0 %" in charts.first.inner_text()
    first = tab.locator("section[aria-labelledby=h-hosts] tbody tr").first.inner_text()
    assert first.split("\t")[:3] == ["a.example", "3", "60.0 %"]


def test_ten_thousand_documents(tab: Any, tmp_path: Path, seeds: list[Row]) -> None:
    """Opens and works; `-rP` shows how long that took."""
    short = newsclean.clean("首页>要闻\n新桥昨天通车\n新桥\u200b昨天通车,渡船停了。\n").to_dict()
    rows = (
        {**(short if n % 20 else seeds[n % 100 // 20]), "path": f"{n}.txt"} for n in range(10_000)
    )
    content = page(rows, "many")
    start = time.monotonic()
    opened(tab, tmp_path, content)
    tab.locator("#documents tbody tr").last.wait_for()
    print(f"opened in {time.monotonic() - start:.2f} s, {len(content) / 1e6:.1f} MB")
    assert "10,000" in tab.locator("dl.figures").inner_text()
    shown = tab.locator("#documents tbody tr").count()
    assert 200 <= shown <= 250
    doubts = tab.locator("#documents tbody td:last-child").all_inner_texts()
    worst = [int(one.replace(",", "")) for one in doubts][:200]
    assert worst == sorted(worst, reverse=True)
    assert worst[0] > 0
    tab.locator("#documents a").last.click()
    tab.locator("#blocks .block").first.wait_for()


def test_hostile_text_stays_text(tab: Any, tmp_path: Path) -> None:
    row = {"path": "<b>x</b>.txt", **newsclean.clean(HOSTILE).to_dict()}
    for content in (page([row], "<i>t</i>"), page([row, row], "</title><script>x</script>")):
        opened(tab, tmp_path, content, "#doc-0")
        assert "owned" not in tab.title()
        assert tab.locator("#document img, #document b:not(#about b), h1 i").count() == 0
        assert "</script>" in tab.locator("#blocks").inner_text()
        assert "U+001B" in tab.locator("#blocks").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1200])
def test_no_serious_findings_of_axe(
    browser: Any, tmp_path: Path, seeds: list[Row], scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.set_default_timeout(120_000)
    # Its script comes from outside the page, which the page's policy forbids.
    for anchor in ("", "#doc-0"):
        file = tmp_path / "report.html"
        content = page(seeds, "seeds")
        start = content.index('<meta http-equiv="Content-Security-Policy"')
        file.write_text(content[:start] + content[content.index(">", start) + 1 :], "utf-8")
        tab.goto(file.as_uri() + anchor)
        found = axe.Axe().run(tab).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()
