"""Matters: brought up, supported, changed, taken back, sorted."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.domain.councils.council import Account, Defaults
from bot.domain.councils.errors import NotAPerson
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.errors import NoMatter, OwnMatter, SameMatter, WrongState
from bot.domain.matters.matter import ATTACHMENT_LIMIT, MATTER_TEXT_LIMIT, Matter, Support
from bot.domain.matters.state import State
from bot.domain.shared.errors import CouncilError, NotAllowed, OldButton, TooLong, TooShort
from bot.domain.shared.ids import MessageId
from bot.domain.shared.incoming_message import Attachment, IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, SentMessage
from bot.domain.shared.question import Draft
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.services.councils import councils, roles
from bot.services.matters import drafts, proposals, repository, triage
from bot.services.matters.proposals import SIMILAR_SHOWN
from bot.services.matters.repository import REASON_LIMIT, clean_text
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import OTHER_HEAD, Hall

PHOTO = Attachment("photo", "p1")


def bring_up(hall: Hall, words: IncomingMessage, by: Account | None = None) -> Matter:
    number = hall.at(drafts.propose_matter, council=1, said=words, by=by or words.by, reply_to=back("p", words.chat))
    assert number is not None
    return hall.matter(number)


# Brought up


def test_a_new_matter(hall: Hall) -> None:
    """A proposal is kept, recorded and shown as a card that answers it."""
    matter = bring_up(hall, said("3号楼门口的路灯坏了三天", attachments=(PHOTO,), album="a/1"))
    assert (matter.number, matter.state, matter.category) == (1, State.SUBMITTED, Category.FACILITIES)
    assert (matter.proposer, matter.recorder) == (hall.member(cast.RESIDENT).person, None)
    assert (matter.source, matter.attachments) == (f"{cast.GROUP}/500", (PHOTO,))
    assert (hall.last.what, hall.last.matter, hall.last.person, hall.last.facts) == (
        Act.SUBMIT,
        1,
        matter.proposer,
        {},
    )
    (card,) = hall.told("matter.card")
    assert (card.chat, card.in_place, card.reply_to, card.params) == (
        cast.GROUP,
        True,
        "500",
        MessageParams(council=1, matter=1),
    )


def test_said_in_private_it_is_shown_in_the_group(hall: Hall) -> None:
    """A proposal made in private becomes a card in the group, and its author hears its number."""
    words = said("3号楼门口的路灯坏了三天", chat=private(cast.RESIDENT))
    matter = bring_up(hall, words)
    (card,) = hall.told("matter.card")
    assert (card.chat, card.reply_to) == (cast.GROUP, None)
    assert [told.params.matter for told in hall.told("matter.submitted", private(cast.RESIDENT))] == [1]
    assert matter.number == 1


def test_a_captured_message_is_its_authors(hall: Hall) -> None:
    """Whoever captures a neighbour's message records it; the neighbour has proposed it."""
    matter = bring_up(hall, said("路灯坏了三天", by=cast.NEIGHBOUR), by=cast.RESIDENT)
    assert matter.proposer == hall.member(cast.NEIGHBOUR).person
    assert matter.recorder == hall.member(cast.RESIDENT).person
    assert hall.last.person == matter.recorder


def test_a_channels_words_are_whose_who_brings_them(hall: Hall) -> None:
    """What nobody in person said is proposed by who brings it in."""
    matter = bring_up(hall, said("路灯坏了三天", by=cast.CHANNEL), by=cast.RESIDENT)
    assert (matter.proposer, matter.recorder) == (hall.member(cast.RESIDENT).person, None)


def test_capturing_somebody_who_left_does_not_bring_them_back(hall: Hall) -> None:
    """Somebody who left the group stays gone when their old message is proposed."""
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.NEIGHBOUR)
    bring_up(hall, said("路灯坏了三天", by=cast.NEIGHBOUR), by=cast.RESIDENT)
    assert not hall.member(cast.NEIGHBOUR).present


