"""Albums whose words stand below a later picture: the earlier pictures come first, each as an update of its own.

They are held in memory only: most albums are talk, of which nothing is stored.
"""

from dataclasses import replace

from bot.domain.matters.matter import ATTACHMENT_LIMIT
from bot.domain.shared.incoming_message import Attachment, IncomingMessage

ALBUMS_LIMIT = 256  # an album arrives within seconds


class Albums:
    """The attachments of the newest albums, as far as they have arrived."""

    def __init__(self) -> None:
        self._arrived: dict[str, tuple[Attachment, ...]] = {}

    def join(self, said: IncomingMessage) -> IncomingMessage:
        """Return the words of an album with the pictures that came before them, and hold a picture without words."""
        if said.album is None:
            return said
        arrived = tuple(dict.fromkeys((*self._arrived.pop(said.album, ()), *said.attachments)))[:ATTACHMENT_LIMIT]
        self._arrived[said.album] = arrived
        if len(self._arrived) > ALBUMS_LIMIT:
            del self._arrived[next(iter(self._arrived))]
        return replace(said, attachments=arrived) if said.text.strip() else said
