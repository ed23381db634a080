"""Names of people as shown, plain or as a mention; a stand-in where the name was erased."""

from collections.abc import Iterable

from markupsafe import Markup

from bot.domain.councils.council import Member, Role
from bot.locales import Words


def person_name(_: Words, member: Member | None) -> Markup:
    """Return the name; a person who is erased, unknown or without a name is "a resident"."""
    return Markup.escape(member.name) if member and member.name else _("一位居民")


def describe_seat(_: Words, member: Member, role: Role) -> Markup:
    """Return the building or sector a seat is for, and the end of its term; empty when neither is known."""
    whom = (role is Role.CAPTAIN and member.building) or member.sector
    parts = [Markup.escape(whom)] if whom else []
    if member.term:
        parts.append(_("任期到 {day}", day=member.term.isoformat()))
    return _("，").join(parts)


def mention_person(_: Words, member: Member | None) -> Markup:
    """Return the name so that the person notices; the platform turns `person:` into its own kind of address."""
    if member is None or member.account is None:
        return person_name(_, member)
    return Markup('<a href="person:{}">{}</a>').format(member.account, person_name(_, member))


def list_names(_: Words, members: Iterable[Member | None], most: int | None = None) -> Markup:
    """Return several names in one line; after the first `most` it says that there are more."""
    every = [person_name(_, member) for member in members]
    line = _("、").join(every[:most])
    return line if most is None or len(every) <= most else _("{names} 等", names=line)


def list_all(_: Words, these: Iterable[Markup]) -> Markup:
    """Return all of them in words: 议事长和专人."""
    *first, last = these
    return _("{first}和{last}", first=_("、").join(first), last=last) if first else last
