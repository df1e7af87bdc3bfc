"""Settings: how one server is run, decided once at its start.

One type says it all: what a setting is for, what it may be and what it is when nobody says, to
whoever reads a file, the environment or the command line, and to the operator's page.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec
from msgspec import Meta, Struct

from dilemma.scenario import LONGEST_TURN, SHORTEST_TURN
from dilemma.scenario.allowed import written

"""Seconds a turn may be given, as in a scenario."""

MANY = 1_000_000
"""More connections than one process could ever hold."""


class SettingsError(ValueError):
    """Settings no server can run with; one line: which, what, and what would be right."""


def says(purpose: str, allowed: str) -> Meta:
    """What a setting is for, and what it may be, both as an operator reads it."""
    return Meta(description=purpose, extra={"allowed": allowed})


def _from_to(lowest: int, highest: int, words: str = "a whole number") -> str:
    return f"{words} from {lowest} to {highest}"


Port = Annotated[int, Meta(ge=0, le=65_535)]
Cap = Annotated[int, Meta(ge=1, le=MANY)]
Host = Annotated[str, Meta(pattern=r"\A\S+\Z")]
Origin = Annotated[str, Meta(pattern=r"\Ahttps?://[^/\s,]+\Z")]

CAP = _from_to(1, MANY)
FILE = "the path of a file"


class Settings(Struct, frozen=True):
    """How one server is run; raises SettingsError for what cannot be."""

    database: Annotated[
        Path,
        says("Where matches are kept; made, with its folder, when missing.", FILE),
    ]
    host: Annotated[
        Host,
        says(
            "Where to listen; `0.0.0.0` serves the network, `127.0.0.1` this machine only.",
            "an address or a name of this machine",
        ),
    ] = "127.0.0.1"
    port: Annotated[
        Port, says("The port to listen at; 0 takes any free one.", _from_to(0, 65_535))
    ] = 0
    scenarios: Annotated[
        Path | None,
        says("Scenario files besides those that are shipped.", "the path of a folder"),
    ] = None
    turn_seconds: Annotated[
        Annotated[int, Meta(ge=SHORTEST_TURN, le=LONGEST_TURN)] | None,
        says(
            "Seconds a turn, instead of the scenario's own, unless who opens a match says others.",
            _from_to(SHORTEST_TURN, LONGEST_TURN),
        ),
    ] = None
    node: Annotated[
        Annotated[str, Meta(pattern=r"\A[A-Za-z0-9-]{1,64}\Z")],
        says(
            "Names this server among those that share its database; no two may have one name.",
            "up to 64 letters, digits and hyphens",
        ),
    ] = "server"
    connections: Annotated[Cap, says("Clients that are served at once.", CAP)] = 4096
    address_connections: Annotated[
        Cap, says("Clients that are served at once from one address.", CAP)
    ] = 1024
    handshakes: Annotated[
        Cap,
        says("Connections that may be opening at once; beyond it the oldest is cut.", CAP),
    ] = 2048
    new_matches: Annotated[Cap, says("Matches that may be opened in a minute.", CAP)] = 120
    origins: Annotated[
        tuple[Origin, ...],
        says(
            "Web pages that may connect, besides those of this machine.",
            "a list of origins such as https://example.org",
        ),
    ] = ()
    trusted_proxies: Annotated[
        tuple[str, ...],
        says(
            "Reverse proxies that are believed when they say for whom they ask.",
            "a list of addresses or networks such as 127.0.0.1 or 10.0.0.0/8",
        ),
    ] = ()
    tls_cert: Annotated[
        Path | None,
        says("The certificate to serve TLS with, and those that it rests on.", FILE),
    ] = None
    tls_key: Annotated[Path | None, says("The private key of the certificate.", FILE)] = None
    metrics_port: Annotated[
        Port | None,
        says(
            "A port of its own for `/metrics` and `/healthz`; without it there are no metrics.",
            _from_to(0, 65_535),
        ),
    ] = None
    metrics_host: Annotated[
        Host,
        says(
            "The address of that port; nobody who plays should reach it.",
            "an address or a name of this machine",
        ),
    ] = "127.0.0.1"
    log_format: Annotated[
        Literal["text", "json"], says("How a line of the log is written.", "text or json")
    ] = "text"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        says("What is too unimportant for the log.", "debug, info, warning or error"),
    ] = "info"

    def __post_init__(self) -> None:
        for name in NAMES:
            value = getattr(self, name)
            try:
                proper(name, value)
            except SettingsError as error:
                raise SettingsError(f"{name}: {error}") from None
        half = half_of_tls(self.tls_cert, self.tls_key)
        if half is not None:
            raise SettingsError(f"{half}: is set alone; TLS needs tls_cert and tls_key")


TYPES: dict[str, Any] = get_type_hints(Settings, include_extras=True)
NAMES: tuple[str, ...] = Settings.__struct_fields__
"""Every setting, in the order in which they are shown."""


def purpose(name: str) -> str:
    """What a setting is for."""
    return str(TYPES[name].__metadata__[-1].description)


def allowed(name: str) -> str:
    """What a setting may be."""
    return str(TYPES[name].__metadata__[-1].extra["allowed"])


def default(name: str) -> Any:
    """What a setting is when nobody says; raises KeyError where there is no such value."""
    defaults = dict(zip(reversed(NAMES), reversed(Settings.__struct_defaults__), strict=False))
    return defaults[name]


def proper(name: str, value: object, text: bool = False) -> Any:
    """A setting's value in its own type, from `text` or as it stands; raises SettingsError."""
    shown = f"'{value[:50]}'" if isinstance(value, str) else written(value)[:50]
    wrong = SettingsError(f"{shown} is not allowed; use {allowed(name)}")
    if isinstance(value, bool):
        raise wrong
    try:
        made = msgspec.convert(value, TYPES[name], strict=not text, dec_hook=_made)
        if name == "trusted_proxies":
            for network in made:
                ipaddress.ip_network(network)
    except (msgspec.ValidationError, ValueError):
        raise wrong from None
    if made is None and value is not None:
        # msgspec reads "null" as nothing; here an empty text unsets a setting, and nothing else.
        raise wrong
    return made


def half_of_tls(certificate: object, key: object) -> str | None:
    """The one of the two settings that is there without the other, if so it is."""
    if (certificate is None) == (key is None):
        return None
    return "tls_cert" if key is None else "tls_key"


def _made(kind: type, value: object) -> object:
    """What msgspec does not make itself: paths."""
    if kind is Path and isinstance(value, str | Path) and str(value) and "\0" not in str(value):
        return Path(value)
    raise ValueError
