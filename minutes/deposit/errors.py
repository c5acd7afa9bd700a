"""What can go wrong with a deposit, said in one sentence for the person at the terminal."""


class DepositError(Exception):
    """It cannot be written or read. Its text says why and what to do."""