def test_numbers_count_in_each_council(two: Hall) -> None:
    """Each council counts its own matters."""
    first = two.propose("3号楼门口的路灯坏了三天")
    second = two.propose("垃圾桶满了没人清理")
    other = two.propose("3号楼门口的路灯坏了三天", by=OTHER_HEAD, council=2)
    assert [each.key for each in (first, second, other)] == ["1/1", "1/2", "2/1"]


@pytest.mark.parametrize(("text", "refusal"), [("", TooShort), ("灯", TooShort), ("\u200b \n", TooShort)])
def test_too_little_to_propose(hall: Hall, text: str, refusal: type[CouncilError]) -> None:
    """Words of which nothing can be made are refused, and nothing is kept."""
    before = hall.state()
    hall.refuses(refusal, drafts.propose_matter, council=1, said=said(text), by=cast.RESIDENT, reply_to=back())
    assert hall.state() == before


def test_hidden_people_propose_nothing(hall: Hall) -> None:
    """A channel or hidden administrator has no voice."""
    for nobody in (cast.CHANNEL, cast.HIDDEN_ADMIN, cast.BOT):
        hall.refuses(
            NotAPerson,
            drafts.propose_matter,
            council=1,
            said=said("路灯坏了", nobody),
            by=nobody,
            reply_to=back(),
        )


@pytest.mark.parametrize("limit", [MATTER_TEXT_LIMIT, REASON_LIMIT])
def test_words_have_a_limit(limit: int) -> None:
    """Words up to the limit are kept whole; longer ones are refused, and the limit is named."""
    assert clean_text("灯" * limit, limit) == ("灯" * limit, False)
    with pytest.raises(TooLong) as refused:
        clean_text("灯" * (limit + 1), limit)
    assert refused.value.params == {"limit": limit, "length": limit + 1}


def test_pictures_have_a_limit(hall: Hall) -> None:
    """More pictures than a matter carries are left out."""
    many = tuple(Attachment("photo", str(n)) for n in range(ATTACHMENT_LIMIT + 3))
    assert bring_up(hall, said("路灯坏了三天", attachments=many)).attachments == many[:ATTACHMENT_LIMIT]


@pytest.mark.parametrize("reachable", [True, False])
def test_private_numbers_are_masked_and_the_author_is_told(hall: Hall, reachable: bool) -> None:  # noqa: FBT001  # both rows of the table
    """A telephone number is masked before it is kept, and its author hears of it, in private where possible."""
    if reachable:
        hall.opens_private_chat(cast.RESIDENT)
    matter = bring_up(hall, said("路灯坏了，找13800138000"))
    assert matter.text == "路灯坏了，找138****8000"
    (hint,) = hall.told("notice")
    assert hint.params.reply == Reply("masked", {"council": 1})
    assert (hint.chat, hint.reply_to) == ((private(cast.RESIDENT), None) if reachable else (cast.GROUP, "500"))
    assert hall.traces("13800138000") == []


# Changed by what follows


def test_the_authors_edit_follows_for_ten_minutes(hall: Hall) -> None:
    """An edit of the original message within ten minutes changes the matter; a later one does not."""
    matter = bring_up(hall, said("路灯坏了三天"))
    hall.now += UNDO_TIME
    words = said("路灯坏了五天，找13800138000")
    hall.at(proposals.edit_text, said=words, text=words.text)
    changed = hall.matter()
    assert (changed.text, changed.plain) == ("路灯坏了五天，找138****8000", "路灯坏了五天找1388000")
    assert changed.timeline[-1].what == Act.EDIT
    assert (hall.last.what, hall.last.person) == (Act.EDIT, matter.proposer)
    hall.now += timedelta(seconds=1)
    hall.at(proposals.edit_text, said=said("没事了"), text="没事了")
    assert hall.matter() == changed


