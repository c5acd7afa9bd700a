"""
Had the database been lost right after an act: no page that was kept before tells what is not public since.

The councils and the acts are those of test_leaks. What would be served is asked of what serves it, page by page.
"""

import random
from collections import Counter
from itertools import count

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from minutes.standby.changes import Changes
from minutes.standby.known import shelf
from minutes.standby.middleware import StandbyMiddleware
from minutes.views.asking import reading
from tests.leaks.acts import CHANGES
from tests.leaks.clock import clock
from tests.leaks.council import PLANS
from tests.leaks.needles import Needles
from tests.leaks.stranger import Answer
from tests.leaks.test_leaks import MANY, numbers
from tests.leaks.trial import Quick, Trial, _place_of_its_own

pytestmark = pytest.mark.django_db

PAGES = 20
SITE = "http://testserver"
AGES = 10**9  # minutes: the clock of the trial is far ahead


class Lost(Trial):
    """A trial that reads pages before each act, and asks for them after it as if the database were lost."""

    served: Counter

    def do(self, name, number):
        seen = self._seen()
        drawn = [place.address for place in self._drawn(seen, papers=False)]
        for address in [*self._some(drawn, PAGES), "/", "/committees/", "/feeds/all.atom"]:
            self.stranger.ask(address)
        super().do(name, number)

    def look(self, after):
        self.story.append(after)
        for each in connection.execute_wrappers:
            if isinstance(each, Changes):
                each.end()
        needles, problems = Needles(self._seen()), []
        for address in [address.removeprefix(SITE) for address in shelf().addresses()]:
            page = StandbyMiddleware(None).kept_page(reading(address, SITE))
            self.served[page is not None] += 1
            if page is not None:
                answer = Answer(address, page.status_code, dict(page.headers), page.content)
                problems += needles.of_answer(answer)
        self._tell(problems)


def lost(plan, acts, seed, served):
    with _place_of_its_own(wall=True), clock() as time, override_settings(STANDBY_MINUTES=AGES):
        trial = Lost(time, random.Random(seed), Quick._replace(addresses=PAGES))
        trial.served = served
        trial.enter(plan)
        for act in acts:
            trial.do(*act)


def test_no_kept_page_tells_what_is_not_public_any_more(tmp_path):
    served, number = Counter(), count()

    @settings(
        max_examples=MANY or 4,
        deadline=None,
        derandomize=not MANY,
        phases=list(Phase) if MANY else [Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(
        plan=PLANS,
        acts=st.lists(st.tuples(st.sampled_from(CHANGES), numbers), min_size=1, max_size=3),
        seed=st.integers(0, 2**32),
    )
    def look(plan, acts, seed):
        with override_settings(STANDBY_ROOT=tmp_path / f"{next(number)}"):  # the mark is taken back with the council
            lost(plan, acts, seed, served)

    look()
    print(served)
    assert served[True] > 5  # some acts take nothing away
    assert served[False] > 5
