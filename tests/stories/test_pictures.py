"""Pictures that are sent as files, and what the bot cannot keep."""

import pytest

from sandbox.files import SMALLEST_PICTURE, File
from sandbox.model import Message
from tests.stories.town import Town, labels

NAMES = [
    ("IMG_0001.JPG", "image/jpeg"),
    ("photo.jpeg", "image/jpeg"),
    ("photo.png", "image/png"),
    ("photo.webp", "image/webp"),
    ("IMG_0002.HEIC", "image/heic"),
    ("微信图片.jpg", "application/octet-stream"),
    ("照片 2026.03.02", "image/jpeg"),
    ("", "image/jpeg"),
]


def send(
    town: Town,
    who: str,
    name: str = "IMG_0001.jpg",
    mime: str = "image/jpeg",
    *,
    caption: str | None = None,
    reply_to: Message | None = None,
    private: bool = False,
) -> Message:
    """Somebody sends a file."""
    person = town.people[who]
    chat = person if private else town.group
    return town.world.send_document(
        person, chat, SMALLEST_PICTURE, name, mime_type=mime, caption=caption, reply_to=reply_to
    )


async def hazard(town: Town, text: str = "楼道里堆满了杂物，是消防隐患") -> None:
    """A hazard is handed to 陈师傅."""
    number = len(await town.matters()) + 1
    await town.say("赵敏", f"/propose {text}")
    await town.say("李秀兰", f"/kind {number} 隐患")
    await town.say("李秀兰", f"/accept {number}")
    await town.say("李秀兰", f"/resolve {number} 整改 承办:陈师傅 期限:30天")


def kinds(messages: list[Message]) -> list[str]:
    """What the messages carry."""
    return [kind for message in messages for kind in ("photo", "document", "voice") if kind in message.content]


@pytest.mark.parametrize(("name", "mime"), NAMES)
async def test_proposed_with_a_picture_as_a_file(town: Town, name: str, mime: str) -> None:
    """A picture sent as a file comes along with the matter, and is shown again as a file."""
    send(town, "赵敏", name, mime, caption="/propose 路灯坏了")
    await town.settle()
    assert "📎 附件 1 个" in town.card(1).text
    before = town.heard()
    await town.say("赵敏", "/matter 1")
    assert kinds([each for each in town.heard() if each not in before]) == ["document"]


async def test_hashtag_below_a_file(town: Town) -> None:
    """#议事 below a picture sent as a file proposes it."""
    send(town, "赵敏", caption="#议事 路灯坏了")
    await town.settle()
    assert "📎 附件 1 个" in town.card(1).text


async def test_wordless_file(town: Town) -> None:
    """A picture sent as a file can speak for itself."""
    send(town, "赵敏", caption="/propose")
    await town.settle()
    assert "照片反映的情况" in town.card(1).text


async def test_taken_up_with_its_picture(town: Town) -> None:
    """A neighbour's picture sent as a file is taken up by a reply."""
    said = send(town, "孙大爷", caption="路灯坏了")
    await town.say("赵敏", "/propose", to=said)
    assert "📎 附件 1 个" in town.card(1).text
    assert "孙大爷" in town.card(1).text


async def test_album_of_files(town: Town) -> None:
    """All pictures of an album of files come along."""
    files = [town.world.files.keep("document", b"x", f"{number}.jpg", "image/jpeg") for number in range(3)]
    town.world.send_album(town.people["赵敏"], town.group, files, caption="#议事 路灯坏了")
    await town.settle()
    assert "📎 附件 3 个" in town.card(1).text


async def test_added_to_the_card(town: Town) -> None:
    """A picture sent as a file in reply to the card is added."""
    await town.say("赵敏", "/propose 路灯坏了")
    send(town, "赵敏", reply_to=town.card(1))
    await town.settle()
    assert "📎 附件 1 个" in town.card(1).text


async def test_a_hazard_is_done_with_a_file(town: Town) -> None:
    """A picture sent as a file proves that a hazard is gone, with the command or when it is asked for."""
    for number in (1, 2):
        await hazard(town, ("楼道里堆满了杂物", "井盖没有了")[number - 1])
        if number == 1:
            send(town, "陈师傅", caption=f"/done {number} 挪走了")
            await town.settle()
        else:
            question = await town.ask("陈师傅", f"/done {number} 挪走了")
            assert "拍一张照片" in question.text
            send(town, "陈师傅", reply_to=question)
            await town.settle()
        assert (await town.matters())[number] == "done"
        assert kinds([town.last()]) == ["document"]


