"""The words of a question before an act that cannot be wanted by mistake."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Confirmation:
    """The words of a question before an act: the question, its yes, and what is said when it is declined."""

    question: str
    yes: str
    declined: str
