"""OParl 1.0 and 1.1: a dump of its objects as JSON, or an endpoint walked through a ``fetch`` that is given."""

from minutes.sources.oparl.endpoint import read_oparl_endpoint
from minutes.sources.oparl.objects import is_oparl
from minutes.sources.oparl.pages import read_oparl

__all__ = ["is_oparl", "read_oparl", "read_oparl_endpoint"]
