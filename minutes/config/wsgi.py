"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from minutes.database.base import answer_requests
from minutes.gauges import shared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")

answer_requests()
application = get_wsgi_application()
shared.start()
