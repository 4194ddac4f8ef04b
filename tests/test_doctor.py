"""Every finding of `doctor`, provoked."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.commands import _findings, doctor, environment
from course_lib.commands._pins import Pin

PINS = [Pin("jax", "0.10.2"), Pin("numpy", "2.4.6"), Pin("pywinpty", "3.1.2", "os_name == 'none'")]
HAVE = {"jax": "0.10.2", "numpy": "2.4.6"}


def result(status: int, output: str = "", error: str = "") -> subprocess.CompletedProcess:
    return subprocess.CompletedProcess([], status, output, error)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 14, 9)])
def test_python_that_serves(version):
    assert _findings.python_finding(version).is_right


@pytest.mark.parametrize(
    ("version", "why"), [((3, 10, 13), "too old"), ((2, 7), "too old"), ((3, 15, 0), "newer than")]
)
def test_python_that_does_not_serve(version, why):
    finding = _findings.python_finding(version)
    assert not finding.is_right and why in finding.what and "python3.14 -m course_lib start" in finding.mend


def test_packages_as_pinned_count_only_what_applies_here():
    assert [str(finding) for finding in _findings.package_findings(PINS, HAVE)] == ["✓ 2 packages, as pinned"]


def test_missing_and_different_packages_are_two_findings():
    first, second = _findings.package_findings(PINS, {"jax": "0.9.0"})
    assert (first.what, second.what) == (
        "1 package missing: numpy",
        "1 package of another version: jax 0.9.0 instead of 0.10.2",
    )
    assert not first.is_right and "pip install -r requirements.txt" in first.mend


def test_many_missing_packages_stay_one_line():
    (finding,) = _findings.package_findings([Pin(f"p{number}", "1") for number in range(100)], {})
    assert finding.what == "100 packages missing: p0, p1, p2, p3, p4 and 95 more"


def kernel_folder(tmp_path: Path, program: str) -> Path:
    (tmp_path / "python3").mkdir()
    (tmp_path / "python3" / "kernel.json").write_text(json.dumps({"argv": [program, "-m", "ipykernel_launcher"]}))
    return tmp_path


def test_kernel_is_taken_from_the_first_folder(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir(), second.mkdir()
    kernel_folder(second, "second-python")
    assert _findings.kernel_command([first, second]) == "second-python"
    kernel_folder(first, "python")
    assert _findings.kernel_command([first, second]) == sys.executable
    assert _findings.kernel_command([tmp_path]) is None


def test_no_kernel():
    finding = _findings.kernel_finding(None, has_ipykernel=False)
    assert not finding.is_right and "no kernel" in finding.what
    assert _findings.kernel_finding(None, has_ipykernel=True).is_right


def test_kernel_of_a_vanished_python(tmp_path):
    command = _findings.kernel_command([kernel_folder(tmp_path, str(tmp_path / "gone" / "python"))])
    finding = _findings.kernel_finding(command, has_ipykernel=True)
    assert not finding.is_right and "which is not there" in finding.what and "--sys-prefix" in finding.mend
    assert _findings.kernel_finding(sys.executable, has_ipykernel=True).is_right


def test_course_is_found_from_elsewhere():
    assert _findings.course_finding(sys.executable).is_right


def test_course_is_not_found(tmp_path):
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n')
    bare.chmod(0o755)
    finding = _findings.course_finding(str(bare))
    assert not finding.is_right and "do not find course_lib" in finding.what and "-m pip install -e ." in finding.mend


def test_course_of_another_folder_is_found(tmp_path, monkeypatch):
    other = tmp_path / "course_lib"
    other.mkdir()
    (other / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    finding = _findings.course_finding(sys.executable)
    assert not finding.is_right and f"the course_lib of another folder, {other}" in finding.what


def test_port_in_use_is_said_but_no_fault():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        finding = _findings.port_finding(range(port, port + 20))
        assert finding.is_right and f"port {port} is in use" in finding.what
        finding = _findings.port_finding([port])
        assert not finding.is_right and f"--port {port + 100}" in finding.mend
    assert f"port {port} is free" in _findings.port_finding([port]).what


@pytest.mark.parametrize(("free", "is_right"), [(50, False), (299, False), (300, True), (90_000, True)])
def test_disk(free, is_right):
    assert _findings.disk_finding(free).is_right == is_right


def test_jax_that_starts():
    assert (
        str(_findings.jax_finding(result(0, "a word of warning\n0.10.2 cpu 2.0\n"), {}))
        == "✓ JAX 0.10.2 computes on cpu"
    )


@pytest.mark.parametrize(
    ("done", "variables", "mend"),
    [
        (result(1, "", "Traceback\nRuntimeError: Unknown backend tpux"), {"JAX_PLATFORMS": "tpux"}, "JAX_PLATFORMS"),
        (result(-4), {}, "AVX"),
        (result(1, "", "ModuleNotFoundError: No module named 'jax'"), {}, "course_lib start"),
        (result(1, "", "ImportError: libstdc++.so.6"), {}, "delete the folder .venv"),
    ],
)
def test_jax_that_does_not_start(done, variables, mend):
    finding = _findings.jax_finding(done, variables)
    assert not finding.is_right and mend in finding.mend and "\n" not in str(finding)


def test_jax_tried_for_real_with_a_platform_that_is_not_there(monkeypatch):
    monkeypatch.setenv("JAX_PLATFORMS", "nonsense")
    done = _findings.attempt([sys.executable, "-c", doctor.JAX_TRIAL], seconds=120)
    finding = _findings.jax_finding(done, {"JAX_PLATFORMS": "nonsense"})
    assert not finding.is_right and "nonsense" in finding.what


def test_attempt_that_does_not_end_or_cannot_start():
    assert _findings.attempt([sys.executable, "-c", "while True: pass"], seconds=0.2).returncode == 1
    assert _findings.attempt(["no-such-program"], seconds=1).returncode == 1


def test_venv_whose_python_is_gone(tmp_path):
    python = environment.python_in(tmp_path)
    assert _findings.venv_finding(python) is None, "no folder is no fault"
    python.parent.mkdir()
    python.symlink_to(tmp_path / "gone")
    assert "does not run" in _findings.venv_finding(python).what


def test_report_prints_one_line_each_and_no_place_of_this_machine(monkeypatch, capsys):
    monkeypatch.setattr(_findings, "package_findings", lambda pins, have: [_findings.Finding(True, "packages")])
    doctor.report()
    lines = capsys.readouterr().out.splitlines()
    assert all(line[0] == "✓" for line in lines[:-1]) and lines[-1] == "All is well."
    assert not any(str(environment.ROOT) in line for line in lines)


@pytest.mark.parametrize(("is_right", "status"), [(True, 0), (False, 1)])
def test_status_says_whether_something_is_wrong(monkeypatch, is_right, status, capsys):
    monkeypatch.setattr(environment, "missing", lambda level: [])
    monkeypatch.setattr(
        doctor, "findings", lambda: [_findings.Finding(is_right, "a thing", "" if is_right else "do it")]
    )
    assert doctor.run(None) == status
    out = capsys.readouterr().out
    assert ("✗ a thing — mend it: do it" in out) == (not is_right)
