"""The files that OParl and Legistar name: beside the dump, on the source's own host, on others, and never inside."""

import json
import shutil
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone

from minutes.models import AgendaItem, Report
from minutes.moderngov import client
from tests import factories as make
from tests.minutes.loading.pages import record
from tests.minutes.loading.test_other_sources import change
from tests.minutes.loading.test_sources import run, zipped
from tests.minutes.moderngov.stand_in import Fault, StandIn, error_page
from tests.minutes.sources.test_oparl import HOST, endpoint, thing

pytestmark = pytest.mark.django_db
LEGISTAR = settings.BASE_DIR / "fixtures" / "sources" / "legistar"
PLAN, MAP = make.pdf(), make.pdf("A map.")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def host():
    """A host on loopback; what it gives stands in `council.documents`, by path."""
    with StandIn(SimpleNamespace(replies={}, documents={}), marks=False) as there:
        there.host = there.address.removesuffix("/mgWebService.asmx")
        yield there


@pytest.fixture
def everywhere(monkeypatch):
    """Loopback as if it were the public network."""
    monkeypatch.setattr(client, "is_public", lambda address: True)


def oparl(there, **urls):
    """An endpoint at that host, whose paper has these files; its address."""
    files = [thing("File", f"file/{name}", name=name, downloadUrl=url) for name, url in urls.items()]
    answers = endpoint()
    answers[f"{HOST}papers"]["data"][0]["auxiliaryFile"] = files
    for url, answer in answers.items():
        told = json.dumps(answer).replace(HOST, f"{there.host}/oparl/").encode()
        there.council.documents[url.replace(HOST, "/oparl/")] = told
    return f"{there.host}/oparl/system"


def legistar(folder, **urls):
    """A copy of the dump whose attachments 301 and 302 stand at other addresses."""
    dump = shutil.copytree(LEGISTAR, folder / "legistar")
    for number, url in zip((301, 302), urls.values(), strict=False):
        change(dump / "MatterAttachments.json", number, MatterAttachmentHyperlink=url)
    return dump


def stored():
    """The titles of the documents with a file, and the bytes of their files."""
    found = {}
    for one in Report.objects.exclude(file="").order_by("title"):
        with one.file.open() as file:
            found[one.title] = file.read()
    return found


def test_files_of_an_endpoint_are_fetched_from_its_own_host(host, client):
    host.council.documents |= {"/files/plan.pdf": PLAN}
    _, err, failed = run(oparl(host, Plan=f"{host.host}/files/plan.pdf"))
    assert (err, failed) == ("", "")
    assert stored() == {"Plan": PLAN}
    shown = Report.public.filter(title="Plan").first()
    assert b"".join(client.get(shown.get_absolute_url())) == PLAN


def test_file_that_two_items_name_is_asked_for_once_and_never_again(host):
    host.council.documents |= {"/files/plan.pdf": PLAN}
    address = oparl(host, Plan=f"{host.host}/files/plan.pdf")
    run(address)
    assert Report.objects.exclude(file="").count() == 2
    assert host.times("/files/plan.pdf") == 1
    before = record()
    run(address)
    assert host.times("/files/plan.pdf") == 1  # of a meeting long ago
    assert record() == before
    run("--afresh", address)
    assert host.times("/files/plan.pdf") == 2


def test_one_connection_asks_the_endpoint_and_its_files(host):
    host.council.documents |= {"/files/plan.pdf": PLAN, "/files/map.pdf": MAP}
    run(oparl(host, Plan=f"{host.host}/files/plan.pdf", Map=f"{host.host}/files/map.pdf"))
    assert (host.connections, host.most_open) == (1, 1)


