"""
Nothing leaks: random councils over time, looked at as a stranger looks at them.

25 councils in every run of the tests, of which a part is looked at each time; `MINUTEBOOK_LEAKS=500` (`make leaks`) asks
for more of them, and looks at addresses of as many kinds as it can, of a few at everything. docs/leaks.md tells how.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.leaks.acts import CHANGES, QUIET
from tests.leaks.council import PLANS
from tests.leaks.trial import OfEachKind, Printed, Quick, Thorough, run

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("MINUTEBOOK_LEAKS", "0"))
numbers = st.integers(0, 29)


def test_no_council_tells_a_stranger_what_is_not_public():
    asked = []

    @settings(
        max_examples=MANY or 25,
        deadline=None,
        derandomize=not MANY,
        phases=list(Phase) if MANY else [Phase.generate],  # to make a council smaller takes many more
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(
        plan=PLANS,
        acts=st.lists(st.tuples(st.sampled_from(CHANGES), numbers), min_size=1, max_size=3 if MANY else 1),
        quiet=st.tuples(st.sampled_from(QUIET), numbers),
        seed=st.integers(0, 2**32),
    )
    def look(plan, acts, quiet, seed):
        asked.append(run(plan, acts, quiet, seed, effort(seed)))

    look()
    print(f"{len(asked)} councils, {sum(asked)} answers.")


def effort(seed):
    """How much is looked at: in a short run little, as a paper takes as long as twenty pages."""
    if MANY:
        return Thorough if seed % 100 == 0 else OfEachKind
    return Printed if seed % 4 == 0 else Quick
