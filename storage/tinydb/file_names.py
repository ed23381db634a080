"""Names of the files in a data folder."""

import re
from pathlib import Path

DATA = "data.json"
UNFINISHED = "data.json.new"
RESTORING = "restoring"
FILE_KINDS = ("journal", "record")


def journal(folder: Path, number: int) -> Path:
    """Return the path of a journal file; they count from 1."""
    return folder / f"journal-{number:06d}.jsonl"


def segment(folder: Path, number: int) -> Path:
    """Return the path of a file of the record; they count from 1."""
    return folder / f"record-{number:06d}.jsonl"


def apart(folder: Path, digest: str) -> Path:
    """Return the path of a document that lies in a file of its own; `digest` is that of the file."""
    return folder / f"apart-{digest}.txt"


def aparts(folder: Path) -> list[Path]:
    """Return the documents that lie in files of their own, whether one knows of them or not."""
    return sorted(folder.glob("apart-*.txt"))


def numbers(folder: Path, kind: str) -> list[int]:
    """Return the numbers of the files of one of the FILE_KINDS that are there, sorted."""
    pattern = re.compile(rf"{kind}-(\d{{6,}})\.jsonl")
    return sorted(int(found[1]) for path in folder.iterdir() if (found := pattern.fullmatch(path.name)))


def ours(folder: Path) -> list[Path]:
    """Return the data files of the folder; the lock is not one of them."""
    found = [path for path in (folder / DATA, folder / UNFINISHED) if path.exists()]
    return found + [path for kind in FILE_KINDS for path in sorted(folder.glob(f"{kind}-*.jsonl"))] + aparts(folder)
