"""A year of a board in figures, as frozen values that charts, tables and CSV all read; knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

FEW = 10  # under this many, a share in per cent says more than is known


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure. `of` is the whole that a count is a part of, None where it is no part.

    With the unit `days`, `value` is the median of `of` cases and `most` the longest; `value` is None when
    there was no case.
    """

    code: str
    value: float | None
    of: int | None = None
    unit: str = "count"
    most: int | None = None

    @property
    def share(self) -> int | None:
        """Per cent of the whole, rounded; None where the whole is unknown or too small to speak of shares."""
        if self.unit != "count" or self.value is None or not self.of or self.of < FEW:
            return None
        return round(100 * self.value / self.of)


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures on one subject, in order."""

    code: str
    rows: tuple[FigureRow, ...]

    @property
    def scale(self) -> float:
        """The longest bar of the part's chart: the whole where there is one, else the highest figure."""
        counts = self.rows[0].unit == "count"
        wholes = [row.of for row in self.rows if row.of] if counts else [row.most or 0 for row in self.rows]
        return max([*wholes, *(row.value or 0 for row in self.rows), 1])

    @property
    def empty(self) -> bool:
        """Whether nothing of the kind happened."""
        return not any(row.value for row in self.rows)


@dataclass(frozen=True, slots=True)
class Year:
    """All figures of one organisation's year, counted on a day; `over` when the year had ended by then."""

    year: int
    counted_on: date
    parts: tuple[FigureGroup, ...]

    @property
    def over(self) -> bool:
        """Whether the figures are of a whole year."""
        return self.counted_on.year > self.year

    @property
    def empty(self) -> bool:
        """Whether nothing at all happened."""
        return all(part.empty for part in self.parts)

    def to_data(self) -> dict[str, Any]:
        """The year as plain JSON values."""
        return {
            "year": self.year,
            "counted_on": self.counted_on.isoformat(),
            "parts": [{"code": part.code, "rows": [asdict(row) for row in part.rows]} for part in self.parts],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Year:
        """Reads what `to_data` gave."""
        return cls(
            year=data["year"],
            counted_on=date.fromisoformat(data["counted_on"]),
            parts=tuple(
                FigureGroup(part["code"], tuple(FigureRow(**row) for row in part["rows"]))
                for part in data["parts"]
            ),
        )


def median(days: Iterable[int]) -> float | None:
    """The middle number of days, half-way between the two middle ones; None of nothing."""
    ordered = sorted(days)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
