"""Measures what public pages cost beside a bare Flask page with the same layout, and how fast imports are.

Run it from the repository: `python -m benchmarks.public_pages [--json] [--check]`.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from benchmarks.filling import Filled, fill
from benchmarks.serving import ROOT, CannotMeasure, Server, serving

AREAS = ("health", "community_safety", "staff_internal", "planning_environment", "customer_services", "other")
PHASES = ("production", "pre_deployment", "private_beta", "retired")


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of page: the paths of a round, headers, and how often a bare page it may cost."""

    name: str
    paths: Callable[[int], list[str]]
    budget: float | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What a page costs: processor milliseconds, and how many bare pages that is."""

    name: str
    milliseconds: float
    ratio: float
    budget: float | None

    @property
    def within(self) -> bool:
        return self.budget is None or self.ratio <= self.budget


def samples(database: Path) -> tuple[list[str], list[str]]:
    """Words to search for, the 3,000 most common ones, and the entries' addresses; in no order."""
    with sqlite3.connect(database) as connection:
        query = "SELECT word FROM search_word ORDER BY entries DESC LIMIT 3000"
        words = [row[0] for row in connection.execute(query)]
        rows = connection.execute("SELECT entry_id, slug FROM entry_row")
        addresses = [f"/register/{entry_id}-{slug}" for entry_id, slug in rows]
    random.Random(1).shuffle(words)
    random.Random(2).shuffle(addresses)
    return words, addresses


def cases(database: Path, server: Server, requests: int) -> list[Case]:
    """The pages to measure; every search is a new one, so that no kept count helps it."""
    words, addresses = samples(database)
    entry = addresses[0]

    def new(path: Callable[[str, int], str]) -> Callable[[int], list[str]]:
        def paths(turn: int) -> list[str]:
            start = turn * requests
            return [path(words[(start + i) % len(words)], start + i) for i in range(requests)]

        return paths

    def same(path: str) -> Callable[[int], list[str]]:
        return lambda _turn: [path] * requests

    def filtered(word: str, i: int) -> str:
        return (
            f"/register?q={quote(word)}&area={AREAS[i % 6]}&area={AREAS[(i + 1) % 6]}&phase={PHASES[i % 4]}"
        )

    def tagged(path: str) -> tuple[tuple[str, str], ...]:
        return (("If-None-Match", server.tag(path)),)

    return [
        Case("results, a new search each time", new(lambda word, _i: f"/register?q={quote(word)}"), 12),
        Case("results, all entries", new(lambda _w, i: f"/register?page={i % 200 + 1}"), 12),
        Case("results, new search with filters", new(filtered), 12),
        Case("results, filters without a search", new(lambda _w, i: filtered("", i)), 12),
        Case("results again, with its ETag", same("/register?q=data"), 1.5, tagged("/register?q=data")),
        Case("entry", same(entry), 3),
        Case("entry, another one each time", new(lambda _w, i: addresses[i % len(addresses)])),
        Case("entry again, with its ETag", same(entry), 1.5, tagged(entry)),
        Case("home", same("/"), 3),
    ]


def measure(database: Path, requests: int, rounds: int) -> list[Measured]:
    """Bare page and page in turn, round by round, on two servers that run all the time."""
    environment = {"DATABASE_URL": f"sqlite:///{database}", "CANDOUR_ENV": "development"}
    found = []
    with (
        serving("benchmarks.bare:create_app()", {}) as bare,
        serving("wsgi:app", environment) as server,
    ):
        bare.ask(["/bare"] * 100)
        for case in cases(database, server, requests):
            server.ask(case.paths(rounds)[:20], dict(case.headers))
            pairs = [
                (bare.ask(["/bare"] * requests), server.ask(case.paths(turn), dict(case.headers)))
                for turn in range(rounds)
            ]
            ratio = median(page / plain for plain, page in pairs)
            cost = median(page for _, page in pairs) * 1000
            found.append(Measured(case.name, cost, ratio, case.budget))
    return found


def show(filled: Filled, found: list[Measured]) -> None:
    """Prints the results as a small table."""
    kind = "real" if filled.real else "made-up (no real records were found)"
    print(f"{filled.records} {kind} records")
    print(f"{'page':38}{'ms':>8}{'× bare':>9}{'at most':>9}")
    for line in found:
        budget = f"{line.budget:g}" if line.budget else ""
        mark = "" if line.within else "  too dear"
        print(f"{line.name:38}{line.milliseconds:8.2f}{line.ratio:9.2f}{budget:>9}{mark}")
    rate, plain = filled.records / filled.import_seconds, filled.records / filled.plain_seconds
    print(f"import: {rate:.0f} records a second of processor time; sqlite-utils insert: {plain:.0f}")


def main() -> int:
    """Reads the arguments, measures, prints. Gives 1 when `--check` is set and a page is too dear."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of real records"
    )
    parser.add_argument("--requests", type=int, default=150, help="requests a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--check", action="store_true", help="fail when a page costs more than it may")
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="candour-benchmark-") as folder:
            filled = fill(Path(folder), options.data)
            found = measure(Path(folder) / "register.sqlite", options.requests, options.rounds)
    except CannotMeasure as problem:
        print(f"cannot measure: {problem}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"import": asdict(filled), "pages": [asdict(line) for line in found]}))
    else:
        show(filled, found)
    return int(options.check and not all(line.within for line in found))


if __name__ == "__main__":
    sys.exit(main())
