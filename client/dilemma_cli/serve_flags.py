"""The flags of `serve`: each setting of a server by its name, as text, read with the other sources.

What they say in help is what the settings say of themselves; a test holds them together, so that
the command need not read the server's part to say what it can do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Host = Annotated[
    str | None,
    typer.Option(
        "--host",
        metavar="ADDRESS",
        help="Where to listen; 0.0.0.0 serves the network, 127.0.0.1 this machine only.",
    ),
]
Port = Annotated[
    str | None,
    typer.Option(
        "--port",
        metavar="N",
        help="The port to listen at; 0 takes any free one.",
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="FILE",
        help="Where matches are kept; made, with its folder, when missing.",
    ),
]
Scenarios = Annotated[
    str | None,
    typer.Option(
        "--scenarios",
        metavar="FOLDER",
        help="Scenario files besides those that are shipped.",
    ),
]
TurnSeconds = Annotated[
    str | None,
    typer.Option(
        "--turn-seconds",
        metavar="N",
        help="Seconds a turn, instead of the scenario's own, unless who opens a match says others.",
    ),
]
Node = Annotated[
    str | None,
    typer.Option(
        "--node",
        metavar="NAME",
        help="Names this server among those that share its database; no two may have one name.",
    ),
]
Connections = Annotated[
    str | None,
    typer.Option(
        "--connections",
        metavar="N",
        help="Clients that are served at once.",
    ),
]
AddressConnections = Annotated[
    str | None,
    typer.Option(
        "--address-connections",
        metavar="N",
        help="Clients that are served at once from one address.",
    ),
]
NewMatches = Annotated[
    str | None,
    typer.Option(
        "--new-matches",
        metavar="N",
        help="Matches that may be opened in a minute.",
    ),
]
Handshakes = Annotated[
    str | None,
    typer.Option(
        "--handshakes",
        metavar="N",
        help="Connections that may be opening at once; beyond it the oldest is cut.",
    ),
]
Origins = Annotated[
    str | None,
    typer.Option(
        "--origins",
        metavar="URL,...",
        help="Web pages that may connect, besides those of this machine.",
    ),
]
TrustedProxies = Annotated[
    str | None,
    typer.Option(
        "--trusted-proxies",
        metavar="NETWORK,...",
        help="Reverse proxies that are believed when they say for whom they ask.",
    ),
]
TlsCert = Annotated[
    str | None,
    typer.Option(
        "--tls-cert",
        metavar="FILE",
        help="The certificate to serve TLS with, and those that it rests on.",
    ),
]
TlsKey = Annotated[
    str | None,
    typer.Option(
        "--tls-key",
        metavar="FILE",
        help="The private key of the certificate.",
    ),
]
MetricsPort = Annotated[
    str | None,
    typer.Option(
        "--metrics-port",
        metavar="N",
        help="A port of its own for /metrics and /healthz; without it there are no metrics.",
    ),
]
MetricsHost = Annotated[
    str | None,
    typer.Option(
        "--metrics-host",
        metavar="ADDRESS",
        help="The address of that port; nobody who plays should reach it.",
    ),
]
LogFormat = Annotated[
    str | None,
    typer.Option(
        "--log-format",
        metavar="text|json",
        help="How a line of the log is written.",
    ),
]
LogLevel = Annotated[
    str | None,
    typer.Option(
        "--log-level",
        metavar="LEVEL",
        help="What is too unimportant for the log.",
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings in TOML; DILEMMA_... variables and these flags stand above it.",
    ),
]
PrintConfig = Annotated[
    bool,
    typer.Option("--print-config", help="Only print the settings in force, and their sources."),
]
