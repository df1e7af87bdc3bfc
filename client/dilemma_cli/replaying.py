"""Records played again: the subcommand `replay`."""

from __future__ import annotations

from pathlib import Path

from dilemma.lab import DivergenceError, RecordError, reproduce
from dilemma_cli.choices import read_text
from dilemma_cli.complaints import BadInput, WentWrong
from dilemma_cli.telling import closing_lines

LARGEST_RECORD = 50_000_000
"""Bytes of a record file; a larger one is something else."""


def replay_record(file: Path, verify: bool) -> int:
    """Play a record again; raises BadInput when it is none, WentWrong when it diverges."""
    text = read_text(file, "record", LARGEST_RECORD)
    try:
        played = reproduce(text, str(file))
    except DivergenceError as error:
        raise WentWrong(f"{file}: {error}") from None
    except RecordError as error:
        raise BadInput(str(error)) from None
    record = played.record
    length = f"{len(record.turns)} of {record.scenario.turns} turns"
    print(f"{file}: reproduced, {length}, {record.final_hash}")
    if not verify:
        print("\n".join(closing_lines(played)))
    return 0
