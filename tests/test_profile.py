"""Profiles of sites: a sum, a small file, and what cleaning does with them."""

from __future__ import annotations

import multiprocessing
import operator
import pickle
from array import array
from concurrent.futures import ProcessPoolExecutor
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import BadConfig, BadData, Config, Label, Profile, clean_many, learn_profile
from newsclean.profile import SAMPLE, key_of, profile_of

VILLAGES = ("上河", "下河", "石桥", "柳林", "东岗", "西岗", "白塔", "竹园", "泉眼", "渡口")
TOP = "河湾云报\n今日河湾 我的河湾 河湾相册\n"
END = "河湾云报手机版请认准蓝色水滴\n河湾云报由河湾镇文化站承办，地址在老街九号。\n"


def article(village: str) -> str:
    """A text that no other village has."""
    return (
        f"{village}村的渠修好了，水比往年早到{len(village)}天，田里的人都来看。\n"
        f"村里的会计说，{village}今年多种了两百亩稻子，秋后能多打十万斤粮。\n"
    )


def page(village: str, *, above: str = "", below: str = "", inside: str = "") -> str:
    first, second, _ = article(village).split("\n")
    title = f"{village}村修好三里渠\n来源：河湾云报 2023-05-06 09:12\n"
    return f"{TOP}{title}{above}{first}\n{inside}{second}\n{below}{END}"


def site(**more: str) -> list[tuple[str | None, bytes | str]]:
    return [(f"https://hewan.example/{v}", page(v, **more)) for v in VILLAGES]


def test_what_recurs_goes() -> None:
    for (_, data), village, found in zip(site(), VILLAGES, clean_many(site())):
        assert str(found).strip() == article(village).strip()
        assert found.rebuild_source() == data
        assert str(found.title) == f"{village}村修好三里渠"
        assert found.published is not None
        ends = [block for block in found.blocks if block.text.value.strip() in END]
        assert ends
        assert not any(block.kept for block in ends)
    alone = newsclean.clean(page("上河"))
    assert [b.reason for b in ends] != [b.reason for b in alone.blocks[-2:]]


def test_the_record_says_why() -> None:
    found = [block.reason for article in clean_many(site()) for block in article.blocks]
    assert "recurs" in found


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("above", "【渠水连着千家万户，本栏目请您跟着记者到村里去看一看、听一听。】\n"),
        ("above", "编者按：今年春旱，各村怎样用水？我们请十个村的人来讲自己的办法。\n"),
        ("inside", "水是怎样来的\n"),
        ("inside", "据镇水利站介绍，全镇今年共修渠四十里，受益农田一万亩。\n"),
        ("below", "本文所列水价以镇水利站公布的为准，不构成用水合同的一部分。\n"),
        ("below", "（河湾镇水利站供稿）\n"),
    ],
)
def test_what_may_be_the_article_stays(where: str, line: str) -> None:
    for found, (_, data) in zip(clean_many(site(**{where: line})), site(**{where: line})):
        alone = newsclean.clean(data)
        if line.strip() in alone.body:
            assert line.strip() in found.body
        assert found.rebuild_source() == data


def test_the_same_article_under_many_addresses() -> None:
    same = [(f"https://hewan.example/{at}", page("上河") + f"阅读{at}次\n") for at in range(30)]
    others = site()[1:4]
    profile = learn_profile([*same, *others])
    assert profile.pages == {"hewan.example": 4}
    assert not profile.recurring("hewan.example")


def test_clean_texts_of_one_host_stay() -> None:
    texts = [(None, article(village) + "（河湾镇水利站供稿）") for village in VILLAGES]
    assert [str(one) for one in clean_many(texts)] == [text for _, text in texts]


def test_titles_that_recur_are_found() -> None:
    pages = [(None, page(v).replace(f"{v}村修好三里渠", "渠边日记")) for v in VILLAGES]
    alone = [str(newsclean.clean(data).title) for _, data in pages]
    together = list(clean_many(pages))
    assert [str(one.title) for one in together] == alone
    assert all(one.published and one.source for one in together)


