"""The intent of a button, which a platform carries as a few bytes and returns when it is pressed."""

from dataclasses import dataclass

ON, OFF = "on", "off"  # what a button that switches something leads to: pressed again it does not switch back


@dataclass(frozen=True)
class Intent:
    """The intent of a button. `act` names a row of the table of buttons; `council` and `subject` are what it is about.

    `subject` is the matter's, meeting's or poll's number in the council (0: none), `arg` a short further choice.
    """

    act: str
    council: int = 0
    subject: int = 0
    arg: str = ""