def test_an_edit_that_changes_nothing(hall: Hall) -> None:
    """The same words again, words from elsewhere, and words of a sorted matter change nothing."""
    bring_up(hall, said("路灯坏了三天"))
    before = hall.state()
    hall.at(proposals.edit_text, said=said("路灯坏了三天 "), text="路灯坏了三天 ")
    hall.at(proposals.edit_text, said=said("没事了", message=MessageId("9")), text="没事了")
    assert hall.state() == before
    hall.at(triage.reject_matter, council=1, number=1, by=hall.by(cast.CLERK), reason="已在办")
    hall.at(proposals.edit_text, said=said("没事了"), text="没事了")
    assert hall.matter().text == "路灯坏了三天"


def test_an_edit_of_somebody_unknown_by_now(hall: Hall) -> None:
    """An edit counts as nobody's when its author is not known any more."""
    matter = bring_up(hall, said("路灯坏了三天"))
    hall.at(proposals.edit_text, said=said("路灯坏了五天", by=OTHER_HEAD), text="路灯坏了五天")
    assert hall.matter().timeline[-1].person is None
    assert hall.matter().proposer == matter.proposer


def test_where_words_came_from(hall: Hall) -> None:
    """A message is known as the source of a proposal, or not."""
    bring_up(hall, said("路灯坏了三天"))
    assert hall.do(proposals.is_source, f"{cast.GROUP}/500")
    assert not hall.do(proposals.is_source, f"{cast.GROUP}/501")


def test_an_album_grows(hall: Hall) -> None:
    """The other pictures of an album come along, as long as there is room and they are its author's."""
    bring_up(hall, said("路灯坏了三天", attachments=(PHOTO,), album="a/1"))
    for n in range(ATTACHMENT_LIMIT + 2):
        hall.at(proposals.add_to_album, said=said("", attachments=(Attachment("photo", str(n)),), album="a/1"))
    assert len(hall.matter().attachments) == ATTACHMENT_LIMIT
    assert (hall.last.what, hall.last.person) == (Act.ATTACH, hall.matter().proposer)


@pytest.mark.parametrize(
    "more",
    [
        said("", by=cast.NEIGHBOUR, attachments=(PHOTO,), album="a/1"),
        said("", attachments=(PHOTO,), album="a/2"),
        said("", by=OTHER_HEAD, attachments=(PHOTO,), album="a/1"),
    ],
)
def test_an_album_grows_by_its_own(hall: Hall, more: IncomingMessage) -> None:
    """Pictures of somebody else or of another album stay out."""
    bring_up(hall, said("路灯坏了三天", album="a/1"))
    hall.at(proposals.add_to_album, said=more)
    assert hall.matter().attachments == ()


def test_an_album_grows_while_it_waits(hall: Hall) -> None:
    """Pictures that come while similar matters are offered wait with the words."""
    hall.propose("3号楼门口的路灯坏了")
    words = said("3号楼门口的路灯坏了", by=cast.NEIGHBOUR, attachments=(PHOTO,), album="a/1")
    assert hall.at(drafts.propose_matter, council=1, said=words, by=cast.NEIGHBOUR, reply_to=back()) is None
    more = replace(words, text="", attachments=(Attachment("photo", "p2"),))
    hall.at(proposals.add_to_album, said=more)
    hall.at(proposals.add_to_album, said=replace(more, album="a/2"))
    (draft,) = hall.every(Draft)
    assert [each.ref for each in draft.said.attachments] == ["p1", "p2"]


@pytest.mark.parametrize(("who", "comes"), [(cast.RESIDENT, True), (cast.CLERK, True), (cast.NEIGHBOUR, False)])
def test_a_reply_to_the_card_comes_along(hall: Hall, who: Account, comes: bool) -> None:  # noqa: FBT001  # rows of the table
    """A picture in reply to the card comes along when its proposer or an officer sends it."""
    bring_up(hall, said("路灯坏了三天"))
    hall.deliver()
    (card,) = [each for each in hall.every(SentMessage) if each.view == "matter.card"]
    hall.at(proposals.attach_files, said=said("", by=who, attachments=(PHOTO,)), to=card.message, reply_to=back())
    assert hall.matter().attachments == ((PHOTO,) if comes else ())


