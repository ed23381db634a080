"""Rows of wishes in the tables of services."""

from dataclasses import asdict

from bot.domain.councils.council import Member
from bot.domain.councils.practice import Practice
from bot.domain.wishes.wish import Wish, WishDraft
from bot.ports import Tx
from bot.services.councils.belongings import of_member
from bot.services.matters import downtime
from bot.services.practice_services import PracticeServices
from bot.services.wishes import claims, wish_drafts, wish_waits

OTHERS = frozenset({"name", "contact", "masked", "by", "claimer"})  # of a wish: other people in it


def _wish(_tx: Tx, wish: Wish, member: Member) -> dict[str, object]:
    """Return a wish that a person recorded or claimed; the claimer's words are the claimer's alone."""
    hidden = OTHERS if wish.claimer == member.person else OTHERS | {"outcome", "photo", "faces"}
    return {name: value for name, value in asdict(wish).items() if name not in hidden}


WISHES_SERVICES = PracticeServices(
    practice=Practice.WISHES,
    jobs={
        "wish_waits": downtime.when_in_the_group(wish_waits.remind_on_time),
        "wish_call": downtime.when_in_the_group(wish_waits.call_for_wishes),
        "forget_wish_draft": wish_drafts.forget_draft,
    },
    after_switching_on=(wish_waits.schedule_call,),
    after_leaving=(claims.free_claims, wish_drafts.drop_drafts),
    of_members=(
        of_member(WishDraft, "person", "wish_being_recorded", erase=wish_drafts.drop_draft),
        of_member(Wish, "by", "wishes_recorded", _wish),
        of_member(Wish, "claimer", "wishes_claimed", _wish, erase=claims.erase_claim),
    ),
)
