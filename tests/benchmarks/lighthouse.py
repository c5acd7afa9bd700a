"""
Lighthouse's four scores of five pages of the demo council: `python -m tests.benchmarks.lighthouse`.

A report, not a test: the scores of performance move with what else the machine does. Lighthouse comes through npm into
var/lighthouse; without npm or Chromium there is nothing to run, and this says so.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
VERSION = "lighthouse@12"  # the last one for the Node.js of Debian 12 and its neighbours
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]


def main() -> int:
    """Print the scores; 1 where one is below 100."""
    chromium = shutil.which("chromium")
    if chromium is None or shutil.which("npm") is None:
        print("Lighthouse needs npm and Chromium: apt-get install npm chromium. Nothing was measured.")
        return 0
    django.setup()
    from tests.benchmarks.pages import chosen, prepare

    prepare()
    pages = chosen()
    if not PROGRAM.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", FOLDER, VERSION], check=True)
    wanted = {
        "home": "/",
        "meeting": pages["meeting"],
        "item": pages["item"],
        "search": "/search/",
        "register": "/decisions/",
    }
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "minutes.config.wsgi:application"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            wait_for(port)
            found = {name: scores(f"http://localhost:{port}{address}", chromium) for name, address in wanted.items()}
        finally:
            server.terminate()
    return report(found)


def report(found: dict[str, dict]) -> int:
    """A line a page, and below it what cost points."""
    print(f"{'page':<10}" + "".join(f"{name:>16}" for name in CATEGORIES))
    for page, result in found.items():
        print(f"{page:<10}" + "".join(f"{result['categories'][name]['score'] * 100:>16.0f}" for name in CATEGORIES))
        for audit in failed(result):
            print(f"           {audit}")
    return int(any(result["categories"][name]["score"] < 1 for result in found.values() for name in CATEGORIES))


def failed(result: dict) -> list[str]:
    """What cost points, by name."""
    weighed = {ref["id"] for name in CATEGORIES for ref in result["categories"][name]["auditRefs"] if ref["weight"]}
    audits = [result["audits"][name] for name in sorted(weighed)]
    return [
        f"{a['id']}: {a['title']} {a.get('displayValue', '')}"
        for a in audits
        if (a["score"] or 0) < 0.9 and a["score"] is not None
    ]


def scores(url: str, chromium: str) -> dict:
    """Lighthouse's result for a page, as on a desk.

    Now and then it loses the trace of a page and asks to be run again: it is, twice at most.
    """
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    for _ in range(3):
        run = subprocess.run(
            [PROGRAM, url, "--quiet", "--output=json", "--preset=desktop", f"--chrome-flags={flags}",
             f"--only-categories={','.join(CATEGORIES)}"],
            capture_output=True, text=True, check=False, timeout=240, env={**os.environ, "CHROME_PATH": chromium},
        )  # fmt: skip
        if run.returncode == 0:
            return json.loads(run.stdout)
    raise SystemExit(f"Lighthouse could not look at {url}:\n{run.stderr}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    """Until the server answers; half a minute at most."""
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    sys.exit(main())
