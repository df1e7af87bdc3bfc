"""The auditor: reads along every wire and every flush, and says what must never happen.

What a server writes is held against what is durable at that moment; what it wrote before is held
against what it writes now. `support.simulated.verdict` looks at the rest when all is over.
"""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct

from dilemma.protocol import ClientMessage, Malformed, ServerMessage, encode
from dilemma.protocol.messages import (
    Accepted,
    Failed,
    Heard,
    MatchEnded,
    Refused,
    Seated,
    SubmitOrders,
    Table,
    TurnOpened,
)
from dilemma_server.match import hash_token
from support.simulated.ledger import Ledger, plain
from support.simulated.tap import Tap
from support.simulated.wire import End
from support.simulated.world import World

LATE_SECONDS = 2.0
"""By which a deadline may be missed while nothing is wrong."""

TELLING_SECONDS = 3.0
"""In which whoever is connected is told of a turn while nothing is wrong."""


class Line:
    """One connection as the auditor knows it."""

    def __init__(self, far: End) -> None:
        self.far = far
        self.server = Tap(ServerMessage, from_client=False)
        self.client = Tap(ClientMessage, from_client=True)
        self.ledger: Ledger | None = None
        self.seat = ""
        self.turn = 0
        self.serial = 0


class Told(Struct):
    """What a match's players were told, to be the same whenever it is told again."""

    views: dict[tuple[str, int], bytes] = {}
    endings: dict[str, bytes] = {}
    hindsight: bytes | None = None
    accepted: set[tuple[str, str]] = set()
    refused: set[tuple[str, str]] = set()


