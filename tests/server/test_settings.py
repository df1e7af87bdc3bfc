"""Settings: where they come from, which source counts, and what is said of a wrong one."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from dilemma_cli.commands import app
from dilemma_server.settings import (
    DEFAULT_PORT,
    NAMES,
    Chosen,
    SettingsError,
    as_toml,
    choose,
    flag,
    purpose,
    variable,
)

DATABASE = Path("kept.sqlite3").absolute()


def chosen(
    file: Path | None = None,
    environment: dict[str, str] | None = None,
    **flags: str | None,
) -> Chosen:
    return choose(DATABASE, file, environment or {}, flags)


def refused(
    file: Path | None = None,
    environment: dict[str, str] | None = None,
    **flags: str | None,
) -> str:
    with pytest.raises(SettingsError) as refusal:
        chosen(file, environment, **flags)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "server.toml"


def test_what_nobody_says_is_built_in() -> None:
    nothing = chosen()
    assert (nothing.settings.database, nothing.settings.port) == (DATABASE, DEFAULT_PORT)
    assert set(nothing.sources.values()) == {"default"}
    assert set(nothing.sources) == set(NAMES)


def test_the_file_counts_less_than_the_environment_and_that_less_than_a_flag(file: Path) -> None:
    file.write_text('port = 1\nhost = "::1"\nnode = "file"\n')
    environment = {"DILEMMA_PORT": "2", "DILEMMA_HOST": "0.0.0.0", "PORT": "9"}
    all_three = chosen(file, environment, port="3")
    settings, sources = all_three.settings, all_three.sources
    assert (settings.port, settings.host, settings.node) == (3, "0.0.0.0", "file")
    assert (sources["port"], sources["host"], sources["node"]) == (
        "--port",
        "DILEMMA_HOST",
        f"{file}: node",
    )


def test_the_environment_can_name_the_file_and_a_flag_another(file: Path, tmp_path: Path) -> None:
    file.write_text("port = 1\n")
    other = tmp_path / "other.toml"
    other.write_text("port = 2\n")
    environment = {"DILEMMA_CONFIG": str(file)}
    assert chosen(None, environment).settings.port == 1
    assert chosen(other, environment).settings.port == 2


def test_paths_in_a_file_start_at_its_folder(file: Path) -> None:
    file.write_text('database = "matches.sqlite3"\n')
    assert chosen(file).settings.database == file.parent / "matches.sqlite3"


def test_an_empty_text_unsets_what_a_lower_source_set(file: Path) -> None:
    file.write_text('turn_seconds = 60\norigins = ["https://a.example"]\n')
    settings = chosen(file, {"DILEMMA_TURN_SECONDS": ""}, origins="").settings
    assert (settings.turn_seconds, settings.origins) == (None, ())


def test_lists_are_written_with_commas_where_there_is_only_text() -> None:
    settings = chosen(None, {"DILEMMA_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8,::1"}).settings
    assert settings.trusted_proxies == ("127.0.0.1", "10.0.0.0/8", "::1")


PORTS = "use a whole number from 0 to 65535"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("port = 70000", f"port: 70000 is not allowed; {PORTS}"),
        ('port = "80"', f"port: '80' is not allowed; {PORTS}"),
        ("port = 1.5", f"port: 1.5 is not allowed; {PORTS}"),
        ("port = true", f"port: True is not allowed; {PORTS}"),
        ("prot = 1", "prot: there is no such setting; there are database, host, port, "),
        ("host = ''", "host: '' is not allowed; use an address or a name of this machine"),
        (
            "log_level = 'loud'",
            "log_level: 'loud' is not allowed; use debug, info, warning or error",
        ),
        ("[tls]\ncert = 'a'", "tls: there is no such setting; "),
        ("origins = ['example.org']", "origins: ['example.org'] is not allowed; use a list of or"),
        ("trusted_proxies = ['10.0.0.1/8']", "trusted_proxies: ['10.0.0.1/8'] is not allowed; use"),
        ("tls_cert = 'a.pem'", "tls_cert: is set alone; TLS needs tls_cert and tls_key"),
    ],
)
def test_what_a_file_says_wrongly_is_named_with_the_file(
    file: Path, content: str, line: str
) -> None:
    file.write_text(content)
    assert refused(file).startswith(f"{file}: {line}")


def test_a_file_that_is_none_is_named(file: Path) -> None:
    assert refused(file) == f"settings file {file}: cannot be read: No such file or directory"
    assert refused(file.parent) == f"settings file {file.parent}: is no file"
    os.mkfifo(file.parent / "pipe")
    assert refused(file.parent / "pipe") == f"settings file {file.parent / 'pipe'}: is no file"
    file.write_text("port = \n")
    assert refused(file) == f"settings file {file}: is no TOML: Invalid value (at line 1, column 8)"
    file.write_bytes(b"\xff\xfe")
    assert refused(file).startswith(f"settings file {file}: is no TOML: 'utf-8' codec ")
    file.write_text("#" * 100_001)
    assert refused(file) == f"settings file {file}: larger than 100000 bytes, so it is none"
    file.write_text(f"port = 0x{'f' * 5000}\n")
    assert "port: a number as long as that is not allowed; use" in refused(file)
    file.write_text(f"origins = {'[' * 30_000}\n")
    assert refused(file).startswith(f"settings file {file}: is no TOML: ")


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("DILEMMA_PORT", "tcp://10.0.0.1:8765", f"'tcp://10.0.0.1:8765' is not allowed; {PORTS}"),
        ("DILEMMA_PORT", "", f"'' is not allowed; {PORTS}"),
        ("DILEMMA_PORT", " 5", f"' 5' is not allowed; {PORTS}"),
        (
            "DILEMMA_TURN_SECONDS",
            "null",
            "'null' is not allowed; use a whole number from 5 to 8640",
        ),
        ("DILEMMA_DATABASE", "", "'' is not allowed; use the path of a file"),
        ("DILEMMA_TLS_CRET", "a", "there is no such setting; there are DILEMMA_DATABASE, "),
        ("DILEMMA_TLS_KEY", "a", "is set alone; TLS needs tls_cert and tls_key"),
    ],
)
def test_what_the_environment_says_wrongly_is_named_with_the_variable(
    name: str, value: str, line: str
) -> None:
    assert refused(None, {name: value}).startswith(f"{name}: {line}")


def test_what_a_flag_says_wrongly_is_named_with_the_flag() -> None:
    assert refused(port="x") == f"--port: 'x' is not allowed; {PORTS}"


def test_the_settings_in_force_are_printed_as_the_file_that_would_set_them(file: Path) -> None:
    odd = 'a "b"\\ \x07\n\u2603'
    said = chosen(
        None,
        {"DILEMMA_ORIGINS": "https://a.example,http://b:1"},
        turn_seconds="60",
        scenarios=odd,
        trusted_proxies="::1",
    )
    printed = as_toml(said)
    assert len(printed.splitlines()) == len(NAMES)
    assert "turn_seconds = 60  # --turn-seconds\n" in printed
    assert "# tls_key is not set  # default\n" in printed
    assert tomllib.loads(printed)["scenarios"] == str(Path(odd).absolute())
    file.write_text(printed)
    again = chosen(file)
    assert as_toml(Chosen(again.settings, said.sources)) == printed


def test_every_setting_is_a_flag_that_says_what_the_setting_says() -> None:
    command = get_command(app)
    flags = {
        parameter.name: parameter
        for parameter in command.commands["serve"].params  # type: ignore[attr-defined]  # a group
    }
    for name in NAMES:
        assert flags[name].opts == [flag(name)]
        assert flags[name].help == purpose(name).replace("`", "")
        assert variable(name) == f"DILEMMA_{flag(name)[2:].replace('-', '_').upper()}"
    rest = {"config", "print_config", "until_stdin_closes"}
    assert set(flags) - set(NAMES) == rest | ({"help"} & set(flags))
