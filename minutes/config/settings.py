"""Settings, read from the environment. Every variable is described in README.md, "Settings"."""

import datetime as dt
import os
from pathlib import Path

from csp.constants import NONE, SELF

from minutes.config import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("MINUTEBOOK_DATA", BASE_DIR / "var")).resolve()

# "public": this process serves the public addresses alone, and can write nothing.
SIDE = environment.side()
DEBUG = environment.flag("MINUTEBOOK_DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR / "secret_key")
environment.refuse_debug_in_public(DEBUG, https=environment.flag("MINUTEBOOK_HTTPS"))
ALLOWED_HOSTS = environment.words("MINUTEBOOK_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = os.environ.get("MINUTEBOOK_URL", "").rstrip("/")  # of permanent addresses; else the request's own
CSRF_TRUSTED_ORIGINS = environment.words("MINUTEBOOK_ORIGINS", "")

INSTALLED_APPS = [
    "minutes",
    "decisions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
]

MIDDLEWARE = [
    "minutes.operating.middleware.LogMiddleware",
    "minutes.operating.middleware.GaugeMiddleware",
    "minutes.views.health.HealthMiddleware",
    "minutes.views.headers.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "minutes.replicas.middleware.ReplicaMiddleware",
    "minutes.standby.middleware.StandbyMiddleware",
    "minutes.walls.middleware.WallMiddleware",
    "minutes.views.kept.KeptMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "minutes.languages.LanguageMiddleware",
    "minutes.views.errors.NotAllowedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "minutes.views.bodies.BodyMiddleware",
    "minutes.views.budgets.BudgetMiddleware",
    "minutes.access.middleware.AccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "minutes.config.urls"
if SIDE == "public":  # nobody signs in
    FOR_CLERKS = ("sessions", "auth", "django_otp", "messages", "access", "simple_history", "axes")
    MIDDLEWARE = [name for name in MIDDLEWARE if name.split(".middleware.")[0].split(".")[-1] not in FOR_CLERKS]
    ROOT_URLCONF = "minutes.config.public_urls"
    SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410"]  # what the admin would need
WSGI_APPLICATION = "minutes.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minutes.views.council.council",
            ],
        },
    },
]

