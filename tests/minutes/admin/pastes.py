"""Minutes that are pasted, and what a clerk answers to the proposal."""

from tests.minutes.admin.test_entering import page_of

MINUTES = """Testbury Council
HIGHWAYS COMMITTEE
Tuesday 6 October 2026 at 7.00 pm
Present: Councillors Ada Thornley (Chair) and Ben Moss
Apologies: Councillor Cyril Dunmore

5. SCHOOL PLACES
Report of the Director of Education.
Members asked about the east.
The motion was carried by 7 votes to 2.
RESOLVED:
1. That two classes be opened.
2. That the Director:
(a) write to parents; and
(b) report in May on
(i) the cost; and
(ii) the site.
Reasons for Decision
There are more children than places.
Other options considered: None.

6. WINTER SERVICE
The crews were thanked.
The meeting closed at 8.15 pm.
"""


def paste(client, record, text=MINUTES, **more):
    return client.post(page_of(record, "paste"), {"text": text, **more}, follow=True)


def sent(page, changes=None):
    """What the form of a proposal sends, with changes; None takes a field out."""
    data = {}
    for form in page.context["page"].forms:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = "on" if value is True else value
    data |= changes or {}
    return {name: value for name, value in data.items() if value is not None}


def answer(client, page, changes=None, step="accept"):
    return client.post(page.request["PATH_INFO"], {**sent(page, changes), step: "1"}, follow=True)


def said(page, field):
    return page.context["form"].errors.get(field)
