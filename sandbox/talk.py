"""Messages, edits, deletions and button presses of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .entities import detect
from .files import OTHER_MEDIA, SMALLEST_PICTURE, File, media_content
from .menus import commands_for
from .model import Chat, Json, Message, Press, User
from .state import State

if TYPE_CHECKING:
    from .entities import Entity


class Talking(State):
    """Acts of people who write."""

    def say(
        self,
        user: User | int,
        chat: Chat | User | int,
        text: str,
        *,
        reply_to: Message | None = None,
        entities: list[Entity] | None = None,
        topic: int | None = None,
    ) -> Message:
        """Send a text; commands, mentions and hashtags are marked as Telegram does, `entities` come on top.

        Saying anything in the private chat opens it for the bot. Nobody but the bot sees a command that it has set as
        ephemeral, nor an answer to what it shows the sender alone.
        """
        content: Json = {"text": text}
        if found := detect(text, entities):
            content["entities"] = found
        is_alone = self._is_ephemeral_command(self.user(user), self.chat(chat), text)
        return self._send(user, chat, content, reply_to=reply_to, topic=topic, is_alone=is_alone)

    def send_photo(
        self,
        user: User | int,
        chat: Chat | User | int,
        content: bytes | None = None,
        *,
        caption: str | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a photo; without bytes, the smallest picture there is."""
        file = self.files.keep("photo", content or SMALLEST_PICTURE, "photo.jpg", "image/jpeg")
        return self._send_file(user, chat, file, caption, reply_to)

    def send_voice(
        self, user: User | int, chat: Chat | User | int, content: bytes = b"OggS", *, reply_to: Message | None = None
    ) -> Message:
        """Send a voice message."""
        return self._send_file(user, chat, self.files.keep("voice", content, "voice.oga", "audio/ogg"), None, reply_to)

    def send_document(
        self,
        user: User | int,
        chat: Chat | User | int,
        content: bytes,
        name: str,
        *,
        mime_type: str = "application/octet-stream",
        caption: str | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a file under a name."""
        return self._send_file(user, chat, self.files.keep("document", content, name, mime_type), caption, reply_to)

    def send_media(
        self,
        user: User | int,
        chat: Chat | User | int,
        kind: str,
        *,
        caption: str | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a video, animation, video_note, audio or sticker; the last two kinds of them without words."""
        if kind not in OTHER_MEDIA or (caption and kind in {"video_note", "sticker"}):
            raise ValueError(f"nobody can send a {kind}{' with words' if caption else ''}")
        return self._send_file(user, chat, self.files.keep(kind, b"content", f"file.{kind}"), caption, reply_to)

    def send_contact(
        self, user: User | int, chat: Chat | User | int, whom: User | int, *, reply_to: Message | None = None
    ) -> Message:
        """Send a person's contact card."""
        person = self.user(whom)
        card = {"phone_number": "13800138000", "first_name": person.first_name, "user_id": person.id}
        return self._send(user, chat, {"contact": card}, reply_to=reply_to)

    def send_album(
        self,
        user: User | int,
        chat: Chat | User | int,
        files: list[File],
        *,
        caption: str | None = None,
        reply_to: Message | None = None,
    ) -> list[Message]:
        """Send several files at once, the words below the first: one message each, with one media_group_id.

        As a reply to an ephemeral message each is a message of its own: an ephemeral one belongs to no group of media.
        """
        album = str(self.sequence())
        is_grouped = not (reply_to and reply_to.receiver)
        sent = []
        for place, file in enumerate(files):
            content = media_content(file) | ({"media_group_id": album} if is_grouped else {})
            if caption and place == 0:
                content |= _caption(caption)
            # Of an ordinary album, phones send the first alone as the reply.
            sent.append(self._send(user, chat, content, reply_to=None if is_grouped and place else reply_to))
        return sent

    def send_location(
        self,
        user: User | int,
        chat: Chat | User | int,
        latitude: float,
        longitude: float,
        *,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a place, in degrees."""
        content = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._send(user, chat, content, reply_to=reply_to)

    def say_as_anonymous_admin(self, chat: Chat | int, text: str, *, reply_to: Message | None = None) -> Message:
        """Send a text as an administrator who stays anonymous: it comes from the group itself."""
        return self._say_as(self.anonymous, self.chat(chat), self.chat(chat), text, reply_to)

    def say_as_channel(
        self, chat: Chat | int, text: str, *, title: str = "小区公告", reply_to: Message | None = None
    ) -> Message:
        """Send a text in the name of a channel."""
        channel = Chat(-1002000000000 - self.sequence(), "channel", title)
        return self._say_as(self.channel_bot, channel, self.chat(chat), text, reply_to)

    def edit(self, user: User | int, message: Message, new_text: str) -> None:
        """Change the text or caption of one's own message."""
        if message.sender is not self.user(user):
            raise ValueError("people edit only what they wrote")
        kind = "caption" if "caption" in message.content else "text"
        entity_key = "caption_entities" if kind == "caption" else "entities"
        message.content.pop(entity_key, None)
        message.content[kind] = new_text
        if found := detect(new_text):
            message.content[entity_key] = found
        message.edit_date = int(self.clock.timestamp())
        self.changed("edit", message=message)
        self.deliver(message, "edited_message")

    def delete_message(self, message: Message) -> None:
        """Delete a message for everybody; bots are not told."""
        message.is_deleted = True
        self.changed("delete", chat=message.chat.id, message_id=message.message_id)

    def press(self, user: User | int, message: Message, button: str | tuple[int, int]) -> Press:
        """Press a callback button by its label or by (row, column); the returned Press waits for the answer."""
        self._check_present(self.user(user), message.chat)
        if not self.sees(user, message):
            raise ValueError(f"{self.user(user).first_name} does not see this message")
        if isinstance(button, str):
            matching = [found for row in message.keyboard for found in row if found["text"] == button]
            if not matching:
                raise LookupError(f"no button {button!r} among {self.card_buttons(message)}")
            chosen = matching[0]
        else:
            chosen = message.keyboard[button[0]][button[1]]
        if "callback_data" not in chosen:
            raise ValueError(f"the button {chosen['text']!r} opens something; it tells the bot nothing")
        return self._tap(self.user(user), message, chosen["callback_data"])

    def forge_tap(self, user: User | int, chat: Chat | User | int, message: Message | int, data: str) -> Press:
        """Send any callback data under a message of the bot, as a forged client can."""
        under = message if isinstance(message, Message) else self.chat(chat).messages[message]
        return self._tap(self.user(user), under, data)

    def queue_raw_update(self, update: Any) -> int:
        """Queue any JSON as an update; returns its number."""
        number = self.updates.push_raw(update)
        self.changed("update")
        return number

    def _is_ephemeral_command(self, user: User, chat: Chat, text: str) -> bool:
        """Return whether a person's menu in a group has this command, set as ephemeral."""
        command, _, name = text.split(maxsplit=1)[0].partition("@") if text.startswith("/") else ("", "", "")
        if not command or chat.is_private or name.lower() not in {"", str(self.bot.username).lower()}:
            return False
        menu = commands_for(self, chat, user)
        return any(each["command"] == command[1:] and each.get("is_ephemeral") for each in menu)

    @staticmethod
    def _check_present(user: User, chat: Chat) -> None:
        member = chat.members.get(user.id)
        if member is None or not member.is_present:
            raise ValueError(f"{user.first_name} is not in {chat.title or 'this chat'}")

    def _tap(self, user: User, message: Message, data: str) -> Press:
        press = Press(str(4_000_000_000_000_000_000 + self.sequence()), user, message, data, self.clock.timestamp())
        self.presses[press.id] = press
        seen = message.as_json()
        if message.is_deleted:
            seen = {"chat": message.chat.as_json(), "message_id": max(message.message_id, 0), "date": 0}
        self.updates.push(
            "callback_query",
            {
                "id": press.id,
                "from": user.as_json(),
                "message": seen,
                "chat_instance": str(message.chat.id * 7919),
                "data": data,
            },
        )
        self.changed("press", id=press.id, user=user.id, chat=message.chat.id, message_id=message.message_id)
        return press

    def _say_as(self, account: User, sender_chat: Chat, chat: Chat, text: str, reply_to: Message | None) -> Message:
        content: Json = {"text": text}
        if found := detect(text):
            content["entities"] = found
        message = self.post(chat, account, content, sender_chat=sender_chat, reply_to=reply_to)
        self.deliver(message)
        return message

    def _send_file(
        self, user: User | int, chat: Chat | User | int, file: File, caption: str | None, reply_to: Message | None
    ) -> Message:
        content = media_content(file) | (_caption(caption) if caption else {})
        return self._send(user, chat, content, reply_to=reply_to)

    def _send(
        self,
        user: User | int,
        where: Chat | User | int,
        content: Json,
        *,
        reply_to: Message | None = None,
        topic: int | None = None,
        is_alone: bool = False,
    ) -> Message:
        """Send a message; a reply to an ephemeral one is received by the bot alone, as is one that `is_alone`."""
        sender, chat = self.user(user), self.chat(where)
        if chat.person is sender:
            sender.has_started = True
        self._check_present(sender, chat)
        if reply_to and not self.sees(sender, reply_to):
            raise ValueError(f"{sender.first_name} does not see what this replies to")
        if chat.migrated_to:
            raise ValueError(f"{chat.title} has become a supergroup")
        is_alone = is_alone or bool(reply_to and reply_to.receiver)
        receiver = self.bot if is_alone and self.has_ephemeral_messages else None
        message = self.post(chat, sender, content, reply_to=reply_to, thread_id=topic, receiver=receiver)
        message.names_reply = self.names_ephemeral_replies
        self.deliver(message)
        return message


def _caption(words: str) -> Json:
    found = detect(words)
    return {"caption": words} | ({"caption_entities": found} if found else {})
