"""Reads the cells of one row by their columns and gathers what they say about each field."""

from __future__ import annotations

from collections.abc import Callable

from app.register.exchange.standards.matching import Choices, without_letter
from app.register.exchange.standards.model import (
    Attribute,
    ColumnType,
    FileRow,
    RowProblem,
    Standard,
    StandardColumn,
)
from app.register.exchange.standards.texts import (
    TEXT_LIMIT,
    clean,
    first_email,
    id_and_name,
    invisible,
    is_placeholder,
    is_unknown,
    is_web_address,
    list_items,
    looks_garbled,
    meaning,
)
from app.register.record import FieldState, FieldValue

QUOTED = 80
FIRST_FIELDS = ("summary",)


class RowDraft:
    """What one row has said so far."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.summary = ""
        self.problems: list[RowProblem] = []
        self._attributes: dict[Attribute, str] = {}
        self._codes: dict[Attribute, str] = {}
        self._headings: dict[Attribute, str] = {}
        self._texts: dict[str, str] = {}
        self._placed: set[str] = set()
        self._parts: dict[str, list[tuple[str, FieldValue]]] = {}

    def report(self, column: str, message: str, *, rejected: bool = False) -> None:
        """Note something about the row."""
        self.problems.append(RowProblem(self.row, column, message, rejected))

    def say(self, column: StandardColumn, value: FieldValue, attribute_text: str = "") -> None:
        """Put one column's value where the column goes."""
        if column.attribute is not None:
            self._attributes[column.attribute] = attribute_text or value.text
            self._codes[column.attribute] = value.code
            self._headings[column.attribute] = column.key
        for field_id in column.to:
            self.add(field_id, column.label, value)
        if value.is_given:
            self._texts[column.key] = value.text
            if column.to:
                self._placed.add(column.key)

    def set_attribute(self, attribute: Attribute, text: str, column: StandardColumn) -> None:
        """Say something about the record itself."""
        self._attributes[attribute] = text
        self._headings[attribute] = column.key

    def add(self, field_id: str, label: str, value: FieldValue) -> None:
        """Add one part of a field; several parts of one field follow each other with their labels."""
        self._parts.setdefault(field_id, []).append((label, value))

    def add_if_missing(self, field_id: str, value: FieldValue) -> bool:
        """Give a field a value when nothing was said about it; say whether that was so."""
        if field_id in self._parts or (field_id == "summary" and self.summary):
            return False
        self.add(field_id, "", value)
        return True

    def attribute(self, attribute: Attribute) -> str:
        """Give what the row says about the record itself, empty when nothing."""
        return self._attributes.get(attribute, "")

    def code(self, attribute: Attribute) -> str:
        """Give the code of a choice about the record itself, empty when nothing is known."""
        return self._codes.get(attribute, "")

    def heading(self, attribute: Attribute) -> str:
        """Give the column that said it."""
        return self._headings.get(attribute, "")

    def text_of(self, key: str) -> str:
        """Give the text of one column, empty when it said nothing."""
        return self._texts.get(key, "")

    def goes_somewhere(self, key: str) -> bool:
        """Say whether a column's text stands in a field of its own."""
        return key in self._placed

    def fields(self) -> tuple[tuple[str, FieldValue], ...]:
        """Give the fields, the summary first."""
        found = {"summary": FieldValue.of(self.summary)} if self.summary else {}
        found.update((field_id, _joined(parts)) for field_id, parts in self._parts.items())
        return tuple(found.items())


def _joined(parts: list[tuple[str, FieldValue]]) -> FieldValue:
    """Make one value of several: given ones with their labels; without any, the first other one."""
    given = [(label, value) for label, value in parts if value.is_given]
    if not given:
        return parts[0][1]
    if len(given) == 1 and not given[0][0]:
        return given[0][1]
    text = "\n\n".join(f"{label}: {value.text}" if label else value.text for label, value in given)
    return FieldValue.of(text, given[0][1].code if len(given) == 1 else "")