def test_a_reply_to_anything_else_is_talk(hall: Hall) -> None:
    """A picture in reply to another message, or to the card of a decided matter, is ordinary talk."""
    matter = bring_up(hall, said("路灯坏了三天"))
    hall.deliver()
    setup = min(each.message for each in hall.every(SentMessage))
    card = max(each.message for each in hall.every(SentMessage))
    hall.do(lambda tx: tx.put(replace(matter, state=State.DONE)))
    before = hall.state()
    for message in (setup, card, 1):
        hall.at(proposals.attach_files, said=said("", attachments=(PHOTO,)), to=message, reply_to=back())
    hall.at(proposals.attach_files, said=said("", by=OTHER_HEAD, attachments=(PHOTO,)), to=card, reply_to=back())
    assert hall.state() == before


# Supported


def test_support_and_back(hall: Hall) -> None:
    """A press supports a matter, the next changes nothing, 收回附议 takes it back; the group hears nothing."""
    hall.propose()
    hall.deliver()
    by = hall.by(cast.NEIGHBOUR)
    notice = hall.at(proposals.support_matter, council=1, number=1, by=by)
    assert (notice.key, notice.params) == ("supported", {"number": 1, "total": 1})
    assert hall.do(repository.list_supporters, hall.matter()) == [by.person]
    assert hall.last.what == Act.SUPPORT
    notice = hall.at(proposals.support_matter, council=1, number=1, by=by)
    assert (notice.key, notice.params) == ("supported_already", {"number": 1, "total": 1})
    assert [line.what for line in hall.lines].count(Act.SUPPORT) == 1
    for _ in range(2):
        notice = hall.at(proposals.withdraw_support, council=1, number=1, by=by)
        assert (notice.key, notice.params) == ("unsupported", {"number": 1, "total": 0})
    assert [line.what for line in hall.lines].count("unsupport") == 1
    assert (hall.every(Support), hall.last.what) == ([], "unsupport")
    assert [each.view for each in hall.every(OutboxMessage)] == ["matter.card"]


def test_nobody_supports_their_own(hall: Hall) -> None:
    """A proposer stands behind the matter already; who recorded it may support it."""
    bring_up(hall, said("路灯坏了三天", by=cast.NEIGHBOUR), by=cast.RESIDENT)
    hall.refuses(OwnMatter, proposals.support_matter, council=1, number=1, by=hall.by(cast.NEIGHBOUR))
    assert hall.at(proposals.support_matter, council=1, number=1, by=hall.by(cast.RESIDENT)).params["total"] == 1


@pytest.mark.parametrize("state", [State.DONE, State.CLOSED, State.REJECTED, State.MERGED, State.WITHDRAWN])
def test_what_is_decided_is_not_supported(hall: Hall, state: State) -> None:
    """A matter that is done or over takes no more support."""
    hall.stand(state)
    hall.refuses(WrongState, proposals.support_matter, council=1, number=1, by=hall.by(cast.NEIGHBOUR))


def test_no_such_matter(hall: Hall) -> None:
    """A number that was never given out is refused by name."""
    refused = hall.refuses(NoMatter, proposals.support_matter, council=1, number=99, by=hall.by(cast.NEIGHBOUR))
    assert refused.params == {"number": 99}


# Sorted


SORTING: dict[str, tuple[Any, State]] = {
    "accept": (triage.accept_matter, State.ACCEPTED),
    "reject": (partial(triage.reject_matter, reason="这是物业的事"), State.REJECTED),
    "categorise": (partial(triage.categorise, category="safety"), State.SUBMITTED),
}


