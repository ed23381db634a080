"""Ids given by a messaging platform: opaque texts, which only its adapter can parse and make."""

from typing import NewType

AccountId = NewType("AccountId", str)
ChatId = NewType("ChatId", str)
MessageId = NewType("MessageId", str)  # unique in its chat
ThreadId = NewType("ThreadId", str)  # a topic of a group
