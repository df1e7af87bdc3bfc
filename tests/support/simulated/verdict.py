"""The verdict: what can be said when all is over, from the log alone and from what was told."""

from __future__ import annotations

from typing import Any

import msgspec

from dilemma.protocol import encode
from dilemma.protocol.messages import SubmitOrders
from dilemma_server.match import Match, TurnClosed
from dilemma_server.match.events import decode_event
from support.simulated.auditor import Auditor, Told
from support.simulated.disk import Platter
from support.simulated.ledger import plain
from support.simulated.world import World


class Replayed:
    """A match as its records make it: every view of every turn, and the debrief."""

    def __init__(self, match: str, records: tuple[bytes, ...], clock: Any) -> None:
        self.views: dict[tuple[str, int], bytes] = {}
        self.match = Match.replay(match, records[:1], clock)
        self._keep()
        for sequence, record in enumerate(records[1:], start=2):
            event = decode_event(record, match, sequence)
            self.match.apply(event)
            if isinstance(event, TurnClosed):
                self._keep()

    def _keep(self) -> None:
        if not self.match.game.over:
            for seat in self.match.seats:
                self.views[seat, self.match.game.turn] = encode(self.match.view(seat))


class Timeless:
    """A clock for who does not ask for the time."""

    def now(self) -> float:
        """Always the beginning."""
        return 0.0


def judge(world: World, disk: Platter, auditor: Auditor) -> None:
    """Hold what everybody was told against what the log makes; violations go to the world."""
    for match in disk.matches():
        records = disk.records(match)
        ledger, told = auditor.ledgers[match], auditor.told.get(match, Told())
        if ledger.sequence != len(records):
            world.violated(f"match {match}: {ledger.sequence} records became {len(records)}")
        for wrong in _commands(told, records, auditor.sent):
            world.violated(f"match {match}: {wrong}")
        for wrong in _tellings(match, told, records):
            world.violated(f"match {match}: {wrong}")


def _commands(told: Told, records: tuple[bytes, ...], sent: dict[str, Any]) -> list[str]:
    """What was acknowledged is in the log once, as it was sent; what was refused is not."""
    wrong = []
    logged: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in records:
        event = msgspec.json.decode(record)
        if "key" in event and event["type"] != "command_refused":
            seat = event.get("seat") or event["speaker"]
            logged.setdefault((seat, event["key"]), []).append(event)
    for seat, key in sorted(told.accepted):
        events = logged.get((seat, key), [])
        if len(events) != 1:
            wrong.append(f"{key} of {seat} was acknowledged and is in the log {len(events)} times")
            continue
        command = sent[key]
        if isinstance(command, SubmitOrders) and events[0]["order"] != plain(command.order):
            wrong.append(f"{key} of {seat} is in the log as something else")
    wrong += [
        f"{key} of {seat} was refused and is in the log"
        for seat, key in sorted(told.refused)
        if (seat, key) in logged
    ]
    return wrong


def _tellings(match: str, told: Told, records: tuple[bytes, ...]) -> list[str]:
    """Every view and the debrief are those the log makes."""
    replayed = Replayed(match, records, Timeless())
    wrong = [
        f"{seat} was shown another turn {turn} than the log makes"
        for (seat, turn), view in sorted(told.views.items())
        if replayed.views.get((seat, turn)) != view
    ]
    for seat, view in sorted(told.endings.items()):
        ended = replayed.match.ended(seat)
        if encode(ended.view) != view or encode(ended.hindsight) != told.hindsight:
            wrong.append(f"{seat} was shown another end than the log makes")
    return wrong
