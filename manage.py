#!/usr/bin/env python3
"""Minutebook's commands. What is wrong with the machine or a setting is said in one sentence."""

import os
import signal
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from minutes.database.errors import SetupError, explain
from minutes.gauges.marks import note_success


def main() -> None:
    """Run the command that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # under nohup a hang-up is ignored
            signal.signal(number, _end)
    try:
        execute_from_command_line(sys.argv)
        note_success(sys.argv[1] if len(sys.argv) > 1 else "")
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except (SetupError, ImproperlyConfigured, OperationalError, OSError) as error:
        sentence = explain(error, data_folder())
        if sentence is None:
            raise
        sys.exit(sentence)


def data_folder() -> Path:
    """Where the data lie, as the settings have it; or what is above it, before the first start."""
    folder = Path(os.environ.get("MINUTEBOOK_DATA", Path(__file__).parent / "var")).resolve()
    return folder if folder.exists() else folder.parent


def _end(number: int, frame: object) -> None:
    """Leave through Python's own exit, so that the embedded database is stopped."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
