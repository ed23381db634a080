"""Surveys: made question by question or from a table, answered in private, ended, shown and followed up."""

import io
from datetime import timedelta

import openpyxl

from sandbox import Message
from tests.stories.test_duty_files import send
from tests.stories.test_rolls import sent_file
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR, CAPTAIN = "王建国", "李秀兰", "赵敏", "孙大爷", "张伟"
DAY = timedelta(days=1)


def newest(town: Town, who: str) -> Message:
    return town.private(who)[-1]


def form(town: Town, who: str) -> Message:
    """The newest message with a form, or its end, in somebody's private chat."""
    return next(
        said
        for said in reversed(town.private(who))
        if {"开始", "跳过 ▶", "下一题 ▶", "交卷", "改我的回答"} & set(labels(said))
    )


def card(town: Town) -> Message:
    """The survey in the group."""
    return next(said for said in town.heard() if said.receiver is None and "📋 问卷 1\n" in said.text)


async def make(town: Town) -> None:
    """A clerk writes a survey of four questions, without names, that offers an invitation."""
    await town.switch_on("问卷")
    for who in (CLERK, RESIDENT, NEIGHBOUR, CAPTAIN):
        await town.say(who, "大家好")
        await town.whisper(who, "/start")
    await town.whisper(CLERK, "出问卷")
    await town.press(CLERK, newest(town, CLERK), "社区食堂怎么样")
    await town.press(CLERK, newest(town, CLERK), "单选")
    await town.whisper(CLERK, "您愿意来帮忙吗？")
    await town.whisper(CLERK, "有意向、没时间")
    await town.press(CLERK, newest(town, CLERK), "多选")
    await town.whisper(CLERK, "添什么？\n早餐\n送餐\n面食")
    await town.press(CLERK, newest(town, CLERK), "打分")
    await town.whisper(CLERK, "味道怎么样？")
    await town.press(CLERK, newest(town, CLERK), "文字")
    await town.whisper(CLERK, "还有什么想说的？")


async def post(town: Town) -> None:
    await town.press_surely(CLERK, newest(town, CLERK), "发到群里")


made = story_fixture(make)
posted = story_fixture(make, post)


async def answer(town: Town, who: str, *presses: str, words: str = "") -> None:
    """Fill in the form with these presses, write what is to be said, and hand it in."""
    await town.press(who, card(town), "开始填写")
    await town.press(who, form(town, who), "开始")
    for label in presses:
        await town.press(who, form(town, who), label)
    if words:
        await town.whisper(who, words)
    else:
        await town.press(who, form(town, who), "跳过 ▶")
    await town.press(who, form(town, who), "交卷")


async def test_written_step_by_step(made: Town) -> None:
    """Each question is asked for by its kind; the page shows them, previews the form and changes one."""
    page = newest(made, CLERK)
    assert "4. 还有什么想说的？（文字）" in page.text
    assert "1. 您愿意来帮忙吗？（单选）有意向、没时间" in page.text
    await made.press(CLERK, page, "预览")
    assert "这是预览" in newest(made, CLERK).text
    await made.press(CLERK, newest(made, CLERK), "开始")
    assert "还没有发到群里" in await made.press(CLERK, newest(made, CLERK), "有意向")
    await made.press(CLERK, page, "改题目")
    await made.press(CLERK, made.private(CLERK)[-2], "3")
    await made.press(CLERK, made.private(CLERK)[-2], "删掉这一题")
    assert "味道" not in made.private(CLERK)[-2].text


async def test_answered_and_shown(posted: Town) -> None:
    """Answered by buttons and words in private, changed until the end; then charts, a file and the outcome."""
    assert "4 题，不记名" in card(posted).text
    await answer(posted, RESIDENT, "有意向", "早餐", "面食", "下一题 ▶", "5", words="谢谢食堂")
    assert "交好了" in form(posted, RESIDENT).text
    assert "1 人填好，1 人开始了" in card(posted).text
    await answer(posted, NEIGHBOUR, "没时间", "跳过 ▶", "4")
    await answer(posted, CAPTAIN, "有意向", "早餐", "下一题 ▶", "3", words="太咸")
    await posted.travel(8 * DAY)
    assert "3 人填好，3 人开始过" in card(posted).text
    assert labels(card(posted)) == []
    page = newest(posted, CLERK)
    assert "问卷 1 结束了" in page.text
    await posted.press(CLERK, page, "看结果")
    result = newest(posted, CLERK)
    assert "有意向：2 人，没时间：1 人" in result.text
    assert "早餐：2 人，送餐：0 人，面食：1 人" in result.text
    assert "· 谢谢食堂" in result.text
    await posted.press_surely(CLERK, page, "发结果到群里")
    assert "谢谢食堂" not in "".join(said.text for said in posted.heard())
    await posted.press(CLERK, page, "记下结论")
    await posted.whisper(CLERK, "下周起添早餐")
    await posted.press(CLERK, newest(posted, CLERK), "发出去")
    assert "结论：下周起添早餐" in card(posted).text
    await posted.say(RESIDENT, "/stats")
    assert "问卷 1 份，3 人填了" in posted.alone(RESIDENT)[-1].text