async def test_progress_with_a_file(town: Town) -> None:
    """A picture sent as a file is shown with the progress it comes with."""
    await hazard(town)
    send(town, "陈师傅", caption="/progress 1 在挪")
    await town.settle()
    assert kinds([town.last()]) == ["document"]


async def test_a_card_shows_its_first_photo(town: Town) -> None:
    """The card comes as the first photo with its words as the caption, also one that was text before its photo came."""
    await town.photo("赵敏", caption=f"/propose {'路灯坏了，' * 300}")
    card = town.card(1)
    assert kinds([card]) == ["photo"]
    assert len(card.text) <= 1024
    assert "📎 附件 1 个" in card.text
    await town.say("孙大爷", "/propose 大门口的坑没有人填")
    later = town.card(2)
    assert kinds([later]) == []
    await town.photo("孙大爷", to=later)
    assert kinds([town.card(2)]) == ["photo"]
    assert town.card(2) is later
    await town.say("李秀兰", "/accept 2")
    assert "已受理" in later.text


async def test_before_and_after(town: Town) -> None:
    """Solved, a matter is shown before and after side by side, above the words with their buttons."""
    await town.photo("赵敏", caption="/propose 路灯坏了")
    for command in ("/accept 1", "/resolve 1 换灯 承办:陈师傅 期限:30天"):
        await town.say("李秀兰", command)
    await town.photo("陈师傅", caption="/progress 1 在换")
    assert kinds([town.last()]) == ["photo"]
    await town.photo("陈师傅", caption="/done 1 换好了")
    before, after, words = town.heard()[-3:]
    assert [each.content["caption"] for each in (before, after)] == ["办理前", "办结后"]
    assert before.content["photo"] == town.card(1).content["photo"]
    assert "换好了" in words.text
    assert "满意" in labels(words)


async def test_spot_with_a_file(town: Town) -> None:
    """A picture sent as a file proves what was done on the spot."""
    send(town, "张伟", caption="/spot 换了灯泡")
    await town.settle()
    assert len(await town.matters()) == 1


async def test_letter_with_a_file(town: Town) -> None:
    """The clerk sees the picture that came with a letter as a file."""
    await town.whisper("李秀兰", "/start")
    await town.whisper("赵敏", "/start")
    send(town, "赵敏", caption="/letter 楼上漏水", private=True)
    await town.settle()
    assert kinds(town.private("李秀兰")) == ["document"]


async def test_alone_in_private(town: Town) -> None:
    """A picture sent as a file in private is answered as a photo is, not taken for a roll."""
    await town.photo("赵敏", chat=town.people["赵敏"])
    preview = town.private("赵敏")[-1]
    as_photo = preview.text
    await town.press("赵敏", preview, "不是")  # else the next picture would be put beside it
    send(town, "赵敏", private=True)
    await town.settle()
    assert town.private("赵敏")[-1].text == as_photo
    assert "名册" not in as_photo


@pytest.mark.parametrize(
    ("name", "mime", "said"),
    [
        ("通知.pdf", "application/pdf", "PDF"),
        ("照片.jpg.exe", "image/jpeg", "文件"),
        ("图.svg", "image/svg+xml", "文件"),
        ("说明.docx", "application/octet-stream", "文件"),
        ("名单.xlsx", "application/octet-stream", "文件"),
    ],
)
async def test_a_file_is_no_roll(town: Town, name: str, mime: str, said: str) -> None:
    """Another file from a resident is said not to be kept, in one line; of rolls nothing is said."""
    before = town.private("赵敏")
    send(town, "赵敏", name, mime, private=True)
    await town.settle()
    (line,) = town.since(before, town.people["赵敏"])
    assert line.startswith(f"{said}" if said == "文件" else "PDF 文件")
    assert "留不下来" in line
    assert "名册" not in line


async def test_a_pdf_of_the_clerk(town: Town) -> None:
    """An officer's PDF is no roll either; a table is."""
    await town.whisper("李秀兰", "/start")
    send(town, "李秀兰", "通知.pdf", "application/pdf", private=True)
    await town.settle()
    assert "PDF 文件留不下来" in town.last(town.people["李秀兰"]).text
    send(town, "李秀兰", "名册.csv", "text/csv", private=True)
    await town.settle()
    assert "留不下来" not in town.last(town.people["李秀兰"]).text


MEDIA = [("video", "视频"), ("animation", "动图"), ("audio", "音频文件")]


