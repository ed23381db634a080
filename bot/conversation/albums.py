"""Albums whose words stand below a later picture: the earlier pictures come first, each as an update of its own.

They are held in memory only: most albums are talk, of which nothing is stored.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.matters.matter import ATTACHMENT_LIMIT
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.incoming_message import Attachment, IncomingMessage

ALBUMS_LIMIT = 256  # an album arrives within seconds
IN_A_ROW = timedelta(seconds=20)  # between pictures that are sent at once to the bot alone


@dataclass(frozen=True)
class _Row:
    """The pictures that somebody sends to the bot alone in a group, one after the other."""

    album: str
    last: datetime  # UTC


class Albums:
    """The attachments of the newest albums, as far as they have arrived."""

    def __init__(self) -> None:
        self._arrived: dict[str, tuple[Attachment, ...]] = {}
        self._rows: dict[tuple[ChatId, AccountId], _Row] = {}

    def join(self, said: IncomingMessage, number: int, now: datetime) -> IncomingMessage:
        """Return the words of an album with the pictures that came before them, and hold a picture without words.

        Pictures to the bot alone in a group come without an album, so those in a row are taken for one, named by the
        `number` of the first one's update.
        """
        if said.alone and said.album is None and said.attachments:
            said = replace(said, album=self._row(said, number, now))
        if said.album is None:
            return said
        arrived = tuple(dict.fromkeys((*self._arrived.pop(said.album, ()), *said.attachments)))[:ATTACHMENT_LIMIT]
        self._arrived[said.album] = arrived
        if len(self._arrived) > ALBUMS_LIMIT:
            del self._arrived[next(iter(self._arrived))]
        return replace(said, attachments=arrived) if said.text.strip() else said

    def _row(self, said: IncomingMessage, number: int, now: datetime) -> str:
        """Return the album that pictures in a row are."""
        before = self._rows.pop((said.chat, said.by.id), None)
        is_next = before is not None and now - before.last <= IN_A_ROW
        row = _Row(before.album if before and is_next else f"{said.chat}/row-{number}", now)
        self._rows[said.chat, said.by.id] = row
        if len(self._rows) > ALBUMS_LIMIT:
            del self._rows[next(iter(self._rows))]
        return row.album
