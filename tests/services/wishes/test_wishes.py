"""Wishes: recorded, claimed by one, given back, fulfilled, confirmed; what the clock reminds of; who leaves."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, OldButton, PrivateOnly, TooLong, TooShort
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.reply import Reply
from bot.domain.wishes.errors import (
    NotClaimer,
    NotWishKeeper,
    NoWish,
    NoWishChat,
    NoWishPhoto,
    OwnWish,
    TooManyClaims,
    WishDraftGone,
    WishOver,
    WishTaken,
)
from bot.domain.wishes.wish import CLAIMS_LIMIT, Faces, Wish, WishDraft, WishState
from bot.services import departures
from bot.services.councils import personal_data, practices
from bot.services.reports.dated_rows import Span
from bot.services.shared.enqueue import ReplyTo
from bot.services.shared.use_cases import ButtonUseCase
from bot.services.wishes import claims, fulfilment, wish_cards, wish_drafts
from bot.services.wishes.figures import count_wishes
from tests import cast
from tests.builders import back
from tests.cast import GROUP, private
from tests.services.hall import Hall

DAY = timedelta(days=1)
NAME, CONTACT = "吴桂芳", "13800138000 3号楼501"
PARTS = {"whom": "老人", "name": NAME, "contact": CONTACT}
WISHES = {ReminderKind.WISH, ReminderKind.WISHES_STUCK}
PHOTO = Attachment("photo", "p1")
USES = {
    "claim": claims.press_claim,
    "back": claims.press_give_back,
    "contact": claims.press_contact,
    "release": claims.press_release,
    "withdraw": claims.press_withdraw,
    "done": fulfilment.ask_done,
    "yes": fulfilment.press_confirm,
    "plain": fulfilment.press_confirm_plain,
    "no": fulfilment.ask_not_done,
    "list": fulfilment.send_list,
}


@pytest.fixture
def posted(hall: Hall) -> Hall:
    """Wishes are switched on, and a captain has recorded one; all can be written to but the stranger."""
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.WISHES), cast.HEAD)
    hall.opens_private_chat(cast.HEAD, cast.CLERK, cast.CAPTAIN, cast.RESIDENT, cast.NEIGHBOUR)
    record(hall)
    hall.deliver()
    return hall


@pytest.fixture
def claimed(posted: Hall) -> Hall:
    """A resident has claimed it."""
    press(posted, "claim", cast.RESIDENT)
    posted.deliver()
    return posted


@pytest.fixture
def done(claimed: Hall) -> Hall:
    """They have fulfilled it, as they say."""
    report(claimed)
    claimed.deliver()
    return claimed


def begin(hall: Hall, text: str = "想要一台收音机", by: Account = cast.CAPTAIN) -> None:
    hall.at(wish_drafts.begin_wish, council=1, text=text, by=by, reply_to=here(by))


def record(hall: Hall, text: str = "想要一台收音机", by: Account = cast.CAPTAIN) -> None:
    begin(hall, text, by)
    for part, words in PARTS.items():
        hall.at(wish_drafts.answer_part, council=1, part=part, text=words, by=by, reply_to=here(by))
    draft(hall, wish_drafts.post_wish, by)


def draft(hall: Hall, use: ButtonUseCase[Reply], by: Account = cast.CAPTAIN, arg: str = "") -> str:
    return hall.tap(use, Intent("wish_post", 1, 0, arg), by, reply_to=here(by)).key


def here(by: Account) -> ReplyTo:
    return back("said", private(by))


def press(hall: Hall, act: str, by: Account, number: int = 1) -> str:
    return hall.tap(USES[act], Intent(f"wish_{act}", 1, number), by).key


def report(hall: Hall, by: Account = cast.RESIDENT, text: str = "吴桂芳收到了", faces: Faces = Faces.NONE) -> None:
    photos = (PHOTO,) if faces is not Faces.NO_PHOTO else ()
    said = {"council": 1, "number": 1, "by": hall.member(by), "text": text}
    hall.at(fulfilment.report_done, **said, attachments=photos, faces=faces)


def wish(hall: Hall, number: int = 1) -> Wish:
    return hall.get(Wish, f"1/{number}")


def told(hall: Hall, view: str) -> list[tuple[str, str]]:
    return sorted((each.chat, each.params.what) for each in hall.told(view))


def reminded(hall: Hall) -> list[tuple[str, list[ReminderKind]]]:
    """Who is reminded of wishes in the list of the morning that waits to be told."""
    lists = [(each.chat, [one.kind for one in each.params.reminders]) for each in hall.told("morning")]
    return [(chat, kinds) for chat, kinds in lists if {*kinds} & WISHES]


def next_list(hall: Hall, day: int) -> None:
    """Pass the time up to nine o'clock of a day of March."""
    for minute in (timedelta(minutes=-1), timedelta()):
        hall.pass_time(datetime(2026, 3, day, 1, tzinfo=UTC) + minute)


