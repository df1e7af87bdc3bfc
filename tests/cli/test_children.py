"""Children: real processes that are heard, end when told to, and never outlive who started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dilemma_cli.children import ANNOUNCEMENT, Child, ChildFailed
from support.command import COMMAND, SECONDS
from support.samples import sample_seated
from support.scripted_server import ScriptedServer, Visit, scripted_server_in_thread

PARENT = """
import sys
from pathlib import Path
from dilemma_cli.children import Child
child = Child("bot", "--server", sys.argv[1], "--join", "ABCDEFGH", "--bots", "random",
              log=Path(sys.argv[2]))
child.line("random plays ", 60.0)
print("seated", flush=True)
sys.stdin.read()
"""


class Lobby:
    """A server that seats whoever comes, and knows when they have left."""

    def __init__(self) -> None:
        self.left = threading.Event()

    async def behaviour(self, visit: Visit) -> None:
        """Seat, and wait until the visitor goes."""
        await visit.hear()
        await visit.say(sample_seated())
        await visit.stay()
        self.left.set()


@pytest.fixture
def lobby() -> Lobby:
    """The lobby of the server below."""
    return Lobby()


@pytest.fixture
def server(lobby: Lobby) -> Iterator[ScriptedServer]:
    """A server with a lobby and no match."""
    with scripted_server_in_thread(lobby.behaviour) as server:
        yield server


@pytest.fixture
def child(server: ScriptedServer, tmp_path: Path) -> Iterator[Child]:
    """A bot in a process of its own, seated."""
    child = Child(*bot(server.url), log=tmp_path / "bot.log")
    try:
        assert child.line("random plays ", SECONDS) == "red"
        yield child
    finally:
        child.stop()


def bot(url: str) -> tuple[str, ...]:
    """The words that seat one bot."""
    return ("bot", "--server", url, "--join", "ABCDEFGH", "--bots", "random")


def test_a_child_ends_of_itself_when_dismissed(child: Child, lobby: Lobby) -> None:
    child.dismiss()
    assert child.wait(SECONDS) == 0
    assert lobby.left.wait(SECONDS)


def test_stopping_twice_is_stopping_once(child: Child) -> None:
    assert child.stop() == 0
    assert child.stop() == 0


def test_a_child_that_ends_at_once_leaves_its_last_words(tmp_path: Path) -> None:
    child = Child(*bot("no where"), log=tmp_path / "bot.log")
    with pytest.raises(ChildFailed) as failed:
        child.line("random plays ", SECONDS)
    assert child.stop() == 2
    assert str(failed.value) == (
        "bot: ended at once: dilemma bot: --server: 'no where' names no server;"
        " write its address, such as 192.168.0.5, localhost:8765 or wss://school.example"
    )


def test_a_silent_child_is_not_waited_for_longer_than_said(child: Child) -> None:
    with pytest.raises(ChildFailed, match=r"^bot: did not start in 0\.05 s$"):
        child.line("random plays ", 0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_child_heeds_being_told_to_end(child: Child) -> None:
    os.kill(child.process_id, signal.SIGTERM)
    assert child.wait(SECONDS) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
def test_no_child_outlives_who_started_it(
    server: ScriptedServer, lobby: Lobby, tmp_path: Path
) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-P", "-c", PARENT, server.url, str(tmp_path / "bot.log")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "seated\n"
        parent.kill()
    assert lobby.left.wait(SECONDS), "the child is still there"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles")
def test_ctrl_c_ends_a_command_quietly(server: ScriptedServer, lobby: Lobby) -> None:
    process = subprocess.Popen(
        [*COMMAND, *bot(server.url)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "random plays red\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130
        assert process.stderr.read() == ""
    assert lobby.left.wait(SECONDS)


def test_a_server_at_home_heeds_no_settings_of_a_server_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DILEMMA_HOST", "0.0.0.0")
    monkeypatch.setenv("DILEMMA_TLS_CERT", "missing.pem")
    flags = ("--port", "0", "--database", str(tmp_path / "matches.sqlite3"))
    with Child("serve", *flags, log=tmp_path / "serve.log") as server:
        assert server.line(ANNOUNCEMENT, SECONDS).startswith("ws://127.0.0.1:")
