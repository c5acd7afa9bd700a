"""The council whose record this is."""

from base64 import b64encode

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from minutes.files.pictures import Picture
from minutes.models.constraints import filled, one_of

KINDS = ["image/png", "image/jpeg", "image/webp"]


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


class CouncilManager(models.Manager["Council"]):
    """Without the crest's picture, which no page needs in its text."""

    def get_queryset(self) -> models.QuerySet["Council"]:
        return super().get_queryset().defer("crest")


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
    second_factor = models.BooleanField(
        "second factor is compulsory",
        default=False,
        db_default=False,
        help_text="Whoever works in the admin gives a code from an app beside the password. Administrators decide it.",
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
    crest = models.TextField(blank=True, editable=False, help_text="The picture, as base64.")
    crest_type = models.CharField(max_length=20, blank=True, editable=False, choices=[(kind, kind) for kind in KINDS])
    crest_width = models.PositiveSmallIntegerField(null=True, editable=False)
    crest_height = models.PositiveSmallIntegerField(null=True, editable=False)
    crest_description = models.CharField(
        max_length=200,
        blank=True,
        help_text="What the crest shows, for those who cannot see it: a bridge over a river.",
    )

    objects = CouncilManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "council"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1), name="minutes_council_only_one", violation_error_message="There is one council."
            ),
            models.CheckConstraint(
                condition=Q(crest="", crest_type="", crest_width__isnull=True, crest_height__isnull=True)
                | Q(
                    crest__regex=r"^[A-Za-z0-9+/]+=*$",
                    crest_type__in=KINDS,
                    crest_width__gte=1,
                    crest_height__gte=1,
                    crest_description__regex=r"\S",
                ),
                name="minutes_council_crest_described",
                violation_error_message="A crest is a picture with a description.",
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

    def take_crest(self, picture: Picture) -> None:
        """Make this picture the crest."""
        self.crest = b64encode(picture.content).decode()
        self.crest_type, self.crest_width, self.crest_height = picture.content_type, picture.width, picture.height

    def drop_crest(self) -> None:
        self.crest = self.crest_type = ""
        self.crest_width = self.crest_height = None

    @property
    def offers_welsh(self) -> bool:
        """Whether its pages lead to their Welsh form: in Wales, and where papers are Welsh."""
        return self.jurisdiction == Jurisdiction.WALES or self.language == Language.WELSH

    @property
    def exempt_schedule(self) -> str:
        """The schedule whose paragraphs name exempt information here."""
        return EXEMPT_SCHEDULES[Jurisdiction(self.jurisdiction)]
