"""What can go wrong with a backup, said in one sentence for the person at the terminal."""


class BackupError(Exception):
    """It cannot be made, read or restored. Its text says why and what to do."""