@pytest.mark.parametrize("what", SORTING)
@pytest.mark.parametrize("who", [cast.HEAD, cast.CLERK, cast.RESIDENT, cast.CAPTAIN, cast.HANDLER])
def test_sorting_is_the_officers(hall: Hall, who: Account, what: str) -> None:
    """Head and clerk sort; everybody else, the proposer too, is refused and nothing changes."""
    hall.propose()
    hall.deliver()
    (act, to), by, before = SORTING[what], hall.by(who), hall.state()
    if who in {cast.HEAD, cast.CLERK}:
        assert hall.at(act, council=1, number=1, by=by).key == f"did_{what}"
        assert hall.matter().state is to
        assert (hall.last.what, hall.last.person) == (what, by.person)
        assert hall.news() == ([what] if what == "reject" else [])
        assert len(hall.told("matter.card")) == 1
    else:
        hall.refuses(NotAllowed, act, council=1, number=1, by=by)
        assert hall.state() == before


def test_a_rejection_says_why(hall: Hall) -> None:
    """The reason stands in the matter and its timeline, masked, and never in the record."""
    hall.propose()
    clerk = hall.by(cast.CLERK)
    hall.refuses(TooShort, triage.reject_matter, council=1, number=1, by=clerk, reason=" ")
    hall.refuses(TooLong, triage.reject_matter, council=1, number=1, by=clerk, reason="不" * (REASON_LIMIT + 1))
    hall.at(triage.reject_matter, council=1, number=1, by=clerk, reason="找物业13800138000")
    assert hall.matter().reason == hall.matter().timeline[-1].text == "找物业138****8000"
    assert hall.last.facts == {}


def test_a_category_is_one_of_ten(hall: Hall) -> None:
    """A category from a forged button is refused."""
    hall.propose()
    hall.refuses(OldButton, triage.categorise, council=1, number=1, by=hall.by(cast.CLERK), category="fun")
    hall.at(triage.categorise, council=1, number=1, by=hall.by(cast.CLERK), category="safety")
    assert hall.matter().category is Category.SAFETY
    assert hall.last.facts == {"category": "safety"}


def test_withdraw_and_restore(hall: Hall) -> None:
    """A proposer takes a matter back and may bring it again; an officer can do neither for them."""
    hall.propose()
    clerk = hall.by(cast.CLERK)
    hall.refuses(NotAllowed, triage.withdraw_matter, council=1, number=1, by=clerk)
    hall.at(triage.withdraw_matter, council=1, number=1, by=hall.by(cast.RESIDENT))
    assert (hall.matter().state, hall.matter().open) == (State.WITHDRAWN, False)
    hall.refuses(NotAllowed, triage.restore_matter, council=1, number=1, by=clerk)
    hall.at(triage.restore_matter, council=1, number=1, by=hall.by(cast.RESIDENT))
    assert (hall.matter().state, hall.matter().open) == (State.SUBMITTED, True)


def test_a_rejection_is_undone_by_an_officer(hall: Hall) -> None:
    """What was turned down comes back through an officer, not through its proposer; the reason goes."""
    hall.propose()
    hall.at(triage.reject_matter, council=1, number=1, by=hall.by(cast.CLERK), reason="不归我们管")
    hall.refuses(NotAllowed, triage.restore_matter, council=1, number=1, by=hall.by(cast.RESIDENT))
    hall.at(triage.restore_matter, council=1, number=1, by=hall.by(cast.HEAD))
    assert (hall.matter().state, hall.matter().reason) == (State.SUBMITTED, "")


def test_there_is_nothing_to_restore(hall: Hall) -> None:
    """A matter that was never taken back cannot be restored."""
    hall.propose()
    hall.refuses(WrongState, triage.restore_matter, council=1, number=1, by=hall.by(cast.CLERK))


# Merged


def two_alike(hall: Hall) -> None:
    hall.propose("3号楼门口的路灯坏了", by=cast.RESIDENT)
    hall.propose("垃圾桶满了没人清理", by=cast.NEIGHBOUR)


