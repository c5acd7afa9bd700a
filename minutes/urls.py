"""The public addresses of the record."""

from django.urls import path, re_path, register_converter

from minutes import converters
from minutes.search.views import SearchView
from minutes.views import (
    committees,
    council,
    documents,
    home,
    issues,
    items,
    meeting_papers,
    meetings,
    old_addresses,
    packs,
    people,
    suggestions,
    year_papers,
)

register_converter(converters.MeetingKey, "meeting")
register_converter(converters.MunicipalYear, "year")
register_converter(converters.ItemSlug, "item")
register_converter(converters.Form, "form")
register_converter(converters.MeetingPaper, "paper")
register_converter(converters.FileName, "file")

app_name = "minutes"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", SearchView.as_view(), name="search"),
    path("search/suggest/", suggestions.suggest, name="search-suggest"),
    path("committees/", committees.committee_list, name="committee-list"),
    path("committees/<slug:committee>/", committees.committee_detail, name="committee-detail"),
    path("committees/<slug:committee>/<meeting:key>/", meetings.meeting_detail, name="meeting-detail"),
    path("committees/<slug:committee>/<year:start>.pdf", year_papers.year_paper, name="year-pdf"),
    path("committees/<slug:committee>/<meeting:key>/pack.pdf", packs.meeting_pack, name="pack-pdf"),
    path(
        "committees/<slug:committee>/<meeting:key>/pack-supplement-<int:number>.pdf",
        packs.meeting_supplement,
        name="supplement-pdf",
    ),
    *(
        path(
            f"committees/<slug:committee>/<meeting:key>/{paper}.pdf",
            meeting_papers.meeting_paper,
            {"paper": paper},
            name=f"{paper}-pdf",
        )
        for paper in meeting_papers.KINDS
    ),
    path(
        "committees/<slug:committee>/<meeting:key>/<paper:paper>.<form:form>",
        meetings.meeting_form,
        name="meeting-form",
    ),
    path("committees/<slug:committee>/<meeting:key>/<item:slug>.<form:form>", items.item_form, name="item-form"),
    path("committees/<slug:committee>/<meeting:key>/<item:slug>.pdf", items.item_pdf, name="item-pdf"),
    path("committees/<slug:committee>/<meeting:key>/<item:slug>/", items.item_detail, name="item-detail"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("issues/<slug:slug>/", issues.issue_detail, name="issue-detail"),
    path("people/", people.person_list, name="person-list"),
    path("people/<slug:slug>/", people.person_detail, name="person-detail"),
    path("council.css", council.council_css, name="council-css"),
    re_path(r"^(?P<path>.*(?i:[a-z]+\.aspx|documents/[sg]\d+/[^/]*))$", old_addresses.old_address, name="old-address"),
    path(
        "documents/<int:pk>/version-<int:number>/<file:file_name>", documents.document_version, name="document-version"
    ),
    path("documents/<int:pk>/<file:file_name>", documents.document_file, name="document-file"),
]