def test_hosts_are_apart() -> None:
    profile = learn_profile(site())
    assert profile.recurring("hewan.example")
    assert not profile.recurring("other.example")
    text = page("上河")
    config = Config(profile=profile)
    other = newsclean.clean(text, url="https://other.example/", config=config)
    assert other.blocks == newsclean.clean(text).blocks


def test_one_pass_and_parts_give_the_same() -> None:
    documents = site()
    whole = learn_profile(documents)
    parts = [learn_profile(documents[at::3]) for at in range(3)]
    assert reduce(operator.add, parts) == whole
    assert parts[2] + parts[0] + parts[1] + parts[2] == whole
    assert learn_profile(newsclean.clean(data, url=url) for url, data in documents) == whole


Rows = tuple[str, int, set[int]]
pages = st.lists(
    st.tuples(
        st.sampled_from(["a.example", "b.example"]),
        st.integers(0, 400),
        st.sets(st.integers(0, 12), max_size=6),
    ),
    max_size=300,
)


@given(pages, pages, pages)
def test_a_sum(one: list[Rows], two: list[Rows], three: list[Rows]) -> None:
    a, b, c = (profile_of(part) for part in (one, two, three))
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + a == a
    assert a + b + c == profile_of([*one, *two, *three])
    assert a + Profile() == a


def test_a_sample_is_kept_of_many_pages() -> None:
    many = profile_of(("a.example", page * 7 % 1009, {1}) for page in range(1000))
    assert many.pages == {"a.example": SAMPLE}
    assert many.recurring("a.example") == {1}


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "hewan.profile"
    profile = learn_profile(site()) + learn_profile([("https://two.example/", page("远山"))])
    profile.save(path)
    assert [file.name for file in tmp_path.iterdir()] == ["hewan.profile"]
    again = Profile.load(path)
    assert again == profile.pruned()
    assert again.pages == profile.pages
    assert again.recurring("hewan.example") == profile.recurring("hewan.example")
    again.save(tmp_path / "twice")
    assert (tmp_path / "twice").read_bytes() == path.read_bytes()
    Profile().save(path)
    assert Profile.load(path) == Profile()


def test_file_is_cut_or_no_profile(tmp_path: Path) -> None:
    path = tmp_path / "a.profile"
    learn_profile(site()).save(path)
    whole = path.read_bytes()
    for data in (b"", b"text", whole[: len(whole) // 2], pickle.dumps([1])):
        path.write_bytes(data)
        with pytest.raises(BadData, match="newsclean profile"):
            Profile.load(path)
    config = Config(profile=path)
    with pytest.raises(BadData):
        newsclean.clean("新桥通车。", config=config)
    with pytest.raises(BadConfig, match="no file"):
        Config(profile=tmp_path / "none")
    with pytest.raises(BadConfig):
        Config(profile=3)  # type: ignore[arg-type]


def test_keys() -> None:
    assert key_of("第12版　要聞") == key_of("【第3版】要闻")
    assert key_of("2023-05-06") is None
    assert key_of("要闻") != key_of("要问")
    assert Profile({"a": {1: array("Q", [2])}}) != Profile()


def _body(given: tuple[Config, str]) -> str:
    config, text = given
    return newsclean.clean(text, url="https://hewan.example/", config=config).body


def test_worker_processes(tmp_path: Path) -> None:
    profile = learn_profile(site())
    profile.save(tmp_path / "p")
    text = page("上河")
    shipped = Path(newsclean.__file__).parent / "data" / "labels.npz"
    configs = [Config(profile=profile), Config(profile=tmp_path / "p", model=shipped)]
    assert pickle.loads(pickle.dumps(configs)) == configs
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        bodies = list(pool.map(_body, [(config, text) for config in configs]))
    assert bodies == [_body((configs[0], text))] * 2


def test_labels_of_what_recurs() -> None:
    labels = {b.label for one in clean_many(site()) for b in one.blocks if b.reason == "recurs"}
    assert labels <= set(Label) - {Label.BODY, Label.TITLE, Label.META}
