"""Pledges: who pledges, what counts, the reminder of the 25th, the result of a month; who leaves or is erased."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.councils.council import Account, Role
from bot.domain.councils.practice import Practice
from bot.domain.pledges.errors import NoPledge, NoPledgeMonth, NoPledgePhoto, NoReportToUndo, PledgedByRole
from bot.domain.pledges.pledge import OWN, PledgeDeed, PledgeMonth, Pledger
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed, DeedKind
from bot.domain.shared.errors import NotAllowed, OldButton
from bot.domain.shared.ids import AccountId
from bot.domain.shared.incoming_message import Attachment
from bot.ports import Tx
from bot.services import departures
from bot.services.councils import personal_data, practices
from bot.services.pledges import pledge_deeds, pledgers, pledges
from bot.services.pledges.figures import count_pledges
from bot.services.reports.dated_rows import Span
from tests import cast
from tests.builders import back
from tests.cast import GROUP, private
from tests.services.hall import Hall

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PHOTO = Attachment("photo", "p1")
REMINDER = datetime(2026, 3, 25, 1, tzinfo=UTC)
COUNT = datetime(2026, 4, 1, 1, tzinfo=UTC)
USES = {
    "join": pledges.press_join,
    "leave": pledges.press_leave,
    "role": pledges.press_role,
    "undo": pledges.press_undo,
    "call": pledges.press_call,
    "month": pledges.send_month,
    "list": pledges.send_list,
    "add": pledges.ask_names,
    "report": pledges.ask_report,
}


@pytest.fixture
def pledged(hall: Hall) -> Hall:
    """Pledges are switched on; a resident and a neighbour have pledged, and can be written to, as can the officers."""
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.PLEDGES), cast.HEAD)
    hall.opens_private_chat(cast.HEAD, cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
    for who in (cast.RESIDENT, cast.NEIGHBOUR):
        press(hall, "join", who)
    hall.deliver()
    return hall


def press(hall: Hall, act: str, by: Account, arg: str = "") -> str:
    return hall.tap(USES[act], Intent(f"pledge_{act}", 1, 0, arg), by).key


def do(hall: Hall, who: Account, kind: DeedKind = DeedKind.WISH, *, undone: bool = False) -> None:
    """Note a deed of a person, as a capability does."""
    deed = Deed(council=1, person=hall.member(who).person, kind=kind, number=1, at=hall.now, undone=undone)

    def note(tx: Tx) -> None:
        tx.notes.append(deed)

    hall.do(note)


def report(hall: Hall, who: Account = cast.RESIDENT) -> None:
    said = {"council": 1, "by": hall.member(who), "text": "帮王奶奶买了菜"}
    hall.at(pledge_deeds.report_deed, **said, attachments=(PHOTO,))


def told(hall: Hall, view: str) -> list[tuple[str, str]]:
    return sorted((each.chat, each.params.what) for each in hall.told(view))


def names(hall: Hall, month: str = "2026-03") -> list[str]:
    found = pledges.load_month(hall.tx(), 1, month)
    assert found is not None
    return [each.name for each in found.nothing if each]


def test_what_counts(pledged: Hall) -> None:
    """What others note counts once, and no more when it is undone; presence at a meeting is not what was pledged."""
    for _ in range(2):
        do(pledged, cast.RESIDENT)
    do(pledged, cast.RESIDENT, DeedKind.MEETING)
    do(pledged, cast.RESIDENT, DeedKind.EVENT)
    assert [each.kind for each in pledged.every(PledgeDeed)] == [DeedKind.WISH, DeedKind.EVENT]
    do(pledged, cast.RESIDENT, DeedKind.EVENT, undone=True)
    assert [each.kind for each in pledged.every(PledgeDeed)] == [DeedKind.WISH]
    pledged.tap(practices.press_practice, Intent("set_practice", 1, 0, Practice.PLEDGES), cast.HEAD)
    do(pledged, cast.NEIGHBOUR)
    assert len(pledged.every(PledgeDeed)) == 1


def test_reported(pledged: Hall) -> None:
    """A pledger reports a deed with words and a photo, and can take it back for ten minutes; nobody else does."""
    report(pledged)
    (deed,) = pledged.every(PledgeDeed)
    assert (deed.kind, deed.month, deed.text, deed.photo) == (OWN, "2026-03", "帮王奶奶买了菜", PHOTO)
    said = {"council": 1, "text": "买了菜", "by": pledged.member(cast.RESIDENT)}
    pledged.refuses(NoPledgePhoto, pledge_deeds.report_deed, **said, attachments=())
    stranger = {**said, "by": pledged.member(cast.STRANGER)}
    pledged.refuses(NoPledge, pledge_deeds.report_deed, **stranger, attachments=(PHOTO,))
    with pytest.raises(NoPledge):
        press(pledged, "report", cast.STRANGER)
    with pytest.raises(NoReportToUndo):
        press(pledged, "undo", cast.NEIGHBOUR)
    late = pledged.copy()
    assert press(pledged, "undo", cast.RESIDENT) == "pledge_undone"
    assert pledged.every(PledgeDeed) == []
    late.now += 11 * MINUTE
    with pytest.raises(NoReportToUndo):
        press(late, "undo", cast.RESIDENT)


def test_who_pledges(pledged: Hall) -> None:
    """People put themselves on the list, the head puts others there by name, and roles pledge as a whole."""
    assert press(pledged, "join", cast.RESIDENT) == "pledge_joined_already"
    wishes = {"council": 1, "by": pledged.member(cast.HEAD), "is_added": True}
    added = pledged.at(pledgers.change_list, **wishes, text="周倩、孙大爷，谁也不是")
    assert (added.key, added.params["n"], added.params["names"]) == ("pledgers_added_but", 1, "谁也不是")
    assert pledged.at(pledgers.change_list, **{**wishes, "is_added": False}, text="周倩").key == "pledgers_removed"
    press(pledged, "role", cast.HEAD, Role.CAPTAIN)
    with pytest.raises(PledgedByRole):
        press(pledged, "leave", cast.CAPTAIN)
    people = pledgers.list_pledgers(pledged.tx(), 1, "2026-03")
    assert {each.name for each in people} == {cast.RESIDENT.name, cast.NEIGHBOUR.name, cast.CAPTAIN.name}
    press(pledged, "role", cast.HEAD, Role.CAPTAIN)
    press(pledged, "leave", cast.RESIDENT)
    assert [each.name for each in pledgers.list_pledgers(pledged.tx(), 1, "2026-03")] == [cast.NEIGHBOUR.name]


def test_who_decides(pledged: Hall) -> None:
    """The head alone decides who pledges, calls for pledgers, and sees who has done nothing."""
    for act in ("role", "call", "month", "list", "add"):
        for other in (cast.RESIDENT, cast.CLERK):
            with pytest.raises(NotAllowed):
                press(pledged, act, other, Role.CAPTAIN)
    wishes = {"council": 1, "by": pledged.member(cast.CLERK), "text": "周倩"}
    pledged.refuses(NotAllowed, pledgers.change_list, **wishes, is_added=True)
    with pytest.raises(OldButton):
        press(pledged, "role", cast.HEAD, Role.CLERK)
    with pytest.raises(NoPledgeMonth):
        press(pledged, "month", cast.HEAD)
    assert press(pledged, "call", cast.HEAD) == "pledge_called"
    press(pledged, "list", cast.HEAD)
    assert [each.chat for each in pledged.told("pledge.list")] == [private(cast.HEAD)]


def test_reminded_on_the_25th(pledged: Hall) -> None:
    """On the 25th at nine those with nothing are reminded in private, once; who has done something is not."""
    do(pledged, cast.RESIDENT)
    pledged.pass_time(REMINDER - MINUTE)
    assert told(pledged, "pledge.reminder") == []
    pledged.pass_time(REMINDER)
    assert told(pledged, "pledge.reminder") == [(private(cast.NEIGHBOUR), "")]
    pledged.deliver()
    pledged.pass_time(REMINDER + 5 * DAY)
    assert told(pledged, "pledge.reminder") == []


def test_down_over_the_25th(pledged: Hall) -> None:
    """A bot that comes back in the same month reminds once, late; after the month it reminds nobody of it."""
    after = pledged.copy()
    pledged.pass_time(REMINDER + 3 * DAY)
    assert {what for _, what in told(pledged, "pledge.reminder")} == {"late"}
    pledged.deliver()
    pledged.pass_time(MINUTE)
    assert told(pledged, "pledge.reminder") == []
    after.pass_time(REMINDER + 9 * DAY)  # 3 April
    assert told(after, "pledge.reminder") == []
    assert [what for _, what in told(after, "pledge.month")] == ["late"]
    assert after.waits("pledge_remind")[0].at == datetime(2026, 4, 25, 1, tzinfo=UTC)


def test_down_for_two_months(pledged: Hall) -> None:
    """Each month that was missed is counted by itself, and once."""
    pledged.pass_time(COUNT + 40 * DAY)  # May
    assert sorted(each.month for each in pledged.every(PledgeMonth)) == ["2026-03", "2026-04"]
    assert len(told(pledged, "pledge.result")) == 2
    pledged.deliver()
    pledged.pass_time(DAY)
    assert told(pledged, "pledge.result") == []


def test_counted(pledged: Hall) -> None:
    """On the first working day the head is told in private who has done nothing, and the group the numbers alone."""
    do(pledged, cast.RESIDENT)
    pledged.pass_time(REMINDER)
    pledged.deliver()
    pledged.pass_time(COUNT)
    assert told(pledged, "pledge.month") == [(private(cast.HEAD), "")]
    assert told(pledged, "pledge.result") == [(GROUP, "")]
    result = pledged.get(PledgeMonth, "1/2026-03")
    assert (result.pledged, result.kept, result.deeds) == (2, 1, 1)
    assert names(pledged) == [cast.NEIGHBOUR.name]
    assert result.reminded == result.nothing
    assert count_pledges(pledged.tx(), 1, None) == {"pledged": 2, "kept": 1, "deeds": 1}
    march = Span(datetime(2026, 2, 28, 16, tzinfo=UTC), datetime(2026, 3, 31, 16, tzinfo=UTC))
    assert count_pledges(pledged.tx(), 1, march) == {"pledged": 2, "kept": 1, "deeds": 1}
    april = Span(march.ends, march.ends + 30 * DAY)
    assert count_pledges(pledged.tx(), 1, april) == {"pledged": 0, "kept": 0, "deeds": 0}
    assert press(pledged, "month", cast.HEAD) == "sent_privately"


def test_251_pledgers(pledged: Hall) -> None:
    """Of 251 pledgers 250 have done something: the one is reminded on the 25th, and named to the head alone."""
    people = [pledged.by(Account(AccountId(str(5000 + n)), f"居民{n}")) for n in range(248)]
    pledged.at(
        pledgers.change_list,
        council=1,
        by=pledged.member(cast.HEAD),
        text="、".join(each.name for each in (*people, pledged.member(cast.STRANGER))),
        is_added=True,
    )
    for who in (cast.RESIDENT, cast.STRANGER):
        do(pledged, who)
    for n, person in enumerate(people):
        deed = Deed(council=1, person=person.person, kind=tuple(DeedKind)[n % 2], number=n, at=pledged.now)
        pledged.do(lambda tx, deed=deed: tx.notes.append(deed))
    pledged.pass_time(REMINDER)
    assert told(pledged, "pledge.reminder") == [(private(cast.NEIGHBOUR), "")]
    pledged.deliver()
    pledged.pass_time(COUNT)
    result = pledged.get(PledgeMonth, "1/2026-03")
    assert (result.pledged, result.kept, result.deeds) == (251, 250, 250)
    assert names(pledged) == [cast.NEIGHBOUR.name]
    assert told(pledged, "pledge.month") == [(private(cast.HEAD), "")]


def test_a_head_who_cannot_be_reached(hall: Hall) -> None:
    """Where the head has no private chat nobody is named anywhere; the group has its numbers."""
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.PLEDGES), cast.HEAD)
    press(hall, "join", cast.RESIDENT)
    hall.pass_time(COUNT)
    assert hall.told("pledge.month") == hall.told("pledge.reminder") == []
    assert [each.chat for each in hall.told("pledge.result")] == [GROUP]


def test_who_pledges_late_or_leaves(pledged: Hall) -> None:
    """Who pledged after the 25th begins with the next month, and who left the group is on no list."""
    pledged.pass_time(REMINDER + MINUTE)
    press(pledged, "join", cast.STRANGER)
    pledged.at(departures.member_left, chat=GROUP, who=cast.NEIGHBOUR)
    pledged.pass_time(COUNT)
    assert names(pledged) == [cast.RESIDENT.name]


def test_switched_off(pledged: Hall) -> None:
    """Switched off half-way, nobody is reminded and nothing is counted; switched on again it goes on."""
    for on in (0, 1):
        pledged.tap(practices.press_practice, Intent("set_practice", 1, on, Practice.PLEDGES), cast.HEAD)
    again = pledged.copy()
    again.tap(practices.press_practice, Intent("set_practice", 1, 0, Practice.PLEDGES), cast.HEAD)
    for hall, reminded in ((pledged, 2), (again, 0)):
        hall.pass_time(REMINDER)
        assert len(told(hall, "pledge.reminder")) == reminded
        hall.pass_time(COUNT)
        assert len(told(hall, "pledge.result")) == bool(reminded)


def test_erased(pledged: Hall) -> None:
    """Who is erased is on no list any more; their deeds count on by a number, without words and photo."""
    report(pledged)
    pledged.pass_time(REMINDER)
    pledged.pass_time(COUNT)
    for who in (cast.RESIDENT, cast.NEIGHBOUR):
        pledged.at(personal_data.erase_person, account=who.id, chat=private(who))
    result = pledged.get(PledgeMonth, "1/2026-03")
    assert (result.nothing, result.reminded, result.pledged) == ((), (), 2)
    assert pledged.every(Pledger) == []
    assert [(each.text, each.photo) for each in pledged.every(PledgeDeed)] == [("", None)]


def test_the_page(pledged: Hall) -> None:
    """A pledger sees their own deeds of this month, the head how many pledge, and all only the sum."""
    report(pledged)
    person = pledged.member(cast.RESIDENT).person
    mine = pledges.load_pledges(pledged.tx(), 1, person, pledged.now)
    assert ([each.text for each in mine.mine], mine.can_undo, mine.pledgers) == (["帮王奶奶买了菜"], True, None)
    head = pledges.load_pledges(pledged.tx(), 1, pledged.member(cast.HEAD).person, pledged.now)
    assert (head.pledgers, head.mine, head.deeds) == (2, (), 1)
    page = pledged.at(
        pledges.keep_report, council=1, text="扫了楼道", attachments=(PHOTO,), by=cast.RESIDENT, reply_to=back()
    )
    assert page.params.person == person
    later = pledges.load_pledges(pledged.tx(), 1, person, COUNT)
    assert (later.mine, later.deeds) == ((), 0)