@pytest.mark.parametrize(
    ("fault", "said"),
    [(error_page(), "It is an HTML page “Runtime Error”"), (Fault(status=403), "403 Forbidden")],
    ids=["a page", "refused"],
)
def test_file_that_does_not_come_is_named_and_the_rest_goes_on(host, fault, said):
    host.council.documents |= {"/files/plan.pdf": PLAN, "/files/map.pdf": MAP}
    host.fault("/files/plan.pdf", *[fault] * 6)
    address = oparl(host, Plan=f"{host.host}/files/plan.pdf", Map=f"{host.host}/files/map.pdf")
    _, err, failed = run(address)
    assert "Rat on 1 March 2020, item 1, document “Plan” (" in err
    assert said in err
    assert failed
    assert stored() == {"Map": MAP}
    assert AgendaItem.objects.count() == 2
    host.faults.clear()
    assert run(address)[2] == ""
    assert stored() == {"Map": MAP, "Plan": PLAN}


def test_server_that_is_busy_is_asked_again_after_its_pause(host):
    host.council.documents |= {"/files/plan.pdf": PLAN}
    host.fault("/files/plan.pdf", Fault(status=503, headers={"Retry-After": "1"}), Fault(drop=True))
    assert run(oparl(host, Plan=f"{host.host}/files/plan.pdf"))[2] == ""
    assert host.times("/files/plan.pdf") == 3
    asked = [at for at, path in zip(host.at, host.asked, strict=True) if path == "/files/plan.pdf"]
    assert asked[1] - asked[0] >= 1


def test_files_on_another_host_are_fetched_from_there(host, everywhere):
    with StandIn(SimpleNamespace(replies={}, documents={"/plan.pdf": PLAN})) as other:
        _, err, failed = run(oparl(host, Plan=f"http://127.0.0.1:{other.port}/plan.pdf"))
    assert (err, failed) == ("", "")
    assert stored() == {"Plan": PLAN}
    assert other.asked == ["/plan.pdf"]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "2130706433", "127.1", "[::ffff:127.0.0.1]"])
def test_another_host_inside_is_never_asked(host, name):
    with StandIn(SimpleNamespace(replies={}, documents={"/plan.pdf": PLAN})) as other:
        _, err, failed = run(oparl(host, Plan=f"http://{name}:{other.port}/plan.pdf"))
        assert other.connections == 0
    assert "stands in no public network (" in err
    assert failed
    assert stored() == {}


def test_redirect_to_another_host_is_not_followed(host, everywhere):
    with StandIn(SimpleNamespace(replies={}, documents={"/plan.pdf": PLAN})) as other:
        there = f"http://localhost:{other.port}/plan.pdf"
        host.fault("/files/plan.pdf", Fault(status=302, headers={"Location": there}))
        _, err, _ = run(oparl(host, Plan=f"{host.host}/files/plan.pdf"))
        assert other.connections == 0
    assert "localhost is another host than 127.0.0.1 and was not asked." in err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://files.example/plan.pdf", "is no address that can be asked"),
        ("file:///etc/passwd", "is no address that can be asked"),
        ("https://me:secret@files.example/plan.pdf", "holds a user's name or password"),
        ("http://files.example:99999/plan.pdf", "is no address"),
    ],
)
def test_address_that_is_none_is_named(host, url, said):
    _, err, failed = run(oparl(host, Plan=url))
    assert said in err
    assert failed


def test_dump_takes_files_beside_it_first_and_others_from_their_addresses(host, everywhere, tmp_path):
    host.council.documents |= {"/files/302.pdf": MAP}
    dump = legistar(tmp_path, staff=f"{host.host}/files/301.pdf", map=f"{host.host}/files/302.pdf")
    (dump / "files").mkdir()
    (dump / "files" / "301.pdf").write_bytes(PLAN)
    _, err, _ = run(dump)
    assert stored() == {"Appendix A: map": MAP, "Staff report": PLAN}
    assert host.asked == ["/files/302.pdf"]
    assert "301.pdf" not in err


