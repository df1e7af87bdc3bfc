"""Seating bots: the subcommand `bot`."""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

from dilemma.bots import make_bot
from dilemma.chance import bot_seed, secret_from_seed
from dilemma_cli.choices import chosen_bots, whole_number
from dilemma_cli.complaints import BadInput, WentWrong, reason_of
from dilemma_cli.watching import run_watched
from dilemma_client.link import BadAddress, check_address, read_invitation
from dilemma_client.robot import Robot, RobotStopped, play
from dilemma_client.seats import write_privately

ASKED = ("code", "seat", "name", "version")
"""Fields of a first frame: a server that refuses one of these refuses what was asked for."""


KEPT = re.compile(rb"[0-9a-f]{64}\n")
"""A file by which bots come back."""


def seat_bots(
    server: str | None,
    join: str,
    choice: str,
    seed: str | None,
    keep: Path | None,
    until_stdin_closes: bool,
) -> int:
    """Seat bots and let them play; raises BadInput or WentWrong."""
    names = chosen_bots(choice)
    kept = None if keep is None else kept_secret(keep)
    secret = (
        kept or secrets.token_bytes(32)
        if seed is None
        else secret_from_seed(whole_number("--seed", seed, 0))
    )
    robots = [
        Robot(name, make_bot(name, bot_seed(secret, f"{place}")), _key(kept, place))
        for place, name in enumerate(names)
    ]
    try:
        address, code = invited_to(server, join)
        work = play(address, code, robots, say=lambda line: print(line, flush=True))
        return run_watched(work, until_stdin_closes)
    except RobotStopped as stopped:
        kind = BadInput if stopped.problem.field in ASKED else WentWrong
        raise kind(stopped.problem.text) from None


def kept_secret(file: Path) -> bytes:
    """The secret in a file, which is made if there is none; raises BadInput."""
    try:
        if file.exists():
            with file.open("rb") as opened:
                text = opened.read(100)
            if KEPT.fullmatch(text) is None:
                raise BadInput(f"--keep: '{file}' is no file that bots were kept in")
        else:
            text = f"{secrets.token_hex(32)}\n".encode()
            write_privately(file, text)
    except OSError as error:
        raise BadInput(f"--keep: '{file}': {reason_of(error)}") from None
    return bytes.fromhex(text.decode())


def _key(kept: bytes | None, place: int) -> str:
    """What opens the seat of one bot again; nobody who does not know the secret can tell it."""
    return "" if kept is None else hashlib.sha256(kept + b" seat %d" % place).hexdigest()[:40]


def invited_to(server: str | None, join: str) -> tuple[str, str]:
    """The address and the code that `--server` and `--join` come to; raises BadInput."""
    try:
        invitation = read_invitation(join)
    except BadAddress as bad:
        raise BadInput(f"--join: {bad}") from None
    if invitation.address is None and server is None:
        raise BadInput("--server: missing; a code alone does not say where the match is")
    if invitation.address is not None and server is not None:
        raise BadInput("--server: not needed; the link given as --join says where the match is")
    try:
        return invitation.address or check_address(server or ""), invitation.code
    except BadAddress as bad:
        raise BadInput(f"--server: {bad}") from None
