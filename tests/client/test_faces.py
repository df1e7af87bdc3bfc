"""Faces: unpacked once, kept for the next run, and never taken for granted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pymupdf_fonts

FACE = "symbol1"
WHOLE = bytes(pymupdf_fonts.myfont(FACE))

READ = f"""
import sys
from pathlib import Path
from dilemma_client.faces import face_bytes, keep_in
if len(sys.argv) > 1:
    keep_in(Path(sys.argv[1]))
face = face_bytes("{FACE}")
print(len(face), any(name.startswith("pymupdf_fonts.") for name in sys.modules))
"""
"""Reads a face as a new run does, and says whether it had to be unpacked."""


def read(*folder: Path) -> tuple[int, bool]:
    """The length of a face as a new run has it, and whether it was unpacked for that."""
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    length, unpacked = done.stdout.split()
    return int(length), unpacked == "True"


def test_a_face_is_unpacked_once_and_then_kept(tmp_path: Path) -> None:
    assert read(tmp_path / "faces") == (len(WHOLE), True)
    (kept,) = (tmp_path / "faces").iterdir()
    assert kept.read_bytes().endswith(WHOLE)
    assert read(tmp_path / "faces") == (len(WHOLE), False)


def test_nothing_is_kept_where_nobody_said_where() -> None:
    assert read() == (len(WHOLE), True)


def test_a_face_that_is_not_whole_any_more_is_unpacked_and_kept_again(tmp_path: Path) -> None:
    read(tmp_path)
    (kept,) = tmp_path.iterdir()
    content = kept.read_bytes()
    for broken in (content[:-1], content[:1000] + b"?" + content[1001:], b""):
        kept.write_bytes(broken)
        assert read(tmp_path) == (len(WHOLE), True)
        assert kept.read_bytes() == content


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert read(tmp_path / "file" / "faces") == (len(WHOLE), True)
