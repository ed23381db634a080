"""The folder of one test, in which `run.py` is called or started."""

from tests.house.conftest import command, house, world

__all__ = ["command", "house", "world"]
