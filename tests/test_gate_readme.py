"""Gate 9: README, requirements, `.ci/run` and the workflows are held against the files they speak of."""

import argparse
import importlib
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from course_lib.commands import _pins, available, environment, start

ROOT = environment.ROOT
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BLOCKS = re.findall(r"^```bash\n(.*?)^```", README, flags=re.S | re.M)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line]
START, TEST = "python3 -m course_lib start", "python3 -m course_lib test"
WORKFLOWS = sorted([*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob(".github/templates/*.yml")])
SKIPPED_FOLDERS = {".git", ".venv", ".cache", ".ruff_cache", ".pytest_cache", "__pycache__", ".ipynb_checkpoints"}


def expected_row(source: Path) -> str:
    """Return the row of the README's table that belongs to one narrative source."""
    number, _, _ = source.stem.partition("_")
    title = next(line for line in source.read_text(encoding="utf-8").splitlines() if line.startswith("# # "))
    question = title.removeprefix("# # ").partition("·")[2].strip()
    name = f"{source.stem}.ipynb"
    links = [f"[{question}](notebooks/{name})", f"[exercises](exercises/{name})", f"[solutions](solutions/{name})"]
    return f"| {' | '.join([number, *links])} |"


def test_chapter_table_is_the_folder():
    rows = [line for line in README.splitlines() if re.match(r"\| \d\d \|", line)]
    assert rows == [expected_row(source) for source in sorted((ROOT / "notebooks" / "source").glob("[0-9]*.py"))]


def test_links_lead_somewhere():
    targets = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(r'src="([^"]+)"', README)
    missing = [target for target in targets if "://" not in target and not (ROOT / target).exists()]
    assert not missing


def check_command(line: str) -> None:
    """Fail unless a command of the README can be run as printed."""
    words = shlex.split(line)
    match words:
        case ["python3" | "python", "-m", "course_lib", name, *options]:
            assert name in available(), f"there is no command {name}"
            module = importlib.import_module(f"course_lib.commands.{name}")
            parser = argparse.ArgumentParser(prog=name, exit_on_error=False)
            module.add_arguments(parser)
            parser.parse_args(options)
        case ["pip", "install", "-r", file] | ["pytest", "--nbval-lax", file]:
            assert (ROOT / file).exists(), f"there is no file {file}"
        case ["jupyter", "lab", option]:
            # The file as an argument would serve its folder alone, and the exercises would be out of reach.
            assert option == f"--LabApp.default_url=/lab/tree/{start.FIRST_PAGE}"
            assert (ROOT / start.FIRST_PAGE).exists()
        case ["python3", "-m", "venv", ".venv"] | ["source", ".venv/bin/activate"] | ["pytest"]:
            pass
        case _:
            raise AssertionError(f"the gate does not know the command {line!r}")


@pytest.mark.parametrize("line", COMMANDS)
def test_command_exists(line):
    check_command(line)


@pytest.mark.parametrize(
    "line", ["python -m course_lib rest 1.2", "pip install -r requirement.txt", "jupyter labs", "jupyter lab x"]
)
def test_command_that_does_not_exist_is_noticed(line):
    with pytest.raises(AssertionError):
        check_command(line)


def test_two_commands_and_the_plain_ones_are_there():
    assert {START, TEST, "pip install -r requirements.txt", "pytest"} <= set(COMMANDS)


def test_python_versions_are_those_of_the_package():
    oldest, newest = ".".join(map(str, (3, 11))), ".".join(map(str, environment.NEWEST_PYTHON))
    assert PROJECT["requires-python"] == f">={oldest}"
    assert f"Python {oldest} or newer" in README and f"or {newest}" in README


@pytest.mark.parametrize("level", environment.REQUIREMENTS)
def test_requirements_are_exact_and_complete(level):
    pins = _pins.read_pins(environment.REQUIREMENTS[level])  # which refuses all but exact pins
    for pin in pins:
        _pins.applies(pin.marker)  # which refuses markers that the standard library alone cannot judge
    wanted = list(PROJECT["dependencies"])
    if level == "test":
        wanted += PROJECT["optional-dependencies"]["author"] + PROJECT["optional-dependencies"]["test"]
    names = {_pins.canonical(re.split(r"[=\[]", each)[0]) for each in wanted} - {"course-lib"}
    assert names <= {_pins.canonical(pin.name) for pin in pins}


@pytest.mark.parametrize("line", ["jax>=0.10", "jax", "jax==0.10.2, <1"])
def test_inexact_requirement_is_noticed(tmp_path, line):
    (tmp_path / "requirements.txt").write_text(line)
    with pytest.raises(ValueError, match="expected name==version"):
        _pins.read_pins(tmp_path / "requirements.txt")


