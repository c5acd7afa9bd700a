"""
How fast papers are made and served: a report over the demo council, not a timed test. Run it with `make bench`.

What is compared is measured in turn, in one run, so that the ratios hold on a noisy machine.

    python -m tests.benchmarks.papers [cold] [kept] [rate] [pack] [memory]

Without a word: all of them. `BENCH_PRINTS` is the number of PDFs of `memory` (2000), `BENCH_PACK_MB` the size of the
pack's reports (300).
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import django

from tests.benchmarks.pages import HOST, chosen, prepare

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")
PRINTS = int(os.environ.get("BENCH_PRINTS", "2000"))
PACK_MB = int(os.environ.get("BENCH_PACK_MB", "300"))
REPORTS, PAGES = 50, 20  # of the pack: a thousand pages


def main(asked):
    """Print the report."""
    django.setup()
    from django.conf import settings

    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        settings.PAPERS_ROOT = Path(folder) / "papers"
        settings.SITE_URL = f"http://{HOST}"
        prepare()
        for name, report in {"cold": cold, "kept": kept, "rate": rate, "memory": memory, "pack": pack}.items():
            if name in asked or not asked:
                report(Path(folder))


def item_address():
    return chosen()["item"].rstrip("/") + ".pdf"


def environ(path, method="GET"):
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "HTTP_HOST": HOST,
        "SERVER_NAME": HOST, "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(), "wsgi.file_wrapper": None,
    }  # fmt: skip


def body_of(handler, path):
    """The whole answer of the site's WSGI handler, as a server would send it."""
    seen = []
    given = environ(path)
    del given["wsgi.file_wrapper"]
    answer = handler(given, lambda status, headers: seen.append(status))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    assert seen[0].startswith("200"), (path, seen)
    return body


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cold(folder, rounds=10):
    """An item's PDF that is not kept, and WeasyPrint alone on its HTML, both in a warm process."""
    from django.core.handlers.wsgi import WSGIHandler
    from weasyprint import HTML

    from minutes.pdf import Paper, press
    from minutes.pdf.store import papers

    handler, address, seen = WSGIHandler(), item_address(), []
    write = Paper.write
    Paper.write = lambda paper, path: (seen.append(paper), write(paper, path))[1]
    body_of(handler, address)
    Paper.write = write
    paper = seen[0]
    fonts, sheet = press._fonts_and_style()

    def alone():
        page = HTML(string=paper.html, base_url=paper.about.url, url_fetcher=press.FontsOnly())
        page.write_pdf(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/a-3a")

    def whole():
        papers().forget(address)
        body_of(handler, address)

    alone(), whole()
    pairs = [(timed(whole), timed(alone)) for _ in range(rounds)]
    ratio = statistics.median(ours for ours, _ in pairs) / statistics.median(theirs for _, theirs in pairs)
    best = min(ours for ours, _ in pairs) / min(theirs for _, theirs in pairs)
    print(f"item PDF cold: {ms(pairs, 0)} ms; WeasyPrint alone on its HTML: {ms(pairs, 1)} ms; "
          f"ratio {ratio:.2f} (of the fastest {best:.2f})", flush=True)  # fmt: skip


def kept(folder, rounds=400):
    """A kept PDF, and WhiteNoise serving a file of that size, through the same handler."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    address = item_address()
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    size = len(body_of(WSGIHandler(), address))
    (settings.STATIC_ROOT / "same.pdf").write_bytes(os.urandom(size))
    handler = WSGIHandler()  # looks for static files when it starts
    for path in (address, "/static/same.pdf"):
        body_of(handler, path)
    pairs = [(timed(lambda: body_of(handler, address)), timed(lambda: body_of(handler, "/static/same.pdf")))
             for _ in range(rounds)]  # fmt: skip
    ratio = statistics.median(ours for ours, _ in pairs) / statistics.median(theirs for _, theirs in pairs)
    best = min(ours for ours, _ in pairs) / min(theirs for _, theirs in pairs)
    print(f"item PDF kept ({size / 1024:.0f} KB), handler alone: {ms(pairs, 0, 3)} ms; "
          f"WhiteNoise, same size: {ms(pairs, 1, 3)} ms; "
          f"ratio {ratio:.2f} (of the fastest {best:.2f})", flush=True)  # fmt: skip
    through_a_server(folder, address)


def through_a_server(folder, address, rounds=1000):
    """The same two through granian and a socket, on one connection."""
    import http.client
    import socket

    from django.conf import settings

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = (
        "from pathlib import Path; from django.conf import settings;"
        f"settings.PAPERS_ROOT = Path({str(settings.PAPERS_ROOT)!r}); settings.SITE_URL = {settings.SITE_URL!r};"
        f"settings.STATIC_ROOT = Path({str(settings.STATIC_ROOT)!r});"
        "from django.core.wsgi import get_wsgi_application; application = get_wsgi_application()"
    )
    (folder / "bench_wsgi.py").write_text(script)
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--log-level",
         "warning", "bench_wsgi:application"],
        env={**os.environ, "PYTHONPATH": f"{folder}:{Path.cwd()}", "DJANGO_SETTINGS_MODULE": "minutes.config.settings"},
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        line = http.client.HTTPConnection("127.0.0.1", port)

        def get(path):
            line.request("GET", path, headers={"Host": HOST})
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, (path, answer.status)

        for path in [address, "/static/same.pdf"] * 20:
            get(path)
        pairs = [(timed(lambda: get(address)), timed(lambda: get("/static/same.pdf"))) for _ in range(rounds)]
        line.close()
    finally:
        server.terminate()
        server.wait()
    ratio = statistics.median(ours for ours, _ in pairs) / statistics.median(theirs for _, theirs in pairs)
    print(f"the same through granian: {ms(pairs, 0, 3)} ms and {ms(pairs, 1, 3)} ms; ratio {ratio:.2f}", flush=True)


def ms(pairs, which, digits=1):
    return f"{statistics.median(pair[which] for pair in pairs) * 1000:.{digits}f}"


def rate(folder):
    """All papers of the demo council with two workers, from an empty store, and once more."""
    from django.conf import settings
    from django.core.management import call_command

    shutil.rmtree(settings.PAPERS_ROOT, ignore_errors=True)
    for _ in range(2):
        print("make_pdfs with two workers: ", end="", flush=True)
        call_command("make_pdfs", workers=2)


def memory(folder):
    """The growth of this process, and the largest its printing child becomes, over many different PDFs."""
    from minutes.pdf import About, Paper, child

    about = About("Item", "en-GB", f"http://{HOST}/x/", django.utils.timezone.now())
    words = "<p>" + "The committee considered the matter and said what it had to say. " * 6 + "</p>"
    target, largest, start = folder / "one.pdf", 0, 0
    for number in range(PRINTS + 20):
        if number == 20:
            start = resident("self")
        html = f"<html lang=en-GB><title>Item</title><main><h1>Item {number}</h1>{words * 4}</main></html>"
        Paper(html, about, None).write(target)
        largest = max(largest, resident(child._current().process.pid))
    print(f"memory of the site's process over {PRINTS} PDFs: {(resident('self') - start) / 1024:+.1f} MB; "
          f"its child at most {largest / 1024:.0f} MB", flush=True)  # fmt: skip


def resident(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def pack(folder):
    """A pack of a thousand pages: seconds, and the most that the process that puts it together needs."""
    from django.core.files.storage import FileSystemStorage

    from minutes.pdf import About, Paper
    from minutes.pdf.pack import Document, Pack

    reports = folder / "reports"
    reports.mkdir()
    for number in range(REPORTS):
        scanned(reports / f"{number}.pdf", number)
    about = About("Pack", "en-GB", f"http://{HOST}/pack.pdf", django.utils.timezone.now())

    def front(places):
        lines = "".join(f'<p><a href="pack:{key}">Report {key}, page {at.first}</a>' for key, at in places.items())
        return Paper(f"<html lang=en-GB><title>Pack</title><main><h1>Pack</h1>{lines}</main></html>", about, None)

    documents = [
        Document(str(n), f"Report {n}", f"{n}.pdf", 1, PAGES, f"Item {n}", "") for n in range(REPORTS)
    ]  # fmt: skip
    whole = Pack(documents, FileSystemStorage(reports), front, lambda unshown: front({}), lambda places: [], 1 << 40)
    out = folder / "pack.pdf"
    seconds, peak = timed_peak(lambda: whole.write(out))
    size = sum(file.stat().st_size for file in reports.iterdir()) / 1e6
    print(f"pack of {REPORTS * PAGES} pages, {size:.0f} MB of reports: {seconds:.1f} s, {out.stat().st_size / 1e6:.0f} MB, "
          f"peak of its process {peak / 1024:.0f} MB, of the site's {resident('self') / 1024:.0f} MB", flush=True)  # fmt: skip


def timed_peak(work):
    """Seconds, and the highest peak of any process that was started and ended meanwhile, in KB."""
    import threading

    peaks, done = [0], threading.Event()

    def watch():
        while not done.wait(0.02):
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    if b"minutes.packing.merge" in path.read_bytes():
                        status = (path.parent / "status").read_text()
                        peaks.append(int(status.split("VmHWM:")[1].split()[0]))
                except (OSError, IndexError):
                    continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    seconds = timed(work)
    done.set()
    watcher.join()
    return seconds, max(peaks)


def scanned(path, seed):
    """A report of scanned pages, which no packing makes smaller."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name, Stream

    made = pikepdf.Pdf.new()
    side = int((PACK_MB * 1e6 / REPORTS / PAGES) ** 0.5)
    for _ in range(PAGES):
        scan = Stream(made, os.urandom(side * side))
        for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": side, "Height": side,
                           "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}.items():  # fmt: skip
            scan[f"/{key}"] = value
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary(XObject=Dictionary(Scan=scan)),
            Contents=made.make_indirect(Stream(made, b"595 0 0 842 0 0 cm /Scan Do")),
        )  # fmt: skip
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    made.save(path, compress_streams=False)


if __name__ == "__main__":
    main(sys.argv[1:])
