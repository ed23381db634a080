"""Envelopes for secret ballots and for the answers of anonymous surveys: authenticated encryption by libsodium.

That is XSalsa20-Poly1305, through PyNaCl.
"""

from base64 import b64decode, b64encode

from nacl.secret import SecretBox
from nacl.utils import random

WIDTH = 16  # bytes of a ballot; every envelope is as long as every other, whatever is inside


def new_key() -> str:
    """Return a new random key, in hex."""
    return random(SecretBox.KEY_SIZE).hex()


def seal(key: str, text: str, width: int = WIDTH) -> str:
    """Encrypt `text`, at most `width` bytes, into an envelope, differently each time; ValueError for more."""
    content = text.encode()
    if len(content) > width:
        raise ValueError(f"an envelope holds {width} bytes, not {len(content)}")
    return b64encode(SecretBox(bytes.fromhex(key)).encrypt(content.ljust(width))).decode()


def unseal(key: str, envelope: str) -> str:
    """Return what an envelope holds; nacl.exceptions.CryptoError when it was altered or closed under another key."""
    return SecretBox(bytes.fromhex(key)).decrypt(b64decode(envelope)).decode().rstrip()
