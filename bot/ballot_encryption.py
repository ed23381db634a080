"""Envelopes for secret ballots: authenticated encryption by libsodium (XSalsa20-Poly1305, through PyNaCl)."""

from base64 import b64decode, b64encode

from nacl.secret import SecretBox
from nacl.utils import random

WIDTH = 16  # characters; every envelope is as long as every other, whatever is inside


def new_key() -> str:
    """Return a new random key, in hex."""
    return random(SecretBox.KEY_SIZE).hex()


def seal(key: str, text: str) -> str:
    """Encrypt `text`, at most 16 ASCII characters, into an envelope, differently each time; ValueError for more."""
    if len(text) > WIDTH:
        raise ValueError(f"an envelope holds {WIDTH} characters, not {len(text)}")
    return b64encode(SecretBox(bytes.fromhex(key)).encrypt(text.ljust(WIDTH).encode())).decode()


def unseal(key: str, envelope: str) -> str:
    """Return what an envelope holds; nacl.exceptions.CryptoError when it was altered or closed under another key."""
    return SecretBox(bytes.fromhex(key)).decrypt(b64decode(envelope)).decode().rstrip()
