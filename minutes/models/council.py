"""The council whose record this is."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from minutes.models.constraints import filled, one_of


class Jurisdiction(models.TextChoices):
    """The law differs between them."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


class Language(models.TextChoices):
    """In which a council writes its papers."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Welsh"


# What makes a paper exempt is listed there.
EXEMPT_SCHEDULES = {
    Jurisdiction.ENGLAND: "Schedule 12A to the Local Government Act 1972",
    Jurisdiction.WALES: "Schedule 12A to the Local Government Act 1972",
    Jurisdiction.SCOTLAND: "Schedule 7A to the Local Government (Scotland) Act 1973",
    Jurisdiction.NORTHERN_IRELAND: "Schedule 6 to the Local Government Act (Northern Ireland) 2014",
}


class Council(models.Model):
    """The authority whose record this is. An installation has exactly one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=200)
    jurisdiction = models.CharField(max_length=20, choices=Jurisdiction, default=Jurisdiction.ENGLAND)
    language = models.CharField(
        max_length=2,
        choices=Language,
        default=Language.ENGLISH,
        help_text="Of what the site itself says in PDFs: headings, dates, page numbers. The record stays as written.",
    )
    address = models.TextField(blank=True)
    email = models.EmailField("e-mail", blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True, help_text="The council's main website.")
    colour = models.CharField(
        max_length=7,
        default="#7a1f2b",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write the colour as # and six digits, like #7a1f2b.")],
        help_text="The one accent of the site, as # and six hexadecimal digits.",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "council"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1), name="minutes_council_only_one", violation_error_message="There is one council."
            ),
            one_of("jurisdiction", Jurisdiction),
            one_of("language", Language),
            filled("name"),
            models.CheckConstraint(
                condition=Q(colour__regex=r"^#[0-9a-fA-F]{6}$"),
                name="minutes_council_colour_hex",
                violation_error_message="Write the colour as # and six digits, like #7a1f2b.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return "/"

    @property
    def exempt_schedule(self) -> str:
        """The schedule whose paragraphs name exempt information here."""
        return EXEMPT_SCHEDULES[Jurisdiction(self.jurisdiction)]
