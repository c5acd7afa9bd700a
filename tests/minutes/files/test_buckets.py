"""The same two stores as two buckets, through django-storages."""

import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages

from minutes.config import environment
from minutes.models import Report, settle
from minutes.preservation.backup import make_backup
from minutes.preservation.chest import Chest
from minutes.preservation.restore import put_files, verify
from tests import factories as make
from tests.minutes.files.bucket import Bucket

pytestmark = pytest.mark.django_db


@pytest.fixture
def buckets(settings, monkeypatch):
    server = Bucket()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    values = {
        "MINUTEBOOK_S3_BUCKET": "papers", "MINUTEBOOK_S3_EXEMPT_BUCKET": "closed", "MINUTEBOOK_S3_ENDPOINT": server.url,
        "MINUTEBOOK_S3_REGION": "eu-west-2", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
    }  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, **environment.stores()}
    yield server
    for alias in ("default", "exempt"):
        storages[alias].connection.meta.client.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_document_lies_in_the_closed_bucket_until_it_is_public_and_is_read_from_either(client, buckets):
    report = make.ReportFactory(item__meeting=make.MeetingFactory(stage="confirmed_at"))
    assert list(buckets.objects) == [f"/closed/{report.file}"]
    assert b"".join(client.get(report.get_absolute_url())) == make.pdf()
    assert list(settle(Report.objects.all())) == [str(report.file)]
    assert buckets.objects == {f"/papers/{report.file}": make.pdf()}
    part = client.get(report.get_absolute_url(), headers={"range": "bytes=5-9"})
    assert (part.status_code, b"".join(part)) == (206, make.pdf()[5:10])
    Report.objects.update(is_exempt=True)
    assert client.get(report.get_absolute_url()).status_code == 404
    assert list(settle(Report.objects.all())) == [str(report.file)]
    assert buckets.objects == {f"/closed/{report.file}": make.pdf()}


@pytest.mark.parametrize(("public", "exempt"), [("papers", ""), ("", "closed"), ("papers", "papers")])
def test_one_bucket_alone_is_refused(monkeypatch, public, exempt):
    monkeypatch.setenv("MINUTEBOOK_S3_BUCKET", public)
    monkeypatch.setenv("MINUTEBOOK_S3_EXEMPT_BUCKET", exempt)
    with pytest.raises(ImproperlyConfigured, match="two buckets"):
        environment.stores()


def test_bucket_without_the_package_says_what_to_install(monkeypatch):
    monkeypatch.setenv("MINUTEBOOK_S3_BUCKET", "papers")
    monkeypatch.setenv("MINUTEBOOK_S3_EXEMPT_BUCKET", "closed")
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"minutebook\[s3\]"):
        environment.stores()


@pytest.mark.django_db(transaction=True)
def test_documents_in_buckets_are_backed_up_and_put_back_where_they_were(buckets, tmp_path):
    make.ReportFactory(item__meeting=make.MeetingFactory(stage="confirmed_at"))
    make.ReportFactory()
    for _ in settle(Report.objects.all()):
        pass
    before = dict(buckets.objects)
    assert {name.split("/")[1] for name in before} == {"papers", "closed"}
    chest = Chest(tmp_path / "backups")
    name, manifest = make_backup(chest)
    assert verify(chest, name) == []
    buckets.objects.clear()
    put_files(chest, manifest)
    assert buckets.objects == before