def test_recorded(posted: Hall) -> None:
    """The group has a wish with a masked name; the contact is kept as it was written, for whoever claims it."""
    found = wish(posted)
    assert (found.text, found.whom, found.masked, found.contact) == ("想要一台收音机", "老人", "吴**", CONTACT)
    assert posted.every(WishDraft) == []
    assert posted.waits("forget_wish_draft") == []
    assert posted.traces(NAME, "13800138000") == posted.traces(f'"{NAME}"')  # one document has both


def test_recording_is_private(hall: Hall) -> None:
    """It is begun in private alone, by captains and officers; a part that is wrong is asked for again."""
    wishes = {"council": 1, "text": "收音机", "by": cast.CAPTAIN}
    hall.refuses(PrivateOnly, wish_drafts.begin_wish, **wishes, reply_to=back())
    hall.refuses(NotAllowed, wish_drafts.begin_wish, **{**wishes, "by": cast.RESIDENT}, reply_to=here(cast.RESIDENT))
    begin(hall)
    answer = {"council": 1, "by": cast.CAPTAIN, "reply_to": here(cast.CAPTAIN)}
    hall.refuses(TooLong, wish_drafts.answer_part, **answer, part="whom", text="长" * 31)
    hall.refuses(TooShort, wish_drafts.answer_part, **answer, part="name", text=" ")
    with pytest.raises(OldButton):
        draft(hall, wish_drafts.post_wish)  # name and contact are missing
    with pytest.raises(OldButton):
        hall.tap(wish_drafts.ask_part, Intent("wish_part", 1, 0, "name"), cast.CAPTAIN)  # in the group
    with pytest.raises(OldButton):
        draft(hall, wish_drafts.ask_part, arg="by")
    assert draft(hall, wish_drafts.ask_part, arg="name") == "asked_below"
    assert draft(hall, wish_drafts.press_drop) == "wish_dropped"
    hall.refuses(WishDraftGone, wish_drafts.answer_part, **answer, part="name", text=NAME)


def test_a_draft_is_forgotten(hall: Hall) -> None:
    """A wish that nobody went on recording is deleted after a week, at once when its author leaves the group."""
    begin(hall)
    again = hall.copy()
    hall.pass_time(7 * DAY)
    again.at(departures.member_left, chat=GROUP, who=cast.CAPTAIN)
    assert hall.every(WishDraft) == again.every(WishDraft) == []


def test_claimed_by_one(claimed: Hall) -> None:
    """The first has it and is told the contact in private; the second is told so; pressing again changes nothing."""
    assert (wish(claimed).state, wish(claimed).claimer) == (WishState.CLAIMED, claimed.member(cast.RESIDENT).person)
    with pytest.raises(WishTaken):
        press(claimed, "claim", cast.NEIGHBOUR)
    assert press(claimed, "claim", cast.RESIDENT) == "wish_claimed_already"
    assert press(claimed, "contact", cast.RESIDENT) == press(claimed, "contact", cast.CAPTAIN) == "wish_contact"
    for other in (cast.NEIGHBOUR, cast.CLERK, cast.HEAD):
        with pytest.raises(NotClaimer):
            press(claimed, "contact", other)


def test_who_is_told_of_a_claim(posted: Hall) -> None:
    """The claimer gets name and contact in private, the recorder that somebody has it; nobody else gets anything."""
    press(posted, "claim", cast.RESIDENT)
    assert told(posted, "wish.task") == [(private(cast.RESIDENT), "claimed")]
    assert told(posted, "wish.page") == [(private(cast.CAPTAIN), "taken")]


def test_who_cannot_claim(posted: Hall) -> None:
    """Not who recorded it, nobody without a private chat, nobody with five in hand, and no wish that is not there."""
    with pytest.raises(OwnWish):
        press(posted, "claim", cast.CAPTAIN)
    with pytest.raises(NoWishChat):
        press(posted, "claim", cast.STRANGER)
    with pytest.raises(NoWish):
        press(posted, "claim", cast.RESIDENT, 9)
    for number in range(CLAIMS_LIMIT):
        record(posted)
        press(posted, "claim", cast.RESIDENT, number + 1)
    with pytest.raises(TooManyClaims):
        press(posted, "claim", cast.RESIDENT, CLAIMS_LIMIT + 1)
    press(posted, "back", cast.RESIDENT, 2)
    assert press(posted, "claim", cast.RESIDENT, CLAIMS_LIMIT + 1) == "wish_claimed"


