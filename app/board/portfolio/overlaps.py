"""Which groups of people meet which services or areas in several uses at once; knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.assessments.summaries.summary import PeopleGroup, Touch
from app.board.portfolio.rows import RETIRED, PortfolioRow
from app.uses.areas.names import folded
from app.vocabulary.labelled import Labelled

MOST_LINES, FEW_LINES = 25, 12


class PlaceAxis(Labelled):
    """What stands across the top."""

    AREA = "area", "Wards and other areas", "Wardiau ac ardaloedd eraill"
    SERVICE = "service", "Services", "Gwasanaethau"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Where a group and a place meet: the uses, by name."""

    group: PeopleGroup
    place: str
    uses: tuple[PortfolioRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One group with its cell for each place, and every use that touches it."""

    group: PeopleGroup
    cells: tuple[MatrixCell, ...]
    uses: tuple[PortfolioRow, ...]


@dataclass(frozen=True, slots=True)
class UsesTogether:
    """The matrix; `places` are codes or folded names with their words, `without_place` has no area named.

    `more` counts the groups that are left out because a single use names them and there are too many.
    """

    places: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    counted: int
    without_place: tuple[PortfolioRow, ...]
    unknown: tuple[PortfolioRow, ...]
    more: int = 0

    def meetings(self) -> list[MatrixCell]:
        """The cells in which several uses meet, the fullest first."""
        cells = [cell for line in self.lines for cell in line.cells if len(cell.uses) > 1]
        return sorted(cells, key=lambda cell: -len(cell.uses))

    def matrix(self) -> list[Line]:
        """The lines worth a row of the matrix: those of several uses, or all when there are few."""
        several = [line for line in self.lines if len(line.uses) > 1]
        return several if several and len(self.lines) > FEW_LINES else list(self.lines)

    @property
    def most(self) -> int:
        """The greatest number of uses that touch one group."""
        return max((len(line.uses) for line in self.lines), default=0)


def together(
    rows: Iterable[PortfolioRow], touch: Touch, by: PlaceAxis, services: Mapping[str, str]
) -> UsesTogether:
    """The matrix of all uses that are not retired; `services` has the words of service areas by code."""
    counted = [row for row in rows if row.phase != RETIRED]
    words: dict[str, str] = {}
    for row in counted:
        for code, name in _places(row, by, services):
            words.setdefault(code, name)
    order = list(services) if by is PlaceAxis.SERVICE else sorted(words)
    places = tuple((code, words[code]) for code in order if code in words)
    touching: dict[str, tuple[PeopleGroup, list[PortfolioRow]]] = {}
    for row in counted:
        for group in row.groups:
            if group.touch is touch:
                touching.setdefault(group.code, (group, []))[1].append(row)
    lines = [_line(group, uses, places, by, services) for group, uses in touching.values()]
    lines.sort(key=lambda line: (-len(line.uses), line.group.words.casefold()))
    several = sum(len(line.uses) > 1 for line in lines)
    shown = lines[: max(several, MOST_LINES)]
    return UsesTogether(
        places=places,
        lines=tuple(shown),
        counted=len(counted),
        without_place=tuple(row for row in counted if not row.areas),
        unknown=tuple(row for row in counted if row.groups_unknown and touch is Touch.AT_RISK),
        more=len(lines) - len(shown),
    )


def _places(row: PortfolioRow, by: PlaceAxis, services: Mapping[str, str]) -> list[tuple[str, str]]:
    if by is PlaceAxis.SERVICE:
        return [(row.service_area, services[row.service_area])]
    return [(folded(name), name) for name in row.areas]


def _line(
    group: PeopleGroup,
    uses: list[PortfolioRow],
    places: tuple[tuple[str, str], ...],
    by: PlaceAxis,
    services: Mapping[str, str],
) -> Line:
    there = [(row, {code for code, _name in _places(row, by, services)}) for row in uses]
    cells = tuple(
        MatrixCell(group, name, tuple(row for row, codes in there if code in codes)) for code, name in places
    )
    return Line(group, cells, tuple(uses))
