"""Terms and deputies: what waits for its day, and what is left out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.councils.council import Account, Role
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Meeting
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import AccountId
from bot.domain.shared.incoming_message import Attachment
from bot.services.councils import councils, parties, roles
from bot.services.letters import letters
from bot.services.meetings import deputies
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall

BOX = Account(AccountId("301"), "新专人")


def appoint(hall: Hall, whom: Account, role: Role | None, words: str = "") -> None:
    hall.at(roles.appoint_member, by=cast.HEAD, whom=whom, role=role, words=words, reply_to=back())


def days(hall: Hall) -> list[str]:
    return [f"{row.at:%m-%d %H:%M}" for row in hall.waits("term")]


def test_what_waits(hall: Hall) -> None:
    """A month before and on the last day, a minute before the list; what is past is not; a new day moves both."""
    appoint(hall, cast.RESIDENT, Role.MEMBER, "任期2026-05-08")
    assert days(hall) == ["04-08 00:59", "05-08 00:59"]
    appoint(hall, cast.RESIDENT, Role.MEMBER, "任期2026-03-10")
    assert days(hall) == ["03-10 00:59"]
    appoint(hall, cast.RESIDENT, Role.MEMBER, "任期2026-03-02")
    assert days(hall) == []  # it is eight in the evening


def test_nothing_waits(hall: Hall) -> None:
    """Nothing waits for somebody who has no role any more, for whatever reason."""
    for whom in (cast.RESIDENT, cast.NEIGHBOUR):
        appoint(hall, whom, Role.MEMBER, "退休教师 任期2026-05-08")
    appoint(hall, cast.RESIDENT, None)
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.NEIGHBOUR)
    assert days(hall) == []
    for whom in (cast.RESIDENT, cast.NEIGHBOUR):
        kept = hall.member(whom)
        assert (kept.sector, kept.building, kept.term) == (None, None, None)
    appoint(hall, cast.HEAD, Role.HEAD, "任期2026-05-08")
    appoint(hall, cast.CLERK, Role.HEAD)
    assert days(hall) == []


def test_where_the_bot_is_not_any_more(hall: Hall) -> None:
    """In a group that removed the bot nobody is told."""
    appoint(hall, cast.RESIDENT, Role.MEMBER, "任期2026-05-08")
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.pass_time(datetime(2026, 5, 9, tzinfo=UTC))
    assert hall.told("term") == []


def test_a_building_and_a_party(hall: Hall) -> None:
    """What stands after 楼栋长 is a building, unless the council has a party of that name."""
    hall.at(parties.choose_parties, council=1, parties=("业委会", "物业"), by=cast.HEAD, reply_to=back("parties"))
    appoint(hall, cast.CAPTAIN, Role.CAPTAIN, "3号楼")
    appoint(hall, cast.CAPTAIN, Role.CAPTAIN, "物业")
    kept = hall.member(cast.CAPTAIN)
    assert (kept.building, kept.sector) == ("3号楼", "物业")
    appoint(hall, cast.RESIDENT, Role.CAPTAIN, "3栋")
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.CAPTAIN)
    assert "captain_left" not in hall.notices()
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.RESIDENT)
    assert "captain_left" in hall.notices()


def test_a_forged_button(hall: Hall) -> None:
    """A button that offers other parties than ours is none."""
    intent = Intent("parties", 1, 0, "six")
    hall.refuses(OldButton, parties.press_parties, intent=intent, by=cast.HEAD, reply_to=back(), usual={"off": ()})


def test_done_meanwhile(hall: Hall) -> None:
    """What was done after the list was called for is not on it; a deputy with nothing left is not told."""
    appoint(hall, cast.RESIDENT, Role.DEPUTY)
    person = hall.member(cast.RESIDENT).person
    hall.stand(State.IN_PROGRESS, assignment=Assignment(handler=person))
    hall.pass_time(hall.get(Meeting, "1/1").at - timedelta(days=1))
    assert len(hall.told("deputy")) == 1
    assert hall.do(deputies.load_briefing, 1, 1, person) is not None
    hall.do(lambda tx: tx.put(replace(hall.matter(), state=State.DONE)))
    assert hall.do(deputies.load_briefing, 1, 1, person) is None
    assert hall.do(deputies.load_briefing, 1, 1, 99) is None


def test_a_clerk_who_came_later(hall: Hall) -> None:
    """The pictures that come after a letter go to those clerks alone who had it."""
    hall.opens_private_chat(cast.CLERK, BOX)
    album: dict[str, Any] = {"album": f"{cast.RESIDENT.id}/7"}
    words = said("树倒了", cast.RESIDENT, private(cast.RESIDENT), **album)
    hall.at(letters.write_letter, council=1, said=words, by=cast.RESIDENT, reply_to=back("w", private(cast.RESIDENT)))
    appoint(hall, BOX, Role.CLERK)
    more = said("", cast.RESIDENT, private(cast.RESIDENT), attachments=(Attachment("photo", "p"),), **album)
    hall.at(letters.album_grew, said=more)
    assert {each.chat for each in hall.told("letter.attachment")} == {private(cast.CLERK)}
