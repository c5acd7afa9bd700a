"""
How fast a record goes out and in, and in how much memory: a report, not a timed test. Run it with `make bench-exchange`.

Archives of 10,000 and 100,000 items (`--items` for others) are made, read into an empty database, brought into the
index of the search, checked against one made from nothing where `--check` asks for it, and written out again; each step
in a process of its own, of which the largest amount of memory is told.
"""

import argparse
import filecmp
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ITEMS = [10_000, 100_000]


def main() -> None:
    """Print the report."""
    options = asked()
    if options.step:
        step(options.step, options.file, options.items[0])
        return
    print(f"{'items':>8}  {'step':<8} {'seconds':>9} {'items/s':>9} {'MB memory':>10}")
    with tempfile.TemporaryDirectory(prefix="minutebook-", dir=options.folder) as folder:
        Path(folder).chmod(0o755)  # as root, the server runs as somebody else
        os.environ["MINUTEBOOK_DATA"] = folder  # a server of its own, never the one that is in use
        os.environ.pop("DATABASE_URL", None)
        for items in options.items:
            file = Path(folder) / f"{items}.jsonl"
            steps = [
                "make",
                "import",
                *([] if options.no_index else ["index"]),
                *(["check"] if options.check else []),
                "export",
            ]
            for name in steps:
                measured(name, file, items)
            same = filecmp.cmp(file, file.with_suffix(".again"), shallow=False)
            print(
                f"{items:>8}  {file.stat().st_size / 1e6:.0f} MB; exported again: {'the same bytes' if same else 'OTHER BYTES'}"
            )


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, nargs="+", default=ITEMS)
    parser.add_argument("--check", action="store_true", help="compare the index with one made from nothing")
    parser.add_argument("--no-index", action="store_true")
    parser.add_argument("--folder", help="where the archives are made for as long as they are needed")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def measured(name: str, file: Path, items: int) -> None:
    """Run a step in a process of its own, and print what it took."""
    started = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.exchange",
        "--step",
        name,
        "--file",
        str(file),
        "--items",
        str(items),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, memory = map(float, done.stdout.split()[-2:])
    whole = time.perf_counter() - started
    print(
        f"{items:>8}  {name:<8} {seconds:>9.1f} {items / seconds:>9.0f} {memory:>10.0f}   ({whole:.1f} s with its start)",
        flush=True,
    )


def step(name: str, file: Path, items: int) -> None:
    """One step, in this process; prints its seconds and its largest memory in megabytes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")
    import django

    django.setup()
    steps = {"make": make, "import": bring_in, "index": index, "check": check, "export": take_out}
    if name == "import":
        empty()
    started = time.perf_counter()
    steps[name](file, items)
    print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def make(file: Path, items: int) -> None:
    from tests.benchmarks.archive import Archive

    with file.open("w", encoding="utf-8") as out:
        Archive(items).write(out)


def empty() -> None:
    """A database with nothing in it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)


def bring_in(file: Path, items: int) -> None:
    from minutes.exchange.load import load

    with file.open(encoding="utf-8") as source:
        for _ in load(source, file.with_suffix(".files")):
            pass


def index(file: Path, items: int) -> None:
    from minutes.search.index import work_off

    for _ in work_off():
        pass


def check(file: Path, items: int) -> None:
    from minutes.search.index import differences

    wrong = [item for _, batch in differences() for item in batch]
    if wrong:
        raise SystemExit(f"The index is wrong for {len(wrong)} items.")


def take_out(file: Path, items: int) -> None:
    from minutes.exchange.export import export

    with file.with_suffix(".again").open("w", encoding="utf-8") as out:
        for _ in export(out, file.with_suffix(".files")):
            pass


if __name__ == "__main__":
    main()
