"""How the admin asks for dates, times and texts."""

from django.db.models import DateField, TextField, TimeField
from django.forms import DateInput, Textarea, TimeInput


class Lines(Textarea):
    """
    A text of several lines, which end as everywhere in the record: with LF.

    Browsers send CRLF (HTML, 4.10.22.7): a form that is sent as it came would change each text on it.
    """

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


# The browser's own fields: no script, and every keyboard and screen reader knows them.
OVERRIDES = {
    DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    TimeField: {"widget": TimeInput(attrs={"type": "time"}, format="%H:%M")},
    TextField: {"widget": Lines(attrs={"class": "vLargeTextField"})},
}
