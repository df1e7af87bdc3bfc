"""What server and clients say to each other."""

from dilemma.protocol.codec import CLIENT_LIMITS, SERVER_LIMITS, Malformed, decode, encode
from dilemma.protocol.messages import PROTOCOL_VERSION, ClientMessage, ServerMessage

__all__ = [
    "CLIENT_LIMITS",
    "PROTOCOL_VERSION",
    "SERVER_LIMITS",
    "ClientMessage",
    "Malformed",
    "ServerMessage",
    "decode",
    "encode",
]
