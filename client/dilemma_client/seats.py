"""Seats: those that this player holds in matches that go on, kept on the disk, a file each.

    seats = Seats(folder, time.time)
    seats.keep(KeptSeat(address, token, code, title, scenario, when))    # from when one is seated
    seats.kept()                 # what nobody plays just now, the last played first
    seats.take(token)            # go on with one: no other window can meanwhile
    seats.forget()               # the match is over, or the seat was given up

The token in a file is all it takes to play the seat, so that only its owner may read it, and no
picture, message or log shows it. A file that makes no sense is passed over. Whoever plays a seat
has it locked; the lock goes with his process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from dilemma_client.entry import Home
from dilemma_client.locks import InUse, Lock

SEATS, HOMES = "seats", "at_home"
"""The folder of the seats, and that of the matches whose server is our own."""

ENDING, LOCK = ".seat", ".lock"

WEEK = 7 * 86_400.0
"""Seconds after which nobody is expected to come back."""

LARGEST = 16_384
"""Bytes of a file that may be a seat."""

LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})
"""As a server reads a code that somebody typed."""


class KeptSeat(Struct, frozen=True):
    """Where a match is, and what proves the seat in it; `when` in seconds since 1970.

    `title` as the player read it; `name` as he called himself, where he did; `home` only where the
    server is our own.
    """

    address: Annotated[str, Meta(min_length=1, max_length=300)]
    token: Annotated[str, Meta(min_length=1, max_length=100)]
    code: Annotated[str, Meta(min_length=1, max_length=40)]
    title: Annotated[str, Meta(max_length=200)]
    scenario: Annotated[str, Meta(max_length=40)]
    when: float
    home: Home | None = None
    name: Annotated[str, Meta(max_length=100)] = ""

    def __repr__(self) -> str:
        """Without the token, which belongs into no message."""
        return f"KeptSeat({self.code} at {self.address})"


class Seats:
    """The seats in one folder, of which this window plays one at a time; without one it has none.

    `clock` tells seconds since 1970.
    """

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = float) -> None:
        self.folder = folder
        self._clock = clock
        self._held: KeptSeat | None = None
        self._lock: Lock | None = None

    @property
    def homes(self) -> Path | None:
        """The folder of the matches whose server is our own."""
        return None if self.folder is None else self.folder / HOMES

    # what there is

    def kept(self) -> tuple[KeptSeat, ...]:
        """Seats that no window plays now, the last played first; what nobody can use goes."""
        found = [seat for path in self._files() if (seat := self._idle(path)) is not None]
        return tuple(sorted(found, key=lambda seat: seat.when, reverse=True))

    def inhabited(self) -> frozenset[str]:
        """Homes of matches that somebody may come back to, whether or not he plays now."""
        self.kept()
        seats = [_read(path) for path in self._files()]
        return frozenset(seat.home.folder for seat in seats if seat is not None and seat.home)

    @property
    def name(self) -> str:
        """What the player who has the seat that is played now called himself."""
        return "" if self._held is None else self._held.name

    # what is done with one

    def keep(self, seat: KeptSeat) -> None:
        """Keep the seat that is played now, as far as the disk lets us."""
        if self._held is None or self._held.token != seat.token:
            self.take(seat.token)
        path = self._path(seat.token)
        if path is None or self._lock is None:
            return
        self._held = replace(seat, when=self._clock())
        with suppress(OSError):
            _write(path, self._held)

    def take(self, token: str) -> bool:
        """Play a seat, kept or not; whether that can be, for no other window plays it."""
        self.let_go()
        path = self._path(token)
        if path is None:
            return True
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = Lock(path.with_suffix(LOCK))
        except InUse:
            return False
        except OSError:
            return True
        self._held = _read(path)
        return True

    def let_go(self) -> None:
        """Play it no more; it is there for the next time."""
        if self._held is not None:
            self.keep(self._held)
        self._release()

    def forget(self) -> None:
        """The seat that is played now is one no more."""
        if self._held is not None and (path := self._path(self._held.token)) is not None:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self._release()

    def _release(self) -> None:
        """Let go of the lock, and of its file where there is nothing left to be locked."""
        lock, held = self._lock, self._held
        self._lock = self._held = None
        if lock is None:
            return
        path = None if held is None else self._path(held.token)
        (lock.release if path is not None and path.exists() else lock.remove)()

    def _idle(self, path: Path) -> KeptSeat | None:
        """The seat in a file, if nobody plays it; one that is out of date goes."""
        seat, lock = _read(path), None
        if seat is not None and self._path(seat.token) == path:
            lock = Lock.found(path.with_suffix(LOCK))
        if seat is None or lock is None:
            return None
        if not self._is_stale(seat):
            lock.release()
            return seat
        with suppress(OSError):
            path.unlink(missing_ok=True)
        lock.remove()
        return None

    def _is_stale(self, seat: KeptSeat) -> bool:
        """Whether nobody will come back to it, or there is nothing to come back to."""
        if abs(self._clock() - seat.when) > WEEK:
            return True
        if seat.home is None or self.homes is None:
            return False
        return not (self.homes / seat.home.folder).is_dir()

    def _files(self) -> list[Path]:
        if self.folder is not None:
            with suppress(OSError):
                return [path for path in (self.folder / SEATS).iterdir() if path.suffix == ENDING]
        return []

    def _path(self, token: str) -> Path | None:
        """The file of a seat, whose name gives nothing of the token away."""
        from hashlib import sha256

        if self.folder is None:
            return None
        return self.folder / SEATS / f"{sha256(token.encode()).hexdigest()[:32]}{ENDING}"


def same_code(one: str, other: str) -> bool:
    """Whether two codes are one, however they were typed."""
    return one.upper().translate(LOOK_ALIKES) == other.upper().translate(LOOK_ALIKES)


def _read(path: Path) -> KeptSeat | None:
    """The seat in a file; None if it cannot be read or makes no sense."""
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(LARGEST), type=KeptSeat)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _write(path: Path, seat: KeptSeat) -> None:
    """Write a file that is there as a whole or not at all, and for its owner alone."""
    write_privately(path, msgspec.json.encode(seat))


def write_privately(path: Path, content: bytes) -> None:
    """Write a secret into a file, as a whole or not at all, for its owner alone; raises OSError."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)
    with open(draft, "xb", opener=_for_its_owner) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
