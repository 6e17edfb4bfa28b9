"""A store of its own for each test, and a use with something in every table that travels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.assessments.archive.checks import checked
from app.assessments.archive.import_use import import_archive
from app.assessments.archive.pack import archive_of, to_zip
from app.assessments.archive.unpack import open_archive
from app.assessments.evidence.actions import add_to_answer, evidence_of, upload
from app.assessments.evidence.store import FolderStore
from app.assessments.harms.actions import add_harm, change_harm, remove_harm
from app.assessments.harms.queries import harms_of
from app.assessments.submissions.actions import withdraw
from app.assessments.use_assessment import the_assessment
from app.assessments.use_list.queries import use_case
from app.database import db
from app.uses.areas.actions import name_areas
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.assessments.archive.rows import fill_empty_tables
from tests.support.people import Council
from tests.support.uses import a_harm, a_submitted_use, answer, submit

LARGEST = 10_000_000


@pytest.fixture
def store(app: Flask, tmp_path: Path) -> FolderStore:
    """The service's store of evidence, in a folder of this test alone."""
    before = app.extensions["candour"]
    app.extensions["candour"] = replace(before, evidence_folder=tmp_path / "evidence")
    yield FolderStore(tmp_path / "evidence")
    app.extensions["candour"] = before


def the_use(council: Council, use_id: int) -> UseCase:
    """The use, read afresh."""
    db.session.expire_all()
    found = use_case(council.organisation_id, use_id)
    assert found is not None
    return found


def a_rich_use(council: Council, store: FolderStore) -> int:
    """A use with two submissions, a removed harm, a file under an answer, areas, and a changed answer."""
    team = council.people[Role.TEAM_MEMBER]
    use = a_submitted_use(council)
    withdraw(use=use, actor_id=team)
    use = the_use(council, use.id)
    answer(use, {"EXP-01": "It sorts, and an officer looks at all.", "PRI-01": None}, team)
    add = a_harm("A second harm", safeguards=(), accepted_reason="It is small.")
    second = add_harm(use=use, facts=add, actor_id=team)
    remove_harm(use=use, harm=second, seen=second.version, actor_id=team)
    first = harms_of(the_assessment(use).id)[0]
    change_harm(use=use, harm=first, facts=a_harm(who="Everybody"), seen=first.version, actor_id=team)
    use = the_use(council, use.id)
    file = upload(
        use=use, store=store, content=b"%PDF-1.7 words", filename="dpia.pdf", title="DPIA", actor_id=team
    )
    add_to_answer(
        assessment=the_assessment(use), question_id="EXP-01", evidence=evidence_of(file, use), actor_id=team
    )
    use = the_use(council, use.id)
    name_areas(use=use, names=["Mill Ward", "Harbour"], seen=use.version, actor_id=team)
    fill_empty_tables(team)
    submit(the_use(council, use.id), team)
    db.session.commit()
    return use.id


@pytest.fixture
def rich_id(context: Flask, council: Council, store: FolderStore) -> int:
    return a_rich_use(council, store)


@pytest.fixture
def packed(council: Council, store: FolderStore) -> Callable[[int], bytes]:
    """The archive of a use as bytes: `packed(use_id)`."""
    return lambda use_id: to_zip(archive_of(the_use(council, use_id), store))


@pytest.fixture
def imported(council: Council, store: FolderStore) -> Callable[[bytes], int]:
    """Imports an archive as the team member: `imported(content)` gives the id of the new use."""

    def run(content: bytes) -> int:
        archive = checked(open_archive(content, LARGEST))
        use = import_archive(
            archive=archive,
            organisation_id=council.organisation_id,
            actor_id=council.people[Role.TEAM_MEMBER],
            store=store,
        )
        db.session.commit()
        return use.id

    return run
