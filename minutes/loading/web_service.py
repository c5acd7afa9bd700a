"""The web service of the old system as a source: its address in, its pages out."""

from collections.abc import Iterator

from django.core.files.base import ContentFile

from minutes.loading.reading import Reading
from minutes.moderngov.kept import Busy
from minutes.moderngov.origins import NotOurs, is_service
from minutes.moderngov.service import harvest
from minutes.text.records import Document


class WebService:
    """`https://…/mgWebService.asmx`, all of it: committees, members, meetings with their documents."""

    def recognises(self, source: str) -> bool:
        return is_service(source)

    def read(self, source: str) -> Iterator[Reading]:
        """Each page when its documents are fetched, and what did not come as soon as that is known."""
        try:
            whole = harvest(source)

            def fetch(document: Document) -> ContentFile | None:
                path = whole.file_of(document)
                return ContentFile(path.read_bytes(), f"{path.name}.pdf") if path else None

            for page in whole.pages():
                yield Reading(page.source, page, fetch=fetch, expected=whole.expected)
                yield from (Reading(one.place, problem=str(one)) for one in whole.take_missing())
            yield from (Reading(one.place, problem=str(one)) for one in whole.take_missing())
        except (NotOurs, Busy) as error:
            yield Reading(source, problem=str(error))
        except OSError as error:
            words = f"{source}: what was fetched cannot be kept in {error.filename or 'the data folder'}"
            yield Reading(source, problem=f"{words} ({error.strerror}). Start it again: it goes on there.")
