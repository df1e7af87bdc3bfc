"""The portable form of matches: lines of JSON that prove what they hold.

An export is UTF-8 text, one JSON object a line, each with its `type`:

- `header`: the `format` ("dilemma matches"), its `version` (1), how many `matches` follow;
- then for each match a `match`: its name as `match`, its `phase` ("waiting", "running", "over"),
  its `epoch`, how many `records` follow, and the `keys` that lead to it (SHA-256 of join code,
  seat tokens and of what created it);
- after it each of its records as a `record`: its `sequence` from 1 on, the `epoch` it was written
  in, the `hash` that chains it to the one before, and the `record` itself, which is JSON again;
- at the end a `trailer`: `digest`, SHA-256 over all lines before it with their line ends.

Bytes are base64. A hash is SHA-256 over the hash before it (for the first record, over
"dilemma match " and the match's name), the sequence and the epoch as eight bytes each, most
significant first, and the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, BinaryIO, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from dilemma_server.store.chain import LARGEST, Head, Link, genesis, verify
from dilemma_server.store.faults import in_a_line
from dilemma_server.store.reading import StoredMatch
from dilemma_server.store.seam import Damaged, Phase, WrongFile

FORMAT: Final = "dilemma matches"
VERSION = 1

LONGEST_LINE = 16_000_000
"""Bytes; a longer line is no line of an export."""

Count = Annotated[int, Meta(ge=0, le=LARGEST)]
Hash = Annotated[bytes, Meta(min_length=32, max_length=32)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class Header(Struct, frozen=True, tag="header"):
    """The first line."""

    format: Literal["dilemma matches"]
    version: int
    matches: Count


class MatchLine(Struct, frozen=True, tag="match", forbid_unknown_fields=True):
    """A match begins."""

    match: Name
    phase: Phase
    epoch: Count
    records: Count
    keys: tuple[Hash, ...]


class RecordLine(Struct, frozen=True, tag="record", forbid_unknown_fields=True):
    """The next record of the match."""

    sequence: Count
    epoch: Count
    hash: Hash
    record: bytes


class Trailer(Struct, frozen=True, tag="trailer", forbid_unknown_fields=True):
    """The last line."""

    digest: Hash


Line = Header | MatchLine | RecordLine | Trailer
Kind = TypeVar("Kind", MatchLine, RecordLine, Trailer)


def write_export(file: BinaryIO, count: int, matches: Iterable[StoredMatch]) -> None:
    """Write an export of `count` matches."""
    digest = hashlib.sha256()

    def put(line: Line) -> None:
        text = msgspec.json.encode(line) + b"\n"
        digest.update(text)
        file.write(text)

    put(Header(FORMAT, VERSION, count))
    for stored in matches:
        put(
            MatchLine(
                stored.match, stored.phase, stored.epoch, len(stored.links), tuple(stored.keys)
            )
        )
        for link in stored.links:
            put(RecordLine(link.sequence, link.epoch, link.hash, link.record))
    put(Trailer(digest.digest()))


def read_export(path: Path, file: BinaryIO) -> Iterator[StoredMatch]:
    """The matches of an export, each verified; what is yielded counts once the end is reached.

    Raises WrongFile for what is no export or one of another version, Damaged for one that is not
    what was written.
    """
    lines = _Lines(path, file)
    for _ in range(lines.header().matches):
        yield _match(lines)
    expected = lines.digest
    if lines.next(Trailer).digest != expected:
        raise Damaged(f"export {path}: is not what was written: its digest is another")
    if file.read(1):
        raise Damaged(f"export {path}: line {lines.number + 1}: there is more after its end")


def _match(lines: _Lines) -> StoredMatch:
    told = lines.next(MatchLine)
    links = []
    digest = genesis(told.match)
    for _ in range(told.records):
        line = lines.next(RecordLine)
        links.append(Link(line.sequence, line.epoch, line.record, line.hash))
        digest = line.hash
    try:
        verify(told.match, Head(told.records, told.epoch, digest), links)
    except Damaged as error:
        raise Damaged(f"export {lines.path}: {error}") from None
    return StoredMatch(told.match, told.phase, told.epoch, told.keys, tuple(links))


class _Lines:
    """The lines of an export, counted and digested."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.number = 0
        self._file = file
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> bytes:
        """Over the lines so far."""
        return self._digest.digest()

    def header(self) -> Header:
        """The first line; raises WrongFile."""
        try:
            found = msgspec.json.decode(self._text(), type=Header)
        except (Damaged, msgspec.DecodeError):
            raise WrongFile(
                f"export {self.path}: is none; `dilemma store export` writes one"
            ) from None
        if found.version != VERSION:
            raise WrongFile(
                f"export {self.path}: has version {found.version}; this release reads {VERSION}:"
                " import it with the release it was made with"
            )
        return found

    def next(self, kind: type[Kind]) -> Kind:
        """The next line, which must be of this kind; raises Damaged."""
        text = self._text()
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.DecodeError as error:
            raise Damaged(f"export {self.path}: line {self.number}: {in_a_line(error)}") from None

    def _text(self) -> bytes:
        text = self._file.readline(LONGEST_LINE)
        self.number += 1
        if not text.endswith(b"\n"):
            fault = "is too long" if len(text) == LONGEST_LINE else "the export ends in it"
            raise Damaged(f"export {self.path}: line {self.number}: {fault}")
        self._digest.update(text)
        return text
