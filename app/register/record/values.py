"""One public field's value and the honest reason when there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.register.record.json_keys import WHEN_SAID


class FieldState(StrEnum):
    """Whether a field says something and, when it does not, why."""

    GIVEN = "given"
    WITHHELD = "withheld"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under named columns; every row is as wide as the columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table needs one cell for each column")


Value = str | tuple[str, ...] | Table


def is_blank(value: Value | None) -> bool:
    """Say whether a value holds no text at all."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Table):
        return not any(cell.strip() for row in value.rows for cell in row)
    return not any(item.strip() for item in value)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a record says in one field.

    `code` is the machine's word for a choice (several are joined by commas); `value` is its label.
    `reason` is the ground when withheld, or why it does not apply. `until` is the day withholding ends.
    Only a given field has a value, so nothing withheld can leak.
    """

    state: FieldState
    value: Value | None = field(default=None, metadata=WHEN_SAID)
    code: str = field(default="", metadata=WHEN_SAID)
    reason: str = field(default="", metadata=WHEN_SAID)
    authorised_by: str = field(default="", metadata=WHEN_SAID)
    until: date | None = field(default=None, metadata=WHEN_SAID)

    def __post_init__(self) -> None:
        if self.state is FieldState.GIVEN:
            if is_blank(self.value):
                raise ValueError("a given field needs a value")
        elif self.value is not None or self.code:
            raise ValueError(f"a field that is {self.state} has no value")
        if self.state is FieldState.WITHHELD and not self.reason.strip():
            raise ValueError("a withheld field needs the ground for withholding it")

    @classmethod
    def of(cls, value: Value | None, code: str = "") -> FieldValue:
        """Give a value where there is text, and `not_answered` where there is none."""
        return NOT_ANSWERED if is_blank(value) else cls(FieldState.GIVEN, value, code)

    @classmethod
    def withheld(cls, reason: str, authorised_by: str = "", until: date | None = None) -> FieldValue:
        """Say that something is kept back, on what ground, by whom and until when."""
        return cls(FieldState.WITHHELD, reason=reason, authorised_by=authorised_by, until=until)

    @classmethod
    def not_applicable(cls, reason: str = "") -> FieldValue:
        """Say that the field does not apply, and why."""
        return cls(FieldState.NOT_APPLICABLE, reason=reason)

    @classmethod
    def unknown(cls, reason: str = "") -> FieldValue:
        """Say that the body does not know yet."""
        return cls(FieldState.UNKNOWN, reason=reason)

    @property
    def is_given(self) -> bool:
        """Whether there is a value to show."""
        return self.state is FieldState.GIVEN

    @property
    def text(self) -> str:
        """The value as plain text: list items and table rows on lines of their own; empty when not given."""
        if self.value is None:
            return ""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, Table):
            return "\n".join(" | ".join(row) for row in self.value.rows)
        return "\n".join(self.value)


NOT_ANSWERED = FieldValue(FieldState.NOT_ANSWERED)
