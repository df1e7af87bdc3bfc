"""The process: what it tells its supervisor, and how many files it may open."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dilemma_server.process import READY, allow_open_files, tell_supervisor
from support.command import COMMAND, SECONDS

if sys.platform == "win32":
    pytest.skip("there is no such supervisor on Windows", allow_module_level=True)


def supervisor(path: str) -> socket.socket:
    """A supervisor's ear, as systemd has one."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listening.settimeout(SECONDS)
    listening.bind(path)
    return listening


def test_a_server_says_when_it_serves_and_when_it_stops(tmp_path: Path) -> None:
    """The order of things in a real process: it can be connected to before it says so."""
    path = str(tmp_path / "notify")
    with (
        supervisor(path) as listening,
        subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--database", str(tmp_path / "m.sqlite3")],
            env={**os.environ, "NOTIFY_SOCKET": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process,
    ):
        assert listening.recv(64) == b"READY=1"
        assert process.stdout is not None
        assert process.stdout.readline().startswith("listening at ws://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        assert listening.recv(64) == b"STOPPING=1"
        assert process.wait(SECONDS) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has addresses without a file")
def test_an_address_without_a_file_is_understood() -> None:
    name = f"dilemma-test-{os.getpid()}"
    with supervisor(f"\0{name}") as listening:
        tell_supervisor(READY, {"NOTIFY_SOCKET": f"@{name}"})
        assert listening.recv(64) == b"READY=1"


@pytest.mark.parametrize("address", ["", "relative", "/nowhere/at/all"])
def test_a_supervisor_that_does_not_listen_is_no_reason_to_fail(address: str) -> None:
    tell_supervisor(READY, {"NOTIFY_SOCKET": address})


LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (128, 512))
from dilemma_server.process import allow_open_files
print(allow_open_files(256), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
print(allow_open_files(9999), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def test_as_many_files_are_allowed_as_the_system_lets_us() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED], capture_output=True, text=True, timeout=SECONDS, check=True
    )
    assert ran.stdout.split() == ["256", "256", "512", "512"]
    assert allow_open_files(1) == 1


COLLECTING = """
import asyncio, gc
from dilemma_server.process import SPARE, collect_between_turns

looks, slept, kept = [], 0, []

def count(phase, how):
    if phase == "start":
        looks.append(how["generation"])

async def sleep(seconds):
    global slept
    slept += 1
    match slept:
        case 1:
            print(not gc.isenabled(), gc.get_freeze_count() > 1000)
            gc.callbacks.append(count)
            for _ in range(2 * SPARE):
                [].append([])
        case 2:
            print(looks == [], "what was let go is no more")
            for _ in range(SPARE + 1000):
                circle = []
                circle.append(circle)
        case 3:
            print(looks == [2], "circles are looked for")
            print(gc.get_count()[0] < 1000, "and found")
            kept.extend([] for _ in range(3 * SPARE))
        case 4:
            print(looks == [2, 2], "what stays is looked through once")
        case 9:
            print(looks == [2, 2], "and not again")
            raise asyncio.CancelledError

try:
    asyncio.run(collect_between_turns(sleep))
except asyncio.CancelledError:
    print(gc.isenabled(), gc.get_freeze_count() == 0)
"""


def test_a_server_does_not_stand_still_to_look_for_cycles() -> None:
    """What was there before it serves is never looked at again; the rest when there is more."""
    said = subprocess.run(
        [sys.executable, "-c", COLLECTING], capture_output=True, text=True, check=True
    )
    lines = said.stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["True"] * 7, said.stdout
