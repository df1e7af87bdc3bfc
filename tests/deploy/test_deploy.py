"""What is shipped to run a server with: every command and path in it is there and does its work.

No container is built here, and no unit started: their parts are read, and run as they stand there.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from architecture.tree import HOUSE
from dilemma_server.settings import choose
from support.command import COMMAND, SECONDS, dilemma
from support.served import free_port

DEPLOY = HOUSE / "deploy"
PROGRAM = "/usr/local/lib/security-dilemma/bin/dilemma"
STATE = "/var/lib/security-dilemma"


def unit() -> dict[str, str]:
    """The last value of every key of the unit."""
    lines = (DEPLOY / "dilemma.service").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return dict(pairs)


def container() -> list[tuple[str, str]]:
    """The instructions of the container file, each on one line."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def said(word: str) -> list[str]:
    """What all instructions of a kind say."""
    return [rest for instruction, rest in container() if instruction == word]


def surroundings() -> dict[str, str]:
    """The environment that the container sets."""
    return dict(pair.split("=", 1) for pair in shlex.split(said("ENV")[0]))


def test_the_unit_starts_the_command_with_settings_it_takes() -> None:
    program, *words = shlex.split(unit()["ExecStart"])
    assert program == PROGRAM
    assert words[-2:] == ["--config", "/etc/security-dilemma/server.toml"]
    answer = dilemma(*words[:-1], str(DEPLOY / "server.toml"), "--print-config")
    assert (answer.status, answer.complaint) == (0, "")
    printed = tomllib.loads(answer.out)
    given = tomllib.loads((DEPLOY / "server.toml").read_text(encoding="utf-8"))
    assert {name: printed[name] for name in given} == given


def test_the_unit_lets_the_server_write_where_its_database_is_and_as_much_as_it_needs() -> None:
    given = tomllib.loads((DEPLOY / "server.toml").read_text(encoding="utf-8"))
    assert given["database"] == f"/var/lib/{unit()['StateDirectory']}/matches.sqlite3"
    settings = choose(Path("x"), DEPLOY / "server.toml", {}, {}).settings
    assert int(unit()["LimitNOFILE"]) > settings.connections + settings.handshakes + 64
    assert unit()["ExecReload"] == "/bin/kill -HUP $MAINPID"
    assert (unit()["Type"], unit()["Restart"]) == ("notify", "always")
    assert unit()["ProtectSystem"] == "strict"
    assert unit()["NoNewPrivileges"] == "yes"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
@pytest.mark.parametrize(("more", "sound"), [("", True), ("Restrat=always\n", False)])
def test_systemd_understands_the_unit(tmp_path: Path, more: str, sound: bool) -> None:
    program = tmp_path / "dilemma"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    text = (DEPLOY / "dilemma.service").read_text(encoding="utf-8").replace(PROGRAM, str(program))
    file = tmp_path / "dilemma.service"
    file.write_text(text.replace("[Install]\n", f"{more}[Install]\n"))
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    about = [line for line in ran.stderr.splitlines() if "dilemma" in line]
    assert (about == []) is sound, about


def test_the_container_copies_what_is_there_and_all_that_is_installed() -> None:
    sources: set[str] = set()
    for rest in said("COPY"):
        *copied, there = rest.split()
        if not rest.startswith("--from"):
            assert there in ("./", *copied), rest
            sources |= set(copied)
    assert {source for source in sources if not (HOUSE / source).exists()} == set()
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert {package.partition("/")[0] for package in packages} <= sources
    assert {project["project"]["readme"], *project["project"]["license-files"]} <= sources
    locked = (HOUSE / "constraints.txt").read_text(encoding="utf-8")
    for build in project["build-system"]["requires"]:
        assert re.search(rf"^{re.split('[<>=]', build)[0]}==", locked, re.MULTILINE)


def test_the_container_runs_as_nobody_in_particular_and_keeps_one_folder() -> None:
    (user,) = said("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert f"--uid {user.partition(':')[0]} " in said("RUN")[-1]
    assert said("VOLUME") == [STATE]
    assert f"--mode=0700 {STATE}" in said("RUN")[-1]
    assert json.loads(said("ENTRYPOINT")[0]) == [PROGRAM, "serve"]
    settings = choose(Path("x"), None, surroundings(), {}).settings
    assert str(settings.database.parent) == STATE
    assert said("EXPOSE") == [str(settings.port)]


def test_what_the_container_runs_serves_and_is_healthy(tmp_path: Path) -> None:
    """The same words and variables, with ports and a folder of our own."""
    _, *words = json.loads(said("ENTRYPOINT")[0])
    environment = surroundings()
    monitor = str(free_port())
    check = json.loads(said("HEALTHCHECK")[0].removeprefix("CMD "))
    code = check[2].replace(environment["DILEMMA_METRICS_PORT"], monitor)
    assert code != check[2]
    environment["DILEMMA_METRICS_PORT"] = monitor
    environment["DILEMMA_DATABASE"] = str(tmp_path / "matches.sqlite3")
    environment["DILEMMA_PORT"] = "0"
    healthy = [sys.executable, *check[1:2], code]
    assert subprocess.run(healthy, capture_output=True, timeout=SECONDS, check=False).returncode
    with subprocess.Popen(
        [*COMMAND, *words],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("listening at ws://0.0.0.0:")
        try:
            subprocess.run(healthy, capture_output=True, timeout=SECONDS, check=True)
        finally:
            process.terminate()
        assert process.wait(SECONDS) == 0
