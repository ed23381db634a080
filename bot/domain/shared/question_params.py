"""The params of questions: what is known already when the rest is asked for."""

from dataclasses import dataclass, replace

from bot.domain.shared.errors import CouncilError
from bot.domain.shared.masking import mask


@dataclass(frozen=True, kw_only=True)
class QuestionParams:
    """The part of an act that is known already when the rest of it is asked for; 0, "" or None where it is not.

    `text` is what was typed and must be confirmed or completed, `asked` the question that it answers; `so_far` is the
    beginning of what is asked for, `then` the command that goes on. `day` is as it was typed, or in a doubt as ISO.
    """

    number: int = 0  # of a matter, meeting, letter or mediation
    numbers: str = ""  # of several matters, as they are shown
    vote: int = 0
    level: int | None = None
    limit: str = ""
    act: str = ""
    then: str = ""
    so_far: str = ""
    text: str | None = None
    asked: str = ""
    day: str = ""
    place: str = ""
    usual: str = ""  # the day that the limits give, ISO
    name: str = ""
    handler: int | str = 0  # a person, or a name
    role: str = ""
    whom: int = 0
    reporter: int = 0
    unit: str = ""

    def masked(self) -> "QuestionParams":
        """Return them with the private numbers in what was typed masked."""
        return replace(
            self,
            so_far=mask(self.so_far),
            text=mask(self.text) if self.text else self.text,
            day=mask(self.day),
            place=mask(self.place),
            name=mask(self.name),
            handler=mask(self.handler) if isinstance(self.handler, str) else self.handler,
            role=mask(self.role),
            unit=mask(self.unit),
        )

    def in_doubt(self, doubt: CouncilError, asked: str) -> "QuestionParams":
        """Return them for the question whether the answer to `asked` is meant as one of DOUBTS says."""
        said = {name: str(value) for name, value in doubt.params.items()}
        day, place = said.get("day", self.day), said.get("place", self.place)
        return replace(self, text=said["text"], day=day, place=place, asked=asked)

    def without_doubt(self) -> "QuestionParams":
        """Return them for the question that was asked before the one in doubt."""
        return replace(self, text=None, day="", place="", asked="")