@pytest.mark.parametrize(("kind", "called"), MEDIA)
async def test_words_below_what_is_not_kept(town: Town, kind: str, called: str) -> None:
    """The words below a video count; that it is not kept is said in one line."""
    before = town.heard()
    town.world.send_media(town.people["赵敏"], town.group, kind, caption="/propose 路灯坏了")
    await town.settle()
    assert await town.matters() == {1: "submitted"}
    lines = town.since(before)
    assert [line for line in lines if "留不下来" in line] == [f"{called}留不下来，您写的字收到了。"]
    assert "附件" not in town.card(1).text


@pytest.mark.parametrize(("kind", "called"), [*MEDIA, ("video_note", "视频"), ("sticker", "贴纸")])
async def test_alone_what_is_not_kept(town: Town, kind: str, called: str) -> None:
    """Alone in private it is answered in one line; in the group it is talk."""
    before = town.private("赵敏"), town.heard()
    town.world.send_media(town.people["赵敏"], town.people["赵敏"], kind)
    town.world.send_media(town.people["赵敏"], town.group, kind)
    await town.settle()
    assert town.since(before[0], town.people["赵敏"]) == [f"{called}留不下来。请发照片或语音，或者写几个字。"]
    assert town.since(before[1]) == []


async def test_a_contact(town: Town) -> None:
    """Somebody's card is said not to be kept."""
    town.world.send_contact(town.people["赵敏"], town.people["赵敏"], town.people["孙大爷"])
    await town.settle()
    assert "名片留不下来" in town.last(town.people["赵敏"]).text


async def test_a_video_as_an_answer(town: Town) -> None:
    """A video where a photo is asked for: it is said that it is not kept, and the photo is asked for again."""
    await hazard(town)
    question = await town.ask("陈师傅", "/done 1 挪走了")
    before = town.heard()
    town.world.send_media(town.people["陈师傅"], town.group, "video", reply_to=question)
    await town.settle()
    lines = town.since(before)
    assert len(lines) == 2
    assert any("视频留不下来" in line for line in lines)
    assert any("拍一张照片" in line for line in lines)


async def test_taken_up_without_its_video(town: Town) -> None:
    """A neighbour's words are taken up; that the video they stood below is not kept is said."""
    said = town.world.send_media(town.people["孙大爷"], town.group, "video", caption="路灯坏了")
    await town.say("赵敏", "/propose", to=said)
    assert "孙大爷" in town.card(1).text
    assert "视频留不下来，您写的字收到了。" in [each.text for each in town.heard()]


async def test_in_reply_to_a_sticker(town: Town) -> None:
    """Who answers a sticker with a proposal says it themselves."""
    said = town.world.send_media(town.people["孙大爷"], town.group, "sticker")
    await town.say("赵敏", "/propose 路灯坏了", to=said)
    assert "赵敏" in town.card(1).text
    assert "孙大爷" not in town.card(1).text


async def test_a_video_for_the_card(town: Town) -> None:
    """A video in reply to the card is said not to be kept, to its sender alone; a sticker is a remark of talk."""
    await town.say("赵敏", "/propose 路灯坏了")
    before = town.heard()
    town.world.send_media(town.people["赵敏"], town.group, "sticker", reply_to=town.card(1))
    await town.settle()
    assert town.since(before) == []
    for who in ("孙大爷", "赵敏"):
        town.world.send_media(town.people[who], town.group, "video", reply_to=town.card(1))
        await town.settle()
        assert town.last().text == "视频留不下来。请发照片或语音，或者写几个字。"
        assert town.last().receiver is town.people[who]
    assert len(town.since(before)) == 2


async def test_album_with_a_video(town: Town) -> None:
    """The pictures of a mixed album are kept, also below a video's words."""
    files = [file(town, "video"), file(town, "photo"), file(town, "photo")]
    town.world.send_album(town.people["赵敏"], town.group, files, caption="#议事 路灯坏了")
    await town.settle()
    assert "📎 附件 2 个" in town.card(1).text
    assert sum("视频留不下来" in each.text for each in town.heard()) == 1


def file(town: Town, kind: str) -> File:
    """A file of this kind."""
    return town.world.files.keep(kind, b"x", f"x.{kind}", "application/octet-stream")


async def test_a_letter_with_a_pdf(town: Town) -> None:
    """A letter's words reach the clerk; that the file beside them does not is said to its writer."""
    await town.whisper("李秀兰", "/start")
    await town.whisper("赵敏", "/start")
    before = town.private("赵敏")
    send(town, "赵敏", "合同.pdf", "application/pdf", caption="/letter 楼上漏水", private=True)
    await town.settle()
    assert "楼上漏水" in town.last(town.people["李秀兰"]).text
    assert "PDF 文件留不下来，您写的字收到了。" in town.since(before, town.people["赵敏"])
