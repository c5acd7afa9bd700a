"""Filling in a form of the admin as a browser does: what the page holds, with changes."""


def filled(page, changes=None):
    """The data that the form on this page sends, the fields in `changes` written anew."""
    data = {}
    for form in _forms(page):
        for field in form:
            value = field.value()
            if field.field.disabled or value in (None, "", False):
                continue
            name = field.html_name
            data[name] = value() if callable(value) else [str(v) for v in value] if isinstance(value, list) else value
    for formset in _formsets(page):
        for field in formset.management_form:
            data[field.html_name] = field.value()
    return {name: value for name, value in {**data, **(changes or {})}.items() if not _is_stored_file(value)}


def errors(page):
    """Every message of the form, in the order of the page."""
    found = [message for form in _forms(page) for messages in form.errors.values() for message in messages]
    return [*found, *(message for formset in _formsets(page) for message in formset.non_form_errors())]


def _forms(page):
    return [page.context["adminform"].form, *(form for formset in _formsets(page) for form in formset.forms)]


def _formsets(page):
    return [inline.formset for inline in page.context["inline_admin_formsets"]]


def _is_stored_file(value):
    return hasattr(value, "storage")
