"""The locks are whole: pip installs them without looking for anything else."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("run.txt", "dev.txt")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def locked(name: str) -> dict[NormalizedName, tuple[Requirement, list[str]]]:
    """Return the packages of a lock by name, each with its hashes."""
    text = (ROOT / "requirements" / name).read_text().replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split(" --hash=sha256:")
            package = Requirement(requirement.strip())
            found[canonicalize_name(package.name)] = (package, [each.strip() for each in hashes])
    return found


def wanted_by(package: Requirement, python: str) -> list[Requirement]:
    """Return what a locked package requires under a version of Python, with the extras it is locked with."""
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    return [
        each
        for each in map(Requirement, distribution(package.name).requires or ())
        if each.marker is None
        or any(each.marker.evaluate({**environment, "extra": extra}) for extra in (*package.extras, ""))
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes_and_one_version(lock: str) -> None:
    """Each line names one version and at least one SHA-256, and no line names where to fetch it."""
    for package, hashes in locked(lock).values():
        assert [each.operator for each in package.specifier] == ["=="], package
        assert hashes
        assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in hashes), package
    assert "://" not in (ROOT / "requirements" / lock).read_text()


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_what_locked_packages_require_is_locked(lock: str, python: str) -> None:
    """Every requirement of every locked package is locked too, in a version that fits."""
    packages = locked(lock)
    for package, _ in packages.values():
        for wanted in wanted_by(package, python):
            name = canonicalize_name(wanted.name)
            assert name in packages, f"{package} wants {wanted}"
            version = next(iter(packages[name][0].specifier)).version
            assert wanted.specifier.contains(version), f"{package} wants {wanted}"


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_keep_to_the_ranges(lock: str) -> None:
    """What pyproject.toml asks for is locked within its range, and the environment is what the lock says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    ranges = project["dependencies"] + (project["optional-dependencies"]["dev"] if lock == "dev.txt" else [])
    packages = locked(lock)
    for wanted in map(Requirement, ranges):
        version = next(iter(packages[canonicalize_name(wanted.name)][0].specifier)).version
        assert wanted.specifier.contains(version), wanted
        assert distribution(wanted.name).version == version


def test_the_demo_brings_nothing_of_the_tests() -> None:
    """What runs the bot has neither linters nor tests nor browser drivers."""
    assert not {"ruff", "mypy", "pytest", "playwright", "coverage", "hypothesis"} & set(locked("run.txt"))
