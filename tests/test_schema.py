"""One definition of the columns: what comes out, Arrow, JSON Schema and docs agree."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from conftest import ROOT

import newsclean
from newsclean import BadConfig
from newsclean.cli.main import main
from newsclean.schema import COLUMNS, Kind, arrow_schema, chosen, json_schema

RICH = (
    "渡口新桥合龙 两岸通车在即-凤凰彩票网\n来源：渡口日报 2023-04-09 17:26:41　"
    "记者 王小林　通讯员 李河\n"
    "本报讯　昨天上午，渡口新桥\x07合龙，两岸的村民敲锣打鼓。\n桥长一千二百米，用了三年。锟斤拷\n"
    "责任编辑：陈一\n相关阅读\n渡船停运\n"
)


def rows() -> list[dict[str, Any]]:
    documents: list[bytes | str] = [
        RICH,
        RICH.encode("gbk", "ignore"),
        "",
        "<html><p>新桥</p></html>",
    ]
    return [newsclean.clean(one, url="http://a.example/1").to_dict() for one in documents]


def test_rows_have_the_columns() -> None:
    for row in rows():
        assert list(row) == [field.name for field in COLUMNS]


def test_rows_are_valid() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    for row in rows():
        assert [error.message for error in validator.iter_errors(row)] == []


def test_schema_refuses_what_is_wrong() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    row = rows()[0]
    assert not validator.is_valid({**row, "status": "fine"})
    assert not validator.is_valid({**row, "bytes_lost": "0"})
    assert not validator.is_valid({key: value for key, value in row.items() if key != "body"})
    assert validator.is_valid({**row, "id": 7})


def test_rows_go_through_arrow_unchanged() -> None:
    pa = pytest.importorskip("pyarrow")
    found = rows()
    assert found[0]["edits"]
    assert found[0]["title"]
    assert pa.Table.from_pylist(found, arrow_schema()).to_pylist() == found


def test_arrow_and_json_schema_have_the_same_types() -> None:
    pytest.importorskip("pyarrow")
    simple = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean"}

    def as_json(kind: Any) -> Any:
        if hasattr(kind, "value_type"):
            return [as_json(kind.value_type)]
        if kind.num_fields:
            return {field.name: as_json(field.type) for field in kind}
        return simple[str(kind)]

    def types(schema: dict[str, Any]) -> Any:
        kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
        if kind == "array":
            return [types(schema["items"])]
        if kind == "object":
            return {name: types(one) for name, one in schema["properties"].items()}
        return kind

    arrow = {field.name: as_json(field.type) for field in arrow_schema()}
    assert arrow == types(json_schema())


def test_docs_list_every_column() -> None:
    text = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    structs = {id(field.kind): field.kind for field in COLUMNS}
    names = [field.name for field in COLUMNS]
    for kind in structs.values():
        inner: Kind = kind.of or kind
        names += [field.name for field in inner.fields]
    assert {name for name, _, _ in listed} >= set(names)
    about = {(name, text.strip()) for name, _, text in listed}
    assert {(field.name, field.about) for field in COLUMNS} <= about


def test_chosen_columns() -> None:
    assert [field.name for field in chosen(["body", "status"])] == ["status", "body"]
    with pytest.raises(BadConfig, match="no column 'text'"):
        chosen(["text"])


def test_command_prints_the_schema() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert json.loads(result.stdout) == json_schema()
