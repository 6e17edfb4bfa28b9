"""Turns the rows of a standard's file into Records; what is not understood is kept as text and reported."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.register.exchange.standards.cells import CellReader, RowDraft
from app.register.exchange.standards.model import Attribute, FileRow, RowProblem, Standard
from app.register.exchange.standards.texts import is_placeholder, shorten, slug
from app.register.record import FieldValue, Provenance, Record

TITLE_LENGTH = 250
NAME_LENGTH = 200
ID_LENGTH = 150


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """Where a file came from; stands in where rows do not say, and overrides the standard's own source."""

    organisation_name: str = ""
    organisation_slug: str = ""
    source_name: str = ""
    source_url: str = ""
    retrieved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """One row's outcome; `record` is None when it was rejected, and then a problem says why.

    `source_id` is the same each time the same file is read, so that it can be the key of a repeated import.
    """

    row: int
    record: Record | None
    source_id: str
    problems: tuple[RowProblem, ...]


class Converter:
    """Converts the rows of one file in order; counts ids and names so that each row gets its own key."""

    def __init__(self, standard: Standard, origin: FileOrigin | None = None) -> None:
        self.standard = standard
        self.origin = origin or FileOrigin()
        self.cells = CellReader(standard)
        self._seen: Counter[str] = Counter()
        self._name = next((c.key for c in standard.columns if c.attribute is Attribute.TITLE), "")

    def convert(self, row: FileRow) -> Converted:
        """Give the Record of one row and everything in it that was not understood. Never fails on content."""
        draft = self.cells.read(row)
        self._summarise(draft)
        organisation = draft.attribute(Attribute.ORGANISATION) or self.origin.organisation_name
        organisation = _one_line(organisation, NAME_LENGTH)
        title = self._title(draft)
        if not title:
            draft.report(
                self._name, "the row has neither a name nor a description; not imported", rejected=True
            )
            return Converted(row.number, None, "", tuple(draft.problems))
        self._withhold(draft, organisation)
        source_id = self._source_id(row, draft, title)
        record = Record(
            title=title,
            organisation_name=organisation,
            organisation_slug=slug(organisation) or self.origin.organisation_slug,
            kind=self.standard.kind,
            phase=draft.code(Attribute.PHASE),
            service_area=draft.code(Attribute.SERVICE_AREA),
            language=self.standard.language,
            fields=draft.fields(),
            provenance=self._provenance(draft, source_id),
        )
        return Converted(row.number, record, source_id, tuple(draft.problems))

    def _title(self, draft: RowDraft) -> str:
        title = draft.attribute(Attribute.TITLE)
        if is_placeholder(title):
            title = shorten(draft.summary, 80)
            if title:
                draft.report(self._name, "the row has no name; the start of its description stands in for it")
        if len(title) > TITLE_LENGTH:
            draft.report(self._name, f"the name is longer than {TITLE_LENGTH} characters; cut")
        return _one_line(title, TITLE_LENGTH)

    def _summarise(self, draft: RowDraft) -> None:
        rule = self.standard.summary
        for key in rule.sources:
            text = draft.text_of(key)
            if text:
                draft.summary = shorten(text, rule.longest)
                if len(text) > rule.longest and not draft.goes_somewhere(key):
                    draft.add(rule.rest, "", FieldValue.of(text))
                return

    def _withhold(self, draft: RowDraft, organisation: str) -> None:
        label = draft.attribute(Attribute.WITHHELD)
        if not label or draft.code(Attribute.WITHHELD) == "no":
            return
        kept_back = FieldValue.withheld(label, organisation)
        count = sum(draft.add_if_missing(field_id, kept_back) for field_id in self.standard.withheld_fields)
        draft.report(
            draft.heading(Attribute.WITHHELD),
            f"withheld from public reporting ({label}); what was published is imported, "
            f"{count} empty fields are marked withheld",
        )

    def _source_id(self, row: FileRow, draft: RowDraft, title: str) -> str:
        scope = next((row.cells[key].strip() for key in self.standard.id_scope if row.cells.get(key)), "")
        if self.standard.id_scope and not scope:
            scope = self.origin.organisation_slug
        given = _one_line(draft.attribute(Attribute.SOURCE_ID), ID_LENGTH)
        if is_placeholder(given):
            digest = hashlib.sha256(f"{scope}\n{title}".encode()).hexdigest()[:16]
            key = f"{scope}:~{digest}" if scope else f"~{digest}"
        else:
            key = f"{scope}:{given}" if scope else given
        self._seen[key] += 1
        if self._seen[key] == 1:
            return key
        if not is_placeholder(given):
            heading = draft.heading(Attribute.SOURCE_ID)
            draft.report(heading, f"the id {given} was used before; this is taken as another record")
        return f"{key}#{self._seen[key]}"

    def _provenance(self, draft: RowDraft, source_id: str) -> Provenance:
        own = draft.attribute(Attribute.SOURCE_URL)
        return Provenance(
            standard=self.standard.name,
            source_name=self.origin.source_name or self.standard.source_name,
            source_url=own or self.origin.source_url or self.standard.source_url,
            source_id=source_id,
            retrieved_on=self.origin.retrieved_on,
        )


def convert_all(
    standard: Standard, rows: Iterable[FileRow], origin: FileOrigin | None = None
) -> Iterator[Converted]:
    """Convert the rows of one file in order, one at a time."""
    return map(Converter(standard, origin).convert, rows)


def convert(standard: Standard, row: FileRow, origin: FileOrigin | None = None) -> Converted:
    """Convert a single row; for a whole file use `convert_all`, which tells repeated ids apart."""
    return Converter(standard, origin).convert(row)


def _one_line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
