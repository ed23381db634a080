"""Trouble on the way, put in on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

FaultKind = Literal["status", "body", "hang", "cut_before", "cut_after", "slow"]


@dataclass(slots=True)
class Fault:
    """A fault for the next `times` calls of a method ("*": of any)."""

    method: str
    kind: FaultKind
    times: int = 1
    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    seconds: float = 0.0
    chat_id: int | None = None


class Faults:
    """The faults that wait for their calls, taken in the order in which they were added."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def __len__(self) -> int:
        return sum(fault.times for fault in self._waiting)

    def add(
        self,
        method: str = "*",
        *,
        kind: FaultKind = "status",
        times: int = 1,
        status: int = 500,
        description: str | None = None,
        retry_after: int | None = None,
        seconds: float = 0.0,
        chat_id: int | None = None,
    ) -> Fault:
        """Add a fault; with `chat_id` only for calls into that chat.

        Kinds: `status` answers with `status` and `description` (429 needs `retry_after`, in seconds; 502 is an HTML
        page, as from a proxy); `body` answers 200 with `description` as the whole body; `hang` never answers;
        `cut_before` drops the connection and does nothing; `cut_after` does what was asked and drops the connection;
        `slow` answers after `seconds` of real time.
        """
        if kind not in get_args(FaultKind):
            raise ValueError(f"no such fault: {kind}")
        words = description or _WORDS.get(status, "Bad Request")
        fault = Fault(method, kind, times, status, words, retry_after, seconds, chat_id)
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Remove all faults."""
        self._waiting.clear()

    def take(self, method: str, chat_id: object = None) -> Fault | None:
        """The fault for this call, if one waits for it."""
        for fault in self._waiting:
            if fault.method in {"*", method} and fault.chat_id in {None, chat_id}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None


_WORDS = {
    400: "Bad Request: wrong request",
    403: "Forbidden: bot was blocked by the user",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
