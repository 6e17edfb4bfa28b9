"""Lists of pages: one toolkit reads and writes their addresses, cuts their pages and makes their CSV."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from app.web.lists import ListAddress
from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import tree_of

TOOLKIT = {"app/web/lists.py", "app/web/pagination.py", "app/web/spreadsheets.py"}
# What only the toolkit may use, and who else does, with the reason.
PIECES: dict[str, dict[str, str]] = {
    "page_number": {"app/register/pages/address.py": "the public search: several values for each filter"},
    "urlencode": {
        "app/register/pages/address.py": "the public search, as above",
        "app/web/templating.py": "the links to a page in the other language",
        "app/messages/letters.py": "the language of a link in an e-mail",
    },
    "offset": {"app/register/published/ranking.py": "ranks ids first, which are loaded afterwards"},
    "csv": {"app/register/exchange/formats/csv_rows.py": "reads files that people bring"},
    "sheet": {"app/board/figures/spreadsheet.py": "a table of a year's figures, which is no list of rows"},
    "sheet_reply": {
        "app/board/figures/routes.py": "as above",
        "app/board/figures/public_routes.py": "as above, for the public",
    },
}
# Arguments of an address with the name of a list's filter that mean something else.
OTHER_MEANINGS = {
    ("app/board/desk/routes.py", "show"): "whether one page shows what was there in the last round",
    ("app/board/incidents/routes.py", "use"): "what the form to report an incident is filled with",
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted((ROOT / "app").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if name not in TOOLKIT:
            yield name, tree_of(Path(file))


def _used(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def _arguments(tree: ast.Module) -> Iterator[str]:
    """The names that a module reads out of the address."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            source, name = node.func.value, node.args[0]
        elif isinstance(node, ast.Subscript):
            source, name = node.value, node.slice
        else:
            continue
        if ast.unparse(source) == "request.args" and isinstance(name, ast.Constant):
            yield str(name.value)


def _addresses(kind: type[ListAddress] = ListAddress) -> Iterator[type[ListAddress]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("app."):
            yield each
        yield from _addresses(each)


def test_no_list_brings_pieces_of_its_own() -> None:
    found = {(piece, name) for name, tree in _modules() for piece in _used(tree) if piece in PIECES}
    allowed = {(piece, name) for piece, names in PIECES.items() for name in names}
    none_of([f"{name} uses {piece}; app/web/lists.py has it" for piece, name in sorted(found - allowed)])
    none_of([f"{name} uses no {piece} any more" for piece, name in sorted(allowed - found)])


def test_only_the_toolkit_reads_filters_out_of_an_address() -> None:
    filters = {"page", "sort", *(part.name for each in _addresses() for part in each.parts)}
    found = {(name, each) for name, tree in _modules() for each in _arguments(tree) if each in filters}
    none_of([f"{name} reads “{each}” itself" for name, each in sorted(found - OTHER_MEANINGS.keys())])
    none_of([f"{name} no longer reads “{each}”" for name, each in sorted(OTHER_MEANINGS.keys() - found)])
