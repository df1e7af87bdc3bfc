"""The shelves: what the command does with scenarios, and with databases of matches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

shelf = typer.Typer(name="scenario", help="What can be played.", rich_markup_mode=None)
keeping = typer.Typer(
    name="store",
    help="Check, copy and move databases of matches, also while a server is using them.",
    rich_markup_mode=None,
)

Database = Annotated[
    Path, typer.Argument(metavar="DATABASE", help="A database of matches, as a server keeps it.")
]
NewFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A new file; one that is there is not written over.")
]


@shelf.command("list")
def list_scenarios() -> int:
    """List the shipped scenarios."""
    from dilemma_cli.shelving import list_scenarios

    return list_scenarios()


@shelf.command("show")
def show_scenario(
    scenario: Annotated[str, typer.Argument(metavar="NAME|FILE", help="The scenario to show.")],
) -> int:
    """Show what a scenario is about, its states, its map and its sources."""
    from dilemma_cli.shelving import show_scenario

    return show_scenario(scenario)


@shelf.command("check")
def check_scenario(
    scenario: Annotated[str, typer.Argument(metavar="NAME|FILE", help="The scenario to check.")],
) -> int:
    """Check that a scenario can be played, and what in it is hardly meant."""
    from dilemma_cli.shelving import check_scenario

    return check_scenario(scenario)


@keeping.command("check")
def check_store(database: Database) -> int:
    """Verify every match and the database itself; change nothing.

    The exit status is 1 when something is damaged.
    """
    from dilemma_cli.storing import check_database

    return check_database(database)


@keeping.command("backup")
def back_up_store(database: Database, file: NewFile) -> int:
    """Copy a database as it is at one moment, and check the copy.

    The copy is a database itself: name it to `dilemma serve --database` to go on from it. The exit
    status is 1 when something in it is damaged.
    """
    from dilemma_cli.storing import back_up

    return back_up(database, file)


@keeping.command("export")
def export_store(
    database: Database,
    file: NewFile,
    match: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this match; may be said again for others."),
    ] = None,
) -> int:
    """Write matches to a file that `dilemma store import` reads.

    Keep the file secret: all that is hidden in its matches is in it, and the codes by which they
    are joined. Only you can read it where it is written. The exit status is 1 when damaged matches
    were left out.
    """
    from dilemma_cli.storing import export_matches

    return export_matches(database, file, match or ())


@keeping.command("import")
def import_store(
    database: Annotated[
        Path, typer.Argument(metavar="DATABASE", help="Where to put them; made when missing.")
    ],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What `dilemma store export` wrote.")
    ],
) -> int:
    """Put exported matches into a database: all of them, or none when one is there already.

    Players come back to them with the tokens and the codes they have. A match must go on in one
    database only.
    """
    from dilemma_cli.storing import import_matches

    return import_matches(database, file)
