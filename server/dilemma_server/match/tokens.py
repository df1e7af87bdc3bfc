"""Tokens: the only proof of who sits where.

A token is dealt from the seal of the match and the key of the first frame, so that a frame whose
answer was lost can be said again and is answered with the same token, while nothing that is kept
is enough to make one.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

TOKEN_BYTES = 16


def deal_token(seal: bytes, seat: str, key: bytes) -> str:
    """The token of a seat for who came with `key`: 128 bits as 22 characters."""
    digest = hmac.digest(seal, b"seat " + seat.encode() + b" " + key, "sha256")
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).rstrip(b"=").decode()


def hash_token(token: str) -> bytes:
    """What is kept of a token; its 128 bits need no salt and no slowness."""
    return hashlib.sha256(b"token " + token.encode()).digest()


def same(one: bytes, other: bytes) -> bool:
    """Whether two hashes are equal, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one, other)
