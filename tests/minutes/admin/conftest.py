"""Who is logged in."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command


@pytest.fixture
def log_in(client, django_user_model):
    """The client as a member of these groups."""
    call_command("sync_groups", verbosity=0)

    def enter(*groups):
        user = django_user_model.objects.create_user("-".join(groups).lower(), is_staff=True)
        user.groups.set(Group.objects.filter(name__in=groups))
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def clerk(log_in):
    return log_in("Clerk")


@pytest.fixture
def publisher(log_in):
    return log_in("Publisher")
