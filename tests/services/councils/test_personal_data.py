"""Everything that is kept about one person: given out as a file, or erased without a trace."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account, Role
from bot.domain.hierarchy.escalation_ladder import LadderStep, Level
from bot.domain.matters.matter import Answer
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Meeting
from bot.domain.polls.poll import Poll, parse_poll
from bot.domain.rolls.roll import Access, Difference, RollDraft, Row
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.ids import AccountId, MessageId
from bot.domain.shared.inbox import DeadLetter
from bot.domain.shared.incoming_message import Attachment, SentFile
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SendQueue
from bot.services.councils import councils, members, personal_data, roles
from bot.services.councils.personal_data import FAREWELL
from bot.services.hierarchy import escalation
from bot.services.letters import letters
from bot.services.matters import (
    assignment_dialog,
    drafts,
    listing,
    progress,
    proposals,
    repository,
    triage,
    verification,
)
from bot.services.mediation import mediations
from bot.services.meetings import attendance, meetings, planning, rescheduling, sessions
from bot.services.polls import polls
from bot.services.rolls import invitations, rolls, unit_links
from bot.services.shared import questions
from bot.services.shared.enqueue import reply
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall

# Nothing else in a test reads like these.
SOMEBODY = Account(AccountId("7300105001"), "欧阳小敏", "ouyangxiaomin")
SECTOR = "退休教师"
TRACES = (str(SOMEBODY.id), SOMEBODY.name, SOMEBODY.username or "", SECTOR)
PHONE, ID_NUMBER = "13800138000", "11010519491231002X"


def confide(hall: Hall) -> None:
    """Let somebody write letters and get them, mediate and be a side in a mediation."""
    # Letters: theirs to a clerk, and theirs once they are a clerk.
    hall.opens_private_chat(cast.CLERK)
    for place, by in enumerate((SOMEBODY, cast.CLERK)):
        letter = said("电梯夜里总是停", by=by, chat=private(by))
        hall.at(letters.write_letter, council=1, said=letter, by=by, reply_to=back(f"letter{place}", private(by)))
    # Two mediations: one in which they are a side, one that they mediate.
    hall.opens_private_chat(cast.NEIGHBOUR, cast.STRANGER)
    for by, others in ((cast.CLERK, "@ouyangxiaomin 孙大爷"), (SOMEBODY, "孙大爷 周倩")):
        here = back(f"mediate{by.name == SOMEBODY.name}", private(by))
        hall.at(roles.appoint_member, by=cast.HEAD, whom=by, role=Role.CLERK, reply_to=back("mediator"))
        hall.at(mediations.start_mediation, council=1, text=f"{others} 楼上漏水到楼下", by=by, reply_to=here)
    for by in (SOMEBODY, cast.NEIGHBOUR):
        hall.tap(mediations.press_mediation, Intent("mediate", 1, 1, "yes"), by, chat=by.id)
    for by in (SOMEBODY, cast.NEIGHBOUR):
        words = f"{by.name}说漏水的事"
        here = back("said", private(by))
        hall.at(mediations.write_note, council=1, number=1, as_="say", text=words, by=by, reply_to=here)


def live_a_full_life(hall: Hall) -> None:
    """Let somebody do all that can be done, so that whatever keeps something of people keeps something of them."""
    alone = back("private", private(SOMEBODY))
    hall.at(members.open_private_chat, by=SOMEBODY, reply_to=alone)
    seat = f"{SECTOR} 任期2028-12"
    hall.at(roles.appoint_member, by=cast.HEAD, whom=SOMEBODY, role=Role.HANDLER, words=seat, reply_to=back("role"))
    voice = Attachment("voice", "v1")
    hall.propose("路灯坏了三天", by=SOMEBODY, attachments=(voice, Attachment("photo", "p1")))
    hall.propose("垃圾桶满了没人清理", by=cast.NEIGHBOUR)
    words = said("电梯里的扶手松了", by=cast.STRANGER, message=MessageId("501"))
    hall.at(drafts.propose_matter, council=1, said=words, by=SOMEBODY, reply_to=back("captured"))
    hall.support(2, SOMEBODY)
    hall.support(1, cast.NEIGHBOUR)
    confide(hall)
    # Work, late and done, and a look back on it.
    hall.do(lambda tx: tx.put(replace(hall.matter(2), state=State.AGENDA)))
    wishes: dict[str, Any] = {"council": 1, "number": 2, "by": cast.HEAD, "reply_to": back("resolve")}
    hall.at(assignment_dialog.choose_assignment, text="加一个桶", who="@ouyangxiaomin", day="明天", **wishes)
    hall.pass_time(timedelta(days=2))
    hall.deliver()
    hall.at(progress.report_done, council=1, number=2, by=hall.by(SOMEBODY), text="好了", attachments=(voice,))
    hall.at(verification.record_feedback, council=1, number=2, by=hall.by(SOMEBODY), answer=Answer.YES)
    # Similar ones are offered: their own words, and their words in somebody else's hands.
    for place, by in enumerate((SOMEBODY, cast.STRANGER)):
        again = said("路灯坏了好几天", by=SOMEBODY, message=MessageId("502"))
        assert hall.at(drafts.propose_matter, council=1, said=again, by=by, reply_to=back(f"again{place}")) is None
    mention = said("提议 垃圾", by=cast.NEIGHBOUR, chat=private(cast.NEIGHBOUR), mentions=(SOMEBODY,))
    hall.at(drafts.hold_draft, said=mention, reply_to=back("held", private(cast.NEIGHBOUR)))
    hall.deliver()
    # A meeting, a poll, a question, a list.
    hall.at(meetings.answer_invitation, council=1, number=1, by=hall.by(SOMEBODY), comes=True, shown=(cast.GROUP, 1))
    hall.at(sessions.open_meeting, council=1, by=hall.by(cast.HEAD))
    (held,) = (each for each in hall.every(Meeting) if each.opened)
    hall.at(attendance.check_in, council=1, number=held.number, by=hall.by(SOMEBODY), shown=(cast.GROUP, 1))
    hall.at(polls.ask_poll, by=cast.HEAD, asked=parse_poll("7d 换灯吗？\n换\n不换", ()), reply_to=back("poll"))
    hall.deliver()
    hall.do(polls.record_choice, native=hall.get(Poll, "1/1").native, by=SOMEBODY, options=(0,))
    for where in (back("q"), replace(alone, id="re/q2")):
        hall.at(questions.ask_question, name="propose", council=1, by=SOMEBODY, reply_to=where)
    for where in (back("mine"), replace(alone, id="re/my")):
        hall.at(reply, reply_to=where, view="mine", params=MessageParams(account=SOMEBODY.id), remember=False)
    hall.deliver()
    # A roll they brought, another they did not confirm, and a unit that is theirs.
    hall.at(roles.appoint_member, by=cast.HEAD, whom=SOMEBODY, role=Role.CLERK, reply_to=back("clerk"))
    units = rolls.number_heads([Row(unit="3-1-502", building="3", owners=("吴刚",), phones=("",), area="98.5")], 1)
    for place in range(2):
        file = SentFile("f1", "名册.xlsx", 9)
        waiting = hall.at(rolls.hold_draft, council=1, file=file, digest="d", compared=place, by=SOMEBODY)
        if not place:
            hall.at(rolls.import_roll, waiting=waiting, by=SOMEBODY, ready=units, changed=Difference())
    hall.at(invitations.issue_codes, council=1, by=SOMEBODY, make=lambda: "K7QF2M9TXH4P8RW", unit="3-1-502")
    hall.at(unit_links.ask_about_unit, code="K7QF2M9TXH4P8RW", by=SOMEBODY, reply_to=replace(alone, id="re/knock"))
    hall.deliver()
    intent = Intent("link", 1, 0, invitations.hash_code("K7QF2M9TXH4P8RW"))
    assert hall.tap(unit_links.link_unit, intent, SOMEBODY, chat=SOMEBODY.id).key == "did_link"
    # Something of theirs that nobody could read, and things on their way to them and about them.
    raw = f'{{"from": {{"id": {SOMEBODY.id}, "first_name": "{SOMEBODY.name}"}}}}'
    hall.do(lambda tx: tx.put(DeadLetter(update=5, at=hall.now, reason="KeyError", raw=raw)))
    hall.do(lambda tx: tx.put(DeadLetter(update=6, at=hall.now, reason="KeyError", raw="{}")))
    for where in (back("mine2"), replace(alone, id="re/my2")):
        hall.at(reply, reply_to=where, view="mine", params=MessageParams(account=SOMEBODY.id))


def traces(hall: Hall) -> list[str]:
    return hall.traces(*TRACES)


def forget(hall: Hall) -> bool:
    return hall.at(personal_data.erase_person, account=SOMEBODY.id, chat=private(SOMEBODY))


# Erased


@pytest.mark.parametrize("role", [None, Role.HEAD])
def test_erased_without_a_trace(hall: Hall, role: Role | None) -> None:
    """After somebody was erased no document of any table names them, a head neither, and the record still holds."""
    live_a_full_life(hall)
    if role:
        hall.at(roles.appoint_member, by=cast.HEAD, whom=SOMEBODY, role=role, reply_to=back("head"))
    assert {table for table, *_ in map(str.split, traces(hall))} >= {
        *("members", "doors", "lanes", "drafts", "dialogs", "tellings", "posted", "due", "set_aside", "roll_drafts"),
    }
    intent = Intent("forget", arg="yes")
    assert hall.tap(personal_data.press_erasure, intent, SOMEBODY, chat=SOMEBODY.id).key == "forgotten"
    assert hall.notices(private(SOMEBODY)) == ["forgotten"]
    hall.deliver()
    hall.pass_time(FAREWELL)
    assert traces(hall) == []
    assert hall.verify() == []
    assert hall.lines[-1].what != ""
    assert len(hall.every(DeadLetter)) == 1
    assert [*hall.every(Access), *hall.every(RollDraft)] == []


def test_what_they_did_still_counts(hall: Hall) -> None:
    """The matters, supports, choices and answers of an erased person stay, and so do the numbers."""
    live_a_full_life(hall)
    person = hall.member(SOMEBODY).person
    before = {state: n for state, n in hall.do(listing.load_stats, 1).states.items() if n}
    assert forget(hall)
    assert {state: n for state, n in hall.do(listing.load_stats, 1).states.items() if n} == before
    assert hall.matter(1).proposer == person
    assert (hall.matter(1).source, hall.matter(1).album) == (None, None)
    assert [each.kind for each in hall.matter(1).attachments] == ["photo"]
    assert hall.do(repository.list_supporters, hall.matter(2)) == [person]
    assert hall.do(verification.count_answers, hall.matter(2))[Answer.YES] == 1
    hall.at(polls.close_poll, council=1, number=1, result=None)
    assert hall.get(Poll, "1/1").counts == (1, 0)
    shown = hall.do(repository.load_matter, 1, 1)
    assert shown is not None
    assert shown.names[person].name == ""
    assert (hall.lines[-2].what, hall.lines[-2].person) == ("erased", person)


def test_what_they_said_of_a_neighbours_matter(hall: Hall) -> None:
    """The file also has why they whistled for what they support, and on which level they are on duty."""
    hall.propose("路灯坏了三天", by=cast.RESIDENT)
    hall.support(1, SOMEBODY)
    hall.do(lambda tx: tx.put(replace(hall.matter(), state=State.DISPATCHED)))
    hall.at(escalation.call_upwards, council=1, number=1, by=hall.by(SOMEBODY), reason="三天没有动静")
    duty = LadderStep(level=Level.STREET, person=hall.member(SOMEBODY).person)
    hall.do(lambda tx: tx.put(replace(hall.council(), ladder=(duty,))))
    kept = hall.do(personal_data.my_data, SOMEBODY.id, private(SOMEBODY))
    assert kept is not None
    (mine,) = json.loads(kept)["councils"]
    assert mine["on_duty_on_level"] == [Level.STREET]
    (matter,) = mine["said_of_matters"]
    assert (matter["number"], [step["text"] for step in matter["timeline"]]) == (1, ["三天没有动静"])
    assert "text" not in matter  # the proposal is its proposer's


def test_others_are_left_alone(hall: Hall) -> None:
    """Erasing one person takes nothing from another."""
    live_a_full_life(hall)
    hall.opens_private_chat(cast.NEIGHBOUR)
    kept = hall.do(personal_data.my_data, cast.NEIGHBOUR.id, private(cast.NEIGHBOUR))
    forget(hall)
    again = hall.do(personal_data.my_data, cast.NEIGHBOUR.id, private(cast.NEIGHBOUR))
    assert kept is not None
    assert again is not None
    before, after = json.loads(kept), json.loads(again)
    # The draft in which the neighbour named them is gone, the mediations they shared are, and nothing else.
    assert (after["drafts"], after["councils"][0]["mediations"]) == ([], [])
    assert {each["view"] for each in after["waiting_for_you"]} == {"mediation"}
    for each in (before, after):
        each |= {"drafts": [], "waiting_for_you": []}
        each["councils"][0]["mediations"] = []
    assert before == after


def test_an_erased_head_is_told_to_the_group(hall: Hall) -> None:
    """When a head is erased the group hears that there is none, and an administrator can take over."""
    hall.at(personal_data.erase_person, account=cast.HEAD.id, chat=private(cast.HEAD))
    assert hall.notices() == ["head_erased"]
    assert hall.do(members.find_head, 1) is None
    hall.found(cast.GROUP, cast.CLERK)
    assert hall.do(members.find_head, 1) == hall.member(cast.CLERK)


def test_erased_in_every_council(two: Hall) -> None:
    """Somebody in two councils is erased in both, and each record says so."""
    two.by(SOMEBODY)
    two.by(SOMEBODY, 2)
    forget(two)
    assert {line.council for line in two.lines if line.what == "erased"} == {1, 2}
    assert two.do(members.find_member, 1, SOMEBODY.id) is two.do(members.find_member, 2, SOMEBODY.id) is None


def test_whoever_comes_back_keeps_the_chat(hall: Hall) -> None:
    """Somebody who opens the chat again within the hour is not cut off by the end of it."""
    live_a_full_life(hall)
    forget(hall)
    hall.at(members.open_private_chat, by=SOMEBODY, reply_to=back("again", private(SOMEBODY)))
    hall.pass_time(FAREWELL)
    assert [told.view for told in hall.told("menu")] == ["menu"]
    assert str(SOMEBODY.id) in {queue.key for queue in hall.every(SendQueue)}


def test_nothing_to_forget(hall: Hall) -> None:
    """Of somebody unknown nothing is erased, and they are told so; their words in another's draft go all the same."""
    assert not forget(hall)
    hall.propose("路灯坏了三天")
    words = said("路灯坏了好几天", by=SOMEBODY)
    assert hall.at(drafts.propose_matter, council=1, said=words, by=cast.NEIGHBOUR, reply_to=back()) is None
    assert (
        hall.tap(personal_data.press_erasure, Intent("forget", arg="yes"), SOMEBODY, chat=SOMEBODY.id).key
        == "forgetting_nothing"
    )
    hall.deliver()
    hall.pass_time(FAREWELL)
    assert traces(hall) == []


