"""Pages beside the game: GET and HEAD, a fixed table, and nothing that a page may not do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest

from dilemma_server.app import running
from dilemma_server.gateway.guarded import REQUEST_BYTES
from dilemma_server.lobby.codes import LENGTH, SYMBOLS
from dilemma_server.settings import Settings
from support.browser import ask, parsed, raw

WEB = resources.files("dilemma_server") / "web"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[str]:
    async with running(Settings(tmp_path / "matches.sqlite3")) as url:
        yield url


@pytest.mark.parametrize(
    ("path", "file", "kind"),
    [
        ("/", "join.html", "text/html; charset=utf-8"),
        ("/?from=mail", "join.html", "text/html; charset=utf-8"),
        ("/join.js", "join.js", "text/javascript; charset=utf-8"),
        ("/join.css", "join.css", "text/css; charset=utf-8"),
    ],
)
async def test_the_page_is_served_as_it_is(server: str, path: str, file: str, kind: str) -> None:
    body = (WEB / file).read_bytes()
    for method, content in (("GET", body), ("HEAD", b"")):
        answer = await ask(server, path, method)
        assert (answer.status, answer.body) == (200, content)
        assert answer.headers["content-length"] == str(len(body))
        assert answer.headers["content-type"] == kind
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] in ("no-cache", "max-age=3600")
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/../settings.py", "//etc/passwd", "/join.html", "/join.js/", "/%6aoin.js"),
        *("*", "http://[", "/metrics", "/web/join.js", "/join.js%00"),
    ],
)
async def test_what_is_not_in_the_table_is_not_there(server: str, path: str) -> None:
    assert (await ask(server, path)).status == 404


@pytest.mark.parametrize(
    "request_text",
    [
        "POST / HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "POST /healthz HTTP/1.1\r\n",
        "DELETE ",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT example.org:443 HTTP/1.1\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
        "get / HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ],
)
async def test_other_methods_are_refused_before_all_else(server: str, request_text: str) -> None:
    answer = parsed(await raw(server, request_text))
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_a_body_that_goes_on_and_on_is_passed_over(server: str) -> None:
    body = "x" * 1_000_000
    text = f"POST / HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    assert parsed(await raw(server, text)).status == 405


@pytest.mark.parametrize(
    "headers",
    [f"X: {'a' * 8000}\r\n" * 3, "X: a\r\n" * (REQUEST_BYTES // 6)],
    ids=["long", "many"],
)
async def test_headers_without_end_are_refused(server: str, headers: str) -> None:
    answer = parsed(await raw(server, f"GET / HTTP/1.1\r\n{headers}\r\n"))
    assert answer.status == 431


@pytest.mark.parametrize("text", ["\x16\x03\x01\x02\x00\x01\xfc", "hello\r\n\r\n", "\r\n" * 40])
async def test_what_is_no_request_gets_no_answer(server: str, text: str) -> None:
    assert await raw(server, f"{text}\r\n\r\n") == b""


class Reading(HTMLParser):
    """What a page refers to, and whether it carries code of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.names: set[str] = set()
        self.inline: list[str] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links |= {str(given[name]) for name in ("src", "href") if name in given}
        self.names |= {str(given["id"])} if "id" in given else set()
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style") and data.strip():
            self.inline.append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._open = ""


async def test_all_that_the_page_needs_is_served_and_allowed(server: str) -> None:
    page = Reading((WEB / "join.html").read_text(encoding="utf-8"))
    assert page.inline == []
    assert page.links == {"/join.js", "/join.css"}
    for link in page.links:
        assert (await ask(server, link)).status == 200


def test_the_script_shows_the_code_as_text_and_sends_it_nowhere() -> None:
    script = (WEB / "join.js").read_text(encoding="utf-8")
    shown = set(re.findall(r'(?:show|getElementById)\("([\w-]+)"', script))
    assert shown <= Reading((WEB / "join.html").read_text(encoding="utf-8")).names
    for word in (
        "innerHTML",
        "eval",
        "fetch",
        "XMLHttpRequest",
        "Image",
        "cookie",
        "document.write",
    ):
        assert word not in script
    (pattern,) = re.findall(r"/\^(\[.*?\]\{\d+\})\$/", script)
    assert re.fullmatch(pattern, SYMBOLS[:LENGTH])
    assert all(re.fullmatch(pattern, sign * LENGTH) for sign in SYMBOLS)
    assert not any(re.fullmatch(pattern, sign * LENGTH) for sign in "ILOU<-a ")
