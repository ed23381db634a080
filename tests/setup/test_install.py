"""The set-up on a bare machine, and what it says when something is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from requirements import install

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "storage", "sandbox", "requirements", "run.py", "Makefile", "config.example.toml")
SAID = {
    "OSError: [Errno 28] No space left on device: '/x/.venv/lib'": "disk is full",
    "ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded": "disk is full",
    "Error: [Errno 13] Permission denied: '/opt/yishi/.venv'": "cannot be written to",
    "Error: [Errno 30] Read-only file system: '/x/.venv'": "cannot be written to",
    "WARNING: Retrying … NewConnectionError('<…>: [Errno 111] Connection refused')'\n"
    "ERROR: No matching distribution found for anyio==4.16.0": "cannot be reached",
    "… [Errno -3] Temporary failure in name resolution": "cannot be reached",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "not the one that was locked",
    "ERROR: No matching distribution found for lxml==6.1.3": "try another Python",
    "Something nobody has ever seen": "did not succeed",
}


@pytest.mark.parametrize(("said", "line"), SAID.items())
def test_one_line_says_what_to_do(said: str, line: str) -> None:
    """The words of pip and the system become one line for people, in English and Chinese."""
    told = install.explain(said)
    assert line in told
    assert "\n" not in told
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told)


def bare(folder: Path) -> Path:
    """Return a copy of the code as a fresh clone has it."""
    for name in CODE:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return folder


def run(*command: str | Path, folder: Path, timeout: float = 300, environ: Mapping[str, str] = {}) -> tuple[int, str]:
    """Run a command without a package cache; return its code and everything it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("YISHI_", "MAKE"))}
    done = subprocess.run(  # noqa: S603  # our own commands
        command,
        cwd=folder,
        env={**environment, "PIP_NO_CACHE_DIR": "1", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
        check=False,
    )
    return done.returncode, done.stdout


def test_too_old_a_python_is_told_so(tmp_path: Path) -> None:
    """The set-up names the version that is there and what to type instead."""
    script = "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['install.py', 'run.txt'];"
    bare(tmp_path)
    script += "runpy.run_path('requirements/install.py', run_name='__main__')"
    code, said = run(sys.executable, "-c", script, folder=tmp_path)
    assert code == 1
    assert said.count("\n") == 1
    assert "this is Python 3.9" in said
    assert "make PYTHON=python3.12" in said


def test_a_python_without_venv_is_told_so(tmp_path: Path) -> None:
    """Where Debian parts venv from Python, the set-up names its package."""
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "ensurepip.py").write_text("raise ImportError")
    bare(tmp_path)
    code, said = run(
        "make", "setup", folder=tmp_path, environ={"PYTHONPATH": str(tmp_path / "without"), "PYTHON": sys.executable}
    )
    assert code != 0
    assert "sudo apt install python3-venv" in said
    assert "Traceback" not in said


def test_no_python_at_all_is_told_so(tmp_path: Path) -> None:
    """Without Python make says what to install."""
    code, said = run("make", "setup", folder=bare(tmp_path), environ={"PYTHON": "no-such-python"})
    assert code != 0
    assert "Python 3.11 or newer is missing" in said
