"""TLS: a real certificate, a client that checks it, and one line for files that cannot be."""

from __future__ import annotations

import asyncio
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from dilemma.protocol.messages import Seated
from dilemma_client.link import AsyncLink
from dilemma_client.model import Waiting
from dilemma_server.app import running
from dilemma_server.gateway import BadCertificate, Certificate
from dilemma_server.settings import Settings
from support.authority import Authority
from support.browser import ask
from support.command import COMMAND, SECONDS, dilemma
from support.served import Served, served
from support.wire import guest, host, wire


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("class") / "authority")


@contextmanager
def served_with(folder: Path, certificate: Path, key: Path) -> Iterator[Served]:
    flags = ("--tls-cert", str(certificate), "--tls-key", str(key))
    with served(folder, *flags) as server:
        yield server


async def test_conversations_and_pages_are_under_tls(authority: Authority, tmp_path: Path) -> None:
    certificate, key = authority.sign("one")
    settings = Settings(tmp_path / "matches.sqlite3", tls_cert=certificate, tls_key=key)
    async with running(settings) as url:
        assert url.startswith("wss://127.0.0.1:")
        async with wire(url, host(), ssl=authority.trust()) as line:
            await line.hear(Seated)
        assert (await ask(url, "/healthz", tls=authority.trust())).body == b"ok\n"
        with pytest.raises(ssl.SSLCertVerificationError):
            await connect(url, proxy=None)


def bot(url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A real bot that knows no right code: how it fares."""
    return subprocess.run(
        [*COMMAND, "bot", "--server", url, "--join", "WRONGWRO", "--bots", "random"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


async def test_a_client_trusts_the_authority_it_is_told_to_and_no_other(
    authority: Authority, tmp_path: Path
) -> None:
    with served_with(tmp_path, *authority.sign("two")) as server:
        trusting = await asyncio.to_thread(
            bot, server.url, SSL_CERT_FILE=str(authority.certificate)
        )
        assert "There is no match with this code" in trusting.stderr
        async with AsyncLink(server.url, guest("WRONGWRO")) as doubting, asyncio.timeout(SECONDS):
            async for _, event in doubting:
                if isinstance(event, Waiting):
                    assert event.reason == "its certificate is not to be trusted"
                    break
            else:
                raise AssertionError("it came in on the word of nobody it trusts")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
async def test_a_renewed_certificate_is_taken_without_dropping_anybody(
    authority: Authority, tmp_path: Path
) -> None:
    certificate, key = authority.sign("before")
    with served_with(tmp_path, certificate, key) as server:
        async with wire(server.url, host(), ssl=authority.trust()) as line:
            await line.hear(Seated)
            after, after_key = authority.sign("after")
            certificate.write_bytes(after.read_bytes())
            os.kill(server.process_id, signal.SIGHUP)
            assert await subject_once(server, authority, "certificate kept") == "before"
            key.write_bytes(after_key.read_bytes())
            os.kill(server.process_id, signal.SIGHUP)
            assert await subject_once(server, authority, "certificate read again") == "after"
            await line.say(host())
            assert (await line.ended())[0] == 1008


async def subject_once(server: Served, authority: Authority, words: str) -> str:
    """Whose certificate a new connection is shown once the server has said so."""
    async with asyncio.timeout(SECONDS):
        while words not in server.complaints():
            await subject(server.url, authority)
        return await subject(server.url, authority)


async def subject(url: str, authority: Authority) -> str:
    """Whose certificate a new connection is shown."""
    async with connect(url, ssl=authority.trust(), proxy=None) as connection:
        shown = connection.transport.get_extra_info("peercert")
    ((_, name),) = shown["subject"][0]
    return str(name)


def test_files_that_cannot_be_used_are_named(authority: Authority, tmp_path: Path) -> None:
    certificate, key = authority.sign("good")
    _, other_key = authority.sign("other")
    nothing, empty = tmp_path / "nothing.pem", tmp_path / "empty.pem"
    empty.touch()
    locked = authority.locked(key)
    for pair, line in {
        (nothing, key): f"tls_cert {nothing}: cannot be read: No such file or directory",
        (certificate, nothing): f"tls_key {nothing}: cannot be read: No such file or directory",
        (tmp_path, key): f"tls_cert {tmp_path}: cannot be read: Is a directory",
        (empty, key): f"tls_cert {empty}: holds no certificate in PEM form",
        (key, certificate): f"tls_cert {key}: holds no certificate in PEM form",
        (certificate, empty): f"tls_key {empty}: holds no private key in PEM form",
        (certificate, other_key): (
            f"tls_key {other_key}: is not the key of the certificate {certificate}"
        ),
        (certificate, locked): f"tls_key {locked}: is under a password; it must be without one",
    }.items():
        with pytest.raises(BadCertificate) as refusal:
            Certificate(*pair)
        assert str(refusal.value) == line


def test_the_command_refuses_them_in_one_line(authority: Authority, tmp_path: Path) -> None:
    certificate, _ = authority.sign("alone")
    _, key = authority.sign("stranger")
    answer = dilemma(
        *("serve", "--database", str(tmp_path / "m.sqlite3"), "--port", "0"),
        *("--tls-cert", str(certificate), "--tls-key", str(key)),
    )
    assert (answer.status, answer.out) == (2, "")
    assert answer.complaint == (
        f"dilemma serve: tls_key {key}: is not the key of the certificate {certificate}\n"
    )
