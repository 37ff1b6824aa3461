"""`newsclean train` and `newsclean eval`: what is written, shown and refused."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

import newsclean
from newsclean import BadConfig, BadData, BadInput, Config
from newsclean.cli.main import main
from newsclean.errors import MissingExtra
from newsclean.labels.model import load, read
from newsclean.training import pages as labelled
from newsclean.training.fit import data_of, scores
from newsclean.training.prior import continued, fitted_of
from newsclean.training.score import page_scores
from newsclean.training.teach import sites, teach

VILLAGES = ("上河", "下河", "石桥", "柳林", "东岗")
# A site whose last line reads like news to whoever does not know it.
SPECIMEN = """# site: {site}
# title: {village}村修好三里渠
# source: 河湾云报
# published: 2023-05-06T09:12
NAV	河湾云报
TITLE	{village}村修好三里渠
META	来源：河湾云报 2023-05-06 09:12
BODY	{village}村的渠修好了，水比往年早到几天，田里的人都来看。
BODY	村里的会计说，{village}今年多种了两百亩稻子，秋后能多打十万斤粮。
LEGAL	河湾云报手机版请认准蓝色水滴
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pages"
    root.mkdir()
    for number, village in enumerate(VILLAGES):
        site = "hewan" if number < 3 else "xiahe"
        text = SPECIMEN.format(site=site, village=village)
        (root / f"{number}.txt").write_text(text, encoding="utf-8")
    return root


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_train_and_use(folder: Path, tmp_path: Path) -> None:
    weights = tmp_path / "own.npz"
    done = run("train", folder, "-o", weights)
    assert done.exit_code == 0, done.output
    assert "hewan" in done.output
    assert "site unknown" in done.output
    model, shipped = read(weights), load()
    assert model.header["lines"] == shipped.header["lines"] + 6 * len(VILLAGES)
    page = next(iter(labelled.read([folder])))
    before, after = (
        page_scores(page, newsclean.clean(page.text, config=Config(model=path)))
        for path in (None, weights)
    )
    assert after["furniture removed"] >= before["furniture removed"]
    assert after["body kept"] == 1.0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["own.npz", "pages"]


