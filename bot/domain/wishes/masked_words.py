"""Masking of a beneficiary in words that others read: the name, the given name, and what the contact says."""

import re

from bot.domain.shared.masking import mask_name

HIDDEN = "***"
SHORTEST_HIDDEN = 4  # characters of a part of the contact; shorter ones are words like any other
SHORTEST_FULL_NAME = 3  # characters: one of the family and two of the person
_PARTED = re.compile(r"[\s,，、;；。:：]+")


def hide_person(text: str, name: str, contact: str) -> str:
    """Return the text without the name, the given name of three characters or more, and the parts of the contact."""
    hidden = {name: mask_name(name)} if name else {}
    if len(name) >= SHORTEST_FULL_NAME and " " not in name:
        hidden[name[1:]] = mask_name(name)[1:]
    hidden |= {part: HIDDEN for part in _PARTED.split(contact) if len(part) >= SHORTEST_HIDDEN}
    for words in sorted(hidden, key=len, reverse=True):
        text = text.replace(words, hidden[words])
    return text
