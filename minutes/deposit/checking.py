"""Whether a deposit is whole: by the Library of Congress's program, as whoever receives it does."""

from pathlib import Path

import bagit

from minutes.deposit.errors import DepositError

NAMED = 10


def check(folder: Path) -> int:
    """
    Compare every file with its checksum; how many there are.

    Raises DepositError with the first that are missing, changed or not listed, or for a folder that is no bag.
    """
    try:
        bag = bagit.Bag(str(folder))
        bag.validate()
    except bagit.BagValidationError as error:
        faults = [str(detail) for detail in error.details[:NAMED]] or [str(error)]
        raise DepositError(f"{folder} is not what was written: {'; '.join(faults)}.") from error
    except bagit.BagError as error:
        raise DepositError(f"{folder} cannot be read as a bag: {error}.") from error
    return len(bag.payload_entries())
