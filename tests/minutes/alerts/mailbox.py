"""A real mail server on the loopback, which keeps what it takes and can be told to wait or to refuse."""

import asyncio
import email
import email.policy
import socket
import threading
from contextlib import contextmanager

from aiosmtpd.controller import Controller

FROM = "minutes@example.org"


class Mailbox:
    """The letters taken, in order. `answers` are given to addresses instead of a yes; `pause` lies before the last answer."""

    def __init__(self):
        self.letters, self.answers, self.pause = [], {}, 0.0
        self.taken = threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # aiosmtpd's name
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(
            (envelope.rcpt_tos[0], email.message_from_bytes(envelope.content, policy=email.policy.default))
        )
        self.taken.set()
        await asyncio.sleep(self.pause)
        return "250 taken"

    def to(self, address):
        return [letter for there, letter in self.letters if there == address]


@contextmanager
def mail_server():
    """The mailbox, with `url`."""
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.url = f"smtp://127.0.0.1:{port}"
    try:
        yield box
    finally:
        controller.stop()
