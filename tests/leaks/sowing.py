"""What a fault is, and the ways in which one is sown into running code."""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from types import SimpleNamespace
from unittest import mock

from django.template import engines
from django.template.loaders.filesystem import Loader

from minutes.registry import registry
from minutes.views import items, meetings


@dataclass(frozen=True)
class Fault:
    """What it is; `sow` gives the patches, `prepare` changes the database of a council before it is entered."""

    name: str
    sow: object
    prepare: object = lambda: None

    @contextmanager
    def sown(self):
        """Within, the code has it."""
        with ExitStack() as stack:
            for patch in self.sow():
                stack.enter_context(patch)
            forget()
            stack.callback(forget)
            yield


def forget():
    """Queries and templates that were put together before."""
    items.items_for.cache_clear()
    meetings.meetings_for.cache_clear()
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


def everything_of(model):
    """A model whose managers let everything through."""
    everything = model.objects
    return SimpleNamespace(public=everything, ever_public=everything, objects=everything)


class Open:
    """A model as it is, but for its public rows."""

    def __init__(self, model, rows):
        self.model, self.public = model, rows

    def __getattr__(self, name):
        return getattr(self.model, name)


def all_of(model):
    return Open(model, model.objects)


def through(model, rows):
    """The public manager of a model, which lets these rows through."""
    return mock.patch.object(type(model.public), "get_queryset", rows)


def template(name, change):
    """A template with other words in it."""
    read = Loader.get_contents

    def get_contents(self, origin):
        contents = read(self, origin)
        return change(contents) if origin.template_name == name else contents

    return mock.patch.object(Loader, "get_contents", get_contents)


def wrapped(owner, name, make):
    """A function of a module around the one that is there."""
    return mock.patch.object(owner, name, make(getattr(owner, name)))


def kind_of_data(name, **changes):
    """A kind of record of the API with something else in it."""
    changed = [replace(kind, **changes) if kind.name == name else kind for kind in registry.public_kinds]
    return mock.patch.object(registry, "public_kinds", changed)
