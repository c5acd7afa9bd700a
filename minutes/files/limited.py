"""A program of its own that runs another one within limits: `python -I limited.py MEMORY SECONDS FILE COMMAND …`."""

import os
import resource
import sys

if __name__ == "__main__":
    memory, seconds, largest = map(int, sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(sys.argv[4], sys.argv[4:])  # noqa: S606  # the site's own command
