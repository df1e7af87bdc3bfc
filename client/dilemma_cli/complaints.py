"""Complaints: bad input answered in one line on standard error, with exit status 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

BAD_INPUT = 2
"""Exit status when what was asked cannot be done as asked."""

FAILED = 1
"""Exit status when it could have been, but went wrong."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as a shell expects it."""


class BadInput(Exception):
    """What was asked cannot be done: one line that says what, where, and what would be right."""


class WentWrong(Exception):
    """What was asked was right but could not be done; one line that says why."""


def complain(speaker: str, line: str) -> None:
    """One line on standard error, if anybody can hear it; the exit status tells anyway."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{speaker}: {_plain(' '.join(line.split()))}\n")


def _plain(line: str) -> str:
    """What cannot be shown as its number: a file must not be able to command the terminal."""
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in line)


def reason_of(error: OSError) -> str:
    """What the system says went wrong with a file, to stand after its name."""
    reason = error.strerror or "cannot be used"
    return f"{reason[:1].lower()}{reason[1:]}"


def usage_complaint(error: typer.TyperException) -> str:
    """What is wrong with how a command was called, and what would be right."""
    from dilemma_cli.likeness import guess

    message = error.format_message().rstrip(".")
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is None:
        return message
    commands: dict[str, object] = getattr(context.command, "commands", {})
    for beginning, known, what in (
        ("No such option: ", _options(context), "options"),
        ("No such command ", tuple(commands), "commands"),
    ):
        if message.startswith(beginning):
            # What it adds on its own differs from one of these to the other.
            written = message.removeprefix(beginning).split(" (")[0].partition(". Did")[0]
            question = guess(written.strip("'-"), known)
            return f"{beginning}{written}{question}; the {what} are {_listed(known)}"
    return f"{message}; '{context.command_path} --help' says how it is called"


def _options(context: typer.Context) -> tuple[str, ...]:
    """The options of the command that was called, as they are written."""
    written = (
        max(parameter.opts, key=len)
        for parameter in context.command.get_params(context)
        if parameter.param_type_name == "option"
    )
    return tuple(option for option in written if not option.endswith("-completion"))


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
