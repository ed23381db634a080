"""What the files in a data folder are called."""

import re
from pathlib import Path

DATA = "data.json"
UNFINISHED = "data.json.new"
RESTORING = "restoring"


def journal(folder: Path, number: int) -> Path:
    """Give the path of a journal file; they count from 1."""
    return folder / f"journal-{number:06d}.jsonl"


def segment(folder: Path, number: int) -> Path:
    """Give the path of a file of the record; they count from 1."""
    return folder / f"record-{number:06d}.jsonl"


def numbers(folder: Path, kind: str) -> list[int]:
    """Give the numbers of the files of a kind ("journal" or "record") that are there, sorted."""
    pattern = re.compile(rf"{kind}-(\d{{6,}})\.jsonl")
    return sorted(int(found[1]) for path in folder.iterdir() if (found := pattern.fullmatch(path.name)))