def test_zipped_dump_takes_the_files_in_it(tmp_path):
    dump = legistar(tmp_path)
    files = {path.name: path.read_bytes() for path in dump.iterdir()}
    run(zipped(tmp_path / "dump.zip", {**files, "301.pdf": PLAN, "302.pdf": MAP}))
    assert stored() == {"Appendix A: map": MAP, "Staff report": PLAN}


def test_file_beside_a_dump_that_is_an_error_page_is_named(tmp_path):
    dump = legistar(tmp_path)
    (dump / "301.pdf").write_text("<html>500</html>")
    (dump / "302.pdf").write_bytes(MAP)
    _, err, _ = run(dump)
    assert "document “Staff report” (https://files.juniperfalls.example/301.pdf): file could not be stored." in err
    assert stored() == {"Appendix A: map": MAP}


def test_file_that_two_addresses_may_mean_is_that_of_neither(host, everywhere, tmp_path):
    host.council.documents |= {"/a/paper.pdf": PLAN, "/b/paper.pdf": MAP}
    dump = legistar(tmp_path, staff=f"{host.host}/a/paper.pdf", map=f"{host.host}/b/paper.pdf")
    (dump / "paper.pdf").write_bytes(make.pdf("Another."))
    run(dump)
    assert stored() == {"Appendix A: map": MAP, "Staff report": PLAN}


def test_host_that_does_not_exist_is_named_and_asked_for_once(tmp_path):
    _, err, failed = run(legistar(tmp_path))
    assert err.count("There is no host files.juniperfalls.example.") == 2
    assert failed


def test_dump_may_not_name_this_machine(host, tmp_path):
    dump = legistar(tmp_path, staff=f"{host.host}/301.pdf", map=f"{host.host}/302.pdf")
    _, err, failed = run(dump)
    assert host.connections == 0
    assert err.count("stands in no public network") == 2
    assert failed


def test_hidden_attachment_is_not_asked_for_and_a_dry_run_asks_nothing(host, everywhere, tmp_path):
    host.council.documents |= {"/301.pdf": PLAN, "/302.pdf": MAP, "/303.pdf": PLAN}
    dump = legistar(tmp_path, staff=f"{host.host}/301.pdf", map=f"{host.host}/302.pdf")
    change(dump / "MatterAttachments.json", 303, MatterAttachmentHyperlink=f"{host.host}/303.pdf")
    run("--dry-run", dump)
    assert host.connections == 0
    run(dump)
    assert sorted(host.asked) == ["/301.pdf", "/302.pdf"]


def test_import_that_was_stopped_asks_for_nothing_that_it_has(host, everywhere, tmp_path, monkeypatch):
    host.council.documents |= {"/301.pdf": PLAN, "/302.pdf": MAP}
    dump = legistar(tmp_path, staff=f"{host.host}/301.pdf", map=f"{host.host}/302.pdf")
    day = f"{timezone.localdate():%Y-%m-%d}T00:00:00"  # of a new meeting, which is asked for in every round
    change(dump / "Events.json", 501, EventDate=day)

    def stopped(*arguments, **said):
        raise KeyboardInterrupt

    with monkeypatch.context() as stop:
        stop.setattr("minutes.management.commands.import_moderngov.load", stopped)
        with pytest.raises(KeyboardInterrupt):
            run(dump)
    assert stored() == {}
    run(dump)
    assert set(stored()) == {"Appendix A: map", "Staff report"}
    assert sorted(host.asked) == ["/301.pdf", "/302.pdf"]
    run(dump)
    assert host.times("/301.pdf") == 2  # the next round


def test_second_import_of_the_same_host_waits_its_turn(host, everywhere, tmp_path, settings):
    from minutes.moderngov.kept import Kept

    dump = legistar(tmp_path, staff=f"{host.host}/301.pdf", map=f"{host.host}/302.pdf")
    with Kept(settings.DATA_DIR / "named-files" / f"127.0.0.1-{host.port}").round():
        _, err, failed = run(dump)
    assert "Another import that uses" in err
    assert failed
    assert host.connections == 0
