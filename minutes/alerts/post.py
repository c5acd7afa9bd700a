"""The way to the mail server. The only importer of smtplib."""

import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, Self

WHOLE_LINES = SMTP.clone(max_line_length=998)  # an address in a header is not broken off
PATIENCE = 30  # seconds without an answer


class Refused(Exception):
    """The server will never take this letter for this address."""


class Later(Exception):
    """The server did not take it this time."""


class Doubtful(Exception):
    """The server had the whole letter and gave no answer: it may have taken it."""


class Post:
    """A connection to the mail server, made when it is needed and again when it broke. Use it with `with`."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self.server is not None:
            self.server.close()
            self.server = None

    def send(self, sender: str, address: str, last_look: Callable[[], EmailMessage | None]) -> bool:
        """
        Send a letter in two steps; whether it was sent.

        The server is asked first whether it takes a letter for the address. `last_look` gives the letter only then,
        and stores that it is on its way: what was asked before that and was not answered was not sent, for a server
        delivers nothing without the line that ends a letter. With no letter left the connection is cut instead.
        """
        try:
            server = self._connected()
            self._expect(server.mail(sender), 250, "sender")
            self._expect(server.rcpt(address), 250, "address")
            self._expect(server.docmd("DATA"), 354, "letter")
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Later(str(error)) from error
        except (Refused, Later):
            self.close()
            raise
        message = last_look()
        if message is None:
            self.close()
            return False
        return self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> bool:
        body = re.sub(rb"(?m)^\.", b"..", message.as_bytes(policy=WHOLE_LINES))
        try:
            server.send(body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            answer = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Doubtful(str(error)) from error
        try:
            self._expect(answer, 250, "letter")
        except (Refused, Later):
            self.close()
            raise
        return True

    def _expect(self, answer: tuple[int, bytes], wanted: int, what: str) -> None:
        code, said = answer
        if code == wanted or (wanted == 250 and code == 251):
            return
        words = f"{what}: {code} {said.decode(errors='replace')}"[:300]
        raise Refused(words) if 500 <= code < 600 and what != "sender" else Later(words)

    def _connected(self) -> smtplib.SMTP:
        if self.server is None:
            told = self.settings
            secure = ssl.create_default_context()
            if told["tls"] == "always":
                self.server = smtplib.SMTP_SSL(told["host"], told["port"], timeout=PATIENCE, context=secure)
            else:
                self.server = smtplib.SMTP(told["host"], told["port"], timeout=PATIENCE)
                self.server.ehlo_or_helo_if_needed()
                if told["tls"] == "start":
                    self.server.starttls(context=secure)
            if told["user"]:
                self.server.login(told["user"], told["password"])
            self.server.ehlo_or_helo_if_needed()
        return self.server
