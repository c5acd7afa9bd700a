"""Letting people at the site for a while."""

import argparse
import re
import time
from typing import NamedTuple

from tests.soak.council import Council
from tests.soak.people import Done, people
from tests.soak.site import SoakSite
from tests.soak.watch import Sample, Watch
from tests.torture.clerk import Visitor

ANSWERS = re.compile(rb"^minutebook_requests_total\{.*\} (\S+)$", re.MULTILINE)


class Seen(NamedTuple):
    """What was done after it was warm, the memory meanwhile, and how many requests the site itself has counted."""

    done: list[Done]
    samples: list[Sample]
    counted: float


def visit(site: SoakSite, council: Council, options: argparse.Namespace, *, warm: float) -> Seen:
    """Everybody does what they do for `options.seconds`, of which the first `warm` do not count."""
    threads = people(site.root, council, options.pause, options.seed)
    watch = Watch(site.web.pid)
    for thread in threads:
        thread.start()
    time.sleep(warm)
    begin = time.time()
    watch.start()
    time.sleep(options.seconds - warm)
    watch.is_over.set()
    for thread in threads:
        thread.is_over.set()
    for thread in threads:
        thread.join(timeout=300)
    done = [one for thread in threads for one in thread.done if one.at >= begin or one.problem]
    done += [Done("hangs", time.time(), 0.0, f"{thread}") for thread in threads if thread.is_alive()]
    _, text = Visitor(site.root).get("/metrics")
    return Seen(done, watch.samples, sum(float(number) for number in ANSWERS.findall(text)))