def test_given_back(claimed: Hall) -> None:
    """The message with the contact is redrawn without it, the recorder is told, and another can claim the wish."""
    with pytest.raises(NotClaimer):
        press(claimed, "back", cast.NEIGHBOUR)
    press(claimed, "back", cast.RESIDENT)
    (redrawn,) = claimed.told("wish.task")
    assert redrawn.in_place
    shown = wish_cards.load_wish(claimed.tx(), 1, 1, claimed.member(cast.RESIDENT).person, claimed.now)
    assert shown is not None
    assert not shown.sees_contact
    assert told(claimed, "wish.page") == [(private(cast.CAPTAIN), "given_back")]
    assert press(claimed, "claim", cast.NEIGHBOUR) == "wish_claimed"


def test_taken_back(claimed: Hall) -> None:
    """Who recorded it, and officers, take a wish from its claimer, who is told; nobody else can."""
    with pytest.raises(NotWishKeeper):
        press(claimed, "release", cast.NEIGHBOUR)
    assert press(claimed, "release", cast.CLERK) == "wish_released"
    assert told(claimed, "wish.page") == [(private(cast.RESIDENT), "released")]
    assert wish(claimed).state is WishState.OPEN
    with pytest.raises(WishOver):
        press(claimed, "release", cast.CLERK)


def test_done_and_confirmed(done: Hall) -> None:
    """The recorder confirms, never the claimer; then name and contact are deleted, and the group is told."""
    found = wish(done)
    assert (found.state, found.outcome, found.photo) == (WishState.DONE, "吴**收到了", PHOTO)
    for other in (cast.RESIDENT, cast.NEIGHBOUR):
        with pytest.raises(NotWishKeeper):
            press(done, "yes", other)
    press(done, "yes", cast.CAPTAIN)
    assert (wish(done).name, wish(done).contact) == ("", "")
    assert [each.chat for each in done.told("wish.thanks")] == [GROUP]
    assert (private(cast.RESIDENT), "fulfilled") in told(done, "wish.page")
    done.deliver()
    assert done.traces(NAME, CONTACT) == []
    with pytest.raises(WishOver):
        press(done, "yes", cast.CAPTAIN)
    with pytest.raises(NotClaimer):
        press(done, "contact", cast.RESIDENT)
    assert count_wishes(done.tx(), 1, None) == {"wishes": 1, "fulfilled": 1}
    assert count_wishes(done.tx(), 1, Span(done.now - DAY, done.now + DAY)) == {"wishes": 1, "fulfilled": 1}
    assert count_wishes(done.tx(), 1, Span(done.now + DAY, done.now + 2 * DAY)) == {"wishes": 0, "fulfilled": 0}


def test_photo(claimed: Hall) -> None:
    """A photo that was announced must come; one that was not is not kept, and the recorder can leave it out."""
    said = {"council": 1, "number": 1, "by": claimed.member(cast.RESIDENT), "text": "送到了"}
    claimed.refuses(NoWishPhoto, fulfilment.report_done, **said, attachments=(), faces=Faces.AGREED)
    other = {**said, "by": claimed.member(cast.NEIGHBOUR)}
    claimed.refuses(NotClaimer, fulfilment.report_done, **other, attachments=(PHOTO,), faces=Faces.NONE)
    again = claimed.copy()
    again.at(fulfilment.report_done, **said, attachments=(PHOTO,), faces=Faces.NO_PHOTO)
    assert wish(again).photo is None
    report(claimed, faces=Faces.AGREED)
    claimed.refuses(WishOver, fulfilment.report_done, **said, attachments=(PHOTO,), faces=Faces.NONE)
    press(claimed, "plain", cast.CLERK)
    assert wish(claimed).photo is None


def test_not_fulfilled_yet(done: Hall) -> None:
    """What the beneficiary misses goes back to the claimer, who has the wish again."""
    assert press(done, "no", cast.CAPTAIN) == "asked_below"
    said = {"council": 1, "number": 1, "text": "收音机没有电池"}
    done.refuses(NotWishKeeper, fulfilment.return_wish, **said, by=done.member(cast.RESIDENT))
    done.at(fulfilment.return_wish, **said, by=done.member(cast.CAPTAIN))
    assert (wish(done).state, wish(done).outcome, wish(done).photo) == (WishState.CLAIMED, "收音机没有电池", None)
    assert (private(cast.RESIDENT), "returned") in told(done, "wish.page")


def test_withdrawn(claimed: Hall) -> None:
    """A wish that is withdrawn loses name and contact; its claimer is told, and nothing of it comes due."""
    with pytest.raises(NotWishKeeper):
        press(claimed, "withdraw", cast.RESIDENT)
    press(claimed, "withdraw", cast.CAPTAIN)
    claimed.deliver()
    assert claimed.traces(NAME, CONTACT) == []
    assert claimed.waits("wish_waits") == []
    for act in ("withdraw", "release"):
        with pytest.raises(WishOver):
            press(claimed, act, cast.CAPTAIN)


