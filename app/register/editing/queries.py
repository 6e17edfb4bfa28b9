"""What the editors' pages show: entries by stage with their counts, one entry, its versions and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.database import db
from app.register.lifecycle import EntryStage
from app.register.models import Entry, EntryDraft, EntryVersion
from app.register.record import Record
from app.web.access import loads
from app.web.lists import ListAddress, ListSearch, ListView, on_page
from app.web.pagination import Pagination

LARGEST_ID = 2**31 - 1
_TITLE = func.coalesce(EntryDraft.title, Entry.title)
_CONDITIONS: dict[EntryStage, ColumnElement[bool]] = {
    EntryStage.EDITING: EntryDraft.state == EntryStage.EDITING,
    EntryStage.SECOND_CHECK: EntryDraft.state == EntryStage.SECOND_CHECK,
    EntryStage.PUBLISHED: and_(Entry.published_number.is_not(None), Entry.retired_at.is_(None)),
    EntryStage.RETIRED: and_(Entry.retired_at.is_not(None), EntryDraft.id.is_(None)),
}


class EntriesAddress(ListAddress):
    """A stage, words of a title, a page."""

    parts = (ListView("state", tuple(EntryStage), usual=EntryStage.EDITING), ListSearch(longest=100))


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry in the editors' list; `draft_state` is None when there is no draft."""

    id: int
    slug: str
    title: str
    origin: str
    published_number: int | None
    draft_state: str | None
    note: str
    changed_at: datetime | None
    editor: str | None
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class EntryList:
    """One page of the entries at one stage, and how many there are at each."""

    lines: list[EntryLine]
    pagination: Pagination
    counts: dict[EntryStage, int]


@loads("entry_id", "entry")
def entry(organisation_id: int, entry_id: int) -> Entry | None:
    """One entry of the organisation with its draft."""
    if not 0 < entry_id <= LARGEST_ID:
        return None
    return db.session.scalars(
        select(Entry)
        .where(Entry.id == entry_id, Entry.organisation_id == organisation_id)
        .options(joinedload(Entry.draft))
    ).one_or_none()


def entries(organisation_id: int, stage: EntryStage, words: str, page: int) -> EntryList:
    """Entries at one stage whose title has these words: drafts last changed first, others by title."""
    counts = _counts(organisation_id, words)
    total = counts[stage]
    pagination = Pagination.within(page, EntriesAddress.page_size, total)
    drafts = stage in (EntryStage.EDITING, EntryStage.SECOND_CHECK)
    order = (EntryDraft.updated_at.desc(),) if drafts else (func.lower(_TITLE),)
    query = (
        _found(
            select(
                Entry.id,
                Entry.slug,
                _TITLE,
                Entry.origin,
                Entry.published_number,
                EntryDraft.state,
                func.coalesce(EntryDraft.note, ""),
                EntryDraft.updated_at,
                Person.name,
                Entry.retired_at,
            ),
            organisation_id,
            words,
        )
        .outerjoin(Person, Person.id == EntryDraft.edited_by_id)
        .where(_CONDITIONS[stage])
        .order_by(*order, Entry.id)
    )
    rows = db.session.execute(on_page(query, pagination))
    return EntryList([EntryLine(*row) for row in rows], pagination, counts)


def _found(statement: Any, organisation_id: int, words: str) -> Any:
    found: Select[Any] = (
        statement.select_from(Entry)
        .outerjoin(EntryDraft, EntryDraft.entry_id == Entry.id)
        .where(Entry.organisation_id == organisation_id)
    )
    for word in words.split():
        found = found.where(_TITLE.icontains(word, autoescape=True))
    return found


def _counts(organisation_id: int, words: str) -> dict[EntryStage, int]:
    columns = [func.count(case((_CONDITIONS[stage], 1))) for stage in EntryStage]
    row = db.session.execute(_found(select(*columns), organisation_id, words)).one()
    return dict(zip(EntryStage, row, strict=True))


def published_version(entry: Entry) -> EntryVersion | None:
    """The version that the public sees or saw last."""
    if entry.published_number is None:
        return None
    return db.session.scalars(
        select(EntryVersion).where(
            EntryVersion.entry_id == entry.id, EntryVersion.number == entry.published_number
        )
    ).one()


def published_record(entry: Entry) -> Record | None:
    """The record that the public sees or saw last."""
    version = published_version(entry)
    return None if version is None else Record.from_data(version.record)


def names(person_ids: set[int | None]) -> dict[int, str]:
    """Names of people by id."""
    wanted = [person_id for person_id in person_ids if person_id is not None]
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}
