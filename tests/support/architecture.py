"""Draws packages, and the rooms inside them, from the imports: the pictures of docs/architecture.md."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from tests.support.databases import ROOT
from tests.support.imports import arrows_between_rooms, modules, packages_with_rooms

PAGE = ROOT / "docs" / "architecture.md"
# What every package may use; drawn as one floor, or each of its parts would have an arrow from everywhere.
GROUND = (
    "accounts",
    "audit",
    "data_files",
    "database",
    "hooks",
    "json_bounds",
    "lifecycle",
    "logic",
    "manifest",
    "settings",
    "vocabulary",
    "web",
)
STARTING = ("audit_log", "commands", "packages")  # where all meets; they would draw an arrow to everything
ENOUGH = 4


def page(text: str) -> str:
    """The page with every picture between its markers drawn anew.

    Raises:
        ValueError: a package that has rooms has no picture.
    """
    drawn = re.sub(
        r"(<!-- picture of ([\w.]+) -->\n).*?(<!-- end -->)",
        lambda found: f"{found[1]}{picture(found[2])}{found[3]}",
        text,
        flags=re.DOTALL,
    )
    missing = [name for name in ("app", *_worth_a_picture()) if f"picture of {name} -->" not in text]
    if missing:
        raise ValueError(f"No picture of {', '.join(missing)}.")
    return drawn


def _worth_a_picture() -> list[str]:
    """The packages with so many rooms that one does not see at a glance how they stand."""
    outer = [name for name in packages_with_rooms() if name.count(".") == 1]
    return [name for name in outer if len(_folders_of(name)) >= ENOUGH]


def picture(package: str) -> str:
    """The rooms of a package (of `app`, the packages) with the arrows that no longer way says already."""
    arrows = {room: set(targets) for room, targets in arrows_between_rooms(package).items()}
    rooms = {_room(name, package) for name in modules() if name.startswith(f"{package}.")}
    if package == "app":
        arrows = _on_the_ground(arrows)
        rooms = {_grounded(room) for room in rooms} - set(STARTING)
    else:
        rooms = _folders_of(package)
        arrows = {room: _over_loose_files(room, arrows, rooms) for room in rooms}
    lines = [f"    {room}[{_label(room)}]" for room in sorted(rooms)]
    lines += [
        f"    {room} --> {to}" for room, to in sorted(_reduced(arrows)) if room in rooms and to in rooms
    ]
    return "```mermaid\nflowchart TD\n" + "\n".join(lines) + "\n```\n"


@cache
def _folders_of(package: str) -> frozenset[str]:
    folder = ROOT / package.replace(".", "/")
    return frozenset(file.parent.name for file in folder.glob("*/__init__.py"))


def _over_loose_files(room: str, arrows: Mapping[str, set[str]], rooms: Collection[str]) -> set[str]:
    """The folders that a folder imports, by itself or by way of files that lie in none."""
    found: set[str] = set()
    waiting, seen = [room], {room}
    while waiting:
        for target in arrows.get(waiting.pop(), set()) - seen:
            seen.add(target)
            if target in rooms:
                found.add(target)
            else:
                waiting.append(target)
    return found


def _label(room: str) -> str:
    return "what all use" if room == "ground" else room.replace("_", " ")


def _room(module: str, package: str) -> str:
    return module.removeprefix(f"{package}.").split(".")[0]


def _grounded(room: str) -> str:
    return "ground" if room in GROUND else room


def _on_the_ground(arrows: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for room, targets in arrows.items():
        if room not in STARTING:
            found.setdefault(_grounded(room), set()).update(_grounded(to) for to in targets)
    return {room: targets - {room} for room, targets in found.items()}


def _reduced(arrows: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """The arrows without those that a way over another room leads to as well."""
    reach: dict[str, frozenset[str]] = {}

    def reached(room: str) -> frozenset[str]:
        if room not in reach:
            below = frozenset(arrows.get(room, ()))
            reach[room] = below.union(*(reached(each) for each in below))
        return reach[room]

    return {
        (room, to)
        for room, targets in arrows.items()
        for to in targets
        if not any(to in reached(other) for other in targets if other != to)
    }


if __name__ == "__main__":
    drawn_anew = page(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(drawn_anew, encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} is drawn.\n")