class CellReader:
    """Reads rows of one standard."""

    def __init__(self, standard: Standard) -> None:
        self.redacted = standard.redacted
        self._choices = {column.key: Choices(column) for column in standard.columns if column.values}
        self._empty = {column.key: frozenset(map(meaning, column.empty)) for column in standard.columns}
        kinds: dict[ColumnType, Callable[[RowDraft, StandardColumn, str], None]] = {
            ColumnType.TEXT: self._text,
            ColumnType.CHOICE: self._choice,
            ColumnType.LIST: self._list,
            ColumnType.EMAIL: self._email,
            ColumnType.ID_AND_NAME: self._id_and_name,
        }
        self._emptied: list[tuple[int, str]] = []
        self._invisible: list[tuple[int, str, int]] = []
        self._plan = [(column, kinds[column.type]) for column in standard.columns if column.type in kinds]

    def read(self, row: FileRow) -> RowDraft:
        """Give what the row says, column by column in the standard's order."""
        draft = RowDraft(row.number)
        cells = row.cells
        for column, handle in self._plan:
            raw = cells.get(column.key)
            if raw:
                text = clean(raw)
                self._note_cleaning(draft, column, raw, text)
                if len(text) > TEXT_LIMIT:
                    draft.report(column.key, f"longer than {TEXT_LIMIT:,} characters; cut")
                    text = text[:TEXT_LIMIT]
                if text:
                    handle(draft, column, text)
        return draft

    def notes(self) -> list[RowProblem]:
        """Give what was done to cells so far that is worth one line for the whole file."""
        notes = []
        if self._emptied:
            row, column = self._emptied[0]
            count = len(self._emptied)
            words = f"{count:,} cells say only that nothing was filled in; taken as empty"
            notes.append(RowProblem(0, "", f"{words} (first in row {row}, {column})"))
        if self._invisible:
            row, column, _count = self._invisible[0]
            count = sum(each for _row, _column, each in self._invisible)
            words = f"{count:,} invisible characters without meaning were left out"
            notes.append(RowProblem(0, "", f"{words} (first in row {row}, {column})"))
        return notes

    def _note_cleaning(self, draft: RowDraft, column: StandardColumn, raw: str, text: str) -> None:
        hidden = 0 if raw.isascii() and raw.isprintable() else invisible(raw)
        if hidden:
            self._invisible.append((draft.row, column.key, hidden))
        choices = self._choices.get(column.key)
        if text and is_placeholder(text) and (choices is None or choices.match(text).value is None):
            self._emptied.append((draft.row, column.key))
        elif not text.isascii() and looks_garbled(text):
            draft.report(column.key, f"looks as if it was read in a wrong encoding: {_quoted(text)}")

    def _text(self, draft: RowDraft, column: StandardColumn, text: str) -> None:
        if is_placeholder(text) or (self._empty[column.key] and meaning(text) in self._empty[column.key]):
            return
        if column.attribute is None and is_unknown(text):
            draft.say(column, FieldValue.unknown())
        elif self.redacted and text.casefold().startswith(self.redacted):
            draft.say(column, FieldValue.withheld(text))
        elif column.attribute is not Attribute.SOURCE_URL or is_web_address(text):
            draft.say(column, FieldValue.of(text))

    def _choice(self, draft: RowDraft, column: StandardColumn, text: str) -> None:
        match = self._choices[column.key].match(text)
        if match.value is None:
            if not is_placeholder(text):
                draft.report(column.key, f"not a known value, kept as text: {_quoted(text)}")
                draft.say(column, FieldValue.of(match.text))
            return
        if match.guessed:
            draft.report(column.key, f"{_quoted(text)} was read as “{match.value.label}”")
        if match.value.state is FieldState.NOT_APPLICABLE:
            draft.say(column, FieldValue.not_applicable(match.text))
        elif match.value.state is FieldState.UNKNOWN:
            draft.say(column, FieldValue.unknown(match.text))
        else:
            draft.say(column, FieldValue.of(match.text, match.value.code), match.value.label)

    def _list(self, draft: RowDraft, column: StandardColumn, text: str) -> None:
        labels: list[str] = []
        codes: list[str] = []
        for item in list_items(text):
            match = self._choices[column.key].match(item)
            if match.value is not None:
                labels.append(match.text)
                codes.append(match.value.code)
            elif not is_placeholder(without_letter(item)):
                draft.report(column.key, f"not a known value, kept as text: {_quoted(item)}")
                labels.append(match.text)
        if labels:
            draft.say(column, FieldValue.of("; ".join(dict.fromkeys(labels)), ",".join(dict.fromkeys(codes))))

    def _email(self, draft: RowDraft, column: StandardColumn, text: str) -> None:
        address = first_email(text)
        if address:
            draft.say(column, FieldValue.of(address))
            if address != text:
                draft.report(column.key, "more than one e-mail address; only the first was kept")
        elif is_web_address(text):
            draft.add("website", "", FieldValue.of(text))
        elif not is_placeholder(text):
            draft.report(column.key, "no e-mail address; left out because it may be a person’s name")

    def _id_and_name(self, draft: RowDraft, column: StandardColumn, text: str) -> None:
        source_id, name = id_and_name(text)
        if source_id:
            draft.set_attribute(Attribute.SOURCE_ID, source_id, column)
        draft.set_attribute(Attribute.TITLE, name, column)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= QUOTED else f"“{line[: QUOTED - 1]}…”"
