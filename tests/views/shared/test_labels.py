"""Every state, role and category has its name, and the buttons keep their promises."""

from bot.domain.councils.council import Role, Who
from bot.domain.councils.permissions import PERMISSIONS
from bot.domain.matters.acts import ACTS
from bot.domain.matters.category import Category
from bot.domain.matters.desk_place import Queue
from bot.domain.matters.matter import Answer
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import MeetingState
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.working_days import HolidayPolicy
from bot.domain.votes.tally import Choice
from bot.locales import words
from bot.views.matters import matter_news, steps
from bot.views.meetings import meetings
from bot.views.shared import labels
from tests.views import sources


def test_names() -> None:
    """Everything that has a code has a name."""
    assert labels.STATE_LABELS.keys() == labels.MARKS.keys() == set(State)
    assert labels.ROLES.keys() == set(Role) | set(Who)
    assert set(labels.ROLE_WORDS.values()) == set(Role)
    assert labels.QUEUE_LABELS.keys() == set(Queue)
    assert labels.CATEGORIES.keys() == set(Category)
    assert labels.ANSWER_LABELS.keys() == set(Answer)
    assert labels.CHOICE_LABELS.keys() == set(Choice)
    assert labels.HOLIDAYS.keys() == set(HolidayPolicy)
    assert meetings.MEETING_STATES.keys() == set(MeetingState)


def test_acts() -> None:
    """Whatever somebody may be refused has a verb, and every verb can be needed."""
    by_right = {act for act, who in PERMISSIONS.items() if Who.ANYONE not in who}
    by_state = ACTS.keys() & PERMISSIONS.keys()
    undoing = {act for act, spec in ACTS.items() if spec.undoes}
    named = sources.constants_of_keyword("act", NotAllowed) | sources.acts_of("wrong_state")
    assert labels.ACT_NAMES.keys() == by_right | by_state | undoing | named


def test_timeline() -> None:
    """Whatever the services write into a timeline has its words, and all the words are used."""
    assert steps.WHAT.keys() == sources.entries()


def test_news() -> None:
    """Whatever the group is told of a matter is a step of its timeline."""
    assert matter_news.MATTER_NEWS.keys() <= steps.WHAT.keys()
    assert matter_news.MATTER_NEWS.keys() <= ACTS.keys()


def test_roles_can_be_typed() -> None:
    """A role can be typed as it is shown, in Chinese and in English."""
    for role in Role:
        assert labels.ROLE_WORDS[str(words("zh-CN")(labels.ROLES[role]))] is role
        assert labels.ROLE_WORDS[str(words("en")(labels.ROLES[role])).casefold()] is role
