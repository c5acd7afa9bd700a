"""The public addresses of the record."""

from django.urls import path, re_path, register_converter

from minutes import converters
from minutes.search.views import SearchView
from minutes.views import committees, council, documents, home, issues, items, meetings, old_addresses, people

register_converter(converters.MeetingKey, "meeting")
register_converter(converters.ItemSlug, "item")
register_converter(converters.FileName, "file")

app_name = "minutes"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", SearchView.as_view(), name="search"),
    path("committees/", committees.committee_list, name="committee-list"),
    path("committees/<slug:committee>/", committees.committee_detail, name="committee-detail"),
    path("committees/<slug:committee>/<meeting:key>/", meetings.meeting_detail, name="meeting-detail"),
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
