"""
Faults of the kinds that real products had, each sown into the running code for a while.

Of fifteen security fixes of one well-kept CMS in four months thirteen were side doors: an API, a history, a preview, an
ETag that forgot to ask. So most of these are side doors too.
"""

from tests.leaks import faults_of_lists as lists
from tests.leaks import faults_of_pages as pages
from tests.leaks.sowing import Fault

FAULTS = [
    Fault("minutes through the manager that has everything", pages.narrative_through_the_full_manager),
    Fault("a template that lists documents by the reverse relation", pages.documents_by_the_reverse_relation),
    Fault("the title of a draft on the page that says there is nothing", pages.title_in_the_page_of_nothing),
    Fault("a draft that says “forbidden” where there should be nothing", pages.draft_says_forbidden),
    Fault("a kept PDF of which nobody asks whether it is still right", pages.kept_paper_that_nobody_checks),
    Fault("a page cache whose key is the address alone", pages.pages_cached_by_address_alone),
    Fault("an ETag that stays the same when the page does not", pages.etag_that_answers_for_the_address),
    Fault("an ETag that changes with a draft", pages.etag_that_changes_with_the_draft),
    Fault("a moment of change that is a draft's", lists.modified_when_a_draft_is),
    Fault("a number of meetings that counts drafts", pages.count_that_includes_drafts),
    Fault("a sitemap without the rule", lists.sitemap_without_the_rule),
    Fault("a list of the API without the filter", lists.list_of_the_api_without_the_filter),
    Fault("resolutions in the API before they are published", lists.resolutions_of_the_api_without_the_filter),
    Fault("a search index that is not told of what was closed", lists.index_that_is_not_told, lists.untold),
    Fault("“did you mean” with a word that was public once", lists.words_that_were_public_once),
    Fault("suggestions of matters and people that are not public", lists.suggestions_of_matters_to_come),
    Fault("a file that is there for whoever knows its number and name", pages.file_by_its_number),
    Fault("“next item” that leads to a draft", pages.neighbour_that_is_a_draft),
    Fault("a calendar with meetings that are not announced", lists.calendar_with_drafts),
    Fault("the whole record as the file attached to a PDF", pages.paper_with_the_whole_record_inside),
    Fault("letters that tell of drafts", lists.letters_of_drafts),
    Fault("an exempt document under its own title", pages.exempt_document_under_its_title),
    Fault("a member's votes before the minutes are published", pages.votes_before_the_minutes),
    Fault("an object of OParl that is gone, with its name", lists.object_that_is_gone_with_its_name),
    Fault("a meeting that is announced tomorrow, today", lists.moment_to_come_read_as_come),
    Fault("an agenda that is published tomorrow, today", lists.agenda_to_come_read_as_come),
    Fault("an old address that leads to a draft", pages.old_address_leads_to_a_draft),
    Fault("feeds of committees and people that are not on the site", lists.feed_of_a_committee_off_the_site),
    Fault("feeds with the titles of exempt documents", lists.feed_with_exempt_titles),
    Fault("a header that names the next draft", pages.header_with_the_next_draft),
]
SHORT = (0, 1, 3)  # of every run of the tests