async def test_who_ticked_is_invited(made: Town) -> None:
    """In a survey with names, which is said before, who ticked an answer is invited to an event, and nobody else."""
    await made.switch_on("活动")
    await made.say(CLERK, "/event 3月20日 14:00 活动室 不限 食堂研讨会")
    page = newest(made, CLERK)
    await made.press(CLERK, page, "记名")
    await post(made)
    assert "记名" in card(made).text
    await made.press(RESIDENT, card(made), "开始填写")
    assert "看得到您的名字和回答" in form(made, RESIDENT).text
    for who, choice in ((RESIDENT, "有意向"), (NEIGHBOUR, "没时间")):
        await answer(made, who, choice, "跳过 ▶", "5")
    await made.travel(8 * DAY)
    page = newest(made, CLERK)
    for label in ("请他们参加", "1. 您愿意来帮忙吗？", "有意向", "3月20日 食堂研讨会"):
        await made.press(CLERK, newest(made, CLERK), label)
    invited = newest(made, RESIDENT)
    assert "您在问卷「社区食堂怎么样」里选了「有意向」" in invited.text
    await made.press(RESIDENT, invited, "报名")
    assert [said for said in made.heard() if "已报名 1 人" in said.text]
    assert not [said for said in made.private(NEIGHBOUR) if "请您来参加" in said.text]
    await made.press(CLERK, page, "结果表格")
    assert newest(made, CLERK).content["document"]["file_name"] == "问卷1结果.xlsx"


def filled(template: bytes, *rows: tuple[str, str, str]) -> bytes:
    """The table with its examples written over."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.active
    assert sheet is not None
    sheet.delete_rows(2, sheet.max_row)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_table_comes_back(town: Town) -> None:
    """The table that the bot offers is filled in and read; a bad line is named, and then nothing is taken."""
    await town.switch_on("问卷")
    await town.whisper(CLERK, "/start")
    await town.whisper(CLERK, "/survey 社区食堂怎么样")
    await town.press(CLERK, newest(town, CLERK), "用表格")
    await town.settle()
    template = sent_file(town, CLERK, ".xlsx")
    wrong = await send(town, filled(template, ("来吗？", "单选", "来"), ("几口人？", "填空", "")), "题目.xlsx")
    assert "一题也没有加" in wrong.text
    assert "第 2 行：选项要 2 到 10 个" in wrong.text
    assert "第 3 行：题型「填空」没看懂" in wrong.text
    page = next(said for said in town.private(CLERK) if "用表格" in labels(said))
    await town.press(CLERK, page, "用表格")
    await town.settle()
    read = await send(town, template, "题目.xlsx")
    assert "5. 还有什么想说的？（文字）" in read.text
    await town.press_surely(CLERK, read, "发到群里")
    assert "5 题，不记名" in card(town).text


async def test_no_private_chat_and_left_alone(posted: Town) -> None:
    """Who has no private chat is shown the way there alone, and begins by its link; the second press goes on."""
    who = "周倩"
    await posted.press(who, card(posted), "开始填写")
    door = posted.alone(who)[-1]
    assert labels(door) == ["💬 去私聊填写"]
    await posted.whisper(who, "/start c-1-s-1")
    await posted.press(who, form(posted, who), "开始")
    await posted.press(who, form(posted, who), "没时间")
    await posted.press(who, card(posted), "开始填写")
    assert "第 2 题，共 4 题" in form(posted, who).text
    await posted.whisper(RESIDENT, "/surveys")
    await posted.press(RESIDENT, newest(posted, RESIDENT), "1")
    assert labels(newest(posted, RESIDENT)) == ["开始填写"]


async def test_in_english(town: Town) -> None:
    """In English it is made, posted, said to be anonymous and answered as well."""
    await town.switch_on("问卷")
    await town.whisper(CLERK, "/start")
    await town.press(HEAD, await town.ask(HEAD, "/setup"), "English")
    await town.whisper(CLERK, "/survey The canteen")
    await town.press(CLERK, newest(town, CLERK), "One answer")
    await town.whisper(CLERK, "Would you help?\nGladly\nNo time")
    await town.press(CLERK, newest(town, CLERK), "Post it")
    await town.press(CLERK, newest(town, CLERK), "Yes, post it")
    await town.press(CLERK, town.last(), "Start")
    assert "Anonymous" in newest(town, CLERK).text
    await town.press(CLERK, newest(town, CLERK), "Start")
    await town.press(CLERK, newest(town, CLERK), "Gladly")
    await town.press(CLERK, newest(town, CLERK), "Send my answers")
    assert "Started: 1, finished: 1" in town.last().text
