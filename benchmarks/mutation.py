"""Changes the rules that guard people, one small change at a time, and says which changes no test noticed."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".mutation"
COPIED = ("app", "tests", "templates", "static", "migrations", "docs", "stubs", "wsgi.py", "pyproject.toml")
AIM = 0.95
NOTICED = frozenset({"killed", "timeout", "segfault"})


def _settings(subject: dict[str, list[str]]) -> str:
    lines = ["[mutmut]", "source_paths=app", "process_isolation=forkserver"]
    lists = {
        "only_mutate": subject["files"],
        "also_copy": [name for name in COPIED if name not in {"app", "pyproject.toml"}],
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": subject["tests"],
    }
    for name, values in lists.items():
        lines += [f"{name}=", *(f"    {value}" for value in values)]
    return "\n".join(lines) + "\n"


def _copy(subject: dict[str, list[str]], folder: Path) -> None:
    """A fresh copy to work in, so that nothing of this appears in the working tree."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy2(source, target)
    (folder / "setup.cfg").write_text(_settings(subject), encoding="utf-8")


def _mutmut(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def _results(folder: Path) -> dict[str, str]:
    """How each change ended, by its name: `killed`, `timeout`, `survived`, `no tests` …"""
    lines = _mutmut(folder, "results", "--all", "true").splitlines()
    return dict(line.strip().split(": ", 1) for line in lines if ": " in line)


def main() -> int:
    """Tries the named subjects, or all; ends with 1 when one of them is below the aim."""
    subjects = tomllib.loads((ROOT / "tests" / "mutation.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="script/mutate", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(subjects))
    parser.add_argument("--quiet", action="store_true", help="names survivors without showing them")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.subjects if name not in subjects]
    if unknown:
        parser.error(f"tests/mutation.toml has no subject {', '.join(unknown)}")
    low = False
    for name in chosen.subjects or subjects:
        folder = FOLDER / name
        _copy(subjects[name], folder)
        _mutmut(folder, "run", "--max-children", str(os.cpu_count() or 1))
        results = _results(folder)
        missed = {change: end for change, end in results.items() if end not in NOTICED}
        share = 1 - len(missed) / len(results) if results else 0
        low = low or share < AIM
        print(f"{name}: {len(results) - len(missed)} of {len(results)} changes noticed ({share:.1%})")
        for change, end in missed.items():
            print(f"  {change}: {end}")
            if not chosen.quiet:
                print(_mutmut(folder, "show", change))
        sys.stdout.flush()
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
