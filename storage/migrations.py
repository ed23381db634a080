"""Steps that bring documents of earlier versions of the program up to date when they are read.

A document carries its version as "v", left out for 1. To change a kind: raise `version` in its row of
`bot.schema.TABLES` and add a step here; backups of every age go through the same steps.
"""

from collections.abc import Callable, Mapping

from bot.ports import Table
from storage.codec import Raw
from storage.errors import TooNewError
from storage.tinydb.contents import Upgrade

Steps = Mapping[tuple[str, int], Callable[[Raw], Raw]]


ASSIGNMENT = ("handler", "handler_name", "due", "due_known", "acknowledged", "late", "risen", "paused")


def _gather_assignment(raw: Raw) -> Raw:
    """Put what was a matter's own about its newest hand-over into a value of its own."""
    given = {name: raw[name] for name in ASSIGNMENT if name in raw}
    kept = {name: value for name, value in raw.items() if name not in ASSIGNMENT}
    return kept | {"assignment": given} if given else kept


def _add_group(raw: Raw) -> Raw:
    """Add whether the chat is a group: in Telegram the number of a group is below 0."""
    return raw | {"group": raw["chat"] < 0}


def _add_groups(said: Raw) -> Raw:
    """Add to a message, and to the one that it answers, whether it was sent in a group."""
    answers = said.get("answers")
    return _add_group(said) | ({"answers": _add_groups(answers)} if answers else {})


STEPS: Steps = {  # (table, from version) -> the document as the next version keeps it
    ("matters", 1): _gather_assignment,
    # It did not say whether it waits for the end of the quiet hours: take it that it does.
    ("tellings", 1): lambda raw: raw | {"not_before": raw["due"]},
    ("tellings", 2): _add_group,
    ("posted", 1): _add_group,
    ("lanes", 1): _add_group,
    ("drafts", 1): lambda raw: raw | {"said": _add_groups(raw["said"])},
}


def upgrade_by(steps: Steps) -> Upgrade:
    """Return the function that brings one document up to its table's version; TooNewError when it is ahead."""

    def upgrade(table: Table, key: str, raw: Raw) -> Raw:
        version: int = raw.get("v", 1)
        if version > table.version:
            raise TooNewError(table.name, key, version, table.version)
        for older in range(version, table.version):
            raw = steps[table.name, older](raw)
        return raw | {"v": table.version}

    return upgrade
