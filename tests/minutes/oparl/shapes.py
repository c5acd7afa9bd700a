"""
What OParl 1.1 says of each kind of object, as facts: by property its type and, where it has one, its format.

A reference is an address of another object (`Kind`), a list of them (`[Kind]`), an object that stands inside (`{Kind}`,
`[{Kind}]`), or the address of a list (`list`). `!` marks what must be there.
"""

import datetime as dt
import re
from urllib.parse import urlsplit

SCHEMA = "https://schema.oparl.org/1.1/"
EVERY = {"id": "url!", "type": "type!", "created": "moment", "modified": "moment", "web": "url", "deleted": "bool",
         "keyword": "[text]", "license": "url"}  # fmt: skip
SHAPES = {
    "System": {"oparlVersion": "url!", "otherOparlVersions": "[url]", "body": "list!", "name": "text",
               "contactEmail": "text", "contactName": "text", "website": "url", "vendor": "url", "product": "url"},
    "Body": {"system": "System", "shortName": "text", "name": "text!", "website": "url", "licenseValidSince": "moment",
             "oparlSince": "moment", "ags": "text", "rgs": "text", "equivalentBody": "[url]", "contactEmail": "text",
             "contactName": "text", "organization": "list!", "person": "list!", "meeting": "list!", "paper": "list!",
             "legislativeTerm": "[{LegislativeTerm}]!", "agendaItem": "list", "consultation": "list", "file": "list",
             "locationList": "list", "legislativeTermList": "list", "membership": "list", "classification": "text",
             "location": "{Location}"},
    "LegislativeTerm": {"body": "Body", "name": "text", "startDate": "day", "endDate": "day"},
    "Organization": {"body": "Body", "name": "text", "membership": "[Membership]", "meeting": "list",
                     "consultation": "list", "shortName": "text", "post": "[text]",
                     "subOrganizationOf": "Organization", "organizationType": "text", "classification": "text",
                     "startDate": "day", "endDate": "day", "website": "url", "location": "{Location}",
                     "externalBody": "url"},
    "Person": {"body": "Body", "name": "text", "familyName": "text", "givenName": "text", "formOfAddress": "text",
               "affix": "text", "title": "[text]", "gender": "text", "phone": "[text]", "email": "[text]",
               "location": "Location", "status": "[text]", "membership": "[{Membership}]", "life": "text",
               "lifeSource": "text"},
    "Membership": {"person": "Person", "organization": "Organization", "role": "text", "votingRight": "bool",
                   "startDate": "day", "endDate": "day", "onBehalfOf": "Organization"},
    "Meeting": {"name": "text", "meetingState": "text", "cancelled": "bool", "start": "moment", "end": "moment",
                "location": "{Location}", "organization": "[Organization]", "participant": "[Person]",
                "invitation": "{File}", "resultsProtocol": "{File}", "verbatimProtocol": "{File}",
                "auxiliaryFile": "[{File}]", "agendaItem": "[{AgendaItem}]"},
    "AgendaItem": {"meeting": "Meeting", "number": "text", "order": "number", "name": "text", "public": "bool",
                   "consultation": "Consultation", "result": "text", "resolutionText": "text",
                   "resolutionFile": "{File}", "auxiliaryFile": "[{File}]", "start": "moment", "end": "moment"},
    "Paper": {"body": "Body", "name": "text", "reference": "text", "date": "day", "paperType": "text",
              "relatedPaper": "[Paper]", "superordinatedPaper": "[Paper]", "subordinatedPaper": "[Paper]",
              "mainFile": "{File}", "auxiliaryFile": "[{File}]", "location": "[{Location}]",
              "originatorPerson": "[Person]", "underDirectionOf": "[Organization]",
              "originatorOrganization": "[Organization]", "consultation": "[{Consultation}]"},
    "Consultation": {"paper": "Paper", "agendaItem": "AgendaItem", "meeting": "Meeting",
                     "organization": "[Organization]", "authoritative": "bool", "role": "text"},
    "File": {"name": "text", "fileName": "text", "mimeType": "text", "date": "day", "size": "number",
             "sha1Checksum": "text", "sha512Checksum": "text", "text": "text", "accessUrl": "url!",
             "externalServiceUrl": "url", "downloadUrl": "url", "fileLicense": "url", "paper": "[Paper]",
             "meeting": "[Meeting]", "agendaItem": "[AgendaItem]", "person": "Person", "masterFile": "File",
             "derivativeFile": "[File]"},
    "Location": {"description": "text", "geojson": "any", "streetAddress": "text", "room": "text",
                 "postalCode": "text", "subLocality": "text", "locality": "text", "bodies": "[Body]",
                 "organizations": "[Organization]", "persons": "[Person]", "meetings": "[Meeting]",
                 "papers": "[Paper]"},
}  # fmt: skip


def problems(found, kind):
    """What is wrong with an object, each with the property it is at."""
    if found.get("type") != SCHEMA + kind:
        return [f"type: {found.get('type')} is no {kind}"]
    shape = {**EVERY, **SHAPES[kind]}
    if found.get("deleted"):
        return [
            f"{name}: left in a deleted {kind}"
            for name in set(found) - {"id", "type", "created", "modified", "deleted"}
        ]
    missing = [f"{name}: missing" for name, told in shape.items() if told.endswith("!") and name not in found]
    unknown = [f"{name}: unknown" for name in found if name not in shape and not name.startswith("minutebook:")]
    empty = [f"{name}: empty" for name, value in found.items() if value in ("", None, [])]
    wrong = [
        f"{name}: {problem}"
        for name, value in found.items()
        if name in shape
        for problem in _wrong(value, shape[name].rstrip("!"))
    ]
    return [*missing, *unknown, *empty, *wrong]


def _wrong(value, told):
    if told.startswith("["):
        if not isinstance(value, list):
            return ["no list"]
        return [problem for one in value for problem in _wrong(one, told[1:-1])]
    if told.startswith("{"):
        return problems(value, told[1:-1]) if isinstance(value, dict) else ["no object"]
    if told in SHAPES or told == "list":
        path = f"/{told.lower()}/" if told not in ("list", "System") else "/oparl/v1.1/"
        return [] if isinstance(value, str) and path in value and _is_url(value) else [f"{value} leads to no {told}"]
    return [] if CHECKS[told](value) else [f"{value!r} is no {told}"]


def _is_url(value):
    return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)


def _is_moment(value):
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value)) and bool(
        dt.datetime.fromisoformat(value)
    )


CHECKS = {
    "url": _is_url,
    "type": _is_url,
    "text": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "day": lambda value: isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)),
    "moment": _is_moment,
    "any": lambda value: True,
}
