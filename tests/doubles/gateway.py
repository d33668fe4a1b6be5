"""An outgoing proxy, as some networks have one: it alone knows where a host is, and wants to know who asks.

Requests are passed on to a port of this machine. Tunnels (CONNECT) are noted and refused: what goes through
one is for its other end alone.
"""

import base64
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

USER, PASSWORD = "hotline", "proxy-canary"
_KEY = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
_BETWEEN = {"connection", "keep-alive", "proxy-authorization", "proxy-connection", "transfer-encoding"}


@dataclass
class Gateway:
    """A proxy in front of `port`. `asked`: what was asked for; `refused`: how often by a wrong password."""

    port: int
    asked: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0

    def __enter__(self) -> Self:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                gateway._pass_on(self)

            do_GET = do_POST

            def do_CONNECT(self) -> None:
                gateway._refuse_tunnel(self)

            def log_message(self, format: str, *values: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, password: str = PASSWORD) -> str:
        """Give the address with the password, as it stands in HTTPS_PROXY."""
        return f"http://{USER}:{password}@127.0.0.1:{self._server.server_address[1]}"

    def _is_known(self, asking: BaseHTTPRequestHandler, host: str) -> bool:
        self.asked.append((asking.command, host))
        if asking.headers.get("Proxy-Authorization") == _KEY:
            return True
        self.refused += 1
        _answer(asking, 407, b"")
        return False

    def _refuse_tunnel(self, asking: BaseHTTPRequestHandler) -> None:
        if self._is_known(asking, asking.path):
            _answer(asking, 502, b"")

    def _pass_on(self, asking: BaseHTTPRequestHandler) -> None:
        target = urlsplit(asking.path)
        body = asking.rfile.read(int(asking.headers.get("Content-Length", 0)))
        if not self._is_known(asking, target.netloc):
            return
        beyond = HTTPConnection("127.0.0.1", self.port, timeout=30)
        kept = {name: value for name, value in asking.headers.items() if name.lower() not in _BETWEEN}
        beyond.request(asking.command, target.path, body, kept)
        answer = beyond.getresponse()
        _answer(asking, answer.status, answer.read(), answer.headers.get("Content-Type", "text/plain"))
        beyond.close()


def _answer(asking: BaseHTTPRequestHandler, status: int, body: bytes, kind: str = "text/plain") -> None:
    asking.send_response(status)
    asking.send_header("Content-Type", kind)
    asking.send_header("Content-Length", str(len(body)))
    asking.send_header("Connection", "close")
    asking.end_headers()
    asking.wfile.write(body)
    asking.close_connection = True
