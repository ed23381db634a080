"""The ways of a matter, as a diagram and as a table, drawn from the tables of the domain."""

from collections import defaultdict

from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.state import State
from bot.locales import words
from bot.views.matters import steps
from bot.views.shared import labels

SPEAK = words("zh-CN")
# What no row of the permissions says: who changes the words, who answers, and what follows from something else.
OTHERS: dict[Act, str] = {
    Act.EDIT: "提出人，十分钟内",
    Act.SATISFIED: "被问到的人",
    Act.ABSORB: "跟着并案",
    Act.CALL: "提出和附议的邻居",
    Act.REOPEN_ABOVE: "被问到的人",
    Act.RECEIVED: "跟着下级的上报",
    Act.GIVE_BACK: "跟着退回和收回",
    Act.VOTED: "计票",
    Act.DECIDED: "计票",
    Act.UNDO_DONE: "报办结的那一位，十分钟内",
    Act.UNDO_CLOSE: "最后评价的那一位，十分钟内",
    Act.UNDO_ARCHIVE: "归档的那一位，十分钟内",
}


def named(state: State) -> str:
    """The state's name."""
    return str(SPEAK(labels.STATE_LABELS[state]))


def act_named(act: Act) -> str:
    """The act's name: the verb that a refusal uses, or what the timeline says."""
    if act in labels.ACT_NAMES:
        return str(SPEAK(labels.ACT_NAMES[act]))
    return str(SPEAK(steps.WHAT[act], text="…", climbed="一级"))


def diagram() -> str:
    """The ways between states, as mermaid draws them."""
    ways: dict[tuple[State, State], list[str]] = defaultdict(list)
    for act, spec in ACTS.items():
        for state in State:
            if spec.end and state in spec.start and state is not spec.end:
                ways[state, spec.end].append(act_named(act).replace("：…", ""))
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{named(state)}" as {state.value}' for state in State]
    lines += [f"    [*] --> {State.SUBMITTED.value}"]
    lines += [f"    {a.value} --> {b.value}: {' / '.join(acts)}" for (a, b), acts in ways.items()]
    return "\n".join([*lines, "```", ""])


def table() -> str:
    """Every act: from where, to where, who may."""
    lines = ["| 做什么 | 从 | 到 | 谁 |", "|---|---|---|---|"]
    for act, spec in ACTS.items():
        if not spec.start:
            continue
        start = [named(state) for state in State if state in spec.start]
        where = "任何状态" if len(start) == len(State) else "、".join(start)
        who = sorted(spec.who, key=list(labels.ROLES).index)
        may = "、".join(str(SPEAK(labels.ROLES[each])) for each in who) or OTHERS.get(act, "到时候自动")
        if act == Act.REOPEN:
            may += f"、{OTHERS[Act.SATISFIED]}"
        end = named(spec.end) if spec.end else "以前的状态" if spec.undoes else "不变"
        lines.append(f"| {act_named(act)} | {where} | {end} | {may} |")
    return "\n".join([*lines, ""])


def page() -> str:
    """Return both, one below the other."""
    return f"{diagram()}\n{table()}"
