"""A council that speaks English: whatever its questions ask for is understood in English, capital letters and all."""

from sandbox import Message
from tests.stories.test_roster import appoint
from tests.stories.town import Town, labels, story_fixture


async def set_up_english(town: Town) -> None:
    """The head has chosen English."""
    await town.press("王建国", await town.ask("王建国", "/setup"), "English")


english = story_fixture(set_up_english)


def sitting(town: Town) -> Message:
    """The card of the meeting that is held."""
    return next(said for said in reversed(town.heard()) if "My options…" in labels(said) and "Check in" in labels(said))


async def test_levels_and_limits(english: Town) -> None:
    """Who is on duty, a name of one's own, vacant, unused, and how long each step may take."""
    shown = await english.ask("王建国", "/ladder community Party branch: Director Wang")
    assert "Party branch: Director Wang" in shown.text
    await english.press("王建国", shown, "L3 Street")
    assert "unused" in english.last().text
    assert "L3" not in (await english.ask("王建国", "Unused", to=english.question("王建国"))).text
    assert "Party branch: nobody on duty yet" in (await english.ask("王建国", "/ladder L2 Vacant")).text
    assert "Acknowledge within 3 working day" in (await english.ask("王建国", "/limits ack 3 working days")).text
    assert "Whistle: 4 supporters" in (await english.ask("王建国", "/limits Whistle 4")).text


async def test_the_whistle(english: Town) -> None:
    """A reason that begins with a number or a street is a reason; a level that the head names first is one."""
    for level, who in enumerate(("陈师傅", "Director Wang", "Street office", "Power company"), 1):
        await english.say("王建国", f"/ladder {level} {who}")
    await english.say("赵敏", "/propose The street light at house 3 is broken")
    await english.say("李秀兰", "/accept 1")
    await english.say("李秀兰", "/assign 1 陈师傅 usual")
    await english.act("王建国", english.card(1), "Whistle")
    await english.say("王建国", "Street lights are out for two weeks", to=english.question("王建国"))
    assert "passed to Community" in english.last().text
    assert "Reason: Street lights are out" in english.last().text
    told = await english.ask("王建国", "/whistle 1 2 weeks and no news")
    assert "passed to Street" in told.text
    assert "Reason: 2 weeks and no news" in told.text
    told = await english.ask("王建国", "/whistle 1 Department It is their cable")
    assert "passed to Department" in told.text
    assert "Reason: It is their cable" in told.text


async def test_kinds(english: Town) -> None:
    """A hazard is reported and told from other kinds in English."""
    await english.say("赵敏", "/hazards Bare wires at house 3")
    assert "Hazard: Bare wires at house 3" in english.card(1).text
    assert "Hazards: 1" in (await english.ask("赵敏", "/hazards")).text
    await english.say("李秀兰", "/kind 1 Formal proposal")
    assert "Formal proposal" in english.card(1).text


async def test_roles_and_terms(english: Town) -> None:
    """A sector, a building and a term stand after a role."""
    await appoint(english, "赵敏", "Member Retired teachers until 2028-12")
    await appoint(english, "孙大爷", "captain building 3 Until 2028-12-31")
    roster = (await english.ask("赵敏", "/members")).text
    assert "Member: 赵敏 (Retired teachers, until 2028-12-31)" in roster
    assert "孙大爷 (building 3, until 2028-12-31)" in roster


async def test_parties(english: Town) -> None:
    """The four parties have English names, on the button and as words; who came is noted in English too."""
    shown = await english.ask("王建国", "/parties")
    assert "Four parties" in labels(shown)
    await english.press("王建国", shown, "Five parties")
    assert "Residents’ deputies" in (await english.ask("王建国", "/parties")).text
    assert "Residents’ deputies" not in (await english.ask("王建国", "/parties Four")).text
    own = await english.ask("王建国", "/parties Owners’ committee, Property manager")
    assert "Owners’ committee, Property manager" in own.text
    await english.say("王建国", "/open")
    await english.say("李秀兰", "/present Me, Mr Qian sent Mr Li (Property manager)")
    for came in ("李秀兰", "Mr Qian (sent Mr Li)"):
        assert came in sitting(english).text
    assert "Of two parties one is missing: Owners’ committee" in sitting(english).text
    await english.say("李秀兰", "/present revoke Mr Qian")
    assert "Of two parties 2 are missing" in sitting(english).text
    assert "No parties" in (await english.ask("王建国", "/parties None")).text


async def test_stages(english: Town) -> None:
    """What was held of a procedure is counted and signed for in English."""
    await english.press("王建国", await english.ask("王建国", "/procedure"), "4 talks and 2 posts")
    await english.say("赵敏", "/propose The road to the gate is broken")
    await english.say("李秀兰", "/accept 1")
    for held in ("The branch proposes it", "signed: 党支部、村委会 Repair it", "Expected 30 present 21 agreed 18"):
        await english.say("李秀兰", f"/stage 1 {held}")
    assert "expected 30, present 21, in favour 18" in (await english.ask("赵敏", "/matter 1")).text
