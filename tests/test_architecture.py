"""The flow goes one way: a module imports only from floors below its own."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {
    "gouji": 0,
    "gouji.wording": 0,
    "gouji.lean": 0,
    "schemas": 1,
    "gouji.document": 1,
    "gouji.arithmetic": 2,
    "gouji.marked": 2,
    "gouji.checking": 2,
    "gouji.equations": 3,
    "gouji.page": 2,
    "gouji.transcription": 3,
    "gouji.recognition": 2,
    "gouji.readers": 2,
    "gouji.bodies": 3,
    "gouji.locating": 4,
    "gouji.findings": 5,
    "checks": 4,
    "gouji.corpus": 5,
    "gouji.known": 3,
    "gouji.draft": 2,
    "gouji.options": 8,
    "gouji.workers": 1,
    "gouji.cache": 4,
    "gouji.run": 6,
    "gouji.results": 7,
    "gouji.summary": 8,
    "gouji.printing": 7,
    "gouji.html_rows": 7,
    "gouji.annotate": 8,
    "gouji.bulk": 9,
    "gouji.answers": 9,
    "gouji.plugin": 10,
    "gouji.cli": 11,
    "gouji.__main__": 12,
    "conftest": 12,
}
MODULES = [path for folder in ("gouji", "schemas", "checks") for path in (ROOT / folder).rglob("*.py")] + [
    ROOT / "conftest.py"
]


def part(module: str) -> str | None:
    """Return the longest name in FLOORS that `module` lies in."""
    names = module.split(".")
    return next((name for end in range(len(names), 0, -1) if (name := ".".join(names[:end])) in FLOORS), None)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "gouji" else {node.module}
            )
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.split(".")[0] in ("gouji", "schemas", "checks")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_imports_from_its_own_floor_or_above(path: Path) -> None:
    module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    own = part(module)
    assert own is not None, f"{module} stands on no floor"
    for name in imports(path):
        other = part(name)
        assert other is not None, f"{module} imports {name}, which stands on no floor"
        assert other == own or FLOORS[other] < FLOORS[own], f"{module} imports {name}"