# The embedded server (minutes/database) serves unless DATABASE_URL names another one.
DATABASES = {
    "default": (
        environment.database(os.environ["DATABASE_URL"])
        if os.environ.get("DATABASE_URL")
        else {"ENGINE": "minutes.database", "NAME": "minutebook", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    )
}
# Servers that PostgreSQL itself keeps up to date, from which readers' pages are read (minutes/replicas): none of them
# is asked while what it shows is older than so many seconds.
REPLICAS = [
    environment.database(url, "DATABASE_REPLICA_URLS") for url in environment.words("DATABASE_REPLICA_URLS", "")
]
REPLICA_SECONDS = environment.number("MINUTEBOOK_REPLICA_SECONDS", 10)
# Where the embedded server keeps its log, to go back to any moment: docs/operations.md.
WAL_ARCHIVE = environment.path("MINUTEBOOK_WAL_ARCHIVE")
# Public requests are answered as a role that reads what is public, and writes nothing: docs/operations.md.
READER_ROLE = os.environ.get("MINUTEBOOK_READER_ROLE", "minutebook_reader").strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    **environment.stores(SIDE),  # of documents: minutes/files/stores.py
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Documents, where no bucket is named: what is public, and everything else. Never served from a folder:
# minutes/views/documents.py asks the publication rule first.
MEDIA_ROOT = DATA_DIR / "documents"
EXEMPT_ROOT = DATA_DIR / "exempt"
FILE_UPLOAD_HANDLERS = ["minutes.files.uploads.LimitedUpload"]
# Beside the documents: a file that is taken needs only another name. What a killed process leaves, a timer deletes.
FILE_UPLOAD_TEMP_DIR = None if SIDE == "public" else environment.own_folder(DATA_DIR / "incoming")
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # all papers of a large meeting at once

# PDFs that were made once, each under the hash of what went in. All of it can be deleted: it is made again.
PAPERS_ROOT = Path(os.environ.get("MINUTEBOOK_PAPERS_FOLDER", DATA_DIR / "papers")).resolve()
# So many bytes of them are kept, those that were used last; 0: all.
PAPERS_MAX_BYTES = environment.number("MINUTEBOOK_PAPERS_MAX_MB", 20_480) * 1024 * 1024

REPORT_MAX_BYTES = environment.number("MINUTEBOOK_REPORT_MAX_MB", 50) * 1024 * 1024
# Of one form of a clerk's, whatever it holds: the largest file fits at least.
UPLOAD_MAX_BYTES = environment.number("MINUTEBOOK_UPLOAD_MAX_MB", 1024) * 1024 * 1024
UPLOAD_MAX_BYTES = max(UPLOAD_MAX_BYTES, REPORT_MAX_BYTES + 1024 * 1024)
# A larger document has a page in its place in a meeting's pack.
PACK_DOCUMENT_MAX_BYTES = environment.number("MINUTEBOOK_PACK_DOCUMENT_MAX_MB", 200) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 15 * 1024 * 1024  # a paste from Word brings ten times its words in styles
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a meeting of 60 items is one form

# How long a browser or proxy may keep a public page without asking again, in seconds: as long as it may go on showing
# what has been made exempt or withdrawn (docs/exempt.md). Files and PDFs are asked for every time.
PUBLIC_MAX_AGE = environment.number("MINUTEBOOK_PUBLIC_MAX_AGE", 0, most=60)

# How many minutes public pages are served as they were kept while the database is down, where they are kept, and how
# much of them: minutes/standby.
STANDBY_MINUTES = environment.number("MINUTEBOOK_STANDBY_MINUTES", 60)
STANDBY_ROOT = Path(os.environ.get("MINUTEBOOK_STANDBY_FOLDER", DATA_DIR / "standby")).resolve()
STANDBY_MAX_BYTES = environment.number("MINUTEBOOK_STANDBY_MAX_MB", 256) * 1024 * 1024

# How many seconds in a minute one network of the internet may have answers made, in each process: docs/operations.md.
NETWORK_SECONDS = environment.number("MINUTEBOOK_NETWORK_SECONDS", 30)

# Who may see `/metrics`, besides nobody: docs/operations.md.
METRICS_NETWORKS = environment.networks("MINUTEBOOK_METRICS_NETWORKS")
METRICS_TOKEN = environment.token("MINUTEBOOK_METRICS_TOKEN")
# Where the processes of a site count together; those of another system user, who serve readers alone, beside it.
GAUGES_ROOT = DATA_DIR / ("gauges-public" if SIDE == "public" else "gauges")

# Signs the heads of the public log, once a day: docs/public-log.md.
LEDGER_KEY_FILE = environment.path("MINUTEBOOK_LOG_KEY_FILE")

# Alerts by e-mail are offered where both are set: docs/alerts.md.
MAIL_SERVER = environment.mail_server(os.environ.get("MINUTEBOOK_SMTP", "").strip())
MAIL_FROM = os.environ.get("MINUTEBOOK_MAIL_FROM", "").strip()

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# Who tries a name with wrong passwords from one address waits: docs/access.md.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "minutes.access.names.given_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who logged in when is nobody's business here
OTP_TOTP_ISSUER = "Minutebook"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]  # of pages by their address: minutes/languages.py
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

SESSION_COOKIE_AGE = 60 * environment.number("MINUTEBOOK_SESSION_MINUTES", 60)  # of doing nothing
SESSION_ENGINE = "minutes.access.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "minutes.views.errors.forged"
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if environment.flag("MINUTEBOOK_HTTPS"):
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's own icons are data: addresses
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOG_FORM = environment.choice("MINUTEBOOK_LOG", "lines", "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # What both leave out: minutes/logs.
    "formatters": {"lines": {"()": "minutes.logs.lines.Line"}, "json": {"()": "minutes.logs.lines.JsonLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORM}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # The web server's, in its workers; its own form is for people.
        **({"_granian": {"handlers": ["console"], "propagate": False}} if LOG_FORM == "json" else {}),
        # They report each font and subset at INFO.
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        # It reports each login, and what it did not find.
        "axes": {"level": "WARNING"},
        # It reports each file whose checksum it compares.
        "bagit": {"level": "ERROR"},
        # Scanners that ask for other hosts get a 400; a traceback for each says nothing more.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
