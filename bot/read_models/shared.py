"""The people whom a message names."""

from collections.abc import Mapping

from bot.domain.councils.council import Member

Names = Mapping[int, Member]  # by their number in the council
