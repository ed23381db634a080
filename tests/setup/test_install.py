"""The set-up on a bare machine, and what it says when something is missing."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from requirements import install

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "storage", "sandbox", "requirements", "run.py", "Makefile", "config.example.toml")
OLDEST_PIP = "23.0.1"  # Debian 12 brings it with its Python 3.11
NEW_PYTHONS = ("3.15", "3.14", "3.13", "3.12")
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


def test_without_a_network_one_line_says_so(tmp_path: Path) -> None:
    """An index that cannot be reached is named as that, pip's page goes into a log, and the next try goes on."""
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:1/simple",
        "PIP_FIND_LINKS": "",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_RETRIES": "1",
        "PYTHON": sys.executable,
    }
    folder = bare(tmp_path / "here")
    for _ in range(2):
        code, said = run("make", "--silent", "setup", folder=folder, environ=offline)
        assert code != 0
        line = next(line for line in said.splitlines() if "cannot be reached" in line)
        assert line.endswith("(.venv/setup.log)")
        assert "WARNING" not in said
    assert "Connection refused" in (folder / ".venv" / "setup.log").read_text()


def pythons() -> list[str]:
    """Return a Python 3.11 and the newest Python that is there."""
    newest = next((path for version in NEW_PYTHONS if (path := working(version))), None)
    return [path for path in (working("3.11"), newest) if path]


def working(version: str) -> str | None:
    """Return a Python of a version that starts: one on the PATH, or one that pyenv keeps."""
    known = (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")
    for path in (shutil.which(f"python{version}"), *map(str, known)):
        if path and not subprocess.run([path, "--version"], capture_output=True, check=False).returncode:  # noqa: S603  # our own list
            return path
    return None


@pytest.mark.timeout(400)
@pytest.mark.skipif("CI" not in os.environ, reason="downloads every package twice: set CI=true to run it")
@pytest.mark.parametrize("python", pythons())
def test_a_fresh_machine_shows_the_demo(tmp_path: Path, python: str) -> None:
    """With the oldest pip, an empty cache and a path with a space, set-up and demo work; a second set-up is quick."""
    folder = bare(tmp_path / "a fresh machine")
    assert run(python, "-m", "venv", ".venv", folder=folder)[0] == 0
    if "3.11" in run(python, "--version", folder=folder)[1]:  # newer Pythons never came with it
        assert run(".venv/bin/python", "-m", "pip", "install", "--quiet", f"pip=={OLDEST_PIP}", folder=folder)[0] == 0
    code, said = run("make", "setup", folder=folder, environ={"PYTHON": python})
    assert code == 0, said
    assert "Making" not in said
    assert run("make", "setup", folder=folder, timeout=2, environ={"PYTHON": python})[0] == 0
    assert shows_the_demo(folder)


def shows_the_demo(folder: Path) -> bool:
    """Start the demo, wait for its address, stop it."""
    demo = subprocess.Popen(  # our own command
        ["make", "--silent", "demo", "DEMO=--port 0 --no-seed"],  # noqa: S607  # make is found like every user's
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert demo.stdout
        return any(line.startswith("Demo: http://127.0.0.1:") for line in demo.stdout)
    finally:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait(10)
        demo.stdout.close() if demo.stdout else None
