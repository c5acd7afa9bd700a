"""Names of invented hosts lead nowhere, and are not asked for outside."""

import socket

import pytest


@pytest.fixture(autouse=True)
def _invented_hosts_are_unknown(monkeypatch):
    real = socket.getaddrinfo

    def looked_up(host, *arguments, **said):
        if str(host).endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *arguments, **said)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