def test_thinking_better_of_it(hall: Hall) -> None:
    """Nothing is erased by any other button, nor in a group."""
    hall.by(SOMEBODY)
    assert (
        hall.tap(personal_data.press_erasure, Intent("forget", arg="no"), SOMEBODY, chat=SOMEBODY.id).key
        == "not_forgotten"
    )
    with pytest.raises(PrivateOnly):
        hall.tap(personal_data.press_erasure, Intent("forget", arg="yes"), SOMEBODY)
    assert hall.member(SOMEBODY).name == SOMEBODY.name


# Given out


def test_my_data(hall: Hall) -> None:
    """The file has everything kept about the one who asks."""
    live_a_full_life(hall)
    content = hall.do(personal_data.my_data, SOMEBODY.id, private(SOMEBODY))
    assert content is not None
    data = json.loads(content)
    (mine,) = data["councils"]
    assert (data["account"], data["may_be_written_to"]) == (SOMEBODY.id, True)
    assert (mine["council"], mine["member"]["name"], mine["member"]["username"]) == (
        "和平里小区",
        SOMEBODY.name,
        SOMEBODY.username,
    )
    assert [(each["number"], each["text"]) for each in mine["proposed"]] == [(1, "路灯坏了三天")]
    assert [each["number"] for each in mine["brought_in_for_others"]] == [3]
    (work,) = mine["in_charge_of"]
    assert [entry["text"] for entry in work["timeline"]] == ["好了", ""]
    assert {name: len(mine[name]) for name in ("supports", "feedback", "meetings", "polls")} == dict.fromkeys(
        ("supports", "feedback", "meetings", "polls"), 1
    )
    assert [draft["text"] for draft in data["drafts"]] == ["", "路灯坏了好几天", "路灯坏了好几天"]
    assert len(data["open_questions"]) == 2
    assert [(each["unit"], each["area"]) for each in mine["units"]] == [("3-1-502", "98.5")]
    assert [each["number"] for each in data["rolls_to_confirm"]] == [2]
    assert data["messages_to_you"]
    assert data["waiting_for_you"]


