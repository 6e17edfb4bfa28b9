"""Which entries a search finds and in what order: titles first, then summaries, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select, text, union_all

from app.database import db
from app.register.models import EntryFacet, EntryRow, SearchWord
from app.register.published.facets import Chosen, Cube, conditions, cube
from app.register.published.revision import Fact, RegisterRevision, kept_fact
from app.register.published.search.stores import Store, store_of
from app.register.published.search.words import Query, corrected

MOST_RANKED = 2_000  # of more hits than this only those in titles are ranked; the others come newest first


class Sort(StrEnum):
    """The orders that a reader can choose; the values stand in addresses."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Found:
    """What was searched for in the end. `changed` says that words were corrected; `any_word` that no entry
    has all the words, so that those with some are shown."""

    query: Query
    cube: Cube
    changed: bool = False
    any_word: bool = False


def interpret(state: RegisterRevision, query: Query, *, exact: bool) -> Found:
    """Tries the words as typed, then without typing errors, then any one of them; stops at the first hit."""
    typed = cube(state, query)
    if typed.total or not query or exact:
        return Found(query, typed)
    mended = corrected(query, _known_words(state))
    counted = cube(state, mended)
    if counted.total:
        return Found(mended, counted, changed=True)
    loose = mended.any_word()
    counted = cube(state, loose)
    if counted.total:
        return Found(loose, counted, changed=mended != query, any_word=True)
    return Found(query, typed)


def _known_words(state: RegisterRevision) -> dict[str, int]:
    def read() -> dict[str, int]:
        rows = db.session.execute(select(SearchWord.word, SearchWord.entries))
        return {row.word: row.entries for row in rows}

    return kept_fact(state, Fact.WORDS, read)


def ids_of_page(query: Query, chosen: Chosen, sort: Sort, *, offset: int, size: int, total: int) -> list[int]:
    """The ids of one page of results in order; one statement. `total` is how many there are in all."""
    if not query:
        statement = _sorted(select(EntryRow.entry_id), chosen, sort)
    elif sort is Sort.RELEVANCE:
        return _ranked(query, chosen, offset=offset, size=size, total=total)
    else:
        store = store_of(db.session())
        statement = _sorted(
            select(EntryRow.entry_id).join(store.table, store.key == EntryRow.entry_id), chosen, sort
        ).where(text(store.matches).bindparams(words=store.words(query)))
    return list(db.session.connection().scalars(statement.offset(offset).limit(size)))


def _sorted(statement: Select[int], chosen: Chosen, sort: Sort) -> Select[int]:
    wanted = conditions(chosen)
    if wanted:
        statement = statement.join(EntryFacet, EntryFacet.entry_id == EntryRow.entry_id).where(*wanted)
    if sort is Sort.TITLE:
        return statement.order_by(EntryRow.title_key, EntryRow.entry_id)
    return statement.order_by(EntryRow.published_at.desc(), EntryRow.entry_id.desc())


def _ranked(query: Query, chosen: Chosen, *, offset: int, size: int, total: int) -> list[int]:
    """Hits in titles, then all others; the second part costs nothing while the first fills the page."""
    store = store_of(db.session())
    key = store.key
    order = text(store.order) if total <= MOST_RANKED else key.desc()
    in_title = text(store.title_matches)
    titles = _hits(store, chosen).where(in_title).order_by(text(store.order), key)
    others = (
        _hits(store, chosen)
        .where(text(store.matches), key.not_in(select(key.label("id")).where(in_title).correlate(None)))
        .order_by(order, key)
    )
    reach = offset + size
    parts = [
        select(part.c.id) for part in (titles.limit(reach).subquery("t"), others.limit(reach).subquery("o"))
    ]
    statement = union_all(*parts).offset(offset).limit(size)
    words = {"words": store.words(query), "title_words": store.title_words(query)}
    return list(db.session.connection().scalars(statement, words))


def _hits(store: Store, chosen: Chosen) -> Select[int]:
    statement = select(store.key.label("id")).select_from(store.table)
    wanted = conditions(chosen)
    if wanted:
        return statement.join(EntryFacet, EntryFacet.entry_id == store.key).where(*wanted)
    return statement


def reviewed_total(state: RegisterRevision) -> int:
    """How many published entries an ethics board has reviewed."""

    def read() -> int:
        statement = select(func.count()).select_from(EntryRow).where(EntryRow.review_state == "reviewed")
        return db.session.scalar(statement) or 0

    return kept_fact(state, Fact.REVIEWED, read)
