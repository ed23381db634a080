"""How people are named: the name they show, a stranger where nothing is left of them."""

from collections.abc import Iterable

from markupsafe import Markup

from bot.domain.council import Member
from bot.locales import Words


def name(_: Words, member: Member | None) -> Markup:
    """Give the name; somebody erased, unknown or without a name is a resident."""
    return Markup.escape(member.name) if member and member.name else _("一位居民")


def mention(_: Words, member: Member | None) -> Markup:
    """Give the name so that the person notices; the platform turns `person:` into its own kind of address."""
    if member is None or member.account is None:
        return name(_, member)
    return Markup('<a href="person:{}">{}</a>').format(member.account, name(_, member))


def listed(_: Words, members: Iterable[Member | None]) -> Markup:
    """Give several names in one line."""
    return _("、").join(name(_, member) for member in members)
