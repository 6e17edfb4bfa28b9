"""The index holds exactly what is published, and every search text is safe in it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db, transaction
from app.register.models import EntryFacet, EntryRow, RegisterState, SearchWord
from app.register.published.search import index
from app.register.published.search.stores import store_of
from tests.integration.register.seeding import a_record, publish, publish_again

pytestmark = pytest.mark.both_databases


def _words() -> dict[str, int]:
    db.session.rollback()
    rows = db.session.execute(select(SearchWord.word, SearchWord.entries))
    return {row.word: row.entries for row in rows}


def _revision() -> int:
    db.session.rollback()
    return db.session.scalars(select(RegisterState.revision)).one()


def test_words_are_counted_once_for_each_entry_and_given_back(context: Flask) -> None:
    first, second = publish([a_record("Camera camera"), a_record("Camera van")])
    assert _words()["camera"] == 2
    publish_again(second, a_record("Parking van"))
    assert _words()["camera"] == 1
    assert _words()["parking"] == 1
    with transaction() as session:
        index.remove(session, [first, second])
    assert _words() == {}
    assert db.session.scalar(select(func.count()).select_from(EntryRow)) == 0
    assert db.session.scalar(select(func.count()).select_from(EntryFacet)) == 0


def test_a_rebuild_gives_the_same_as_writing(context: Flask) -> None:
    ids = publish([a_record("Camera"), a_record("Ŵyl y Glowyr"), a_record("Van")])
    publish_again(ids[2], a_record("Parking van"))
    before, rows = _words(), db.session.execute(select(EntryRow.__table__)).all()
    with transaction() as session:
        assert index.rebuild(session) == 3
    assert _words() == before
    assert db.session.execute(select(EntryRow.__table__)).all() == rows
    assert store_of(db.session()).indexed_words(db.session(), [ids[1]])[0].count("wyl") >= 1


def test_every_write_makes_the_revision_grow(context: Flask) -> None:
    (entry_id,) = publish([a_record()])
    first = _revision()
    publish_again(entry_id, a_record("Another"))
    second = _revision()
    with transaction() as session:
        index.remove(session, [entry_id])
    assert first < second < _revision()


def test_a_write_that_fails_leaves_no_trace(context: Flask) -> None:
    (entry_id,) = publish([a_record("Camera")])
    before = _words(), _revision()

    def remove_and_fail() -> None:
        with transaction() as session:
            index.remove(session, [entry_id])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        remove_and_fail()
    assert (_words(), _revision()) == before