def test_unclaimed(posted: Hall) -> None:
    """After two weeks a wish stands in the officers' list of the morning, once."""
    next_list(posted, 13)
    assert reminded(posted) == []
    next_list(posted, 16)  # recorded on 2 March
    assert reminded(posted) == [(private(cast.CLERK), [ReminderKind.WISHES_STUCK])]
    stuck = wish_cards.load_stuck(posted.tx(), 1, posted.now)
    assert [each.number for each in stuck.open] == [1]
    posted.deliver()
    next_list(posted, 23)
    assert reminded(posted) == []


def test_claimed_and_not_done(claimed: Hall) -> None:
    """After a week the claimer is reminded, after another the officers are told."""
    next_list(claimed, 9)
    assert reminded(claimed) == [(private(cast.RESIDENT), [ReminderKind.WISH])]
    claimed.deliver()
    next_list(claimed, 16)
    assert reminded(claimed) == [(private(cast.CLERK), [ReminderKind.WISHES_STUCK])]


def test_done_and_not_confirmed(done: Hall) -> None:
    """After three days who recorded it is reminded to ask; when they have left, the officers."""
    gone = done.copy()
    next_list(done, 5)
    assert reminded(done) == [(private(cast.CAPTAIN), [ReminderKind.WISH])]
    gone.at(departures.member_left, chat=GROUP, who=cast.CAPTAIN)
    assert press(gone, "contact", cast.CLERK) == "wish_contact"  # in the place of the one who left
    next_list(gone, 5)
    assert reminded(gone) == [(private(cast.CLERK), [ReminderKind.WISH])]
    assert press(gone, "yes", cast.CLERK) == "wish_fulfilled"


def test_down_over_the_reminders(claimed: Hall) -> None:
    """A bot that comes back after weeks reminds each of those once who would have been."""
    claimed.pass_time(20 * DAY)
    claimed.pass_time(DAY)
    lists = [kind for _, kinds in reminded(claimed) for kind in kinds]
    assert lists.count(ReminderKind.WISH) == 1
    assert lists.count(ReminderKind.WISHES_STUCK) == 1


def test_the_claimer_leaves(claimed: Hall) -> None:
    """A wish is open again when its claimer leaves the group, or is erased; the recorder is told."""
    again = claimed.copy()
    claimed.at(departures.member_left, chat=GROUP, who=cast.RESIDENT)
    assert (wish(claimed).state, wish(claimed).claimer) == (WishState.OPEN, None)
    assert told(claimed, "wish.page") == [(private(cast.CAPTAIN), "claimer_gone")]
    with pytest.raises(NotClaimer):
        press(claimed, "contact", cast.RESIDENT)
    again.at(personal_data.erase_person, account=cast.RESIDENT.id, chat=private(cast.RESIDENT))
    assert wish(again).claimer is None


def test_given_out(done: Hall) -> None:
    """Claimer and recorder are given what they did, without name and contact of the one whose wish it is."""
    for who, section in ((cast.RESIDENT, "wishes_claimed"), (cast.CAPTAIN, "wishes_recorded")):
        given = personal_data.my_data(done.tx(), who.id, private(who))
        assert given is not None
        assert f'"{section}"'.encode() in given
        assert "想要一台收音机".encode() in given
        own = section == "wishes_claimed"
        (kept,) = json.loads(given)["councils"][0][section]
        assert ("outcome" in kept) is own
        assert {"name", "contact", "by", "claimer"}.isdisjoint(kept)


def test_called_for(posted: Hall) -> None:
    """On the first working day of each month the group is called, and late after a downtime; no more when it is off."""
    (row,) = posted.waits("wish_call")
    assert row.at == datetime(2026, 4, 1, 1, tzinfo=UTC)
    late = posted.copy()
    posted.pass_time(row.at)
    assert [(each.chat, each.params.what) for each in posted.told("wish.call")] == [(GROUP, "")]
    late.pass_time(row.at + DAY)
    assert [(each.chat, each.params.what) for each in late.told("wish.call")] == [(GROUP, "late")]
    posted.deliver()
    posted.tap(practices.press_practice, Intent("set_practice", 1, 0, Practice.WISHES), cast.HEAD)
    posted.pass_time(40 * DAY)
    assert posted.told("wish.call") == []
    assert posted.waits("wish_call") == []


def test_the_file(posted: Hall) -> None:
    """Officers alone get the list as a file."""
    with pytest.raises(NotAllowed):
        press(posted, "list", cast.RESIDENT)
    press(posted, "list", cast.CLERK)
    assert [each.chat for each in posted.told("wish.list")] == [private(cast.CLERK)]
