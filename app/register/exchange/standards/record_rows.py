"""Turns Records into rows of a standard by the same mapping that reads its files, and says what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.register.exchange.standards.model import Attribute, ColumnType, Standard, StandardColumn
from app.register.record import FieldState, FieldValue, Record

WITHHELD, UNKNOWN, DOES_NOT_APPLY = "Withheld", "Unknown", "N/A"
NO_CODE = "what is said in words"
CODED = (Attribute.PHASE, Attribute.SERVICE_AREA)
# Parts of a Record beside its fields that no standard's column holds.
PARTS: Mapping[str, Callable[[Record], object]] = {
    "board": lambda record: record.board,
    "confirmation": lambda record: record.confirmation,
    "pause": lambda record: record.pause,
    "under_review": lambda record: record.under_review,
    "incidents": lambda record: record.incidents,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in this register: what is written as its own id and address."""

    id: str
    address: str


@dataclass(slots=True)
class LossReport:
    """In how many records something was lost: fields and parts without a column, codes without a value of
    their own, and required columns that stay empty.
    """

    records: int = 0
    without_column: Counter[str] = field(default_factory=Counter)
    without_value: Counter[tuple[str, str]] = field(default_factory=Counter)
    required_empty: Counter[str] = field(default_factory=Counter)


class RecordWriter:
    """Writes records as rows of one standard; `losses` grows with each."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.losses = LossReport()
        self.columns = tuple(each for each in standard.columns if each.type is not ColumnType.IGNORE)
        self._of_field: dict[str, list[StandardColumn]] = {}
        for column in self.columns:
            for field_id in column.to[:1]:
                self._of_field.setdefault(field_id, []).append(column)
        sources = [column for column in self.columns if column.key in standard.summary.sources]
        self._summary = sources[0] if sources and "summary" not in self._of_field else None
        held = {each.attribute for each in self.columns}
        self._lacking = [each.value for each in CODED if each not in held]
        self._written = {*self._of_field, "summary"} if self._summary else set(self._of_field)

    def row(self, record: Record, place: Place) -> dict[str, str]:
        """Give a record's cells by column key, in the standard's order; empty where nothing is said."""
        cells = {column.key: self._attribute(column, record, place) for column in self.columns}
        for field_id, columns in self._of_field.items():
            self._field(record.field(field_id), columns, cells)
        if self._summary is not None and not cells[self._summary.key]:
            cells[self._summary.key] = record.summary
        self._note(record, cells)
        return cells

    def _attribute(self, column: StandardColumn, record: Record, place: Place) -> str:
        """Give what the column says about the record itself; empty for a column of a field."""
        if column.attribute is Attribute.TITLE:
            return record.title
        if column.attribute is Attribute.ORGANISATION:
            return record.organisation_name
        if column.attribute in CODED:
            return self._label(column, getattr(record, column.attribute.value))
        if column.attribute in (Attribute.SOURCE_ID, Attribute.SOURCE_URL):
            return self._origin(column.attribute, record, place)
        return ""

    def _origin(self, attribute: Attribute, record: Record, place: Place) -> str:
        """Give id and address: those of the source where the record came from this standard, else our own."""
        source = record.provenance
        if source is None or source.standard != self.standard.name:
            return place.id if attribute is Attribute.SOURCE_ID else place.address
        return _source_id(source.source_id) if attribute is Attribute.SOURCE_ID else source.source_url

    def _label(self, column: StandardColumn, code: str) -> str:
        """Give the standard's word for one of our codes; empty, and noted, where it has none."""
        if not code:
            return ""
        exact = next((each for each in column.values if each.code == code), None)
        near = next((each for each in column.values if code in each.also), None)
        if exact is None:
            self.losses.without_value[column.key, code] += 1
        found = exact or near
        return found.label if found is not None else ""

    def _field(self, value: FieldValue, columns: list[StandardColumn], cells: dict[str, str]) -> None:
        """Put a field into its column; one that several share goes back to them by their labels."""
        if value.state is not FieldState.GIVEN or len(columns) == 1:
            column = next((each for each in columns if not cells[each.key]), columns[0])
            cells[column.key] = cells[column.key] or self._text(column, value)
            return
        rest = []
        for part in value.text.split("\n\n"):
            owner = next(
                (each for each in columns if each.label and part.startswith(f"{each.label}: ")), None
            )
            if owner is None:
                rest.append(part)
            else:
                cells[owner.key] = cells[owner.key] or part.removeprefix(f"{owner.label}: ")
        free = next((each for each in columns if not each.label), columns[0])
        cells[free.key] = cells[free.key] or "\n\n".join(rest)

    def _text(self, column: StandardColumn, value: FieldValue) -> str:
        if value.state is FieldState.GIVEN:
            codes = value.code.split(",") if value.code else []
            labels = [each.label for code in codes for each in column.values if each.code == code]
            if labels and len(labels) == len(codes):
                return "; ".join(labels)
            if column.values:
                self.losses.without_value[column.key, value.code or NO_CODE] += 1
            return value.text
        same_state = [each.label for each in column.values if each.state is value.state]
        said = {
            FieldState.WITHHELD: (self.standard.redacted or (WITHHELD,))[0].capitalize(),
            FieldState.UNKNOWN: UNKNOWN,
            FieldState.NOT_APPLICABLE: DOES_NOT_APPLY,
        }.get(value.state, "")
        if same_state and value.state is not FieldState.WITHHELD:
            return same_state[0]
        return f"{said}: {value.reason}" if said and value.reason else said

    def _note(self, record: Record, cells: Mapping[str, str]) -> None:
        self.losses.records += 1
        for field_id, value in record.fields:
            if field_id not in self._written and value.state is not FieldState.NOT_ANSWERED:
                self.losses.without_column[field_id] += 1
        for name in self._lacking:
            if getattr(record, name):
                self.losses.without_column[name] += 1
        for name, part in PARTS.items():
            if part(record):
                self.losses.without_column[name] += 1
        for column in self.columns:
            if column.required and not cells[column.key]:
                self.losses.required_empty[column.key] += 1


def _source_id(key: str) -> str:
    """Give the id that the source gave; empty where the key is a digest of the name."""
    bare = key.partition(":")[2] or key
    return "" if bare.startswith("~") else bare
