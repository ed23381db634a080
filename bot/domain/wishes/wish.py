"""A wish (微心愿) of an old person, a child, somebody in need: recorded for them, fulfilled by a neighbour."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.councils.council import OFFICERS, Member
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.shared.person_document import PersonDocument
from bot.domain.wishes.errors import BadFaces

TEXT_LIMIT = 200  # characters
WHOM_LIMIT = 30
NAME_LIMIT = 20
CONTACT_LIMIT = 100  # fits the answer to a press
OUTCOME_LIMIT = 200
CLAIMS_LIMIT = 5  # that one person works on at a time


class WishState(StrEnum):
    """States of a wish."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "said_done"  # as the claimer says; the recorder asks the beneficiary
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"


CLAIMED_STATES = (WishState.CLAIMED, WishState.DONE)
LIVE_STATES = (WishState.OPEN, *CLAIMED_STATES)
# After so long in a state somebody is reminded: of an open one the officers, then the claimer, then who confirms.
WAITS: Mapping[WishState, timedelta] = {
    WishState.OPEN: timedelta(days=14),
    WishState.CLAIMED: timedelta(days=7),
    WishState.DONE: timedelta(days=3),
}
STUCK_AFTER = timedelta(days=14)  # open or claimed: on the officers' list


class Faces(StrEnum):
    """Answers to the question whether faces are seen in a photo of the fulfilled wish."""

    NONE = "none"
    AGREED = "agreed"
    NO_PHOTO = "no_photo"


FACES_WORDS: Mapping[str, Faces] = {
    "没有人脸": Faces.NONE,
    "没有": Faces.NONE,
    "no faces": Faces.NONE,
    "有，本人同意": Faces.AGREED,
    "本人同意": Faces.AGREED,
    "同意": Faces.AGREED,
    "yes, they agree": Faces.AGREED,
    "不放照片": Faces.NO_PHOTO,
    "不拍照": Faces.NO_PHOTO,
    "no photo": Faces.NO_PHOTO,
}


def parse_faces(text: str) -> Faces:
    """Parse the answer whether faces are seen in a photo. Raises BadFaces."""
    said = FACES_WORDS.get(text.strip().rstrip("。.").casefold())
    if said is None:
        raise BadFaces
    return said


@dataclass(frozen=True, kw_only=True)
class Wish(NumberedDocument):
    """A wish. `text`, `whom` and `masked` (李**) are what the group reads.

    `name` and `contact` are the beneficiary's, and are deleted once the wish is fulfilled or withdrawn. `since` is when
    it came into its state. `outcome`, `photo` and `faces` are the claimer's.
    """

    text: str
    whom: str
    masked: str
    name: str = ""
    contact: str = ""
    by: int
    at: datetime  # UTC
    state: WishState = WishState.OPEN
    since: datetime  # UTC
    claimer: int | None = None
    outcome: str = ""
    photo: Attachment | None = None
    faces: Faces | None = None
    fulfilled: datetime | None = None  # UTC

    @property
    def is_live(self) -> bool:
        """Return whether something of it is still to do."""
        return self.state in LIVE_STATES

    def is_worked_on_by(self, person: int) -> bool:
        """Return whether a person has claimed it, and it is not over."""
        return self.state in CLAIMED_STATES and self.claimer == person


@dataclass(frozen=True, kw_only=True)
class WishDraft(PersonDocument):
    """A wish that a person is recording, of whom nobody reads anything yet."""

    text: str = ""
    whom: str = ""
    name: str = ""
    contact: str = ""
    at: datetime  # UTC

    def with_part(self, part: str, words: str) -> "WishDraft":
        """Return it with another word for one of its parts."""
        kept = {name: words if name == part else str(getattr(self, name)) for name in PARTS}
        return replace(self, text=kept["text"], whom=kept["whom"], name=kept["name"], contact=kept["contact"])

    @property
    def missing(self) -> str:
        """The first part that has to be asked for; "" when all are there."""
        return next((part for part in PARTS if not getattr(self, part)), "")


PARTS = ("text", "whom", "name", "contact")  # as they are asked for
PART_LIMITS: Mapping[str, int] = {"text": TEXT_LIMIT, "whom": WHOM_LIMIT, "name": NAME_LIMIT, "contact": CONTACT_LIMIT}


def keeps(wish: Wish, who: Member) -> bool:
    """Return whether a person may withdraw a wish, take it back from its claimer and confirm it."""
    return who.person == wish.by or bool(OFFICERS.intersection(who.roles))


def can_confirm(wish: Wish, who: Member) -> bool:
    """Return whether a person may say that a wish was fulfilled: not the one who fulfilled it."""
    return keeps(wish, who) and who.person != wish.claimer
