"""One council with a department's month of work: more than a hundred matters."""

from datetime import timedelta

from tests.stories.test_kinds import CLERK, HANDLER, HEAD, RESIDENT, brought_up, handed
from tests.stories.town import Town


async def test_every_clue_has_a_handler_and_a_result(town: Town) -> None:
    """118 clues of several departments: each is handled by one person or merged, and each has a result."""
    clues = 118
    for place in range(clues):
        await brought_up(town, f"第{place}号点位的井盖松动", HEAD if place % 2 else RESIDENT)
    merged = {number: number - 1 for number in range(10, clues + 1, 10)}
    for number, into in merged.items():
        await town.say(CLERK, f"/merge {number} {into}")
    for number in set(range(1, clues + 1)) - merged.keys():
        await handed(town, number)
        assert "承办：陈师傅" in town.card(number).text
        await town.say(HANDLER, f"/done {number} 修好了")
    await town.travel(timedelta(days=8))
    results = await town.matters()
    assert len(results) == clues
    assert set(results.values()) == {"merged", "unverified"}
    assert {number for number, state in results.items() if state == "merged"} == merged.keys()
    listed = await town.ask(RESIDENT, "/matters")
    await town.press(RESIDENT, listed, "办理中")
    assert "办理中 0 个议题" in town.last().text
