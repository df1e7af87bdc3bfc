"""The command `dilemma`: runs what is asked for and says in one line what went wrong.

`dilemma play` alone has nothing to be read, so the reader of options, which takes as long as all
else until the menu is seen, is left out. Everything else is read by `dilemma_cli.commands`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from dilemma_cli.complaints import (
    BAD_INPUT,
    FAILED,
    INTERRUPTED,
    BadInput,
    WentWrong,
    complain,
    reason_of,
)

UNWRITABLE = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
"""What the system says where standard output can take no more."""

PLAY = "play"


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A name that a terminal cannot show must not keep it from showing the rest.
            stream.reconfigure(errors="replace")
    try:
        status = _answer(words)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BadInput as bad:
        complain(_named_by(words), str(bad))
        return BAD_INPUT
    except WentWrong as wrong:
        complain(_named_by(words), str(wrong))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_output_go()
        return FAILED
    except OSError as error:
        if error.filename is not None or error.errno not in UNWRITABLE:
            raise
        _let_output_go()
        complain(_named_by(words), f"what it says could not be written: {reason_of(error)}")
        return FAILED
    return status if isinstance(status, int) else 0


def _answer(words: Sequence[str]) -> object:
    """Do what is asked for; the exit status, if it says one."""
    if words == [PLAY]:
        from dilemma_cli.playing import play
        from dilemma_cli.wishes import Wishes

        return play(Wishes())
    from dilemma_cli.commands import answer

    return answer(words)


def _named_by(words: Sequence[str]) -> str:
    """The command that was asked for, as it stands in front of a complaint."""
    if words == [PLAY]:
        return f"dilemma {PLAY}"
    from dilemma_cli.commands import named_by

    return named_by(words)


def _let_output_go() -> None:
    """Nobody reads any more: what Python flushes at its end must not complain either."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
