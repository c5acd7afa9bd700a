"""What a PostgreSQL data folder says about its server: the file that a server keeps there while it runs."""

import socket
from pathlib import Path

PORT = "5432"  # only part of the socket's name: no port is opened
NO_PROCESS = 2**22 + 1  # above the highest number that Linux gives


class State:
    """The state file of a data folder: number of the process, folder of the socket, shared memory."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.file = data / "postmaster.pid"

    def lines(self) -> list[str]:
        """The file's lines; none without a server."""
        return self.file.read_text().splitlines() if self.file.exists() else []

    def socket_folder(self) -> Path:
        """Where the server listens, which the fifth line says."""
        lines = self.lines()
        return self.data / (lines[4] if len(lines) > 4 else ".")

    def answers(self) -> bool:
        """Whether somebody listens at the socket; a killed server leaves the socket's file behind."""
        if not self.file.exists():
            return False
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(f"{self.socket_folder()}/.s.PGSQL.{PORT}") == 0

    def process_lives(self) -> bool:
        """Whether the server's process does: neither gone, nor dead and not yet collected, nor another program's."""
        try:
            stat = Path(f"/proc/{self.lines()[0]}/stat").read_text()
        except (IndexError, FileNotFoundError, ProcessLookupError):
            return False
        return "(postgres)" in stat and "(postgres) Z" not in stat

    def disown_dead_server(self) -> None:
        """Let PostgreSQL see that the server which left this file is dead.

        It takes any process that has got the number since for that server, and refuses to start. The file's other
        lines stay: by them it makes sure that no child of the dead one still writes.
        """
        if not self.file.exists() or self.process_lives():
            return
        for left in self.data.glob(".s.PGSQL.*"):
            left.unlink()
        lines = self.lines()
        if lines:
            self.file.write_text("\n".join([str(NO_PROCESS), *lines[1:], ""]))
        else:
            self.file.unlink()  # cut short by a power cut or a full disk
