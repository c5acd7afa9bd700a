"""Addresses of a web service, and which of them are asked."""

import pytest

from minutes.moderngov.origins import NotOurs, Origin, read_service


@pytest.mark.parametrize(
    ("address", "path"),
    [("https://democracy.example/mgWebService.asmx", "/mgWebService.asmx"),
     ("https://Democracy.example/mg/mgwebservice.ASMX/GetCommittees?x=1", "/mg/mgwebservice.ASMX"),
     ("http://127.0.0.1:99/mgWebService.asmx", "/mgWebService.asmx"),
     ("http://[::1]:99/mgWebService.asmx", "/mgWebService.asmx")],
)  # fmt: skip
def test_address_of_a_service_is_read(address, path):
    assert read_service(address)[1] == path


@pytest.mark.parametrize(
    ("address", "words"),
    [("https://democracy.example/", "not the address of a web service"),
     ("http://democracy.example/mgWebService.asmx", "not encrypted"),
     ("ftp://democracy.example/mgWebService.asmx", "not the address"),
     ("https://clerk:secret@democracy.example/mgWebService.asmx", "name or password"),
     ("https://democracy.example:none/mgWebService.asmx", "no address"),
     ("https://[democracy/mgWebService.asmx", "no address")],
)  # fmt: skip
def test_address_that_is_not_asked_is_named(address, words):
    with pytest.raises(NotOurs, match=words):
        read_service(address)


@pytest.mark.parametrize(
    ("address", "target"),
    [("documents/s1/A b – c.pdf", "/documents/s1/A%20b%20%E2%80%93%20c.pdf"),
     ("http://democracy.example/documents/s1/A%20b.pdf?T=1&x=a b", "/documents/s1/A%20b.pdf?T=1&x=a%20b"),
     ("//democracy.example/x\r\nHost: other", "/xHost:%20other"),
     ("https://DEMOCRACY.example:443", "/")],
)  # fmt: skip
def test_address_on_the_host_is_written_as_a_request_names_it(address, target):
    assert Origin("https", "democracy.example", 443).target(address) == target


@pytest.mark.parametrize(
    "address",
    ["https://other.example/x.pdf", "https://democracy.example:8443/x", "mailto:clerk@democracy.example", "//[x/y",
     "file:///etc/passwd", "https://democracy.example@other.example/"],
)  # fmt: skip
def test_address_elsewhere_is_not_ours(address):
    with pytest.raises(NotOurs):
        Origin("https", "democracy.example", 443).target(address)
