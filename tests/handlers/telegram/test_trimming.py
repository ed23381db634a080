"""Updates that lack what nobody reads, or hold what nobody knows."""

from typing import Any

import pytest
from telegram import Update

from handlers.telegram import update_checks
from handlers.telegram.membership import is_there
from handlers.telegram.message_reader import account, said
from handlers.telegram.trimming import UNKEPT_KINDS, trim
from tests.rows import each_row

ME = 1
CHAT = {"id": -100, "type": "supergroup", "title": "小区", "all_members_are_administrators": True, "is_new": {"x": 1}}
WHO = {"id": 105, "is_bot": False, "first_name": "赵敏", "has_new_field": []}
ODD: list[Any] = [{}, [], 1, "x", None, True, {"id": "x"}]


def read(update: dict[str, Any]) -> Update:
    """The update as the library has it."""
    readable = trim({"update_id": 7, **update})
    update_checks.check(readable)
    found = Update.de_json(readable, None)
    assert found
    return found


def message(**fields: Any) -> dict[str, Any]:
    """A message with these fields."""
    return {"message": {"message_id": 6, "date": 1, "chat": CHAT, "from": WHO, **fields}}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "name",
    [
        "forward_origin",
        "external_reply",
        "quote",
        "via_bot",
        "reply_markup",
        "link_preview_options",
        "pinned_message",
        "gift",
        "video_chat_started",
        "sender_business_bot",
        "something_new",
        *UNKEPT_KINDS,
    ],
)
def test_what_nobody_reads(name: str, odd: Any) -> None:
    """A message is understood whatever stands in a field that nobody reads."""
    found = read(message(text="/propose 路灯坏了", **{name: odd})).message
    assert found
    assert said(found, ME).text == "/propose 路灯坏了"


@each_row("name", UNKEPT_KINDS)
def test_what_cannot_be_kept_is_named(name: str) -> None:
    """What cannot be kept is named by its kind, whatever the library requires of it."""
    found = read(message(**{name: {}})).message
    assert found
    assert said(found, ME).unkept == UNKEPT_KINDS[name]
    assert not said(found, ME).service


def test_an_animation_is_no_picture() -> None:
    """An animation comes with a document for old clients, which is no picture; a live photo with a photo, which is."""
    document = {"file_id": "d", "mime_type": "image/gif", "file_name": "x.gif"}
    moving = read(message(animation={}, document=document)).message
    live = read(message(live_photo={}, photo=[{"file_id": "p"}])).message
    assert moving
    assert live
    assert said(moving, ME).attachments == ()
    assert [each.ref for each in said(live, ME).attachments] == ["p"]


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "f"}]},
        {"voice": {"file_id": "f"}},
        {"document": {"file_id": "f", "mime_type": "image/png"}},
        {"location": {"latitude": 1, "longitude": 2.5}},
    ],
)
def test_what_is_kept(content: dict[str, Any]) -> None:
    """Pictures, voices and places are read without the fields that the library alone requires."""
    found = read(message(**content)).message
    assert found
    assert len(said(found, ME).attachments) == 1


@pytest.mark.parametrize(
    "content", [{"location": {"latitude": "x", "longitude": 2}}, {"document": {"file_id": []}}, {"photo": 5}]
)
def test_what_is_read_must_be_sound(content: dict[str, Any]) -> None:
    """What is read and is of another kind is found out before it is kept."""
    with pytest.raises(TypeError):
        read(message(**content))


def test_a_message_of_long_ago() -> None:
    """A reply to a message that is out of reach (date 0), or by nobody, is a message."""
    for answered in ({"message_id": 3, "date": 0, "chat": CHAT}, {"message_id": 3, "chat": {"id": -100}}):
        found = read(message(text="好", reply_to_message=answered)).message
        assert found
        heard = said(found, ME)
        assert heard.answers
        assert not heard.answers.by.acts


def test_a_tap_of_long_ago() -> None:
    """A tap on a message out of reach is a tap."""
    query = {"id": "9", "from": WHO, "data": "x", "message": {"chat": {"id": -100}, "message_id": 5}}
    tap = read({"callback_query": query}).callback_query
    assert tap
    assert tap.message
    assert (tap.message.chat.id, tap.message.message_id) == (-100, 5)


@pytest.mark.parametrize(
    ("member", "there"),
    [
        ({"status": "restricted", "is_member": False}, False),
        ({"status": "restricted", "is_member": True}, True),
        ({"status": "restricted"}, True),
        ({"status": "kicked"}, False),
        ({"status": "kicked", "until_date": 5}, False),
        ({"status": "left"}, False),
        ({"status": "member", "until_date": "x"}, True),
        ({"status": "administrator"}, True),
        ({"status": "creator"}, True),
        ({"status": "something_new"}, True),
    ],
)
@pytest.mark.parametrize("kind", ["chat_member", "my_chat_member"])
def test_who_is_there(kind: str, member: dict[str, Any], *, there: bool) -> None:
    """A change of membership says whether somebody is there, whatever rights it lacks."""
    change = {"chat": CHAT, "old_chat_member": {"status": "x", "user": WHO}, "new_chat_member": {**member, "user": WHO}}
    found = getattr(read({kind: change}), kind)
    assert (found.new_chat_member.status == "member") is there
    assert found.new_chat_member.user.id == 105
    assert is_there(member) is there


@pytest.mark.parametrize(
    ("first", "last", "name", "is_deleted"),
    [("", None, "", True), ("", "王", "王", True), (" ", None, " ", False), ("王", "", "王", False)],
)
def test_a_deleted_account(first: str, last: str | None, name: str, *, is_deleted: bool) -> None:
    """An account without a first name is a deleted one, except the one that writes just now."""
    user = {"id": 5, "first_name": first, "last_name": last}
    answered = {"message_id": 3, "date": 1, "chat": CHAT, "from": user, "text": "路灯坏了"}
    found = read(message(text="好", reply_to_message=answered, **{"from": user})).message
    assert found
    heard = said(found, ME)
    assert heard.answers
    assert (heard.by.name, heard.by.deleted) == (name, False)
    assert (heard.answers.by.name, heard.answers.by.deleted) == (name, is_deleted)
    assert account(found.from_user).acts is not is_deleted


def test_an_odd_entity() -> None:
    """An entity that lacks its place names nobody and breaks nothing."""
    found = read(message(text="好", entities=[{"type": "text_mention"}, {"type": "new", "user": WHO}, {}])).message
    assert found
    assert said(found, ME).mentions == ()


def test_a_poll_and_an_answer() -> None:
    """A poll's count and a person's answer are read, with no more than what is read of them."""
    poll = {"id": "9", "total_voter_count": 3, "options": [{"voter_count": 2}, {"voter_count": 1}]}
    found = read({"poll": poll}).poll
    assert found
    assert [option.voter_count for option in found.options] == [2, 1]
    answer = read({"poll_answer": {"poll_id": "9", "option_ids": [1], "user": WHO}}).poll_answer
    assert answer
    assert (answer.poll_id, tuple(answer.option_ids)) == ("9", (1,))
