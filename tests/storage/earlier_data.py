"""Data that an earlier version of the program kept; `earlier/README.md` says what is in the archive."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

ARCHIVE = Path(__file__).parent / "earlier" / "2026-11.zip"


@dataclass(frozen=True)
class Earlier:
    """An archive that was unpacked: the data folder, its backup, and what was noted beside them."""

    folder: Path
    backup: Path
    noted: dict[str, Any]

    @property
    def now(self) -> datetime:
        """Return the instant at which the folder was copied."""
        return datetime.fromisoformat(self.noted["now"])


def unpack(into: Path) -> Earlier:
    """Unpack the archive into a folder, readable by its owner alone as the program keeps it."""
    with ZipFile(ARCHIVE) as archive:
        archive.extractall(into)
    for path in (into / "data").iterdir():
        path.chmod(0o600)
    return Earlier(into / "data", into / "backup.yishi", json.loads((into / "noted.json").read_text(encoding="utf-8")))
