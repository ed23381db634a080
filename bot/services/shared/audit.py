"""Appending an act to a council's audit log, in the same durable write as its effects."""

from datetime import datetime

from bot.domain.shared.audit_log import AuditEntry, ChainHead, Facts, link_entry
from bot.ports import Tx


def append_entry(
    tx: Tx,
    council: int,
    what: str,
    *,
    person: int | None,
    now: datetime,
    matter: int | None = None,
    facts: Facts | None = None,
) -> AuditEntry:
    """Append that `person` (the council's number; None: the clock) did `what`, and return the entry.

    Facts hold no names and no words.
    """
    head = tx.get(ChainHead, ChainHead.key_of(council)) or ChainHead(council=council)
    head, line = link_entry(head, at=now, person=person, what=what, matter=matter, facts=facts)
    tx.put(head)
    tx.append(line)
    return line