class Auditor:
    """Hears everything; `counts` say how much there was."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ledgers: dict[str, Ledger] = {}
        self.told: dict[str, Told] = {}
        self.sent: dict[str, Any] = {}
        self.counts: Counter[str] = Counter()
        self.expected_failures = {"name", "seat"}
        self._codes: dict[str, Ledger] = {}
        self._lines: dict[int, Line] = {}
        self._troubles: list[tuple[float, float, str]] = []

    # What the disk tells.

    def acquired(self, match: str, node: str, epoch: int) -> None:
        """A match has an owner."""
        ledger = self.ledgers.setdefault(match, Ledger(match))
        self.world.note("acquired", match, node, epoch)
        if epoch <= ledger.epoch:
            self._wrong(ledger, f"epoch {epoch} came after {ledger.epoch}")
        ledger.epoch = epoch
        ledger.loaded = self.world.now

    def appended(self, match: str, sequence: int, epoch: int, record: bytes) -> None:
        """A record is durable."""
        ledger = self.ledgers.setdefault(match, Ledger(match))
        self.world.note("appended", match, sequence, epoch, record)
        if epoch < ledger.epoch:
            self._wrong(ledger, f"epoch {epoch} wrote after {ledger.epoch} had begun")
        if sequence != ledger.sequence + 1:
            self._wrong(ledger, f"record {sequence} was written after {ledger.sequence}")
        turn, running, since = ledger.turn, ledger.running, self._since(ledger)
        for wrong in ledger.enter(record, self.world.now):
            self._wrong(ledger, wrong)
        self._codes[ledger.code] = ledger
        self.counts["records"] += 1
        if ledger.turn != turn:
            self.counts["turns"] += 1
            self._check_deadline(ledger, msgspec.json.decode(record)["reason"], since)
        if ledger.running and (ledger.turn != turn or not running):
            self._expect_telling(ledger)

    # What the network tells.

    def wrote(self, end: End, data: bytes) -> None:
        """A process wrote to an end of a wire."""
        if not end.process.alive:
            return
        line = self._lines.setdefault(end.wire.number, Line(end.wire.far))
        try:
            if end.side == "near":
                for message in line.client.listen(data):
                    self._client_said(message)
            else:
                for message in line.server.listen(data):
                    self._server_said(line, message)
        except Malformed as error:
            self.world.violated(f"wire {end.wire.number}, {end.side}: {error}")

    # What the simulation tells.

    def trouble(self, seconds: float, kind: str) -> None:
        """Something is wrong from now on for so long: nothing need be in time meanwhile."""
        self._troubles.append((self.world.now, self.world.now + seconds, kind))

    def troubled_since(self, since: float, *kinds: str) -> float:
        """Seconds of trouble since a moment, of these kinds or of any."""
        now = self.world.now
        return sum(
            max(0.0, min(end, now) - max(begin, since))
            for begin, end, kind in self._troubles
            if kind in kinds or not kinds
        )

    def _client_said(self, message: Any) -> None:
        key = getattr(message, "key", None)
        if key is None:
            return
        before = self.sent.setdefault(key, message)
        if before != message:
            self.world.violated(f"two commands have one key: {before} and {message}")
        self.counts["commands" if isinstance(message, SubmitOrders) else "words"] += 1

    def _server_said(self, line: Line, message: Any) -> None:
        self.counts["messages"] += 1
        if isinstance(message, Seated):
            self._seated(line, message)
            return
        if isinstance(message, Failed):
            self._failed(line, message)
            return
        ledger = line.ledger
        if ledger is None:
            self.world.violated(f"wire {line.far.wire.number} was told {message} before its seat")
            return
        told = self.told.setdefault(ledger.match, Told())
        match message:
            case Table():
                self._table(ledger, message)
            case TurnOpened():
                self._turn_opened(line, ledger, told, message)
            case Heard():
                self._heard(line, ledger, message)
            case Accepted(key=key):
                told.accepted.add((line.seat, key))
                if (line.seat, key) not in ledger.done:
                    self._wrong(ledger, f"{line.seat} was told that {key} is kept, and it is not")
            case Refused(key=key):
                told.refused.add((line.seat, key))
                if (line.seat, key) in ledger.done:
                    self._wrong(ledger, f"{line.seat} was told that {key} was refused; it is done")
            case MatchEnded():
                self._ended(line, ledger, told, message)

    def _seated(self, line: Line, message: Seated) -> None:
        ledger = self._codes.get(message.code)
        seat = message.briefing.seat
        if ledger is None or seat not in ledger.tokens:
            self.world.violated(f"{seat} of {message.code} was given before it was kept")
            return
        line.ledger, line.seat = ledger, seat
        self.counts["seatings"] += 1
        token = message.token
        if token is not None and b64decode(ledger.tokens[seat]) != hash_token(token):
            self._wrong(ledger, f"{seat} was given a token that opens nothing")
        if ledger.running:
            self._expect(line, ledger)

    def _failed(self, line: Line, message: Failed) -> None:
        self.counts[f"failed: {message.problem.field}"] += 1
        if message.problem.field not in self.expected_failures:
            self.world.violated(f"wire {line.far.wire.number} was sent away: {message.problem}")

    def _table(self, ledger: Ledger, table: Table) -> None:
        for seat, name in table.players.items():
            if name is not None and ledger.names.get(seat) != name:
                self._wrong(ledger, f"the table shows {name} at {seat}: {ledger.names}")

    def _turn_opened(self, line: Line, ledger: Ledger, told: Told, message: TurnOpened) -> None:
        turn = message.view.turn
        if turn > ledger.turn or ledger.over:
            self._wrong(ledger, f"{line.seat} was told of turn {turn} while {ledger.turn} is kept")
        if turn <= line.turn:
            self._wrong(ledger, f"{line.seat} was told of turn {turn} after {line.turn}")
        line.turn = turn
        if not 0.0 <= message.seconds_left <= ledger.turn_seconds:
            self._wrong(ledger, f"{line.seat} was told of {message.seconds_left} s")
        view = encode(message.view)
        if told.views.setdefault((line.seat, turn), view) != view:
            self._wrong(ledger, f"{line.seat} was shown turn {turn} in two ways")
        order = plain(message.own_order)
        kept = [None, *ledger.sealed.get(line.seat, [])]
        if turn == ledger.turn and order not in kept:
            self._wrong(ledger, f"{line.seat} was told of orders that are not kept: {order}")

    def _heard(self, line: Line, ledger: Ledger, message: Heard) -> None:
        if message.serial != line.serial + 1:
            self._wrong(ledger, f"{line.seat} heard {message.serial} after {line.serial}")
        line.serial = message.serial
        heard = ledger.heard.get(line.seat, [])
        words = (message.turn, message.speaker, message.listener, message.text)
        if len(heard) < message.serial or heard[message.serial - 1] != words:
            self._wrong(ledger, f"{line.seat} heard what is not kept: {message}")
        self.counts["heard"] += 1

    def _ended(self, line: Line, ledger: Ledger, told: Told, message: MatchEnded) -> None:
        if not ledger.over:
            self._wrong(ledger, f"{line.seat} was told the end in turn {ledger.turn}")
        view, hindsight = encode(message.view), encode(message.hindsight)
        if told.endings.setdefault(line.seat, view) != view:
            self._wrong(ledger, f"{line.seat} was shown the end in two ways")
        if told.hindsight is not None and told.hindsight != hindsight:
            self._wrong(ledger, "two debriefs differ")
        told.hindsight = hindsight
        line.turn = ledger.turn

    def _since(self, ledger: Ledger) -> float:
        """When the time of the open turn began: when it opened, or was read anew since then."""
        return max(ledger.opened, ledger.loaded)

    def _check_deadline(self, ledger: Ledger, reason: str, since: float) -> None:
        if reason != "deadline":
            return
        late = self.world.now - since - ledger.turn_seconds
        if late < 0.0:
            self._wrong(ledger, f"turn {ledger.turn - 1} closed {-late:.6f} s early")
        if late > LATE_SECONDS + self.troubled_since(since + ledger.turn_seconds):
            self._wrong(ledger, f"turn {ledger.turn - 1} closed {late:.6f} s late")

    def _expect_telling(self, ledger: Ledger) -> None:
        """Whoever is connected is told of the turn that has opened."""
        self._lines = {
            number: line for number, line in self._lines.items() if line.far.wire.standing
        }
        for line in self._lines.values():
            if line.ledger is ledger:
                self._expect(line, ledger)

    def _expect(self, line: Line, ledger: Ledger) -> None:
        turn, now = ledger.turn, self.world.now
        self.world.after(TELLING_SECONDS, self._check_telling, line, ledger, turn, now)

    def _check_telling(self, line: Line, ledger: Ledger, turn: int, since: float) -> None:
        far = line.far
        excused = far.is_closing() or far.gone or far.backed_up or self.troubled_since(since) > 0.0
        if ledger.turn == turn and line.turn < turn and not excused:
            self._wrong(ledger, f"{line.seat} was not told of turn {turn}")

    def _wrong(self, ledger: Ledger, what: str) -> None:
        self.world.violated(f"match {ledger.match}: {what}")
