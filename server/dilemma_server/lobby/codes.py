"""Join codes: short enough to read aloud, too many to guess."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 symbols: no I, L, O or U, which look like others or make words."""

LENGTH = 8
"""Forty bits: a million guesses find one of a thousand matches once in a thousand years' worth."""

LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """A code nobody can foresee."""
    return "".join(SYMBOLS[byte % len(SYMBOLS)] for byte in random_bytes(LENGTH))


def proper_code(code: str) -> str:
    """A code as it was dealt, however it was typed."""
    return code.upper().translate(LOOK_ALIKES)


def code_key(code: str) -> bytes:
    """The key by which the store finds a match by its code."""
    return hashlib.sha256(b"code " + proper_code(code).encode()).digest()


def rematch_key(match: str) -> bytes:
    """The key by which the store finds the match that follows another."""
    return hashlib.sha256(b"rematch " + match.encode()).digest()


def creation_key(key: str) -> bytes:
    """The key by which the store finds a match by the key of the frame that created it."""
    return hashlib.sha256(b"creation " + key.encode()).digest()
