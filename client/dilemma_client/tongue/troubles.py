"""Troubles: what the operating system says went wrong, in a few words of the game's own."""

from __future__ import annotations

import errno
import re
import sys

from dilemma_client.tongue.speech import mark

REFUSED = mark("nobody listens there")
BROKEN = mark("the connection broke")
SILENT = mark("no answer in time")
FORBIDDEN = mark("there is no permission for it")
FULL = mark("the disk is full")
UNREACHED = mark("that machine is out of reach")

NUMBERED: dict[int, str] = {
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.ENOENT: mark("it is not there"),
    errno.EEXIST: mark("something of that name is there already"),
    errno.ENOTDIR: mark("a file is where a folder should be"),
    errno.EISDIR: mark("a folder is where a file should be"),
    errno.ENAMETOOLONG: mark("its name is too long"),
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: mark("the file would be too large"),
    errno.EROFS: mark("nothing can be written there"),
    errno.EIO: mark("the disk does not answer as it should"),
    errno.EBUSY: mark("something else is using it"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENFILE: mark("too many files are open"),
    errno.EADDRINUSE: mark("its port is in use"),
    errno.EADDRNOTAVAIL: mark("this machine has no such address"),
    errno.ECONNREFUSED: REFUSED,
    errno.ECONNRESET: BROKEN,
    errno.ECONNABORTED: BROKEN,
    errno.EPIPE: BROKEN,
    errno.ETIMEDOUT: SILENT,
    errno.ENETDOWN: mark("this machine has no network"),
    errno.ENETUNREACH: mark("this machine has no network"),
    errno.EHOSTUNREACH: UNREACHED,
    errno.EHOSTDOWN: UNREACHED,
}
"""What the numbers of the system mean, as far as a player can meet them."""

ATTEMPT = re.compile(r"\[Errno (-?\d+)\]")
"""How one attempt of several is told: a name with two addresses is tried at both."""


def trouble_in(error: OSError) -> str:
    """Why the system refused, to be said; what has no words of its own stays in the system's."""
    known = _named(error) or NUMBERED.get(_number(error) or 0)
    if known is None and isinstance(error, TimeoutError):
        known = SILENT
    return known or error.strerror or mark("the system gives no reason")


def _number(error: OSError) -> int | None:
    """The number of an error, or of all the attempts that it tells of."""
    numbers = {int(number) for number in ATTEMPT.findall(str(error))}
    return numbers.pop() if error.errno is None and len(numbers) == 1 else error.errno


def _named(error: OSError) -> str | None:
    """What only its class tells; who raised it has imported the class already."""
    socket, ssl = sys.modules.get("socket"), sys.modules.get("ssl")
    if socket is not None and isinstance(error, socket.gaierror):
        if error.errno == socket.EAI_AGAIN:
            return mark("names cannot be looked up at the moment")
        return mark("no machine of that name is known")
    if ssl is not None and isinstance(error, ssl.SSLCertVerificationError):
        return mark("its certificate is not to be trusted")
    if ssl is not None and isinstance(error, ssl.SSLError):
        return mark("no secure connection could be made")
    return None
