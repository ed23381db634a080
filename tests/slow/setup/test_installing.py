"""The set-up with the real pip: without a network, and from nothing to the demo."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.test_install import bare, run

OLDEST_PIP = "23.0.1"  # Debian 12 brings it with its Python 3.11
NEW_PYTHONS = ("3.15", "3.14", "3.13", "3.12")


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
