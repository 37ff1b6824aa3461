"""Who may import whom, and what `import newsclean` loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsclean

PACKAGE = Path(newsclean.__file__).parent
# Each layer imports from the layers above it and from its own unit only; the
# units of the stage layer never import each other.
LAYERS = [
    {"atomic", "errors", "lazy", "_version"},
    {"extras"},
    {"change"},
    {"text"},
    {"article"},
    {
        "config",
        "chars",
        "gates",
        "euc_tw",
        "head",
        "headings",
        "lexicon",
        "language",
        "patterns",
        "profile",
    },
    {"repairs"},
    {"decode", "page", "blocks", "labels", "metadata"},
    {"source"},
    {"result"},
    {"pipeline"},
    {"budget", "schema", "sites", "tally"},
    {"batch"},
    {"__init__"},
    {"engines", "files", "report"},
    {"training"},
    {"labelling"},
    {"cli"},
    {"__main__"},
]
BASIS = LAYERS[5]  # these may build on each other, as long as there is no circle
FILES = sorted(PACKAGE.rglob("*.py"))
# Not needed for a plain document; not needed before the first document.
NEVER = {"sklearn", "scipy", "bs4", "selectolax", "ftfy", "rich", "click", "pyarrow"}
HEAVY = NEVER | {"opencc", "numpy", "pypinyin", "chardet"}


def unit(path: Path) -> str:
    """The module or subpackage of `newsclean` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The units that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names = [module]
            if module == "newsclean":
                names = [f"newsclean.{alias.name}" for alias in node.names]
        for name in names:
            if name == "newsclean" or name.startswith("newsclean."):
                part = name.split(".")[1:2]
                yield part[0] if part and is_unit(part[0]) else "__init__"


def is_unit(name: str) -> bool:
    return (PACKAGE / f"{name}.py").exists() or (PACKAGE / name).is_dir()


def layer(name: str) -> int:
    (found,) = [index for index, units in enumerate(LAYERS) if name in units]
    return found


def test_every_unit_has_its_layer() -> None:
    assert {unit(path) for path in FILES} == set().union(*LAYERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = unit(path)
    for other in set(imported(path)) - {own}:
        allowed = layer(other) < layer(own) or {own, other} <= BASIS
        assert allowed, f"{own} imports {other}"


def test_no_circles() -> None:
    uses = {name: set[str]() for name in set().union(*LAYERS)}
    for path in FILES:
        uses[unit(path)] |= set(imported(path)) - {unit(path)}
    while uses:
        free = [name for name, others in uses.items() if not others & uses.keys()]
        assert free, f"a circle among {sorted(uses)}"
        for name in free:
            del uses[name]


def loaded(statement: str) -> set[str]:
    """The top-level modules after a statement in a fresh interpreter."""
    code = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    assert sorted(loaded("import newsclean") & HEAVY) == []


def test_cleaning_plain_text_loads_nothing_it_does_not_need() -> None:
    statement = "import newsclean; newsclean.clean('新桥通车。')"
    assert sorted(loaded(statement) & (NEVER | {"chardet"})) == []


def test_public_names_exist_and_are_sorted() -> None:
    assert newsclean.__all__ == sorted(newsclean.__all__)
    assert all(hasattr(newsclean, name) for name in newsclean.__all__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_exported_names_exist(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            defined.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            defined |= {alias.asname or alias.name for alias in node.names}
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            assert set(ast.literal_eval(node.value)) <= defined
