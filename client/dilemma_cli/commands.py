"""The commands: everything that can be asked for with words and options, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from dilemma_cli import serve_flags as flags
from dilemma_cli.complaints import BadInput, usage_complaint
from dilemma_cli.shelves import keeping, shelf


def _named(option: str) -> Callable[[str], Path]:
    """Reads the path that follows an option; raises BadInput for one without a name.

    Python takes no name for the folder one is in, where nobody has asked for anything.
    """

    def path(text: str) -> Path:
        if not text.strip():
            raise BadInput(f"{option}: '{text}' names nothing; name a place to write to")
        return Path(text)

    return path


app = typer.Typer(
    name="dilemma",
    help="Security Dilemma: a game about fear between states that want peace.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(shelf)
app.add_typer(keeping)

Scenario = Annotated[
    str,
    typer.Option("--scenario", metavar="NAME|FILE", help="A shipped scenario, or a TOML file."),
]
Bots = Annotated[
    str,
    typer.Option("--bots", metavar="A,B,...", help="One bot a seat, in the scenario's order."),
]
Seed = Annotated[
    str | None,
    typer.Option("--seed", metavar="N", help="A whole number: the same one, the same match."),
]
UntilStdinCloses = Annotated[
    bool,
    typer.Option(
        "--until-stdin-closes",
        help="End when standard input does, so that nothing outlives who started it.",
    ),
]


@app.callback(invoke_without_command=True)
def dilemma(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """Security Dilemma: a game about fear between states that want peace."""
    if version:
        from dilemma_cli.about import about

        print(about())
    elif context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def play(
    scenario: Annotated[
        str | None,
        typer.Option(metavar="NAME|FILE", help="A shipped scenario, or a TOML file."),
    ] = None,
    seat: Annotated[
        str | None, typer.Option(metavar="STATE", help="Your state; the first one if left out.")
    ] = None,
    bots: Annotated[
        str | None,
        typer.Option(metavar="A,B,...", help="One bot for each other state, in their order."),
    ] = None,
    turn_seconds: Annotated[
        str | None,
        typer.Option(metavar="N", help="Seconds a turn, instead of the scenario's own."),
    ] = None,
    autopilot: Annotated[
        bool, typer.Option("--autopilot", help="Let an autopilot play, without a window.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            parser=_named("--out"),
            help="Where an autopilot keeps pictures and record.",
        ),
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Open the match there instead, for others to join by its code.",
        ),
    ] = None,
    join: Annotated[
        str | None,
        typer.Option(metavar="CODE|LINK", help="Sit down in a match that is there already."),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="How the others will read you.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="The language of the window; the system's if left out."),
    ] = None,
) -> int:
    """Play against bots; with a scenario, a seat or bots named, at once."""
    from dilemma_cli.playing import play as play_match
    from dilemma_cli.wishes import Wishes

    wishes = Wishes(
        scenario, seat, bots, turn_seconds, autopilot, out, server, join, name, language
    )
    return play_match(wishes)


@app.command()
def serve(
    host: flags.Host = None,
    port: flags.Port = None,
    database: flags.Database = None,
    scenarios: flags.Scenarios = None,
    turn_seconds: flags.TurnSeconds = None,
    node: flags.Node = None,
    connections: flags.Connections = None,
    address_connections: flags.AddressConnections = None,
    handshakes: flags.Handshakes = None,
    new_matches: flags.NewMatches = None,
    origins: flags.Origins = None,
    trusted_proxies: flags.TrustedProxies = None,
    tls_cert: flags.TlsCert = None,
    tls_key: flags.TlsKey = None,
    metrics_port: flags.MetricsPort = None,
    metrics_host: flags.MetricsHost = None,
    log_format: flags.LogFormat = None,
    log_level: flags.LogLevel = None,
    config: flags.Config = None,
    print_config: flags.PrintConfig = False,
    until_stdin_closes: UntilStdinCloses = False,
) -> int:
    """Serve matches to players and bots, who join with a code."""
    said = dict(locals())
    from dilemma_cli.serving import print_settings, serve_matches

    for name in ("config", "print_config", "until_stdin_closes"):
        del said[name]
    if print_config:
        return print_settings(said, config)
    return serve_matches(said, config, until_stdin_closes)


@app.command()
def bot(
    join: Annotated[
        str, typer.Option(metavar="CODE|LINK", help="The code of the match, or a link to it.")
    ],
    bots: Annotated[
        str, typer.Option(metavar="A,B,...", help="Bots for the free seats, in their order.")
    ],
    server: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Where the server is, such as 192.168.0.5:8765, beside a code."
        ),
    ] = None,
    seed: Seed = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            parser=_named("--keep"),
            help="Keep a secret there by which the same bots can come back to their seats.",
        ),
    ] = None,
    until_stdin_closes: UntilStdinCloses = False,
) -> int:
    """Seat bots in a match on a server; they stay until it is over.

    Bots that ended before can come back: the same command with the same --keep seats them again.
    """
    from dilemma_cli.seating import seat_bots

    return seat_bots(server, join, bots, seed, keep, until_stdin_closes)


@app.command()
def match(
    scenario: Scenario,
    bots: Bots,
    seed: Seed = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead.")] = False,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", parser=_named("--record"), help="Write the match's record there."
        ),
    ] = None,
) -> int:
    """Play bots against each other through the rules alone, and say what happened."""
    from dilemma_cli.matching import play_bots

    return play_bots(scenario, bots, seed, as_json, record)


@app.command()
def replay(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A record of a match, or a match that the game kept."),
    ],
    verify: Annotated[
        bool, typer.Option("--verify", help="Only say whether it comes out the same.")
    ] = False,
    fingerprint: Annotated[
        str | None,
        typer.Option(metavar="HEX", help="The fingerprint that the match's briefing showed."),
    ] = None,
    window: Annotated[
        bool, typer.Option("--window", help="Show its debrief in a window instead.")
    ] = False,
) -> int:
    """Play a record again, and say what happened or whether it comes out the same.

    The file may also be one that the game keeps of every match that ends in its window.
    """
    from dilemma_cli.replaying import replay_record, show_replay

    if window:
        return show_replay(file, verify, fingerprint)
    return replay_record(file, verify, fingerprint)


@app.command()
def experiment(
    name: Annotated[
        str, typer.Argument(metavar="NAME|all|list", help="An experiment, all, or list.")
    ],
    matches: Annotated[
        str, typer.Option(metavar="M", help="Matches in each cell of an experiment.")
    ] = "2000",
    seed: Annotated[
        str, typer.Option(metavar="S", help="A whole number: the same one, the same findings.")
    ] = "1",
    states: Annotated[
        str,
        typer.Option(metavar="N", help="States in each world, where an experiment has a choice."),
    ] = "4",
    workers: Annotated[
        str | None,
        typer.Option(metavar="W", help="Processes; one for each core if left out."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead, or a list of them for all.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", parser=_named("--out"), help="Write NAME.csv and NAME.svg there."
        ),
    ] = None,
) -> int:
    """Test what the theory predicts on thousands of matches between bots."""
    from dilemma_cli.experimenting import Wishes, run_experiments

    return run_experiments(Wishes(name, matches, seed, states, workers, as_json, out))


def named_by(words: Sequence[str]) -> str:
    """The command that is asked for, as it stands in front of a complaint."""
    named, command = ["dilemma"], typer.main.get_command(app)
    for word in words:
        commands = getattr(command, "commands", {})
        if word not in commands:
            break
        named.append(word)
        command = commands[word]
    return " ".join(named)


def answer(words: Sequence[str]) -> object:
    """Do what is asked for; the exit status, if it says one. Raises BadInput or WentWrong."""
    try:
        return typer.main.get_command(app).main(
            list(words), prog_name="dilemma", standalone_mode=False
        )
    except typer.TyperException as error:
        raise BadInput(usage_complaint(error)) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