def test_training_is_deterministic(folder: Path, tmp_path: Path) -> None:
    pages = list(labelled.read([folder]))
    for name in ("one.npz", "two.npz"):
        teach(pages, load(), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_what_is_learned_is_near_and_better(folder: Path) -> None:
    model = load()
    data = data_of(list(labelled.read([folder])), len(model.hashed))
    everything = np.ones(len(data.classes), dtype=bool)
    start = fitted_of(model)
    after = continued(start, int(model.header["lines"]), data, everything)
    rows = np.arange(len(data.classes))
    losses = [-scores(data, f, everything)[rows, data.classes].mean() for f in (start, after)]
    assert losses[1] < losses[0]
    used = np.unique(data.hashed.indices)
    others = np.delete(np.arange(len(model.hashed)), used)
    assert (after.coef[others] == start.coef[others]).all()
    nothing = continued(start, 1, data, ~everything)
    assert (nothing.coef == start.coef).all()


def test_more_lines_behind_the_weights_move_them_less(folder: Path) -> None:
    model = load()
    data = data_of(list(labelled.read([folder])), len(model.hashed))
    everything = np.ones(len(data.classes), dtype=bool)
    start = fitted_of(model)
    moved = [
        np.abs(continued(start, trained, data, everything).bias - start.bias).sum()
        for trained in (0, 10_000, 1_000_000)
    ]
    assert moved == sorted(moved, reverse=True)


def test_figures_are_of_pages_not_trained_on(folder: Path) -> None:
    rows = sites(list(labelled.read([folder])), load())
    assert [(row.site, row.pages, row.lines) for row in rows] == [
        ("hewan", 3, 18),
        ("xiahe", 2, 12),
    ]
    one = sites([page for page in labelled.read([folder]) if page.site == "hewan"], load())
    assert np.isnan(one[0].others)


def test_continuing_again(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.npz", tmp_path / "2.npz"
    assert run("train", folder, "-o", first).exit_code == 0
    assert run("train", folder, "-o", second, "--start", first).exit_code == 0
    assert read(second).header["lines"] == load().header["lines"] + 12 * len(VILLAGES)
    assert len(read(second).header["continues"]) == 2


def test_train_refuses(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "9.txt").write_text("NEWS\t一行", encoding="utf-8")
    done = run("train", folder, "-o", tmp_path / "w.npz")
    assert (done.exit_code, "9.txt:1" in done.output) == (1, True)
    (folder / "9.txt").unlink()
    done = run("train", folder, "-o", tmp_path / "no" / "w.npz")
    assert done.exit_code == 1
    assert run("train", folder).exit_code == 2
    with pytest.raises(BadInput):
        sites([], load())
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    done = run("train", folder, "-o", tmp_path / "w.npz")
    assert (done.exit_code, "newsclean[train]" in done.output) == (1, True)
    assert not (tmp_path / "w.npz").exists()


def test_eval(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "keep.toml"
    settings.write_text('keep = ["body", "legal", "navigation", "title"]\n', encoding="utf-8")
    done = run("eval", folder, "--config", settings, "--json", "--per-page")
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    assert found["pages"] == len(VILLAGES)
    default, other = found["configs"].values()
    assert list(found["configs"]) == ["default", str(settings)]
    assert default["means"]["body kept"] == other["means"]["body kept"] == 1.0
    assert other["means"]["body P"] < default["means"]["body P"]
    assert set(default["pages"]) == {str(number) for number in range(len(VILLAGES))}
    shown = run("eval", folder, "--config", settings, "--per-page").output
    assert "body F1" in shown
    assert "default" in shown


def test_eval_of_a_body_that_is_given(tmp_path: Path) -> None:
    body = "新桥今天上午通车，两岸的人都来走一走。"
    rows = [
        {"id": "same", "raw": body, "body": body},
        {"id": "half", "raw": body, "body": body + body[::-1]},
        {"id": "none", "raw": body, "body": None},
        {"id": "fact", "raw": body, "body": body, "source": "河湾日报", "authors": ["王小林"]},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    pages = json.loads(run("eval", path, "--json", "--per-page").output)["configs"]["default"]
    scores = pages["pages"]
    assert scores["same"] == {"body P": 1.0, "body R": 1.0, "body F1": 1.0}
    assert 0.5 <= scores["half"]["body R"] < 0.6
    assert scores["half"]["body P"] == 1.0
    assert scores["none"] == {}
    assert (scores["fact"]["source"], scores["fact"]["authors"]) == (0.0, 0.0)


def test_eval_refuses(folder: Path, tmp_path: Path) -> None:
    for text in ("script = 'latin'", "color = 1", "= 1"):
        settings = tmp_path / "a.toml"
        settings.write_text(text, encoding="utf-8")
        done = run("eval", folder, "--config", settings)
        assert (done.exit_code, "a.toml" in done.output or "script" in done.output) == (2, True)
    (tmp_path / "empty").mkdir()
    assert run("eval", tmp_path / "empty").exit_code == 2
    (tmp_path / "w.npz").write_text("no weights")
    done = run("eval", folder, "--model", tmp_path / "w.npz")
    assert (done.exit_code, "newsclean train" in done.output) == (1, True)


def test_profile_command(tmp_path: Path) -> None:
    top = "河湾云报\n今日河湾 我的河湾\n"
    end = "河湾云报手机版请认准蓝色水滴\n河湾云报由河湾镇文化站承办，地址在老街九号。\n"
    rows = []
    for number, village in enumerate((*VILLAGES, "西岗", "白塔")):
        page = SPECIMEN.split("META\t")[1].replace("BODY\t", "").replace("LEGAL\t", "")
        text = top + f"{village}村修好三里渠\n" + page.format(village=village) + end
        rows.append({"url": f"https://hewan.example/{number}", "text": text})
    rows.append({"no": "text"})
    source, saved = tmp_path / "pages.jsonl", tmp_path / "hewan.profile"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("profile", source, "-o", saved)
    assert done.exit_code == 0, done.output
    assert "7 pages of 1 hosts" in done.stderr
    assert f"{source}:8" in done.stderr
    profile = newsclean.Profile.load(saved)
    assert profile.recurring("hewan.example")
    again = run("profile", source, "-o", tmp_path / "sum.profile", "--add", saved)
    assert again.exit_code == 0
    assert newsclean.Profile.load(tmp_path / "sum.profile").pages == profile.pages

    good = tmp_path / "good.jsonl"
    good.write_text("".join(json.dumps(row) + "\n" for row in rows[:-1]), encoding="utf-8")
    cleaned = run("clean", good, "--profile", saved, "-q", "-j", "2")
    assert cleaned.exit_code == 0, cleaned.output
    for line in cleaned.stdout.splitlines():
        row = json.loads(line)
        assert "蓝色水滴" not in row["body"]
        assert "recurs" in {block["reason"] for block in row["blocks"]}
    for option in ("--profile", "--model"):
        refused = run("clean", good, option, good, "-q")
        assert (refused.exit_code, str(good) in refused.output) == (2, True)
    assert run("profile", source, "-o", saved, "--add", good).exit_code == 1
    assert run("profile", source, "-o", tmp_path / "no" / "x").exit_code == 1


@pytest.mark.parametrize(
    "error", [BadData("cut", "a.npz", 3), BadConfig("no", ["a"]), MissingExtra("scipy", "train")]
)
def test_errors_come_whole_from_other_processes(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
