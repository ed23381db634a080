"""Names of the people in a message."""

from collections.abc import Mapping

from bot.domain.councils.council import Member

Names = Mapping[int, Member]  # by their number in the council
