"""The command line, in the folder of one test."""

import gc
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

import run
from sandbox import Server, World
from tests.house.bot_process import House

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Call `run.py` in this process, as if in the test's folder; give the exit code and everything that was printed.

    Only what opens a store and runs until a signal needs a process of its own.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("YISHI_TELEGRAM_TOKEN", raising=False)

    def call(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        try:
            code = run.main([str(argument) for argument in arguments])
        finally:
            gc.enable()  # a bot that does not start has switched it off, and leaves it to the end of its process
        return code, "".join(capsys.readouterr())

    return call


@pytest.fixture
async def world() -> World:
    return World()


@pytest.fixture
async def house(tmp_path: Path, world: World) -> AsyncIterator[House]:
    async with Server(world) as server:
        yield House(tmp_path, server)
