"""Records played again: the subcommand `replay`."""

from __future__ import annotations

import re
from pathlib import Path

from dilemma.chance import commitment
from dilemma.lab import DivergenceError, RecordError, reproduce
from dilemma_cli.choices import read_text
from dilemma_cli.complaints import BadInput, WentWrong
from dilemma_cli.telling import closing_lines

LARGEST_RECORD = 50_000_000
"""Bytes of a record file; a larger one is something else."""


FINGERPRINT = re.compile(r"[0-9a-f]{64}")
"""A fingerprint as a briefing shows it, but for the case of its letters."""


def replay_record(file: Path, verify: bool, fingerprint: str | None = None) -> int:
    """Play a record again and say what its number's fingerprint is, to be held against a briefing.

    Raises BadInput when it is no record, WentWrong when it diverges or has another fingerprint.
    """
    promised = None if fingerprint is None else _fingerprint(fingerprint)
    text = read_text(file, "record", LARGEST_RECORD)
    try:
        played = reproduce(text, str(file))
    except DivergenceError as error:
        raise WentWrong(f"{file}: {error}") from None
    except RecordError as error:
        raise BadInput(str(error)) from None
    record = played.record
    found = commitment(bytes.fromhex(record.secret))
    if promised not in (None, found):
        raise WentWrong(
            f"{file}: the fingerprint of its number is {found}, not {promised}: it is the record of"
            " another match than the briefing's, or its number was chosen afterwards"
        )
    length = f"{len(record.turns)} of {record.scenario.turns} turns"
    print(f"{file}: the fingerprint of its number is {found}")
    print(f"{file}: reproduced, {length}, {record.final_hash}")
    if not verify:
        print("\n".join(closing_lines(played)))
    return 0


def _fingerprint(text: str) -> str:
    """A fingerprint as it was written; raises BadInput."""
    lowered = text.lower()
    if FINGERPRINT.fullmatch(lowered) is None:
        raise BadInput(
            f"--fingerprint: '{text[:80]}' is none; it has 64 hexadecimal digits, as in a briefing"
        )
    return lowered
