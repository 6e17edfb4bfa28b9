"""Which module imports which, read from the sources; rooms, and the circles between them."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.support.databases import ROOT

APP = ROOT / "app"
Arrows = Mapping[str, Mapping[str, tuple[str, ...]]]


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> Mapping[str, Path]:
    """The file of every module of the application by its dotted name."""
    return {_name(file): file for file in sorted(APP.rglob("*.py"))}


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """The modules of the application that each module imports."""
    return {name: frozenset(_imported(file)) - {name} for name, file in modules().items()}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "app":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else node.module


def room_of(module: str, package: str) -> str:
    """The room of a module inside a package: its folder, or the module itself where it lies in no folder."""
    return module.removeprefix(f"{package}.").split(".")[0]


def packages_with_rooms() -> list[str]:
    """Every package, at any depth, that holds folders."""
    return sorted(
        name
        for name, file in modules().items()
        if name != "app" and file.name == "__init__.py" and any((file.parent).glob("*/__init__.py"))
    )


def arrows_between_rooms(package: str) -> Arrows:
    """Which room of a package imports which other, and by which modules: `room -> room -> (a, b)`."""
    inside = [name for name in imports() if name.startswith(f"{package}.")]
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in inside:
        for target in sorted(imports()[name]):
            if target.startswith(f"{package}.") and room_of(name, package) != room_of(target, package):
                found[room_of(name, package)][room_of(target, package)].append(f"{name} → {target}")
    return {room: {to: tuple(why) for to, why in targets.items()} for room, targets in found.items()}


def circles(arrows: Arrows) -> list[tuple[str, ...]]:
    """The groups of rooms that reach each other; empty where every arrow leads downwards."""
    rooms = sorted({*arrows, *(to for targets in arrows.values() for to in targets)})
    reach = {room: _reached(room, arrows) for room in rooms}
    groups = {tuple(sorted(other for other in reach[room] if room in reach[other])) for room in rooms}
    return sorted(group for group in groups if group)


def _reached(room: str, arrows: Arrows) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [room]
    while waiting:
        for target in arrows.get(waiting.pop(), {}):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)
