"""The dispatch of commands, exact pins, installing with progress, and the command that opens JupyterLab."""

import ast
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import course_lib
from course_lib import __main__ as entry
from course_lib import commands
from course_lib.commands import _compiling, _installing, _pins, environment, start
from course_lib.commands._pins import Pin

ROOT = environment.ROOT


# Old Pythons


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6), (3, 10, 13)])
def test_old_python_is_told_what_to_do(version):
    message = entry.too_old(version)
    assert f"this is Python {version[0]}.{version[1]}." in message and "Mend it" in message


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14), (4, 0)])
def test_new_python_is_not_refused(version):
    assert entry.too_old(version) is None


@pytest.mark.parametrize("module", [course_lib, entry], ids=["__init__", "__main__"])
def test_what_an_old_python_reads_has_no_new_syntax(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Match), ast.dump(node)
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None and not any(argument.annotation for argument in node.args.args)


def old_pythons() -> list[str]:
    """Return the Pythons on this machine that are too old for the course and run."""
    names = ["python2.7", *(f"python3.{minor}" for minor in range(5, 11))]
    found = [name for name in names if shutil.which(name)]
    return [name for name in found if subprocess.run([name, "-c", ""], capture_output=True).returncode == 0]


@pytest.mark.parametrize("python", old_pythons() or ["none"])
def test_real_old_python_prints_the_message(python):
    if python == "none":
        pytest.skip("there is no Python older than 3.11 on this machine")
    done = subprocess.run([python, "-B", "-m", "course_lib", "start"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("The course needs Python 3.11 or newer") and "Traceback" not in done.stderr


# Dispatch


def test_commands_are_the_modules():
    assert {"start", "test", "doctor", "build", "reset", "progress"} <= set(commands.available())
    assert not {"environment", "__init__", "_installing"} & set(commands.available())


def test_overview_names_every_command(capsys):
    assert commands.dispatch(["--help"]) == 0
    overview = capsys.readouterr().out
    assert all(name in overview for name in commands.available())


@pytest.mark.parametrize(("argv", "status"), [([], 2), (["nope"], 2), (["--version"], 0)])
def test_dispatch_status(argv, status, capsys):
    assert commands.dispatch(argv) == status


def toy_command(tmp_path, monkeypatch, text):
    folder = Path(commands.__file__).parent
    monkeypatch.setattr(commands, "FOLDER", tmp_path)
    monkeypatch.setattr(commands, "__path__", [str(tmp_path), str(folder)])
    (tmp_path / "toy.py").write_text(text)
    monkeypatch.delitem(sys.modules, "course_lib.commands.toy", raising=False)


def test_missing_package_gets_a_clear_message(tmp_path, monkeypatch, capsys):
    toy_command(tmp_path, monkeypatch, '"""Toy."""\nimport no_such_package\n')
    assert commands.dispatch(["toy"]) == 1
    assert "needs the package 'no_such_package'" in capsys.readouterr().err


def test_unknown_arguments_are_passed_on_and_the_status_returned(tmp_path, monkeypatch):
    text = '"""Toy."""\nPASS_UNKNOWN = True\ndef add_arguments(parser): ...\ndef run(args): return len(args.rest)\n'
    toy_command(tmp_path, monkeypatch, text)
    assert commands.dispatch(["toy", "-k", "a b", "--lf"]) == 3


def test_first_commands_need_the_standard_library_alone():
    code = "import course_lib.commands.start, course_lib.commands.test, course_lib.commands.doctor, sys; " + (
        "print([name for name in ('jax', 'numpy', 'jupyter_core', 'packaging', 'pytest') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


# Pins


def test_pins_are_read_from_included_files_too(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "requirements.txt").write_text("# why\n-e .\na-b==1.0  # why\nc==2 ; os_name == 'nt'\n")
    (tmp_path / "tests" / "requirements.txt").write_text("-r ../requirements.txt\nd==3.1\n")
    pins = _pins.read_pins(tmp_path / "tests" / "requirements.txt")
    assert pins == [Pin("a-b", "1.0"), Pin("c", "2", "os_name == 'nt'"), Pin("d", "3.1")]


@pytest.mark.parametrize("marker", sorted({pin.marker for pin in _pins.read_pins(environment.REQUIREMENTS["test"])}))
@pytest.mark.parametrize("version", ["3.11.4", "3.11.5", "3.12.0", "3.14.1"])
@pytest.mark.parametrize(("os_name", "platform"), [("posix", "linux"), ("posix", "darwin"), ("nt", "win32")])
def test_markers_agree_with_packaging(marker, version, os_name, platform):
    from packaging.markers import Marker

    here = {"os_name": os_name, "sys_platform": platform, "python_full_version": version}
    assert _pins.applies(marker, here) == (not marker or Marker(marker).evaluate(here))


@pytest.mark.parametrize("marker", ["os_name == 'nt' and sys_platform == 'win32'", "extra == 'x'", "nonsense"])
def test_other_markers_are_refused(marker):
    with pytest.raises(ValueError, match="marker: expected one comparison"):
        _pins.applies(marker)


def test_unmet_names_missing_and_different():
    pins = [Pin("Jinja2", "1"), Pin("a_b", "2"), Pin("c", "3"), Pin("d", "4", "os_name == 'none'")]
    assert _pins.unmet(pins, {"jinja2": "1", "a-b": "1.9"}) == [(pins[1], "1.9"), (pins[2], None)]


# The environment


def test_this_environment_has_the_course():
    assert environment.course_is_installed()
    assert environment.COURSE not in environment.missing("learner")


def test_fingerprint_follows_the_requirements(tmp_path, monkeypatch):
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("a==1\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "REQUIREMENTS", {"learner": tmp_path / "requirements.txt"})
    before = environment.fingerprint("learner")
    (tmp_path / "requirements.txt").write_text("a==2\n")
    assert environment.fingerprint("learner") != before


def test_stamp_of_the_tests_serves_a_learner_but_not_the_other_way_round(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VENV", tmp_path)
    environment.python_in(tmp_path).parent.mkdir()
    environment.python_in(tmp_path).touch()
    environment.stamp("learner").write_text(environment.fingerprint("learner"))
    assert environment.is_stamped("learner") and not environment.is_stamped("test")
    environment.stamp("learner").unlink()
    environment.stamp("test").write_text(environment.fingerprint("test"))
    assert environment.is_stamped("learner") and environment.is_stamped("test")
    environment.python_in(tmp_path).unlink()
    assert not environment.is_stamped("test")


def test_python_that_satisfies_everything_is_used(monkeypatch):
    monkeypatch.setattr(environment, "missing", lambda level: [])
    assert environment.ensure("learner") == Path(sys.executable)


def bare(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "missing", lambda level: ["jax==1"])
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")


def test_missing_ensurepip_is_explained(monkeypatch, tmp_path):
    bare(monkeypatch, tmp_path)
    failed = subprocess.CompletedProcess([], 1, "", "ensurepip is not available")
    monkeypatch.setattr(environment.subprocess, "run", lambda *args, **kwargs: failed)
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        environment.ensure("learner")


def test_python_too_new_is_explained(monkeypatch, tmp_path):
    bare(monkeypatch, tmp_path)
    monkeypatch.setattr(environment, "NEWEST_PYTHON", (3, 0))
    with pytest.raises(SystemExit, match=r"call it by its name: python3\.0 -m course_lib start"):
        environment.ensure("learner")


def test_full_disk_is_noticed_before_the_installation(monkeypatch):
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 100 * 2**20))
    with pytest.raises(SystemExit, match="100 MiB are free"):
        environment._check_space("learner", 100)


# Installing

PIP = """\
Obtaining file:///somewhere
Collecting jax==0.10.2 (from -r x.txt (line 1))
  Downloading jax-0.10.2-py3-none-any.whl.metadata (13 kB)
Collecting numpy==2.4.6 (from -r x.txt (line 2))
  Using cached numpy-2.4.6-cp311.whl (16.9 MB)
Downloading jax-0.10.2-py3-none-any.whl (3.0 MB)
Installing collected packages: numpy, jax
""".splitlines(keepends=True)


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_follows_pip():
    line = _installing.Line(2, stream=io.StringIO(), clock=Clock())
    seen = []
    for text in PIP:
        line.read(text)
        seen.append(line.text())
    assert seen[1] == "looking up 1 of 2 packages · jax · 0 s"
    assert seen[4:] == [
        "fetching 1 of 2 packages · numpy · 0 s",
        "fetching 2 of 2 packages · jax · 0 s",
        "installing 2 of 2 packages · 0 s",
    ]


def test_progress_is_one_line_in_a_terminal_and_a_line_in_ten_seconds_elsewhere():
    for stream in (Terminal(), io.StringIO()):
        clock = Clock()
        line = _installing.Line(9, stream=stream, clock=clock)
        for clock.now in range(21):
            line.draw()
        line.end("done")
        text = stream.getvalue()
        assert text.endswith("\n") and "done: 9 packages · 20 s" in text
        assert (text.count("\r"), text.count("\n")) == ((22, 1) if stream.isatty() else (0, 4))


def test_half_installed_packages_are_forgotten(tmp_path):
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in ("whole-1.0.dist-info", "half-2.0.dist-info"):
        (site / name).mkdir(parents=True)
        (site / name / "METADATA").touch()
    (site / "whole-1.0.dist-info" / "RECORD").touch()
    assert _installing.remove_half_installed(tmp_path) == ["half"]
    assert [folder.name for folder in site.iterdir()] == ["whole-1.0.dist-info"]


def fake_python(tmp_path: Path, script: str) -> Path:
    """Return a program that plays `python -m pip install …`."""
    python = tmp_path / "python"
    python.write_text(f"#!{sys.executable}\n{script}")
    python.chmod(0o755)
    return python


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot play Python there")
@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: No matching distribution found for jaxlib==0.10.2", "no build for this system"),
        ("ERROR: Could not find a version that satisfies x", "often it is the network"),
    ],
)
def test_failing_pip_is_explained(tmp_path, said, advice, capsys):
    python = fake_python(tmp_path, f"print({said!r}); raise SystemExit(1)")
    with pytest.raises(SystemExit, match=advice) as raised:
        _installing.install(python, ["x==1"], tmp_path, tmp_path)
    assert said in str(raised.value)
    assert "failed: 1 packages" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot play Python there")
def test_what_is_asked_of_pip(tmp_path, capsys):
    python = fake_python(tmp_path, "import sys; print(sys.argv)")
    _installing.install(python, ["x==1", "y==2", environment.COURSE], tmp_path, tmp_path)
    asked = (tmp_path / "course-install.log").read_text()
    assert "--no-deps" in asked and "'-e', '.'" in asked
    assert (tmp_path / "course-missing.txt").read_text() == "x==1\ny==2\n"


# Opening JupyterLab


def test_lab_asks_nothing_and_opens_the_first_page():
    command = start.lab_command(Path("python"), browser=True, port=None, is_root=False)
    assert command[:3] == ["python", "-m", "jupyterlab"]
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in command
    assert not any("port=" in word or "allow_root" in word or "open_browser" in word for word in command)


def test_lab_options_follow_the_arguments():
    command = start.lab_command(Path("python"), browser=False, port=9000, is_root=True)
    wanted = {"--ServerApp.port=9000", "--ServerApp.allow_root=True", "--ExtensionApp.open_browser=False"}
    assert wanted <= set(command)


def test_lab_knows_the_options():
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp
    from traitlets.config import Application

    owners = {"ServerApp": ServerApp, "LabApp": LabApp, "ExtensionApp": LabApp, "Application": Application}
    for word in start.lab_command(Path("python"), browser=False, port=1, is_root=True)[3:]:
        owner, _, trait = word.removeprefix("--").partition("=")[0].partition(".")
        assert trait in owners[owner].class_traits(), word


def test_lab_settings_are_known_to_jupyterlab():
    import json

    import jupyterlab
    from jupyterlab.handlers import announcements

    folder = Path(start.__file__).parent / "jupyter"
    options = json.loads((folder / "jupyter_lab_config.json").read_text())["LabApp"]
    assert options["news_url"] is None
    assert hasattr(announcements, options["check_for_updates_class"].rpartition(".")[2])
    overrides = json.loads((folder / "labconfig" / "default_setting_overrides.json").read_text())
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    assert jupyterlab.__version__.startswith("4.")
    for plugin, settings in overrides.items():
        package, name = plugin.split(":")
        schema = json.loads((schemas / package / f"{name}.json").read_text())
        assert set(settings) <= set(schema["properties"])


def test_lab_reads_the_settings_of_the_course_first(monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "elsewhere")
    first, *others = start.lab_environment()["JUPYTER_CONFIG_PATH"].split(start.os.pathsep)
    assert (Path(first) / "jupyter_lab_config.json").exists() and others == ["elsewhere"]


def test_compiled_programs_are_kept_for_the_next_kernel(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(_compiling.sys, "platform", "linux")
    for name in _compiling.cache_environment():
        monkeypatch.delenv(name, raising=False)
    variables = _compiling.cache_environment()
    assert set(variables.items()) <= set(start.lab_environment().items())
    variables["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"  # the next line compiles in no time
    code = "import jax; print(jax.jit(lambda x: x * 3)(2.0))"
    for _ in range(2):  # the second time it comes from the folder, and says nothing about it
        done = subprocess.run([sys.executable, "-c", code], env=os.environ | variables, capture_output=True, text=True)
        assert (done.stdout, done.stderr) == ("6.0\n", "")
        kept = sorted(path.name for path in _compiling.cache_folder().glob("*-cache"))
        assert kept and all(path.is_relative_to(tmp_path) for path in _compiling.cache_folder().iterdir())
    monkeypatch.setenv("JAX_COMPILATION_CACHE_DIR", "mine")
    assert _compiling.cache_environment()["JAX_COMPILATION_CACHE_DIR"] == "mine"
