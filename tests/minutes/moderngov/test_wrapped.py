"""Replies of the web service in any wrapping, encoding or state."""

import contextlib
import unicodedata
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.moderngov.parse_service import read_committees
from minutes.moderngov.service_xml import NotAReply, plain, read_reply
from tests.minutes.moderngov import invented
from tests.minutes.moderngov.invented import agenda_item, reply, xml
from tests.minutes.moderngov.test_parse_service import only

ESCAPED = (
    "<p>Fish &amp; chips &nbsp;at &#8220;The Quay&#8221;</p><p><b>RESOLVED:</b></p><ol><li>That 5 &lt; 6.</li></ol>"
)


@pytest.mark.parametrize("times", [0, 1, 2])
def test_text_that_is_escaped_more_often_than_it_should_be_reads_the_same(times):
    text, title = ESCAPED, "Fish & chips"
    for _ in range(times):
        text, title = escape(text), escape(title)
    item = only(agenda_item(1, title, printed="1.", minutesnonemptyhtmlbody=text))
    assert item.title == "Fish & chips"
    assert item.minutes == "Fish & chips at “The Quay”"
    assert [one.text for one in item.resolutions] == ["That 5 < 6."]


def test_plain_text_without_html_is_read_by_its_lines():
    item = only(
        agenda_item(1, "Fares", printed="1.", minutesnonemptyhtmlbody="It was said.\n\nRESOLVED: That it be so.")
    )
    assert (item.minutes, item.resolutions[0].text) == ("It was said.", "That it be so.")


WRAPPINGS = {
    "any case": lambda text: text.replace("<committee", "<Committee").replace("</committee", "</Committee"),
    "namespace": lambda text: text.replace("<committees>", '<committees xmlns="http://tempuri.org/">'),
    "SOAP": lambda text: (
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{text}</s:Body></s:Envelope>'
    ),
    "one string": lambda text: f'<string xmlns="http://tempuri.org/">{escape(text)}</string>',
    "HTML entity": lambda text: text.replace("Planning Committee", "Planning&nbsp;Committee"),
    "control": lambda text: text.replace("Planning", "Plan\x0bning").replace("Committee<", "&#x1f;Committee<"),
    "comment": lambda text: text.replace("<committeeid>", "<!-- 1 --><committeeid>"),
}


@pytest.mark.parametrize("name", list(WRAPPINGS))
def test_reply_is_read_in_all_its_wrappings(name):
    whole = invented.council().replies["GetCommittees"].decode().partition("?>")[2].strip()
    page = read_committees(reply(WRAPPINGS[name](whole)), "x")
    assert [body.name for body in page.bodies] == ["Cabinet", "Planning Committee", "Harbour Board (expired)"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
@pytest.mark.parametrize("declared", [True, False])
def test_reply_in_any_encoding_is_read(encoding, declared):
    declaration = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' if declared else ""
    body = xml("committees", xml("committee", committeeid=1, committeetitle="Café Board"))
    page = read_committees(f"{declaration}{body}".encode(encoding), "x")
    assert page.bodies[0].name == "Café Board"


def test_reply_with_a_wrong_declaration_is_read():
    body = xml("committees", xml("committee", committeeid=1, committeetitle="Café Board – West"))
    page = read_committees(f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode("cp1252"), "x")
    assert page.bodies[0].name == "Café Board – West"


def test_broken_reply_is_named_with_its_place():
    with pytest.raises(NotAReply, match=r"^there is broken XML in line 3, column \d+: "):
        read_reply(b"<committees>\n<committee>\n<committeetitle>Cab", "there", "committees")


def test_deep_reply_is_refused_or_read_but_never_kills():
    with pytest.raises(NotAReply, match="broken XML"):
        read_reply(b"<a>" * 100_000 + b"</a>" * 100_000, "there", "committees")


def test_too_large_reply_is_refused(monkeypatch):
    monkeypatch.setattr("minutes.moderngov.service_xml.MOST_BYTES", 100)
    with pytest.raises(NotAReply, match="at most"):
        read_reply(b"<committees>" + b" " * 100, "there", "committees")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_whatever_comes_is_read_or_named(data):
    with contextlib.suppress(NotAReply):
        assert read_reply(data, "there", "committees").tag == "committees"


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn"]), max_size=60)
)
@settings(max_examples=200, deadline=None)
def test_no_word_of_a_text_is_lost_by_escaping_it(words):
    words = words.replace("<", "").replace("&", "").strip()
    assert plain(escape(words)) == plain(words) == " ".join(unicodedata.normalize("NFC", words).split())
