"""Architecture: what may import what, and that every module says what it owns."""

import ast
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path.relative_to(ROOT)
    for folder in ("app", "migrations", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts and "_data" not in path.parts
)
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"


def test_imports_keep_to_the_layers() -> None:
    if importlib.util.find_spec("importlinter") is None:
        pytest.skip("import-linter comes with the extra `dev`")
    found = subprocess.run(
        [sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert f"{len(contracts['contracts'])} kept, 0 broken" in found.stdout


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_says_in_its_first_line_what_it_owns(path: Path) -> None:
    source = (ROOT / path).read_text("utf-8")
    if path.name == "__init__.py" and not source.strip():
        return
    said = ast.get_docstring(ast.parse(source))
    assert said, f"{path} has no docstring"
    assert len(said.splitlines()[0]) > 10
