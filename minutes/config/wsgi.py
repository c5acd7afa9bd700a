"""The WSGI application that granian serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from minutes.gauges import shared
from minutes.operating import metrics

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")

application = get_wsgi_application()
if metrics.is_on():
    shared.begin(settings.GAUGES_ROOT)
