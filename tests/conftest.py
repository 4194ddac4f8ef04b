"""What several tests share: every chapter built once, and toy courses."""

import json
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock, Timeout

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class BuiltCourse:
    """Every chapter of the course, built into a temporary folder with one execution per notebook.

    `errors` holds, by stem, why a chapter could not be built; `seconds` and `peak_mebibytes` are by "folder/stem".
    """

    root: Path
    errors: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    peak_mebibytes: dict[str, float | None] = field(default_factory=dict)

    @property
    def notebooks(self) -> Path:
        """Return the folder of the executed narratives."""
        return self.root / "notebooks"

    @property
    def solutions(self) -> Path:
        """Return the folder of the executed solutions."""
        return self.root / "solutions"

    @property
    def exercises(self) -> Path:
        """Return the folder of the exercises as shipped."""
        return self.root / "exercises"

    def require(self, stem: str) -> None:
        """Fail the test where the chapter could not be built."""
        if stem in self.errors:
            pytest.fail(f"{stem} could not be built: {self.errors[stem]}", pytrace=False)

    def path(self, folder: str, stem: str) -> Path:
        """Return the path of a built notebook; fail the test where it has no source or could not be built."""
        self.require(stem)
        path = self.root / folder / f"{stem}.ipynb"
        if not path.is_file():
            source = "notebooks" if folder == "notebooks" else "solutions"
            pytest.fail(f"{source}/source/{stem}.py is missing", pytrace=False)
        return path


@pytest.fixture(scope="session")
def built(tmp_path_factory, worker_id) -> BuiltCourse:
    """Build every chapter once for all gates; where several processes share the tests, they share this out too."""
    from course_lib.authoring.building import find_stems

    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "built"  # the parent is the same for all processes
    folder.mkdir(exist_ok=True)
    stems = find_stems(ROOT)
    for patience in (0, -1):  # first what nobody else is at, then wait for the rest
        for stem in stems:
            _build_once(folder, stem, patience)
    course = BuiltCourse(folder)
    for stem in stems:
        made = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        course.errors |= made["errors"]
        course.seconds |= made["seconds"]
        course.peak_mebibytes |= made["peak_mebibytes"]
    return course


def _build_once(folder: Path, stem: str, patience: float) -> None:
    """Build a chapter unless it is built, or being built by another process for longer than `patience` (-1: wait)."""
    from course_lib.authoring.building import build_chapter

    done = folder / f"{stem}.json"
    if done.exists():
        return
    try:
        with FileLock(folder / f"{stem}.lock", timeout=patience):
            if done.exists():
                return
            made = {"errors": {}, "seconds": {}, "peak_mebibytes": {}}
            try:
                for kind, notebook in build_chapter(ROOT, folder, stem).items():
                    made["seconds"][f"{kind}/{stem}"] = notebook.seconds
                    made["peak_mebibytes"][f"{kind}/{stem}"] = notebook.peak_mebibytes
            except ValueError as error:
                made["errors"][stem] = str(error)
            done.write_text(json.dumps(made), encoding="utf-8")
    except Timeout:
        return


@pytest.fixture(autouse=True, scope="module")
def _forget_compiled_programs():
    """Free what a file compiled: over all files a process would grow to several GB."""
    yield
    if jax := sys.modules.get("jax"):
        jax.clear_caches()


TOY_EXERCISES = (
    SimpleNamespace(id="1.1", name="double", title="Double it", points=2, minutes=5, difficulty=1),
    SimpleNamespace(id="1.2", name="halve", title="Halve it", points=1, minutes=8, difficulty=3),
)
HINTS = """\
# <details><summary>Hint 1 · idea</summary>a</details>
# <details><summary>Hint 2 · step</summary>b</details>
# <details><summary>Hint 3 · nearly code</summary>c</details>
"""


def toy_exercise(exercise: str, name: str, answer: str = "return 2 * x", hints: str = HINTS) -> str:
    """Write the two cells of an exercise of a toy source."""
    task = f'# %% [markdown] exercise="{exercise}" role="task"\n# Write `{name}`.\n#\n{hints}\n'
    body = textwrap.indent(f"# BEGIN SOLUTION\n{answer}\n# END SOLUTION\n", "    ")
    return f'{task}# %% exercise="{exercise}" role="answer"\ndef {name}(x):\n{body}\n'


TOY_SOLUTIONS = (
    "# %%\ncheck = print\n\n" + toy_exercise("1.1", "double") + toy_exercise("1.2", "halve", "return x / 2")
    + "# %% [markdown]\n# The end.\n"
)  # fmt: skip
TOY_NARRATIVE = """\
# %% [markdown]
# # 01 · What is a toy?
# It is small [@robbins1951].

# %% [markdown]
# ## What you will be able to do
# - play (1.1, 1.2)
#
# ## Warm-up
# ## What the article says

# %%
print("hello")
1 + 1

# %% [markdown]
# ## What the article leaves out
# ## Transfer
# ## In your own words
# ## Recap
# ## Read on
# Enjoy.
"""
TOY_REFERENCES = """\
[{"id": "robbins1951", "type": "article-journal", "title": "A stochastic approximation method",
  "author": [{"family": "Robbins", "given": "H."}, {"family": "Monro", "given": "S."}],
  "issued": {"date-parts": [[1951]]}, "container-title": "Annals", "DOI": "10.1214/aoms/1177729586", "note": "a toy"}]
"""


@pytest.fixture
def toy(tmp_path):
    """Return a function that writes a course of one chapter, 01_toy, under a temporary root and returns the root."""

    def write(narrative: str = TOY_NARRATIVE, solutions: str = TOY_SOLUTIONS, references: str = TOY_REFERENCES) -> Path:
        for folder, text in (("notebooks", narrative), ("solutions", solutions)):
            source = tmp_path / folder / "source/01_toy.py"
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(text, encoding="utf-8")
        (tmp_path / "notebooks/references.json").write_text(references, encoding="utf-8")
        return tmp_path

    return write