def test_extras_are_the_pins_of_the_tests():
    pinned = {_pins.canonical(pin.name): pin.version for pin in _pins.read_pins(environment.REQUIREMENTS["test"])}
    extras = PROJECT["optional-dependencies"]
    assert {"author", "grade", "cluster", "test", "bench"} <= set(extras)
    for line in [*extras["author"], *extras["test"]]:
        name, _, version = line.partition("==")
        assert name == "course_lib[author]" or pinned[_pins.canonical(name)] == version, line


def test_requirements_install_the_course_itself():
    assert environment.COURSE in environment.REQUIREMENTS["learner"].read_text(encoding="utf-8").splitlines()


def test_ci_calls_the_readme_command():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o100, ".ci/run is not executable"
    assert script.read_text(encoding="utf-8").rstrip().splitlines()[-1] == f'exec {TEST} "$@"'


def steps(file: Path) -> list[dict]:
    """Return all steps of a workflow."""
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflow_is_sound(file):
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert content["permissions"] and content[True], "YAML reads the key `on` as true"
    assert all("timeout-minutes" in job for job in content["jobs"].values())
    for step in steps(file):
        assert ("uses" in step) != ("run" in step)
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1")), step
        if shutil.which("bash"):
            script = re.sub(r"\$\{\{.*?\}\}", "x", step.get("run", ""))
            subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_course_workflow_covers_every_python():
    content = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    versions = content["jobs"]["tests"]["strategy"]["matrix"]["python"]
    assert versions == [f"3.{minor}" for minor in range(11, environment.NEWEST_PYTHON[1] + 1)]
    assert ".ci/run" in [step.get("run") for step in steps(ROOT / ".github/workflows/ci.yml")]


def test_weekly_workflow_opens_an_issue():
    file = ROOT / ".github/workflows/weekly.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert content["permissions"]["issues"] == "write" and content[True]["schedule"]
    last = steps(file)[-1]
    assert last["if"] == "failure()" and "gh issue create" in last["run"] and "GH_TOKEN" in last["env"]
    assert any("--upgrade jax" in step.get("run", "") for step in steps(file))


def test_template_checks_exercises_and_writes_the_summary():
    from course_lib.pytest_plugin import SUMMARY_VARIABLE

    file = ROOT / ".github/templates/check-exercises.yml"
    runs = [step["run"] for step in steps(file) if "run" in step]
    assert "python -m pip install -r requirements.txt" in runs
    assert f'{SUMMARY_VARIABLE}="$GITHUB_STEP_SUMMARY" python -m pytest --nbval-lax exercises/*.ipynb' in runs
    assert not (ROOT / ".github/workflows" / file.name).exists(), "the template must not run here"


def text_files() -> list[Path]:
    """Return the text files of the project; exercises are the learner's, what else lies about is nobody's."""
    folders = [".ci", ".github", "benchmarks", "course_lib", "notebooks", "solutions", "tests"]
    files = [file for file in ROOT.iterdir() if file.name != ".git"]
    files += [file for folder in folders for file in (ROOT / folder).rglob("*")]
    files = [file for file in files if file.is_file() and not SKIPPED_FOLDERS & set(file.relative_to(ROOT).parts)]
    return [file for file in files if b"\0" not in file.read_bytes()[:4096]]


# Letters in brackets, so that this file does not find itself.
PLACES = re.compile(r"(?<![\w.~)}])/(r[o]ot|w[o]rk|h[o]me/\w+|U[s]ers/\w+|opt/p[y]pi|opt/w[h]eels)/|(?<!\w)sh[a]red/")


def test_no_file_names_a_place_on_one_machine():
    texts = {file: file.read_text(encoding="utf-8", errors="replace") for file in text_files()}
    found = [f"{file.relative_to(ROOT)}: {hit[0]}" for file, text in texts.items() for hit in PLACES.finditer(text)]
    assert not found


@pytest.mark.parametrize("words", [["in /", "home/ann/x"], ['File "/', 'root/a.py"'], ["see sha", "red/DESIGN.md"]])
def test_place_on_one_machine_is_noticed(words):
    assert PLACES.search("".join(words))


def test_licences_are_stated():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "creativecommons.org/licenses/by/4.0/legalcode" in (ROOT / "LICENSE-content").read_text(encoding="utf-8")


def test_citation_and_changelog_speak_of_this_version():
    from course_lib import __version__

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__ and citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
