"""A mail server on this machine that keeps the letters it takes, and can refuse them."""

import asyncio
import ssl
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


@dataclass
class Mailbox:
    """Serves on 127.0.0.1 while it is entered. `letters` are those that were taken, `refusing` says no.

    With `certificate` it offers STARTTLS, or, if it is `wrapped`, speaks TLS from the start. `answers` are
    what it says to "MAIL", "RCPT" or "DATA" instead of taking it. If it is `strict`, it wants STARTTLS
    before anything else.
    """

    certificate: ssl.SSLContext | None = None
    wrapped: bool = False
    user: str = ""
    password: str = ""
    strict: bool = False
    refusing: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    tries: int = 0
    signed_in: list[bool] = field(default_factory=list)
    port: int = 0
    arrived: threading.Condition = field(default_factory=threading.Condition)
    _sessions: list[SMTP] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mailbox")
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(50)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *error: object) -> None:
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result(50)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """What HOTLINE_SMTP_URL is to be."""
        who = f"{self.user}:{self.password}@" if self.user else ""
        return f"smtp://{who}127.0.0.1:{self.port}"

    def wait(self, letters: int, limit: float = 30.0) -> bool:
        """Block until so many letters have come, or `limit` seconds have passed."""
        with self.arrived:
            return self.arrived.wait_for(lambda: len(self.letters) >= letters, limit)

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take who writes, or answer what was told."""
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take to whom it goes, or answer what was told."""
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a letter, or refuse it for now."""
        self.tries += 1
        if self.refusing:
            return self.answers.get("DATA", "451 Try again later")
        with self.arrived:
            self.letters.append(message_from_bytes(envelope.content, EmailMessage, policy=policy.default))
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
            self.arrived.notify_all()
        return "250 OK"

    async def _open(self) -> asyncio.Server:
        tls = self.certificate if self.wrapped else None
        return await self._loop.create_server(self._session, "127.0.0.1", 0, ssl=tls)

    async def _shut(self) -> None:
        self._server.close()
        for session in self._sessions:
            if session.transport is not None:
                session.transport.close()
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.gather(*rest, return_exceptions=True)
        for _ in range(10):  # a transport closes its socket in a later turn of the loop
            await asyncio.sleep(0)

    def _session(self) -> SMTP:
        more: dict[str, Any] = {}
        if self.certificate is not None and not self.wrapped:
            more |= {"tls_context": self.certificate, "require_starttls": self.strict}
        if self.user:
            more |= {"authenticator": self._knows, "auth_require_tls": False}
        session = SMTP(self, hostname="localhost", loop=self._loop, **more)
        self._sessions.append(session)
        return session

    def _knows(self, server: Any, session: Any, envelope: Any, mechanism: str, told: Any) -> AuthResult:
        same = isinstance(told, LoginPassword) and (told.login, told.password) == (
            self.user.encode(),
            self.password.encode(),
        )
        self.signed_in.append(same)
        return AuthResult(success=same, handled=same)
