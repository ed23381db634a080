"""Files of strangers that are being read: whose they are, and which files must not be read again."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.rolls.errors import FileTooComplex, StillReading, TooManyFiles
from bot.domain.rolls.file_reading import AT_ONCE_IN_COUNCIL, READINGS_LIMIT, REFUSED_FOR, Reading, RefusedFile
from bot.domain.shared.ids import AccountId, MessageId
from bot.domain.shared.job import Job, JobParams
from bot.ports import Tx
from bot.services.shared import jobs
from bot.services.shared.enqueue import ReplyTo


def begin_reading(
    tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo, message: MessageId | None = None
) -> Reading:
    """Record that a file is about to be read; raises StillReading, TooManyFiles."""
    if tx.get(Reading, Reading.key_of(by.id)) or tx.count(Reading, "council", council) >= AT_ONCE_IN_COUNCIL:
        raise StillReading
    if tx.count(Reading, "at") >= READINGS_LIMIT:
        raise TooManyFiles
    reading = Reading(account=by.id, council=council, chat=reply_to.chat, message=message, at=now)
    tx.put(reading)
    return reading


def place_reading(tx: Tx, reading: Reading, message: MessageId | None) -> None:
    """Record the message that announces the reading."""
    if tx.get(Reading, reading.key):
        tx.put(replace(reading, message=message))


def end_reading(tx: Tx, reading: Reading) -> None:
    """Delete the record of a reading that is over."""
    tx.drop(Reading, reading.key)


def list_readings(tx: Tx) -> list[Reading]:
    """Return what was being read, oldest first."""
    return tx.find(Reading, "at")


def check_readable(tx: Tx, digest: str) -> None:
    """Raise FileTooComplex for a file that its reader did not survive before."""
    if tx.get(RefusedFile, digest):
        raise FileTooComplex


def refuse_file(tx: Tx, digest: str, now: datetime) -> None:
    """Record for a while that a file must not be read again."""
    tx.put(RefusedFile(digest=digest, at=now))
    jobs.schedule(
        tx, "forget_refused_file", f"refused_file/{digest}", now + REFUSED_FOR, params=JobParams(digest=digest)
    )


def forget_refused(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given the time
    """Delete the record of a refused file, so that it may be tried again."""
    tx.drop(RefusedFile, row.params.digest)


def erase_readings(tx: Tx, account: AccountId) -> None:
    """Delete the readings of a person who is erased."""
    tx.drop(Reading, Reading.key_of(account))
