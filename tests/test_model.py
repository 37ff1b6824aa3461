"""The classifier of lines: what is shipped, and that numpy scores as scikit-learn does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import newsclean
from corpus.lines import digest
from newsclean import BadConfig, BadData, Config
from newsclean.chars import view
from newsclean.labels.facts import DENSE, Framed, dense, grams
from newsclean.labels.judge import judge
from newsclean.labels.lines import Lines
from newsclean.labels.model import CLASSES, load
from newsclean.lexicon import find

PAGE = """首页|要闻|社会|视频|专题|直播
河湾村的渠水比去年早到十天
来源：河湾日报　2023-05-06 09:12
河湾村的老渠修好了，制定的轮灌表贴到了每家门口，全村人都来看水。
干渠清淤之后，等水的时间比去年少了一半，粮户们心里踏实了。
扫一扫，把河湾的水声发给朋友
相关阅读"""
DATA = Path(__file__).parents[1] / "newsclean" / "data" / "labels.npz"


@pytest.fixture
def page() -> Lines:
    bounds, at = [], 0
    for line in PAGE.split("\n"):
        bounds.append((at, at + len(line)))
        at += len(line) + 1
    look = view(PAGE)
    return Lines(look, bounds, find(look))


def test_what_is_shipped() -> None:
    header = load().header
    assert header["corpus"] == digest(), "the specimens have changed: train again"
    assert header["classes"] == list(CLASSES)
    assert header["command"].startswith("python -m corpus.train")
    assert DATA.stat().st_size < 2_000_000


def test_grams_of_a_line_are_its_own(page: Lines) -> None:
    together, starts, counts = grams(Framed(page.views), 1 << 16)
    for line, start, count in zip(page, starts, counts):
        alone, _, _ = grams(Framed([line.view]), 1 << 16)
        assert together[start : start + int(count)].tolist() == alone.tolist()


def test_facts(page: Lines) -> None:
    facts = dense(page, Framed(page.views), [judge(line) for line in page])
    assert facts.shape == (len(page), len(DENSE))
    assert np.isfinite(facts).all()


def test_scores_are_those_of_scikit_learn(page: Lines) -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    model = load()
    verdicts = [judge(line) for line in page]
    framed = Framed(page.views)
    buckets, starts, counts = grams(framed, len(model.hashed))
    rows = np.zeros((len(page), len(model.hashed)))
    for row, (start, count) in enumerate(zip(starts, counts)):
        np.add.at(rows[row], buckets[start : start + int(count)], 1 / np.sqrt(count))
    facts = (dense(page, framed, verdicts) - model.mean) / model.spread
    peer = linear_model.LogisticRegression()
    peer.classes_ = np.arange(len(CLASSES))
    peer.coef_ = np.vstack([model.hashed * model.scale, model.dense]).T.astype(np.float64)
    peer.intercept_ = model.bias.astype(np.float64)
    expected = peer.predict_log_proba(np.hstack([rows, facts]))
    np.testing.assert_allclose(model.log_probabilities(page, verdicts), expected, atol=1e-4)


def test_posterior(page: Lines) -> None:
    chances = load().posterior(page, [judge(line) for line in page])
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    named = [CLASSES[index] for index in chances.argmax(axis=1)]
    assert named[0] == "furniture"
    assert named[3:5] == ["body", "body"]
    assert named[-1] == "furniture"


def test_weights_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.npz"
    own.write_bytes(DATA.read_bytes())
    assert newsclean.clean(PAGE, config=Config(model=own)) == newsclean.clean(PAGE)
    reversed_ = dict(np.load(DATA))
    reversed_["bias"] = np.array([-50, 0, 0, 50, 0], dtype=np.float32)
    np.savez(tmp_path / "other.npz", **reversed_)
    other = newsclean.clean(PAGE, config=Config(model=str(tmp_path / "other.npz")))
    assert other.body != newsclean.clean(PAGE).body


def test_weights_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="no file"):
        Config(model=tmp_path / "none.npz")
    with pytest.raises(BadConfig):
        Config(model=1)  # type: ignore[arg-type]
    arrays = dict(np.load(DATA))
    arrays["header"] = np.frombuffer(b'{"facts": ["length"], "classes": []}', dtype=np.uint8)
    np.savez(tmp_path / "old.npz", **arrays)
    (tmp_path / "cut.npz").write_bytes(DATA.read_bytes()[:5000])
    (tmp_path / "text.npz").write_text("no weights")
    for name in ("old", "cut", "text"):
        config = Config(model=tmp_path / f"{name}.npz")
        with pytest.raises(BadData, match="train"):
            newsclean.clean(PAGE, config=config)
