"""How the admin asks for dates and times."""

from django.db.models import DateField, TimeField
from django.forms import DateInput, TimeInput

# The browser's own fields: no script, and every keyboard and screen reader knows them.
OVERRIDES = {
    DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    TimeField: {"widget": TimeInput(attrs={"type": "time"}, format="%H:%M")},
}
