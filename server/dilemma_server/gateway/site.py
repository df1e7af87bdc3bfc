"""The site: what is answered to somebody who asks for a page and not for a conversation.

A fixed table made at the start: no path is ever joined to a folder's, and what is not in the table
does not exist.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from email.utils import formatdate
from http import HTTPStatus
from importlib import resources
from urllib.parse import urlsplit

from msgspec import Struct
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

TEXT = "text/plain; charset=utf-8"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may do: show itself, with its own script and style, inside nobody else's frame."""

NOT_KEPT, ASK_AGAIN, KEPT = "no-store", "no-cache", "max-age=3600"
"""What a browser may keep: nothing, nothing without asking, or a copy for an hour."""

FILES = {
    "/": ("join.html", "text/html; charset=utf-8", ASK_AGAIN),
    "/join.css": ("join.css", "text/css; charset=utf-8", KEPT),
    "/join.js": ("join.js", "text/javascript; charset=utf-8", KEPT),
}


class Page(Struct, frozen=True):
    """One answer, whoever asks."""

    body: bytes
    kind: str = TEXT
    kept: str = NOT_KEPT
    status: HTTPStatus = HTTPStatus.OK


Making = Callable[[], Awaitable[Page]]
"""Makes a page that is never twice the same."""

NOTHING = Page(b"There is nothing here; the match server is at /.\n", status=HTTPStatus.NOT_FOUND)


def read_files() -> dict[str, Page]:
    """The pages that are shipped, by their paths."""
    folder = resources.files("dilemma_server") / "web"
    return {
        path: Page((folder / name).read_bytes(), kind, kept)
        for path, (name, kind, kept) in FILES.items()
    }


class Site:
    """Answers GET and HEAD; other methods never get so far."""

    def __init__(self, pages: Mapping[str, Page], made: Mapping[str, Making]) -> None:
        self._pages = dict(pages)
        self._made = dict(made)

    async def answer(self, request: Request) -> Response:
        """The answer to a request."""
        path = _path(request.path)
        made = self._made.get(path)
        page = self._pages.get(path, NOTHING) if made is None else await made()
        return respond(page, body=request.method != "HEAD")


def respond(page: Page, body: bool = True) -> Response:
    """A page as HTTP, with or without its body."""
    headers = Headers(
        {
            "Date": formatdate(usegmt=True),
            "Connection": "close",
            "Content-Length": str(len(page.body)),
            "Content-Type": page.kind,
            "Cache-Control": page.kept,
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
    )
    content = page.body if body else b""
    return Response(page.status.value, page.status.phrase, headers, content)


def wants_conversation(request: Request) -> bool:
    """Whether somebody asks to speak and not for a page."""
    return "Upgrade" in request.headers


def _path(target: str) -> str:
    """The path of a request's target; what is none leads nowhere."""
    try:
        return urlsplit(target).path
    except ValueError:
        return ""
