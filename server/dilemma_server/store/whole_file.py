"""The whole file: what is written appears under its name when it is complete, or never does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dilemma_server.store.faults import reason_of
from dilemma_server.store.seam import StoreError, WrongFile


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write to, which is given the name `path` and flushed to the disk at the end.

    Only the user can read it. When the body fails or is interrupted, nothing remains. Raises
    WrongFile when there is something of that name, then or at the end; StoreError when it cannot
    be written.
    """
    _check_free(path)
    try:
        number, name = tempfile.mkstemp(".part", f".{path.name}.", path.parent)
    except OSError as error:
        raise WrongFile(f"{path}: cannot be made: {reason_of(error)}") from None
    os.close(number)
    unfinished = Path(name)
    try:
        yield unfinished
        _flush(unfinished)
        _give_name(unfinished, path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {reason_of(error)}") from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _check_free(path: Path) -> None:
    if os.path.lexists(path):
        raise WrongFile(f"{path}: is there already and is not written over; name a new file")


def _give_name(unfinished: Path, path: Path) -> None:
    """Rename, but never over another file, also not over one that came meanwhile."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        _check_free(path)
    except OSError:
        # A file system without second names: between looking and renaming lies but a moment.
        _check_free(path)
        unfinished.rename(path)
    _flush_folder(path.parent)


def _flush(file: Path) -> None:
    number = os.open(file, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _flush_folder(folder: Path) -> None:
    """Have the name itself reach the disk, where a folder can be flushed at all."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