def test_a_merge_moves_everybody_once(hall: Hall) -> None:
    """Proposer and supporters move along, once each, and nobody becomes a supporter of their own matter."""
    two_alike(hall)
    hall.support(1, cast.NEIGHBOUR, cast.STRANGER, cast.CAPTAIN)
    hall.support(2, cast.CAPTAIN)
    hall.opens_private_chat(cast.RESIDENT, cast.STRANGER)
    hall.deliver()
    notice = hall.at(triage.merge_matters, council=1, number=1, into=2, by=hall.by(cast.CLERK))
    assert (notice.key, notice.params) == ("did_merge", {"number": 1, "into": 2})
    merged, target = hall.matter(1), hall.matter(2)
    assert (merged.state, merged.into, merged.timeline[-1].text) == (State.MERGED, 2, "#2")
    assert (target.state, target.timeline[-1].what) == (State.SUBMITTED, Act.ABSORB)
    expected = {hall.member(each).person for each in (cast.RESIDENT, cast.STRANGER, cast.CAPTAIN)}
    assert sorted(hall.do(repository.list_supporters, target)) == sorted(expected)
    assert len(hall.do(repository.list_supporters, merged)) == 3
    assert [line.what for line in hall.lines[-2:]] == [Act.MERGE, Act.ABSORB]
    assert hall.lines[-2].facts == {"into": 2}
    assert {each.chat for each in hall.told("notice")} == {private(cast.RESIDENT), private(cast.STRANGER)}
    assert set(hall.notices()) == {"merged_yours"}
    assert hall.news() == [Act.MERGE]


def test_who_left_is_not_written_to(hall: Hall) -> None:
    """Somebody who left the group is not told in private what becomes of the matter."""
    two_alike(hall)
    hall.opens_private_chat(cast.RESIDENT)
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.RESIDENT)
    hall.at(triage.merge_matters, council=1, number=1, into=2, by=hall.by(cast.CLERK))
    assert hall.told("notice") == []


@pytest.mark.parametrize(
    ("number", "into", "who", "refusal"),
    [
        (1, 1, cast.CLERK, SameMatter),
        (1, 9, cast.CLERK, NoMatter),
        (1, 3, cast.CLERK, WrongState),
        (3, 1, cast.CLERK, WrongState),
        (1, 2, cast.RESIDENT, NotAllowed),
    ],
)
def test_what_cannot_be_merged(hall: Hall, number: int, into: int, who: Account, refusal: type[CouncilError]) -> None:
    """A matter merges into another one that is still open, by an officer's hand, or nothing happens."""
    two_alike(hall)
    hall.stand(State.DONE, text="电梯里的扶手松了")
    by, before = hall.by(who), hall.state()
    hall.refuses(refusal, triage.merge_matters, council=1, number=number, into=into, by=by)
    assert hall.state() == before


# The agenda


def test_several_on_the_agenda(hall: Hall) -> None:
    """Several matters go on the agenda at once, one that is named twice as well; one answer says so."""
    two_alike(hall)
    for number in (1, 2):
        hall.at(triage.accept_matter, council=1, number=number, by=hall.by(cast.CLERK))
    hall.deliver()
    hall.at(triage.put_on_agenda, by=cast.HEAD, numbers=(2, 1, 2), council=1, reply_to=back())
    assert [hall.matter(n).state for n in (1, 2)] == [State.AGENDA, State.AGENDA]
    assert (hall.notices(), hall.news()) == (["agenda_set"], [])
    (notice,) = hall.told("notice")
    assert notice.params.reply is not None
    assert notice.params.reply.params["matters"] == "#2、#1"


def test_the_possible_ones_on_the_agenda(hall: Hall) -> None:
    """When one of several matters cannot go on the agenda, the others do; one alone, or somebody else, is refused."""
    two_alike(hall)
    hall.at(triage.accept_matter, council=1, number=1, by=hall.by(cast.CLERK))
    before = hall.state()
    hall.refuses(WrongState, triage.put_on_agenda, by=cast.HEAD, numbers=(2,), council=1, reply_to=back())
    hall.refuses(NotAllowed, triage.put_on_agenda, by=cast.RESIDENT, numbers=(1, 2), council=1, reply_to=back())
    assert hall.state() == before
    hall.at(triage.put_on_agenda, by=cast.HEAD, numbers=(1, 2), council=1, reply_to=back())
    assert [hall.matter(n).state for n in (1, 2)] == [State.AGENDA, State.SUBMITTED]
    (told,) = hall.told("outcomes")
    assert [(each.number, each.key) for each in told.params.outcomes] == [
        (1, "agenda_set"),
        (2, "not_accepted_yet"),
    ]


