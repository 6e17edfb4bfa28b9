"""Writes what is searched, filtered and listed; always inside the transaction that publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, text
from sqlalchemy.orm import Session

from app.database import UTCDateTime, utcnow
from app.register.models import (
    Entry,
    EntryFacet,
    EntryRow,
    EntryVersion,
    PublicBody,
    RegisterState,
    SearchWord,
)
from app.register.published.search.codes import CODES, number_of
from app.register.published.search.stores import PIECE, Texts, store_of
from app.register.published.search.words import countable, fold, words_of
from app.register.record import Record

Item = tuple[Entry, Record]
_FIRST_STATE = text(
    "INSERT INTO register_state (id, revision, changed_at) VALUES (1, 0, :now) ON CONFLICT (id) DO NOTHING"
).bindparams(bindparam("now", type_=UTCDateTime))


def write(session: Session, items: Iterable[Item]) -> None:
    """Replaces everything that is searched and listed of these entries, and bumps the revision.

    Each entry has its id and its slug; `record` is what the public sees of it. Works through any number of
    items in batches, so that an iterator may be given. Write the EntryVersion first: its moment is shown.
    """
    bump(session)
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == PIECE:
            _write_batch(session, batch)
            batch = []
    _write_batch(session, batch)


def remove(session: Session, entry_ids: Iterable[int]) -> None:
    """Takes entries out of search and lists, and bumps the revision; their pages stay."""
    bump(session)
    _remove(session, list(entry_ids))


def rebuild(session: Session) -> int:
    """Makes everything anew from the published versions. Gives the number of entries indexed."""
    bump(session)
    store_of(session).clear(session)
    for model in (EntryFacet, EntryRow, SearchWord):
        session.execute(delete(model))
    done = 0
    for batch in _published(session):
        _add(session, batch)
        done += len(batch)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO entry_fts (entry_fts) VALUES ('optimize')"))
    return done


def bump(session: Session) -> None:
    """Tells every process that what the public sees has changed.

    It locks the one row of the state first, so that two writers never wait for each other crosswise.
    """
    now = utcnow()
    state = session.get(RegisterState, 1, with_for_update=True)
    if state is None:  # of two first publications at once, one waits here for the other
        session.execute(_FIRST_STATE, {"now": now})
        state = session.get_one(RegisterState, 1, with_for_update=True)
    state.revision += 1
    state.changed_at = now
    session.flush()


def _published(session: Session) -> Iterator[list[Item]]:
    last = 0
    while True:
        rows = session.execute(
            select(Entry, EntryVersion.record)
            .join(EntryVersion, EntryVersion.entry_id == Entry.id)
            .where(EntryVersion.number == Entry.published_number, Entry.retired_at.is_(None), Entry.id > last)
            .order_by(Entry.id)
            .limit(PIECE)
        ).all()
        if not rows:
            return
        yield [(entry, Record.from_data(record)) for entry, record in rows]
        last = rows[-1][0].id


def _write_batch(session: Session, batch: Sequence[Item]) -> None:
    latest = {entry.id: (entry, record) for entry, record in batch}
    _remove(session, list(latest))
    _add(session, list(latest.values()))


def _remove(session: Session, entry_ids: Sequence[int]) -> None:
    store = store_of(session)
    session.flush()
    for start in range(0, len(entry_ids), PIECE):
        piece = entry_ids[start : start + PIECE]
        there = list(session.scalars(select(EntryRow.entry_id).where(EntryRow.entry_id.in_(piece))))
        if not there:
            continue
        _count_words(session, store.indexed_words(session, there), -1)
        store.remove(session, there)
        session.execute(delete(EntryFacet).where(EntryFacet.entry_id.in_(there)))
        session.execute(delete(EntryRow).where(EntryRow.entry_id.in_(there)))


def _add(session: Session, batch: Sequence[Item]) -> None:
    if not batch:
        return
    moments = _moments(session, [entry.id for entry, _ in batch])
    now = utcnow()
    bodies = _bodies(session, [record for _, record in batch])
    rows = [
        _row(entry, record, moments.get(entry.id, now)) | {"body_id": bodies[_body_slug(record)]}
        for entry, record in batch
    ]
    session.execute(insert(_table(EntryRow)), rows)
    facets = [
        _facets(record) | {"entry_id": entry.id, "body_id": bodies[_body_slug(record)]}
        for entry, record in batch
    ]
    session.execute(insert(_table(EntryFacet)), facets)
    texts: list[Texts] = []
    words: list[list[str]] = []
    for entry, record in batch:
        title, summary, body = (words_of(part) for part in record.search_texts())
        texts.append((entry.id, " ".join(title), " ".join(summary), " ".join(body)))
        words.append([*title, *summary, *body])
    store_of(session).add(session, texts)
    _count_words(session, words, 1)


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


def _moments(session: Session, entry_ids: Sequence[int]) -> dict[int, datetime]:
    session.flush()
    found = session.execute(
        select(Entry.id, EntryVersion.published_at)
        .join(EntryVersion, EntryVersion.entry_id == Entry.id)
        .where(EntryVersion.number == Entry.published_number, Entry.id.in_(entry_ids))
    )
    return {row.id: row.published_at for row in found}


def _row(entry: Entry, record: Record, published_at: datetime) -> dict[str, Any]:
    return {
        "entry_id": entry.id,
        "organisation_name": record.organisation_name[:200],
        "slug": entry.slug,
        "title": record.title[:300],
        "title_key": fold(record.title).strip()[:120],
        "summary": record.summary[:1000],
        "language": record.language,
        "phase": record.phase,
        "review_state": record.review_state.value,
        "published_at": published_at,
    }


def _facets(record: Record) -> dict[str, int]:
    return {facet: number_of(facet, getattr(record, facet)) for facet in CODES}


def _body_slug(record: Record) -> str:
    return record.organisation_slug[:100] or "not-stated"


def _bodies(session: Session, records: Sequence[Record]) -> dict[str, int]:
    """The id of each body by slug; new ones are added.

    A body takes the name that its own records used last. Imported ones only name what has no name yet: no
    file of another register changes what a council is called.
    """
    imported = {_body_slug(each): each.organisation_name[:200] for each in records if each.provenance}
    own = {_body_slug(each): each.organisation_name[:200] for each in records if not each.provenance}
    names = imported | own
    query = select(PublicBody).where(PublicBody.slug.in_(names))
    known = {body.slug: body for body in session.scalars(query)}
    for slug, name in names.items():
        if slug not in known:
            known[slug] = PublicBody(slug=slug, name=name)
            session.add(known[slug])
        elif name and (slug in own or not known[slug].name):
            known[slug].name = name
    session.flush()
    return {slug: body.id for slug, body in known.items()}


def _count_words(session: Session, words: Iterable[Iterable[str]], step: int) -> None:
    """Adds `step` for each word that an entry holds; in order of the words, so that writers never cross."""
    counts: Counter[str] = Counter()
    for each in words:
        counts.update(countable(set(each)))
    if not counts:
        return
    session.execute(
        text(
            "INSERT INTO search_word (word, entries) VALUES (:word, :entries)"
            " ON CONFLICT (word) DO UPDATE SET entries = search_word.entries + excluded.entries"
        ),
        [{"word": word, "entries": step * count} for word, count in sorted(counts.items())],
    )
    if step < 0:
        session.execute(delete(SearchWord).where(SearchWord.entries <= 0))
