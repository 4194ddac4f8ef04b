"""The library's promises: importing is free of side effects, numbers know nothing of pictures, pieces stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "course_lib").rglob("*.py"))
DRAWING = ("plotting", "widgets", "live", "charts", "explorers")  # may import Matplotlib and ipywidgets
TOOLS = ("commands", "authoring", "checking", "judges", "probes", "pytest_plugin", "__main__", "__init__")
MOST_LINES, MOST_FUNCTION_LINES = 200, 40


def part(file: Path) -> str:
    return file.relative_to(ROOT / "course_lib").parts[0].removesuffix(".py")


def module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NUMERICAL = [file for file in FILES if part(file) not in (*DRAWING, *TOOLS)]


def test_importing_everything_starts_no_back_end():
    """A fork server, and whoever chooses the number of devices, must be able to import first."""
    names = [module(file) for file in FILES if part(file) not in ("__main__",)]
    code = (
        f"import importlib\nfor name in {names!r}:\n    importlib.import_module(name)\n"
        "from jax._src import xla_bridge\nassert not xla_bridge._backends, xla_bridge._backends\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", NUMERICAL, ids=module)
def test_numerical_modules_import_neither_plotting_nor_widgets(file):
    code = (
        f"import sys\nimport {module(file)}\n"
        "found = {'matplotlib', 'ipywidgets', 'anywidget', 'IPython'} & set(sys.modules)\nassert not found, found"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", FILES, ids=module)
def test_modules_and_functions_stay_small_and_say_what_they_are(file):
    text = file.read_text("utf-8")
    tree = ast.parse(text)
    if not text.strip():
        return
    assert ast.get_docstring(tree), f"{file}: a docstring for the module"
    assert len(text.splitlines()) <= MOST_LINES or part(file) == "judges", f"{file}: at most {MOST_LINES} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = node.end_lineno - node.lineno + 1 - len((ast.get_docstring(node, clean=False) or "").splitlines())
            assert length <= MOST_FUNCTION_LINES, f"{file}:{node.lineno}: {node.name} has {length} lines"


@pytest.mark.parametrize("file", NUMERICAL, ids=module)
def test_public_functions_say_their_shapes(file):
    """Every public function of arrays has a docstring with shapes; pure text and data helpers have a docstring."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        docstring = ast.get_docstring(node)
        assert docstring, f"{file}:{node.lineno}: {node.name} has no docstring"
        arguments = ast.unparse(node.args) if isinstance(node, ast.FunctionDef) else ""
        if "jax.Array" in arguments or "PyTree" in arguments or "np.ndarray" in arguments:
            assert "Shapes:" in docstring, f"{file}:{node.lineno}: {node.name} says no shapes"


@pytest.mark.parametrize("file", NUMERICAL, ids=module)
def test_every_numerical_module_has_its_test_file(file):
    assert (ROOT / "tests" / f"test_{file.stem}.py").is_file()
