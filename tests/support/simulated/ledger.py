"""The ledger: what the log of one match says, kept by who trusts nobody.

It reads the records as plain data as they become durable, and shares no code with the match. A
kind of record it does not know changes nothing in it but the sequence, unless it carries the key
of a command.
"""

from __future__ import annotations

from typing import Any

import msgspec

REFUSED = "command_refused"


class Ledger:
    """One match; `opened` is when the open turn was opened, `loaded` when it was last acquired."""

    def __init__(self, match: str) -> None:
        self.match = match
        self.code = ""
        self.seats: tuple[str, ...] = ()
        self.turns = 0
        self.turn_seconds = 0.0
        self.turn = 1
        self.played = 0
        self.tokens: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        self.ready: set[str] = set()
        self.covered: set[str] = set()
        self.begun = False
        self.done: dict[tuple[str, str], dict[str, Any]] = {}
        self.refused: dict[tuple[str, str], dict[str, Any]] = {}
        self.sealed: dict[str, list[Any]] = {}
        self.heard: dict[str, list[tuple[int, str, str, str]]] = {}
        self.opened = 0.0
        self.loaded = 0.0
        self.epoch = 0
        self.sequence = 0
        self.closings: dict[str, int] = {}

    @property
    def running(self) -> bool:
        """Whether a turn is open."""
        return self.begun and not self.over

    @property
    def over(self) -> bool:
        """Whether the last turn is closed."""
        return bool(self.turns) and self.turn > self.turns

    def enter(self, record: bytes, now: float) -> list[str]:
        """Enter the next record; what is wrong with it, if anything."""
        event = msgspec.json.decode(record)
        self.sequence += 1
        wrong: list[str] = []
        match event["type"]:
            case "match_created":
                self._created(event)
            case "seat_taken":
                wrong += self._seated(event, now)
            case "said":
                for seat in (event["speaker"], event["listener"]):
                    said = (event["turn"], event["speaker"], event["listener"], event["text"])
                    self.heard.setdefault(seat, []).append(said)
            case "ready_set":
                (self.ready.add if event["ready"] else self.ready.discard)(event["seat"])
                self._perhaps_begin(now)
            case "seat_left" | "seat_removed":
                self._vacated(event["seat"])
            case "covered":
                wrong += self._covered(event)
            case "handed_back":
                self.covered.discard(event["seat"])
            case "orders_sealed" | "cover_sealed":
                if event["type"] == "cover_sealed" and event["seat"] not in self.covered:
                    wrong.append(f"a bot sealed for {event['seat']}, which nobody covers")
                self.sealed.setdefault(event["seat"], []).append(event["order"])
            case "turn_closed":
                wrong += self._closed(event, now)
            case "turn_played":
                if event["turn"] != self.turn - 1 or event["turn"] == self.played:
                    wrong.append(f"turn {event['turn']} was played before {self.turn} was open")
                self.played = event["turn"]
        if "key" in event:
            wrong += self._command(event)
        return wrong

    def _created(self, event: dict[str, Any]) -> None:
        scenario = event["scenario"]
        self.code = event["code"]
        self.seats = tuple(state["id"] for state in scenario["states"])
        self.turns = scenario["turns"]
        self.turn_seconds = float(scenario["turn_seconds"])

    def _seated(self, event: dict[str, Any], now: float) -> list[str]:
        again = event["seat"] in self.tokens
        self.tokens[event["seat"]] = event["token_hash"]
        self.names[event["seat"]] = event["name"]
        self.covered.discard(event["seat"])
        if event["ready"]:
            self.ready.add(event["seat"])
        self._perhaps_begin(now)
        return [f"seat {event['seat']} was taken twice"] if again else []

    def _perhaps_begin(self, now: float) -> None:
        if not self.begun and len(self.tokens) == len(self.seats) == len(self.ready):
            self.begun, self.opened = True, now

    def _vacated(self, seat: str) -> None:
        del self.tokens[seat]
        self.ready.discard(seat)
        if self.begun:
            self.covered.add(seat)

    def _covered(self, event: dict[str, Any]) -> list[str]:
        again = event["seat"] in self.covered
        self.covered.add(event["seat"])
        return [f"seat {event['seat']} was covered twice"] if again else []

    def _closed(self, event: dict[str, Any], now: float) -> list[str]:
        wrong = []
        if not self.running or event["turn"] != self.turn:
            wrong.append(f"turn {event['turn']} was closed while {self.turn} was open")
        self.closings[event["reason"]] = self.closings.get(event["reason"], 0) + 1
        self.turn = event["turn"] + 1
        self.opened = now
        self.sealed.clear()
        return wrong

    def _command(self, event: dict[str, Any]) -> list[str]:
        """A command under its key, which no other record may carry."""
        command = (event.get("by") or event.get("seat") or event["speaker"], event["key"])
        again = command in self.done or command in self.refused
        kind = self.refused if event["type"] == REFUSED else self.done
        kind[command] = event
        return [f"command {command} was answered twice"] if again else []


def plain(value: object) -> Any:
    """A value as it stands in a record."""
    return msgspec.json.decode(msgspec.json.encode(value))
