"""The database: what a live connection is set to, who takes the write lock, and that no update is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import func, literal, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from app.accounts.models import Invitation, Membership, Organisation
from app.database import clock_at, db, reading_only, transaction, utcnow
from app.web.versions import Stale, lock_fresh, lock_if_version
from tests.integration.core.threads import together
from tests.support.people import Council
from tests.support.writes import RequestWatch

pytestmark = pytest.mark.both_databases


def _organisation(slug: str = "eastmere") -> Organisation:
    return Organisation(name="Eastmere", slug=slug, about="0")


def _slugs() -> list[str]:
    return list(db.session.scalars(select(Organisation.slug).order_by(Organisation.slug)))


def _count_up(row: Organisation) -> None:
    row.about = str(int(row.about) + 1)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 5000), ("foreign_keys", 1)],
)
def test_a_live_sqlite_connection_is_safe_and_patient(context: Flask, pragma: str, value: object) -> None:
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@pytest.mark.postgres
def test_a_live_postgresql_connection_does_not_wait_for_ever(context: Flask) -> None:
    assert db.session.scalar(text("SHOW lock_timeout")) == "5s"
    db.session.rollback()
    assert db.session.scalar(text("SHOW lock_timeout")) == "5s"


@pytest.mark.sqlite
def test_a_command_that_only_reads_takes_no_write_lock(app: Flask, context: Flask) -> None:
    seen = RequestWatch.of(app).statements
    seen.clear()
    with reading_only():
        _slugs()
    _slugs()
    assert [s for s in seen if s.startswith("BEGIN")] == ["BEGIN", "BEGIN IMMEDIATE"]


@pytest.mark.sqlite
def test_eight_writers_lose_no_update_on_sqlite(app: Flask, council: Council) -> None:
    def write(_turn: int) -> None:
        for _ in range(10):
            with transaction() as session:
                _count_up(session.get_one(Organisation, council.organisation_id, populate_existing=True))

    with app.app_context(), transaction() as session:
        session.get_one(Organisation, council.organisation_id).about = "0"
    together(app, 8, write)
    with app.app_context():
        assert db.session.get_one(Organisation, council.organisation_id).about == "80"


def test_eight_writers_who_wait_in_line_lose_no_update(app: Flask, council: Council) -> None:
    def write(_turn: int) -> None:
        for _ in range(5):
            with transaction() as session:
                _count_up(lock_fresh(session, session.get_one(Organisation, council.organisation_id)))

    with app.app_context(), transaction() as session:
        session.get_one(Organisation, council.organisation_id).about = "0"
    together(app, 8, write)
    with app.app_context():
        assert db.session.get_one(Organisation, council.organisation_id).about == "40"


def test_of_eight_who_saw_the_same_version_one_saves(app: Flask, council: Council) -> None:
    def write(turn: int) -> bool:
        try:
            with transaction() as session:
                row = lock_if_version(session, session.get_one(Organisation, council.organisation_id), 1)
                row.about = f"writer {turn}"
        except Stale as stale:
            return cast("Organisation", stale.current).version != 2
        return True

    assert sum(together(app, 8, write)) == 1


def test_a_transaction_keeps_all_or_nothing(context: Flask) -> None:
    def fail_half_way() -> None:
        with transaction() as session:
            session.add(_organisation())
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail_half_way()
    assert _slugs() == []
    with transaction() as session:
        session.add(_organisation())
    db.session.rollback()
    assert _slugs() == ["eastmere"]


def test_a_transaction_inside_another_joins_it(context: Flask) -> None:
    def fail_after_the_inner_one() -> None:
        with transaction() as outer:
            with transaction() as inner:
                assert inner is outer
                inner.add(_organisation())
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_the_inner_one()
    assert _slugs() == []
    with transaction():
        with transaction() as session:
            session.add(_organisation("first"))
        with transaction() as session:
            session.add(_organisation("second"))
    db.session.rollback()
    assert _slugs() == ["first", "second"]


def test_a_transaction_that_cannot_commit_leaves_the_next_one_free(context: Flask) -> None:
    def twice() -> None:
        with transaction() as session:
            session.add_all([_organisation(), _organisation()])

    with pytest.raises(IntegrityError):
        twice()
    with transaction() as session:
        session.add(_organisation())
    assert _slugs() == ["eastmere"]


def test_a_row_may_not_point_to_nothing(context: Flask) -> None:
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Membership(person_id=99, organisation_id=99, role="team_member"))


def test_a_moment_keeps_its_zone(context: Flask, council: Council) -> None:
    summer = datetime(2027, 7, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=1)))
    with transaction() as session:
        session.get_one(Organisation, council.organisation_id).created_at = summer
    db.session.expire_all()
    kept = db.session.get_one(Organisation, council.organisation_id).created_at
    assert kept == summer
    assert kept.tzinfo == UTC
    assert db.session.scalar(select(func.count()).where(Organisation.created_at == summer)) == 1


def test_a_moment_without_a_zone_is_refused(context: Flask) -> None:
    naive = datetime(2027, 7, 1)  # noqa: DTZ001  a moment without a zone is the point
    with pytest.raises(StatementError, match="without a time zone"):
        db.session.scalar(select(literal(1)).where(Organisation.created_at == naive))
    with pytest.raises(ValueError, match="time zone"), clock_at(naive):
        pass


def test_a_set_clock_counts_in_utc() -> None:
    with clock_at(datetime(2027, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))):
        assert utcnow().isoformat() == "2027-07-01T11:00:00+00:00"
    assert utcnow() > datetime(2026, 1, 1, tzinfo=UTC)


def test_json_is_kept_letter_by_letter(context: Flask, council: Council) -> None:
    with transaction() as session:
        invitation = Invitation(
            token_hash="0" * 64,
            email="a@northmere.example",
            name="A",
            organisation_id=council.organisation_id,
            roles=["Ŵ", "\0", '"'],
            expires_at=utcnow(),
        )
        session.add(invitation)
    raw = db.session.scalar(text("SELECT roles FROM invitation"))
    assert raw == '["Ŵ","\\u0000","\\""]'
    db.session.expire_all()
    assert db.session.get_one(Invitation, invitation.id).roles == ["Ŵ", "\0", '"']
