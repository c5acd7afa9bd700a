"""The store of kept PDFs: once, whole or not at all, and nothing that nobody wants."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minutes.pdf.store import Note, Store

ROOT = Path(__file__).resolve().parents[3]
DIGEST = "ab" * 32
# Writes its file in two halves, with a pause between them, and says so; a line a making.
MAKER = """
import sys, time
from pathlib import Path
from minutes.pdf.store import Store

class Slow:
    digest = "ab" * 32
    def write(self, path):
        with path.open("wb") as file:
            file.write(b"first half ")
            file.flush()
            print("half", flush=True)
            time.sleep(float(sys.argv[2]))
            file.write(b"second half")

print(Store(Path(sys.argv[1])).make(Slow()).read_text(), flush=True)
"""


class Text:
    """A printable that counts how often it was printed."""

    def __init__(self, text="a paper", digest=DIGEST):
        self.text, self.digest, self.times = text, digest, 0

    def write(self, path):
        self.times += 1
        path.write_text(self.text)


class Failing(Text):
    def write(self, path):
        path.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "papers")


def maker(store, pause):
    return subprocess.Popen(
        [sys.executable, "-c", MAKER, str(store.root), str(pause)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def everything(store):
    return sorted(str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file())


def test_paper_is_printed_once(store):
    paper = Text()
    assert [store.make(paper).read_text(), store.make(paper).read_text()] == ["a paper", "a paper"]
    assert paper.times == 1


def test_two_processes_asked_for_the_same_paper_make_it_once(store):
    makers = [maker(store, 0.5) for _ in range(3)]
    said = [each.communicate(timeout=60)[0].splitlines() for each in makers]
    assert sorted(map(len, said)) == [1, 1, 2]  # one of them wrote
    assert {lines[-1] for lines in said} == {"first half second half"}
    assert everything(store) == [f"files/ab/{DIGEST}.pdf"]


def test_maker_killed_in_the_middle_leaves_no_half_file_and_no_lock(store):
    dying = maker(store, 60)
    assert dying.stdout.readline() == "half\n"
    waiting = maker(store, 0)
    time.sleep(0.5)
    assert waiting.poll() is None  # it waits for the first
    dying.send_signal(signal.SIGKILL)
    dying.communicate()
    assert waiting.communicate(timeout=60)[0].splitlines() == ["half", "first half second half"]
    store.note("/a.pdf", Note("state", DIGEST, "a.pdf"))
    store.sweep({"/a.pdf"})
    assert [name for name in everything(store) if name.startswith("making")] == []
    assert store.path(DIGEST).read_text() == "first half second half"


def test_full_disk_leaves_nothing(store):
    with pytest.raises(OSError, match="No space left"):
        store.make(Failing())
    assert everything(store) == []
    assert store.make(Text()).read_text() == "a paper"


def test_file_size_limit_of_the_system_leaves_nothing(store):
    script = MAKER.replace("import sys, time", "import resource, signal, sys, time").replace(
        "print(Store",
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (14, 14))\nprint(Store",
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(store.root), "0"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert "File too large" in done.stderr
    assert everything(store) == []


def test_note_of_a_newer_paper_deletes_the_file_of_the_older(store):
    old, new = Text("old", "aa" * 32), Text("new", "bb" * 32)
    for paper in (old, new):
        store.make(paper)
        store.note("/a.pdf", Note("state", paper.digest, "a.pdf"))
    assert not store.path(old.digest).exists()
    assert store.noted("/a.pdf") == Note("state", new.digest, "a.pdf")


def test_forgotten_address_keeps_no_file(store):
    store.make(Text())
    store.note("/a.pdf", Note("state", DIGEST, "a.pdf"))
    store.forget("/a.pdf")
    assert [name for name in everything(store) if not name.startswith("untold")] == []


def test_sweep_keeps_what_an_address_leads_to_and_nothing_else(store):
    wanted, stray, gone = (Text(name, name * 32) for name in ("aa", "bb", "cc"))
    for paper in (wanted, stray, gone):
        store.make(paper)
    store.note("/wanted.pdf", Note("state", wanted.digest, "a.pdf"))
    store.note("/gone.pdf", Note("state", gone.digest, "a.pdf"))
    (store.making / "dd.left.part").write_text("half")
    private = store.root / "private-x"
    private.mkdir()
    (private / "full.pdf").write_text("exempt")
    os.utime(private, (0, 0))
    store.sweep({"/wanted.pdf"})
    assert [path.stem for path in store.files.rglob("*.pdf")] == [wanted.digest]
    assert list(store.making.iterdir()) == []
    assert not private.exists()


def test_sweep_leaves_alone_what_is_being_made(store):
    making = maker(store, 1.5)
    making.stdout.readline()
    store.sweep(set())
    assert making.communicate(timeout=60)[0].splitlines() == ["first half second half"]


def test_address_in_another_letter_case_is_not_answered_with_the_note(store):
    store.note("/a.pdf", Note("state", DIGEST, "a.pdf"))
    assert store.noted("/A.pdf") is None


def used(store, number, hours_ago):
    """A kept PDF of 1,000 bytes that was used so long ago."""
    paper = Text("x" * 1000, f"{number:064x}")
    path = store.make(paper)
    os.utime(path, (time.time() - hours_ago * 3600,) * 2)
    return path


def test_papers_used_longest_ago_go_where_more_is_kept_than_is_to_be(store, settings):
    settings.PAPERS_MAX_BYTES = 5_000
    papers = [used(store, number, hours_ago=number) for number in range(8)]
    assert store.trim() == 4  # to a tenth less
    assert [path.exists() for path in papers] == [True] * 4 + [False] * 4
    assert store.trim() == 0


def test_everything_is_kept_where_no_limit_is_set(store, settings):
    settings.PAPERS_MAX_BYTES = 0
    path = used(store, 1, hours_ago=10_000)
    assert store.trim() == 0
    assert path.exists()


def test_paper_that_is_read_counts_as_used(store, settings):
    settings.PAPERS_MAX_BYTES = 1_500
    read, other = used(store, 1, hours_ago=300), used(store, 2, hours_ago=200)
    store.kept(f"{1:064x}").close()
    assert store.trim() == 1
    assert (read.exists(), other.exists()) == (True, False)


def test_process_that_makes_many_looks_at_how_much_is_kept(store, settings, monkeypatch):
    settings.PAPERS_MAX_BYTES = 5_000
    monkeypatch.setattr("minutes.pdf.store.OFTEN", 10)
    for number in range(40):
        used(store, number, hours_ago=100 - number)
    assert sum(path.stat().st_size for path in store.files.glob("*/*.pdf")) <= 5_000 + 10 * 1_000
