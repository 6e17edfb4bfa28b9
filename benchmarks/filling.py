"""Fills a new database with thousands of records, real ones where they are at hand, and times the import."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving import ROOT, CannotMeasure

FILES = (("us_federal_2025.csv", "us-federal-2025"), ("netherlands_2026.json", "nl-listing"))
SYNTHETIC = 5_000
WORDS = (
    "parking school rent housing tenant camera traffic benefit claim child care health waste planning permit"
    " library voter street light repair visit letter chat forecast risk score match photo text summary plan"
    " officer council resident service data model rule check review appeal decision time cost year week"
).split()


@dataclass(frozen=True, slots=True)
class Filled:
    """What was imported: `real` or made up, how many records, and how fast beside `sqlite-utils insert`."""

    real: bool
    records: int
    import_seconds: float
    plain_seconds: float


def fill(folder: Path, data: Path) -> Filled:
    """Makes `folder/register.sqlite` and imports into it. Seconds are processor time of the commands."""
    environment = {"DATABASE_URL": f"sqlite:///{folder / 'register.sqlite'}"}
    _run(["flask", "--app", "wsgi", "db", "upgrade"], environment)
    sources = [(data / name, standard) for name, standard in FILES]
    real = all(path.is_file() for path, _ in sources)
    if not real:
        sources = [(_made_up(folder), "nl-listing")]
    records, ours, plain = 0, 0.0, 0.0
    for number, (path, standard) in enumerate(sources):
        organisation = ["--organisation", f"body-{number}", "--create-organisation", f"Body {number}"]
        command = ["register", "import", str(path), "--standard", standard, *organisation, "--json"]
        began = _children_seconds()
        report = json.loads(_run(["flask", "--app", "wsgi", *command], environment))
        ours += _children_seconds() - began
        records += report["created"]
        began = _children_seconds()
        _run(["sqlite_utils", "insert", str(folder / "plain.sqlite"), f"t{number}", *_rows(path, folder)], {})
        plain += _children_seconds() - began
    return Filled(real, records, ours, plain)


def _rows(path: Path, folder: Path) -> list[str]:
    """The file as sqlite-utils reads it."""
    if path.suffix == ".csv":
        return [str(path), "--csv"]
    rows = folder / "rows.json"
    rows.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))["algoritmes"]), encoding="utf-8")
    return [str(rows)]


def _made_up(folder: Path) -> Path:
    """Records of random words in the layout of the Dutch register; the same ones each time."""
    chance = random.Random(5)

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize()

    rows = [
        {
            "id": str(number),
            "title": words(chance.randint(2, 8)),
            "doel": words(chance.randint(10, 120)),
            "organisatie": f"Gemeente {words(1)} {number % 300}",
            "status": chance.choice(["in_gebruik", "in_ontwikkeling", "buiten_gebruik"]),
            "url": f"https://example.org/{number}",
        }
        for number in range(SYNTHETIC)
    ]
    path = folder / "made-up.json"
    path.write_text(json.dumps({"algoritmes": rows}), encoding="utf-8")
    return path


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotMeasure(f"{' '.join(command[:4])} failed: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
