"""The sandbox's world: everything people can do, on top of everything that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .gathering import Gathering
from .talk import Talking

if TYPE_CHECKING:
    from .model import Message, User


class World(Talking, Gathering):
    """People, chats and the bot's side of them; every act of a person is a method.

    One event loop, no threads. `clock` moves time, `faults` puts trouble in, `limits` holds the sending limits,
    `calls` is the log of the bot's requests, `violations` lists every request that the Bot API would not have read.
    """

    def vote(self, user: User | int, message: Message, options: list[int]) -> None:
        """Vote in a poll by the indices of its options; an empty list takes the vote back."""
        self.close_due_polls()
        poll, voter = message.poll, self.user(user)
        if poll is None:
            raise ValueError("there is no poll in this message")
        poll.vote(voter, options)
        self.updates.push("poll", poll.as_json())
        if not poll.is_anonymous:
            self.updates.push(
                "poll_answer",
                {
                    "poll_id": poll.id,
                    "user": voter.as_json(),
                    "option_ids": sorted(options),
                    "option_persistent_ids": poll.persistent_ids(sorted(options)),
                },
            )
        self.changed("poll", message=message)