def test_my_data_is_nobody_elses(hall: Hall) -> None:
    """The file names nobody else, and gives nothing that somebody else said."""
    live_a_full_life(hall)
    content = hall.do(personal_data.my_data, SOMEBODY.id, private(SOMEBODY))
    assert content is not None
    text = content.decode()
    for other in (cast.HEAD, cast.NEIGHBOUR, cast.STRANGER, cast.CLERK):
        assert other.name not in text
        assert str(other.id) not in {word.strip('",') for word in text.split()}
    for words in ("垃圾桶满了没人清理", "电梯里的扶手松了", "加一个桶"):
        assert words not in text


def test_no_data(hall: Hall) -> None:
    """Of somebody unknown there is no file."""
    assert hall.do(personal_data.my_data, SOMEBODY.id, private(SOMEBODY)) is None


# Never kept


def test_private_numbers_are_never_kept(hall: Hall) -> None:
    """ID and telephone numbers are masked wherever people write, before anything is kept."""
    text = f"电话{PHONE}，身份证{ID_NUMBER}"
    head = Account(cast.HEAD.id, f"王建国{PHONE}")
    hall.do(councils.rename_council, chat=cast.GROUP, name=f"和平里{PHONE}")
    hall.by(head)
    hall.at(planning.set_schedule, by=head, text=f"每周三 19:00 {PHONE}", reply_to=back("1"))
    hall.at(planning.convene_meeting, by=head, text=f"3月5日 19:30 {PHONE} {text}", reply_to=back("2"))
    hall.at(planning.convene_meeting, by=head, text="3月6日 19:30 138 0013 8000", reply_to=back("3"))
    by = hall.by(head)
    hall.at(rescheduling.postpone_meeting, council=1, number=3, by=by, text=f"3月7日 19:30 {PHONE}")
    hall.at(polls.ask_poll, by=head, asked=parse_poll(f"{text}\n{PHONE}\n不换", ()), reply_to=back("4"))
    hall.propose(f"路灯坏了，{text}", by=Account(AccountId("301"), f"小李{PHONE}"))
    hall.at(proposals.edit_text, said=said(text), text=f"路灯坏了三天，{text}")
    hall.at(triage.reject_matter, council=1, number=1, by=by, reason=text)
    hall.at(triage.restore_matter, council=1, number=1, by=by)
    hall.at(triage.accept_matter, council=1, number=1, by=by)
    wishes: dict[str, Any] = {"council": 1, "number": 1, "by": head, "reply_to": back("5")}
    hall.at(assignment_dialog.choose_assignment, text=text, day=PHONE, **wishes)
    hall.at(assignment_dialog.hand_over, who=f"王师傅{PHONE}", **wishes)
    hall.at(assignment_dialog.hand_over, who=f"王师傅{PHONE}", day="明天", **wishes)
    hall.at(progress.report_progress, council=1, number=1, by=by, text=text)
    hall.at(progress.report_done, council=1, number=1, by=by, text=text)
    hall.at(
        verification.record_feedback,
        council=1,
        number=1,
        by=hall.member(Account(AccountId("301"))),
        answer=Answer.NO,
        reason=text,
    )
    assert hall.matter().state is State.IN_PROGRESS
    assert hall.traces(PHONE, "138 0013 8000", ID_NUMBER) == []


def test_the_record_holds_no_names_and_no_words(hall: Hall) -> None:
    """What stands in the record are numbers, days and the words of the program, never anybody's name or text."""
    live_a_full_life(hall)
    hall.at(triage.categorise, council=1, number=1, category="safety", by=hall.by(cast.CLERK))
    hall.at(triage.merge_matters, council=1, number=3, into=1, by=hall.by(cast.CLERK))
    facts = {value for line in hall.lines for value in line.facts.values() if isinstance(value, str)}
    assert all(fact.isascii() for fact in facts)
    record = repr(hall.lines)
    for written in (*TRACES, cast.HEAD.name, "路灯", "垃圾", "加一个桶", "换灯吗"):
        assert written not in record
    assert hall.verify() == []
