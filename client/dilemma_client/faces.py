"""Faces: the bytes of the type, from the installed font package.

The package has its faces compressed in modules, and to unpack one takes a fiftieth of a second,
which is long before a first picture. `keep_in` names a folder in which they are kept unpacked from
one run to the next; what cannot be kept or is not whole any more is unpacked again.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path

import pymupdf_fonts

CHECK = 4
"""Bytes before a face that is kept: its checksum, the greatest first."""

_folder: Path | None = None


def keep_in(folder: Path) -> None:
    """Keep faces in a folder from now on."""
    global _folder
    _folder = folder


@cache
def face_bytes(name: str) -> bytes:
    """The bytes of a face, by its name in the package."""
    kept = _folder / f"{name}.face" if _folder is not None else None
    face = _read(kept, pymupdf_fonts.fontdescriptors[name]["size"]) if kept is not None else None
    if face is None:
        face = bytes(pymupdf_fonts.myfont(name))
        if kept is not None:
            _write(kept, face)
    return face


def _read(path: Path, size: int) -> bytes | None:
    """A face that was kept; None if it is not there, not whole, or that of another version."""
    try:
        found = path.read_bytes()
    except OSError:
        return None
    face = found[CHECK:]
    return face if len(face) == size and found[:CHECK] == _check(face) else None


def _write(path: Path, face: bytes) -> None:
    """Keep a face, there as a whole or not at all; if that cannot be, it is unpacked every time."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(_check(face) + face)
        os.replace(draft, path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _check(face: bytes) -> bytes:
    return zlib.crc32(face).to_bytes(CHECK, "big")
