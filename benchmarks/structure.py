"""Measures the structure of a checkout: files, lines, names that stand for several things, sizes of routes.

    python benchmarks/structure.py [CHECKOUT] [--json]

It reads `app/` as text and imports nothing of it, so it can be run on any revision.
"""

from __future__ import annotations

import argparse
import ast
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _trees(root: Path) -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(root.rglob("*.py"))}


def _lines_of(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _renamed_imports(trees: dict[Path, ast.Module]) -> tuple[int, int]:
    """How many imported names are renamed, and how many are imported; gettext's `_` is no renaming."""
    names = [
        alias
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    renamed = [n for n in names if n.asname and n.asname not in ("_", "_l", "_n") and n.asname != n.name]
    return len(renamed), len(names)


def _routes(trees: dict[Path, ast.Module]) -> Iterator[int]:
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, Function) and any(
                "@bp." in f"@{ast.unparse(d)}" for d in node.decorator_list
            ):
                yield _lines_of(node)


def measure(checkout: Path) -> dict[str, object]:
    """The figures of a checkout by name; lines are lines of files, blank ones and comments included."""
    app = checkout / "app"
    trees = _trees(app)
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in trees}
    packages: dict[str, list[int]] = {}
    for file, count in lines.items():
        inside = file.relative_to(app).parts
        package = packages.setdefault(inside[0] if len(inside) > 1 else "app", [0, 0])
        package[0] += 1
        package[1] += count
    classes = Counter(
        n.name for tree in trees.values() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)
    )
    shared = {name: count for name, count in classes.items() if count > 1}
    renamed, imported = _renamed_imports(trees)
    routes = sorted(_routes(trees))
    files = Counter(file.stem for file in trees if file.stem != "__init__")
    functions = [_lines_of(n) for t in trees.values() for n in ast.walk(t) if isinstance(n, Function)]
    return {
        "packages": {name: {"files": f, "lines": n} for name, (f, n) in sorted(packages.items())},
        "files": len(trees),
        "lines": sum(lines.values()),
        "largest_file": max(lines.values()),
        "functions_median": statistics.median(functions),
        "classes": sum(classes.values()),
        "classes_sharing_a_name": sum(shared.values()),
        "classes_sharing_a_name_percent": round(100 * sum(shared.values()) / sum(classes.values()), 1),
        "most_shared_names": dict(sorted(shared.items(), key=lambda item: -item[1])[:20]),
        "imports_renamed": renamed,
        "imports_renamed_percent": round(100 * renamed / imported, 2),
        "routes": len(routes),
        "route_lines_median": statistics.median(routes),
        "route_lines_p90": routes[int(len(routes) * 0.9)],
        "most_shared_file_names": dict(files.most_common(30)),
    }


def main() -> None:
    """Prints the figures of a checkout, this one unless another is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkout", nargs="?", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.checkout)
    if arguments.json:
        json.dump(figures, sys.stdout, indent=1)
        return
    for name, value in figures.items():
        if isinstance(value, dict):
            print(f"{name}:")
            for key, inner in value.items():
                print(f"  {key:24} {inner}")
        else:
            print(f"{name:32} {value}")


if __name__ == "__main__":
    main()
