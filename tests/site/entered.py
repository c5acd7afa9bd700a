"""Every form of the site, found by looking at its pages, and every parameter, found in the code and on the pages."""

import re
from collections import Counter, deque
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

import lxml.html
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views import main
from django.http import QueryDict
from django.urls import NoReverseMatch, Resolver404, URLResolver, get_resolver, resolve, reverse
from django.utils import translation

from decisions.filters import RegisterFilter
from minutes.languages import WELSH, is_welsh
from minutes.oparl import lists
from minutes.opendata.openapi import described
from minutes.search import question

CODE = settings.BASE_DIR
LOOKUPS = ("exact", "in", "isnull", "gte", "year")  # what the admin's lists take behind a field's name
TRIES = 12  # addresses of a view that are asked for, until one of them has such a page
ROWS = 12  # of each model, the newest


@dataclass(frozen=True)
class Form:
    """
    A form as a page shows it: where it is sent, and what is sent if nobody touches it.

    `names` are those of all its fields, also of boxes that are not ticked; `files` those of its uploads.
    """

    place: str
    method: str
    fields: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def kind(self):
        """Forms of one kind ask the same of the same view, whatever record they are about."""
        names = frozenset(re.sub(r"\d+", "#", name) for name in self.names)
        return view_of(self.place), self.method, names if self.method == "POST" else ""


def view_of(address):
    """The name of the view behind an address; empty where there is none."""
    path = urlsplit(address).path
    with translation.override(WELSH if is_welsh(path) else "en-gb"):
        try:
            match = resolve(path)
        except Resolver404:
            return ""
    return ("cy " if is_welsh(path) else "") + match.view_name


def pages(client, starts, inside="/"):
    """
    The pages that the starts lead to, each as (address, tree of HTML).

    One of every view, and of every set of parameters with which it is asked, the first that there is in `TRIES`; lists
    are not asked for each filter.
    """
    waiting, tried = deque(starts), Counter()
    while waiting:
        address = waiting.popleft()
        view, query = view_of(address), urlsplit(address).query
        asked = (view, frozenset(name for name, _ in parse_qsl(query)))
        if (
            not view
            or tried[asked] >= TRIES
            or (query and view.endswith("_changelist"))
            or not address.startswith(inside)
        ):
            continue
        tried[asked] += 1
        response = client.get(address)
        body = b"".join(response)
        if response.status_code in (301, 302):
            waiting.append(urljoin(address, response["Location"]))
        elif response.status_code == 200:
            tried[asked] = TRIES
            if response["Content-Type"].startswith("text/html"):
                page = lxml.html.fromstring(body)
                yield address, page
                links = (urljoin(address, link) for link in page.xpath("//a/@href"))
                waiting.extend(link.partition("#")[0] for link in links if link.startswith("/"))


def forms(found):
    """The forms on these pages, one of each kind; but for the one that ends the session in which it is sent."""
    kinds = {}
    for address, page in found:
        for one in page.forms:
            place = urljoin(address, one.action or address)
            if not urlsplit(place).netloc and view_of(place) not in ("", "admin:logout"):
                form = Form(place, one.method, *_fields(one))
                kinds.setdefault(form.kind, form)
    return list(kinds.values())


def _fields(form):
    """What a browser would send of it, the names of all its fields, and those of its uploads."""
    sent, names, files = [], [], []
    for field in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name] | .//button[@name]"):
        name, kind = field.get("name"), field.get("type", "")
        names.append(name)
        if kind == "file":
            files.append(name)
        elif field.tag == "select":
            sent += [(name, one.get("value", "")) for one in field.xpath(".//option[@selected]")]
        elif field.tag == "textarea":
            sent.append((name, field.text or ""))
        elif kind not in ("checkbox", "radio") or field.get("checked") is not None:
            sent.append((name, field.get("value", "")))
    return tuple(sent), tuple(dict.fromkeys(names)), tuple(files)


def plain_addresses(patterns=None, space=""):
    """Every address that names no record, in the language that is spoken."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from plain_addresses(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif one.name:
            try:
                yield reverse(f"{space}{one.name}")
            except NoReverseMatch:
                continue


def admin_addresses():
    """Every address of the admin that is about a record or a list of them, with records of its model where it names one."""
    for model, its in admin.site._registry.items():
        keys = list(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:ROWS])
        for pattern in its.get_urls():
            for arguments in [[], *([key] for key in keys)]:
                try:
                    yield reverse(f"admin:{pattern.name}", args=arguments)
                except NoReverseMatch:
                    continue


def parameters():
    """The parameters that views, filters and lists know, by the code that reads them."""
    known = {*question.PARAMETERS, *lists.KNOWN, *RegisterFilter.base_filters, "_popup", "_to_field"}
    for code in [*CODE.glob("minutes/**/*.py"), *CODE.glob("decisions/**/*.py")]:
        known.update(re.findall(r"""\bGET\.get\("(\w+)\"""", code.read_text()))
    for address in described("", "")["paths"].values():
        known.update(one["name"] for one in address["get"]["parameters"])
    known.update(value for name, value in vars(main).items() if name.endswith("_VAR"))
    for its in admin.site._registry.values():
        for one in its.list_filter:
            named = one[0] if isinstance(one, tuple) else one
            known.add(str(getattr(named, "parameter_name", named)))
    return sorted({*known, *(f"{name}__{lookup}" for name in known if "__" not in name for lookup in LOOKUPS)})


def asked_on(found):
    """The parameters that links and forms of pages use."""
    names = set()
    for _, page in found:
        names.update(page.xpath("//form[translate(@method, 'GET', 'get')='get' or not(@method)]//@name"))
        for link in page.xpath("//@href"):
            names.update(QueryDict(urlsplit(link).query))
    return names
