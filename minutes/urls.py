"""The public addresses of the record."""

from django.urls import path, re_path, register_converter

from minutes import converters
from minutes.alerts import views as alerts
from minutes.calendars import views as calendars
from minutes.feeds import views as feeds
from minutes.languages import pages
from minutes.oparl import views as oparl
from minutes.opendata import api, openapi, robots, sitemaps
from minutes.search.views import SearchView
from minutes.views import (
    about,
    calendar,
    committees,
    council,
    documents,
    glossary,
    home,
    issues,
    items,
    ledger,
    meeting_papers,
    meetings,
    news,
    old_addresses,
    packs,
    people,
    suggestions,
    verifying,
    wards,
    year_papers,
)

register_converter(converters.MeetingKey, "meeting")
register_converter(converters.MunicipalYear, "year")
register_converter(converters.ItemSlug, "item")
register_converter(converters.Form, "form")
register_converter(converters.MeetingPaper, "paper")
register_converter(converters.FileName, "file")
register_converter(converters.FeedForm, "feed")
register_converter(converters.BulkForm, "bulk")
register_converter(converters.Followed, "followed")

app_name = "minutes"
# In English, and in Welsh under /cy/.
PAGES = [
    path("", home.home, name="home"),
    path("search/", SearchView.as_view(), name="search"),
    path("search/suggest/", suggestions.suggest, name="search-suggest"),
    path("committees/", committees.committee_list, name="committee-list"),
    path("committees/<slug:committee>/", committees.committee_detail, name="committee-detail"),
    path("committees/<slug:committee>/<meeting:key>/", meetings.meeting_detail, name="meeting-detail"),
    path("committees/<slug:committee>/<meeting:key>/<item:slug>/", items.item_detail, name="item-detail"),
    path("meetings/", calendar.meeting_list, name="meeting-list"),
    path("new/", news.news, name="news"),
    path("log/", ledger.log, name="log"),
    path("verify/", verifying.verify, name="verify"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("follow/", feeds.follow, name="follow"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/asked/", alerts.sent, name="alerts-asked"),
    path("alerts/<str:token>/yes/", alerts.confirm, name="alert-confirm"),
    path("alerts/<str:token>/stop/", alerts.stop, name="alert-stop"),
    path("issues/<slug:slug>/", issues.issue_detail, name="issue-detail"),
    path("people/", people.person_list, name="person-list"),
    path("people/<slug:slug>/", people.person_detail, name="person-detail"),
    path("wards/", wards.ward_list, name="ward-list"),
    path("wards/<slug:slug>/", wards.ward_detail, name="ward-detail"),
    path("how-to-read/", about.how_to_read, name="how-to-read"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("api/", api.documentation, name="api"),
]
urlpatterns = [
    pages(PAGES),
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
        meeting_papers.meeting_form,
        name="meeting-form",
    ),
    path("committees/<slug:committee>/<meeting:key>/<item:slug>.<form:form>", items.item_form, name="item-form"),
    path("committees/<slug:committee>/<meeting:key>/<item:slug>.pdf", items.item_pdf, name="item-pdf"),
    path("committees/<slug:committee>/calendar.ics", calendars.of_committee, name="committee-calendar"),
    path("calendar.ics", calendars.everything, name="calendar"),
    path("feeds/all.<feed:form>", feeds.everything, name="feed"),
    path("feeds/search.<feed:form>", feeds.of_search, name="feed-search"),
    path("feeds/<followed:kind>/<slug:slug>.<feed:form>", feeds.of_record, name="feed-of"),
    path("log.jsonl", ledger.download, name="log-download"),
    path("log/heads.jsonl", ledger.heads, name="log-heads"),
    path("log/feed.atom", ledger.feed, name="log-feed"),
    path("api/openapi.json", openapi.description, name="api-description"),
    path("api/v1/", api.index, name="api-index"),
    path("api/v1/<slug:kind>/", api.page, name="api-list"),
    path("api/v1/<slug:kind>/<int:pk>/", api.one, name="api-detail"),
    path("api/v1/<slug:kind>.<bulk:form>", api.bulk, name="bulk"),
    path("oparl/v1.1/", oparl.system, name="oparl-system"),
    path("oparl/v1.1/<slug:kind>/", oparl.objects, name="oparl-list"),
    path("oparl/v1.1/<slug:kind>/<int:pk>/", oparl.one, name="oparl-object"),
    path("robots.txt", robots.robots, name="robots"),
    path("opensearch.xml", robots.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemaps.part, name="sitemap-part"),
    path("council-crest", council.council_crest, name="council-crest"),
    path("council.css", council.council_css, name="council-css"),
    re_path(r"^(?P<path>.*(?i:[a-z]+\.aspx|documents/[sg]\d+/[^/]*))$", old_addresses.old_address, name="old-address"),
    path(
        "documents/<int:pk>/version-<int:number>/<file:file_name>", documents.document_version, name="document-version"
    ),
    path("documents/<int:pk>/<file:file_name>", documents.document_file, name="document-file"),
]