def test_an_agenda_without_a_meeting(hall: Hall) -> None:
    """Without a planned meeting the answer says that none is planned."""
    hall.found(cast.OTHER_GROUP, OTHER_HEAD, defaults=Defaults())
    hall.stand(State.ACCEPTED, council=2, by=OTHER_HEAD)
    hall.at(triage.put_on_agenda, by=OTHER_HEAD, numbers=(1,), council=2, reply_to=back(chat=cast.OTHER_GROUP))
    assert hall.notices(cast.OTHER_GROUP) == ["agenda_without_meeting"]


def test_the_agenda_button(hall: Hall) -> None:
    """The button puts one accepted matter on the agenda and tells the group."""
    hall.stand(State.ACCEPTED)
    assert hall.at(triage.put_one_on_agenda, council=1, number=1, by=hall.by(cast.CLERK)).key == "did_agenda"
    assert (hall.matter().state, hall.news()) == (State.AGENDA, ["agenda"])


# Similar ones


def test_similar_ones_come_nearest_first(hall: Hall) -> None:
    """Of open matters that say nearly the same the nearest comes first, a bounded number of them."""
    hall.propose("3号楼门口的路灯坏了三天没人修")
    for floor in range(SIMILAR_SHOWN + 1):
        hall.do(
            lambda tx, n=floor: tx.put(
                replace(hall.matter(1), number=10 + n, plain=f"3号楼门口的路灯坏了三天没人修{n}")
            )
        )
    found = hall.do(proposals.find_similar, 1, "3号楼门口的路灯坏了三天没人修")
    assert (found[0], len(found)) == (1, SIMILAR_SHOWN)


@pytest.mark.parametrize("state", [State.DONE, State.CLOSED, State.REJECTED, State.WITHDRAWN])
def test_only_what_can_be_supported_is_offered(hall: Hall, state: State) -> None:
    """A matter that takes no more support is not offered in place of a new one."""
    hall.stand(state)
    hall.do(lambda tx: tx.put(replace(hall.matter(), open=state is State.DONE)))
    assert hall.do(proposals.find_similar, 1, hall.matter().text) == []


def test_other_councils_are_not_looked_at(two: Hall) -> None:
    """The same matter in another council is no reason to offer it."""
    two.propose("3号楼门口的路灯坏了三天")
    assert two.do(proposals.find_similar, 2, "3号楼门口的路灯坏了三天") == []


def test_pictures_alone_are_like_nothing(hall: Hall) -> None:
    """Words without a letter, such as a row of pictures, are like no other matter."""
    hall.propose()
    assert hall.do(proposals.find_similar, 1, "🙂🙂") == []


# Shown


def test_read(hall: Hall) -> None:
    """A matter is shown with the names of all in it and the number of supporters; nothing of one that is not there."""
    hall.propose()
    hall.support(1, cast.NEIGHBOUR)
    hall.at(triage.accept_matter, council=1, number=1, by=hall.by(cast.CLERK))
    shown = hall.do(repository.load_matter, 1, 1)
    assert shown is not None
    assert {member.name for member in shown.names.values()} == {cast.RESIDENT.name, cast.CLERK.name}
    assert shown.supporters == 1
    assert hall.do(repository.load_matter, 1, 2) is None


def test_where_the_bot_is_not_nothing_is_told(hall: Hall) -> None:
    """While the bot is out of the group a matter goes on, and the group is told nothing."""
    hall.propose()
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.at(triage.accept_matter, council=1, number=1, by=hall.member(cast.CLERK))
    assert hall.matter().state is State.ACCEPTED
    assert (hall.told("matter.card"), hall.told("matter.news")) == ([], [])
