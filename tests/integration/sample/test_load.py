"""The sample council loads whole, keeps its past in order, and goes into an empty database only."""

from __future__ import annotations

import json
import stat
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import audit
from app.accounts.models import Organisation, Person
from app.accounts.passwords import matches, weakness
from app.assessments.models import Assessment
from app.audit import AuditEvent
from app.board.appeals.models import Appeal
from app.board.figures.models import PublishedFigures
from app.board.incidents.models import Incident
from app.board.interests.models import Interest
from app.board.meetings.models import Meeting
from app.board.models import Advice, Review
from app.board.review_again.models import Confirmation
from app.database import db
from app.questionnaire.model import Answer, AnswerState
from app.register.models import Entry, EntryDraft, EntryRow, EntryVersion
from app.sample.board.reading import read_board
from app.sample.loading import has_people, load_sample
from app.sample.model import SampleStage
from app.sample.passwords import new_password
from app.sample.reading import USES, read_organisations, read_use, use_files
from app.sample.team_work import CannotLoad
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.people import Council
from tests.support.telling import leads_astray

pytestmark = pytest.mark.both_databases


def _load(app: Flask, *options: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["sample", "load", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.slow
def test_the_whole_council_loads(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    code, output, errors = _load(app, "--people", str(file))
    assert (code, errors) == (0, "")
    people = json.loads(file.read_text(encoding="utf-8"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert all(set(person) == {"email", "password", "roles", "organisation"} for person in people)
    assert len(output.splitlines()) == len(people)
    with app.app_context():
        _check_people(people)
        _check_stages()
        _check_history()
        _check_board()
        db.session.remove()
    assert leads_astray(app) == []
    assert _load(app, "--if-empty") == (0, "", "")
    code, output, errors = _load(app)
    assert (code, output) == (2, "")
    assert errors.startswith("Error: the database holds people already")
    assert errors.count("\n") == 1


def _check_people(people: list[dict[str, str]]) -> None:
    assert {person["organisation"] for person in people} == {"northmere", "harbourside"}
    hashes = {person.email: person.password_hash for person in db.session.scalars(select(Person))}
    assert set(hashes) == {person["email"] for person in people}
    assert matches(hashes[people[0]["email"]], people[0]["password"])
    assert {role for person in people for role in person["roles"]} == set(Role)


def _check_board() -> None:
    """The board's own work: rules, meetings with public minutes, a second look, what came after."""
    board = read_board()
    states = Counter(db.session.scalars(select(Meeting.state)))
    assert states == {"published": 2, "minutes_drafted": 1, "papers_out": 1}
    assert set(db.session.scalars(select(Appeal.state))) == {"stands"}
    assert Counter(db.session.scalars(select(Incident.state))) == {"closed": 1, "reported": 1}
    assert db.session.scalar(select(func.count(UseCase.id)).where(UseCase.paused_at.is_not(None))) == 0
    assert db.session.scalar(select(func.count(Confirmation.id))) == len(board.confirmations)
    assert list(db.session.scalars(select(PublishedFigures.year))) == [2025]
    voted = [advice for advice in db.session.scalars(select(Advice)) if advice.dissents]
    assert [advice.decision["votes_against"] for advice in voted if advice.decision] == [1]
    assert db.session.scalar(select(Interest.kind).where(Interest.kind != "none")) == "worked_on_it"


def _check_stages() -> None:
    uses = [read_use(file) for file in use_files()]
    told = Counter(use.stage for use in uses)
    states = Counter(db.session.scalars(select(Assessment.state)))
    assert states["draft"] == told[SampleStage.DRAFT]
    assert states["submitted"] == told[SampleStage.SUBMITTED]
    assert states["advised"] == told[SampleStage.ADVISED]
    published = db.session.scalar(select(func.count()).select_from(EntryRow))
    assert published == told[SampleStage.PUBLISHED]
    retired = db.session.scalars(select(Entry).where(Entry.retired_at.is_not(None))).all()
    assert len(retired) == told[SampleStage.RETIRED]
    assert all(entry.retired_reason for entry in retired)
    drafts = Counter(db.session.scalars(select(EntryDraft.state)))
    assert drafts["second_check"] == told[SampleStage.SECOND_CHECK]
    assert drafts["editing"] == told[SampleStage.EDITING] + told[SampleStage.RESPONDED]
    assert db.session.scalar(select(func.count()).select_from(Review)) == sum(len(u.rounds) for u in uses)


def _check_history() -> None:
    assert audit.verify() is None
    moments = list(db.session.scalars(select(AuditEvent.at).order_by(AuditEvent.sequence)))
    assert all(before <= after for before, after in pairwise(moments))
    for number, published in db.session.execute(select(EntryVersion.number, EntryVersion.published_at)):
        assert number >= 1
        assert published.year in (2025, 2026)
    small = db.session.scalars(select(Organisation).where(Organisation.slug == "harbourside")).one()
    names = db.session.scalars(select(UseCase.name).where(UseCase.organisation_id == small.id)).all()
    assert len(names) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("context")
def test_a_use_that_cannot_be_loaded_leaves_nothing_behind() -> None:
    use = read_use(USES / "17-staff-absence-forecast.yaml")
    wrong = replace(use, answers={**use.answers, "SCR-02": Answer(AnswerState.ANSWERED, "perhaps")})
    with pytest.raises(CannotLoad, match=r"17-staff-absence-forecast.*SCR-02: wrong_choice"):
        load_sample(read_organisations(), [wrong])
    assert not has_people()
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 0


def test_a_database_with_people_is_left_alone(app: Flask, council: Council) -> None:
    assert _load(app, "--if-empty") == (0, "", "")
    assert _load(app)[0] == 2
    with app.app_context():
        names = db.session.scalars(select(Organisation.slug)).all()
        assert names == [council.slug]


def test_production_refuses(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(app.extensions["candour"], environment="production")
    monkeypatch.setitem(app.extensions, "candour", settings)
    code, output, errors = _load(app, "--if-empty")
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert "CANDOUR_ENV=production" in errors


def test_a_missing_folder_is_told_before_anything_is_made(app: Flask, tmp_path: Path) -> None:
    code, _output, errors = _load(app, "--people", str(tmp_path / "nowhere" / "people.json"))
    assert code == 2
    assert errors.startswith("Error: there is no folder")
    with app.app_context():
        assert not has_people()


def test_passwords_differ_and_are_strong_enough() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert [weakness(password) for password in made if weakness(password)] == []
