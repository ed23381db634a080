"""Moves what the journals hold into the snapshot and the record's own files.

The order makes every point of it safe to crash at: the record lines first, then the snapshot that says how far
the record goes and which journals are in it, then the journals are removed. Until the snapshot stands in its place,
the old one, the old end of the record and the journals still say everything.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.disk import Disk
from storage.tinydb import recovery, segments, snapshot
from storage.tinydb.contents import Documents
from storage.tinydb.snapshot import Mark

Moved = tuple[Mark, int]  # where the new snapshot goes to, and its size in bytes


@dataclass(frozen=True)
class Compaction:
    """All that is needed to write the files while the store works on: nothing in it changes any more."""

    disk: Disk
    path: Path
    documents: Documents
    journals: list[int]  # to be moved, oldest first; all closed
    before: Mark  # where the standing snapshot goes to
    number: int  # the last transaction in `documents`
    segment_limit: int

    def write(self) -> Moved:
        """Write the record and the snapshot. A StorageFailedError leaves the old state."""
        with closing(recovery.entries(self.path, self.journals, after=self.before.number)) as entries:
            lines = (line for entry in entries for line in entry.lines)
            end = segments.append(self.disk, self.path, self.before.record, lines, self.segment_limit)
        mark = Mark(self.journals[-1] + 1, self.number, end)
        size = snapshot.write(self.disk, self.path, self.documents, mark)
        return mark, size
