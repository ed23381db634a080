"""The abilities and limits of a messaging platform, and what its own things are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.shared.outbox_message import Pace


@dataclass(frozen=True, kw_only=True)
class PlatformWords:
    """The words for a platform's own things, in one language. Each fills the gap of its name in any sentence.

    `first_step` is what to do after scanning the code of a slip, within a sentence; `hear_all` what a group does so
    that the bot hears every message, the rest of a sentence with its stop.
    """

    platform: str
    username: str
    first_step: str
    hear_all: str


@dataclass(frozen=True, kw_only=True)
class PlatformFeatures:
    """The abilities and limits of a platform; the defaults apply where it sets no limit.

    `words` by language; Chinese must be there. Without `buttons` below a message its choices are numbered lines, and a
    reply with a number chooses; with `private_presses` nobody else in a group sees what somebody chose. Without `edits`
    a message that changed is sent anew. `private_reply` is how long after a press or a command its sender alone can be
    shown a message in a group; None: all there see all. `copies`: a button can copy a text. `polls` in a form of
    its own, counted by the platform.
    `text_limit`: UTF-16 units in a message without its tags, `caption_limit` below a picture; `per_second`: messages
    over all chats; `pace`: in each.
    """

    words: Mapping[str, PlatformWords] = field(default_factory=dict)
    buttons: bool = True
    private_presses: bool = True
    edits: bool = True
    private_reply: timedelta | None = None
    copies: bool = False
    polls: bool = False
    folds: bool = False
    text_limit: int = 4000
    caption_limit: int = 4000
    per_second: int = 20
    pace: Pace = field(default_factory=Pace)
