"""Intent <-> the bytes behind a button. A client can send anything, so they carry a proof that we wrote them."""

import hmac
import re
from base64 import urlsafe_b64encode

from bot.domain.shared.button_intent import Intent

DATA_LIMIT = 64  # bytes, https://core.telegram.org/bots/api#inlinekeyboardbutton
VERSION = "1"

_WRITABLE = re.compile(r"[a-z_]+:[!-9;-~]*")  # act:arg; ASCII without the colon that parts the fields


def encode(intent: Intent, *, key: bytes, scope: str) -> str:
    """Return `1:act:council:subject:arg:MAC`; ValueError when it is over 64 bytes or not plain ASCII.

    `scope` is where the button counts (g3: council 3's group; p7: the private chat of user 7). It is proven, not sent:
    a council keeps its number when its group moves to a new chat id.
    """
    if not _WRITABLE.fullmatch(f"{intent.act}:{intent.arg}"):
        raise ValueError(f"{intent} cannot be written behind a button")
    payload = f"{VERSION}:{intent.act}:{intent.council}:{intent.subject}:{intent.arg}"
    data = f"{payload}:{_proof(payload, key, scope)}"
    if len(data) > DATA_LIMIT:
        raise ValueError(f"{intent} needs {len(data)} bytes, a button holds {DATA_LIMIT}")
    return data


def decode(data: str, *, key: bytes, scope: str) -> Intent | None:
    """Return the intent; None for anything that `encode` did not write with this key for this scope."""
    payload, _, proof = data.rpartition(":")
    expected = _proof(payload, key, scope)
    if not hmac.compare_digest(proof.encode(errors="replace"), expected.encode()):
        return None
    version, act, council, subject, arg = payload.split(":")
    return Intent(act, int(council), int(subject), arg) if version == VERSION else None


def peek(data: str) -> int:
    """Return the council that unproven data names, so that the scope to prove it in can be found; 0 for junk."""
    named = re.match(r"[^:]*:[^:]*:([0-9]{1,9}):", data)
    return int(named[1]) if named else 0


def _proof(payload: str, key: bytes, scope: str) -> str:
    digest = hmac.digest(key, f"{scope}\n{payload}".encode(errors="replace"), "sha256")
    return urlsafe_b64encode(digest[:8]).decode().rstrip("=")
