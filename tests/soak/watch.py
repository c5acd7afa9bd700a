"""The memory of each worker, once a second."""

import threading
import time
from typing import NamedTuple

import psutil


class Sample(NamedTuple):
    """Resident memory at one moment, in bytes, by the worker's process id."""

    at: float
    memory: dict[str, int]


class Watch(threading.Thread):
    """Looks at the children of the web server until it is told to stop."""

    def __init__(self, web: int, every: float = 1.0):
        super().__init__(daemon=True)
        self.web, self.every = psutil.Process(web), every
        self.samples: list[Sample] = []
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.wait(self.every):
            memory = {}
            for worker in self.web.children():
                try:
                    memory[f"worker {worker.pid}"] = worker.memory_info().rss
                except psutil.NoSuchProcess:
                    continue  # that it is missing is seen
            self.samples.append(Sample(time.time(), memory))
