"""The page's server: loopback only, one secret in every address, a handful of routes.

GET /TOKEN/ is the page, GET /TOKEN/documents the list, GET /TOKEN/documents/N
one document, POST /TOKEN/documents/N its answer. Anything else is 404. Requests
must name this server as their host, so that no other site's page can reach it
through a name of its own.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

from newsclean.errors import NewscleanError
from newsclean.labelling.session import Session

__all__ = ["Server"]

_ASSETS = {
    "": ("label.html", "text/html"),
    "label.js": ("label.js", "text/javascript"),
    "label.css": ("label.css", "text/css"),
}
_DOCUMENT = re.compile(r"documents/(\d{1,7})")
_LIMIT = 64_000_000  # bytes of an answer; a document of 10 million characters fits
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class Server(ThreadingHTTPServer):
    """A server for one session. `url` is where the page is; `serve_forever` runs it.

    port: 0 for any that is free.
    """

    daemon_threads = True

    def __init__(self, session: Session, port: int = 0) -> None:
        self.session = session
        self.token = secrets.token_urlsafe(24)
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A tab that is closed while it is answered is none."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def hosts(self) -> tuple[str, str]:
        """The names by which a request may call this server."""
        return f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}"

    @property
    def url(self) -> str:
        """The address of the page, secret included."""
        return f"http://{self.hosts[0]}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        route = self._route()
        if route is None:
            return
        if route in _ASSETS:
            name, kind = _ASSETS[route]
            content = (files("newsclean.labelling") / "assets" / name).read_bytes()
            self._send(HTTPStatus.OK, content, f"{kind}; charset=utf-8")
        elif route == "documents":
            self._answer(self.server.session.documents)
        elif match := _DOCUMENT.fullmatch(route):
            self._answer(lambda: self.server.session.page(int(match[1])))
        else:
            self._fail(HTTPStatus.NOT_FOUND, "no such page")

    def do_POST(self) -> None:
        route = self._route()
        if route is None:
            return
        match = _DOCUMENT.fullmatch(route)
        length = self.headers.get("Content-Length", "")
        if match is None:
            self._fail(HTTPStatus.NOT_FOUND, "no such document")
        elif self.headers.get_content_type() != "application/json":
            self._fail(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "an answer is application/json")
        elif not length.isdecimal() or int(length) > _LIMIT:
            self._fail(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {_LIMIT} bytes")
        else:
            data = self.rfile.read(int(length))
            self._answer(lambda: self._saved(int(match[1]), data))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the terminal is the person's."""

    def _route(self) -> str | None:
        """The path behind the secret; None, and an answer, for a request that may not come."""
        start = f"/{self.server.token}/"
        if self.headers.get("Host") not in self.server.hosts or not secrets.compare_digest(
            self.path[: len(start)].encode("utf-8", "replace"), start.encode()
        ):
            self._fail(HTTPStatus.NOT_FOUND, "no such page")
            return None
        return self.path[len(start) :]

    def _saved(self, index: int, data: bytes) -> dict[str, str]:
        return {"saved": self.server.session.save(index, json.loads(data)).name}

    def _answer(self, make: Callable[[], object]) -> None:
        """What `make` returns as JSON, or why it cannot be had."""
        try:
            found = make()
        except IndexError:
            self._fail(HTTPStatus.NOT_FOUND, "no such document")
        except (NewscleanError, ValueError) as error:
            self._fail(HTTPStatus.BAD_REQUEST, str(error))
        except OSError as error:
            self._fail(HTTPStatus.INTERNAL_SERVER_ERROR, error.strerror or "cannot be read")
        else:
            self._send(HTTPStatus.OK, json.dumps(found).encode(), "application/json")

    def _fail(self, status: HTTPStatus, message: str) -> None:
        self.close_connection = True  # what is left of the request is not read
        self._send(status, json.dumps({"error": message}).encode(), "application/json")

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", _POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            *((("Connection", "close"),) if self.close_connection else ()),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
