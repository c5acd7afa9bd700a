"""People who read while a server is killed."""

import threading
import urllib.error
import urllib.request

from tests.torture.site import wait_for

READERS = 3


class Readers:
    """They read pages over and over; `with` them. What did not come, or not whole, is in `failed`."""

    def __init__(self, root, addresses):
        self.root, self.addresses = root, addresses
        self.asked, self.failed, self.is_over = 0, [], threading.Event()
        self.threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def read_so_many_more(self, number):
        wanted = self.asked + number
        wait_for(lambda: self.asked >= wanted, "readers")

    def _read(self):
        while not self.is_over.is_set():
            for address in self.addresses:
                try:
                    with urllib.request.urlopen(self.root + address, timeout=60) as answer:
                        text = answer.read()
                    if b"Allotments" not in text or b"This page is as it was" in text:
                        self.failed.append((address, text))
                except (OSError, urllib.error.URLError) as error:
                    self.failed.append((address, error))
                self.asked += 1
