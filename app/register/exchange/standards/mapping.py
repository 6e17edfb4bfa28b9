"""Turns the rows of a standard's file into Records; what is not understood is kept as text and reported."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from app.register.exchange.standards.body_names import BodyNames, slug
from app.register.exchange.standards.cells import CellReader, RowDraft
from app.register.exchange.standards.model import Attribute, FileRow, RowProblem, Standard
from app.register.exchange.standards.texts import is_placeholder, shorten
from app.register.record import FieldValue, Provenance, Record

TITLE_LENGTH = 250
NAME_LENGTH = 200
ID_LENGTH = 150


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """Where a file came from; stands in where rows do not say, and overrides the standard's own source.

    `organisations` are those of the installation as (name, slug): their names mean them.
    """

    organisation_name: str = ""
    organisation_slug: str = ""
    source_name: str = ""
    source_url: str = ""
    retrieved_on: date | None = None
    organisations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """One row's outcome; `record` is None when it was rejected, and then a problem says why.

    `source_id` is the same each time the same file is read. `base_id` is what it is made from: rows with one
    `base_id` share their id or, where `has_id` is not set, only their name.
    """

    row: int
    record: Record | None
    source_id: str
    problems: tuple[RowProblem, ...]
    base_id: str = ""
    has_id: bool = False

    def under(self, source_id: str) -> Converted:
        """Give the same row with another key."""
        if self.record is None or self.record.provenance is None or source_id == self.source_id:
            return self
        provenance = replace(self.record.provenance, source_id=source_id)
        return replace(self, source_id=source_id, record=replace(self.record, provenance=provenance))


class Converter:
    """Converts the rows of one file in order; counts ids and names so that each row gets its own key."""

    def __init__(self, standard: Standard, origin: FileOrigin | None = None) -> None:
        self.standard = standard
        self.origin = origin or FileOrigin()
        self.cells = CellReader(standard)
        own = (self.origin.organisation_name, self.origin.organisation_slug)
        self._bodies = BodyNames([*self.origin.organisations, own] if all(own) else self.origin.organisations)
        self._seen: Counter[str] = Counter()
        self._name = next((c.key for c in standard.columns if c.attribute is Attribute.TITLE), "")

    def convert(self, row: FileRow) -> Converted:
        """Give the Record of one row and everything in it that was not understood. Never fails on content."""
        draft = self.cells.read(row)
        self._summarise(draft)
        organisation, organisation_slug = self._organisation(draft)
        title = self._title(draft)
        if not title:
            draft.report(
                self._name, "the row has neither a name nor a description; not imported", rejected=True
            )
            return Converted(row.number, None, "", tuple(draft.problems))
        self._withhold(draft, organisation)
        base_id, has_id = self._base_id(row, draft, title)
        source_id = self._source_id(draft, base_id, has_id)
        record = Record(
            title=title,
            organisation_name=organisation,
            organisation_slug=organisation_slug,
            kind=self.standard.kind,
            phase=draft.code(Attribute.PHASE),
            service_area=draft.code(Attribute.SERVICE_AREA),
            language=self.standard.language,
            fields=draft.fields(),
            provenance=self._provenance(draft, source_id),
        )
        return Converted(row.number, record, source_id, tuple(draft.problems), base_id, has_id)

    def notes(self) -> list[RowProblem]:
        """Give what is to be said of the file as a whole, once all its rows are converted."""
        return self.cells.notes()

    def _organisation(self, draft: RowDraft) -> tuple[str, str]:
        """Give name and slug of the body; a row that names none belongs to the one that imports."""
        name = _one_line(draft.attribute(Attribute.ORGANISATION), NAME_LENGTH)
        if name:
            return self._bodies.body(name)
        own = _one_line(self.origin.organisation_name, NAME_LENGTH)
        return own, self.origin.organisation_slug or slug(own)

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

    def _base_id(self, row: FileRow, draft: RowDraft, title: str) -> tuple[str, bool]:
        """Give the id in its scope, or a digest of the name where there is none; and which of both it is."""
        scope = next((row.cells[key].strip() for key in self.standard.id_scope if row.cells.get(key)), "")
        if self.standard.id_scope and not scope:
            scope = self.origin.organisation_slug
        given = _one_line(draft.attribute(Attribute.SOURCE_ID), ID_LENGTH)
        if is_placeholder(given):
            digest = hashlib.sha256(f"{scope}\n{title}".encode()).hexdigest()[:16]
            return (f"{scope}:~{digest}" if scope else f"~{digest}"), False
        return (f"{scope}:{given}" if scope else given), True

    def _source_id(self, draft: RowDraft, key: str, has_id: bool) -> str:
        self._seen[key] += 1
        if self._seen[key] == 1:
            return key
        if has_id:
            given = _one_line(draft.attribute(Attribute.SOURCE_ID), ID_LENGTH)
            heading = draft.heading(Attribute.SOURCE_ID)
            draft.report(heading, f"the id {given} was used before; this is taken as another record")
        return numbered_id(key, self._seen[key])

    def _provenance(self, draft: RowDraft, source_id: str) -> Provenance:
        own = draft.attribute(Attribute.SOURCE_URL)
        return Provenance(
            standard=self.standard.name,
            source_name=self.origin.source_name or self.standard.source_name,
            source_url=own or self.origin.source_url or self.standard.source_url,
            source_id=source_id,
            retrieved_on=self.origin.retrieved_on,
        )


def numbered_id(base_id: str, number: int) -> str:
    """Give the key of the first, second, … record of one id or name."""
    return base_id if number == 1 else f"{base_id}#{number}"


def _one_line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
