"""An archive goes out and in without loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from app.assessments.answers.queries import answers_of
from app.assessments.archive.shape import CARRIED_TABLES, ROOT_TABLE, shapes
from app.assessments.archive.snapshots import IDS
from app.assessments.archive.unpack import open_archive
from app.assessments.evidence.models import EvidenceFile
from app.assessments.evidence.queries import file_id_of
from app.assessments.models import AnswerRevision, AnswerRow, Submission
from app.assessments.revisions.models import ListedChange
from app.assessments.snapshots.model import Snapshot
from app.assessments.summaries.models import AssessmentSummary
from app.assessments.trade_offs.queries import cards_of
from app.assessments.use_assessment import the_assessment
from app.database import Base, db
from app.manifest import every
from app.packages import PACKAGES
from app.questionnaire.model import AnswerState
from app.web.roles import Role
from tests.integration.assessments.archive.conftest import LARGEST, the_use
from tests.support.people import Council
from tests.support.uses import a_use, answer
from tests.support.wider import a_mark, a_settled_card, a_voice

pytestmark = pytest.mark.both_databases

Pack, Import = Callable[[int], bytes], Callable[[bytes], int]


def test_a_use_with_everything_comes_back_byte_by_byte(rich_id: int, packed: Pack, imported: Import) -> None:
    first = packed(rich_id)
    copy = imported(first)
    assert copy != rich_id
    assert packed(copy) == first
    assert packed(imported(packed(copy))) == first


def test_every_table_of_the_archive_holds_something(rich_id: int, packed: Pack) -> None:
    tables = open_archive(packed(rich_id), LARGEST).data["tables"]
    assert {name for name, rows in tables.items() if not rows} == set()
    assert tables.keys() == CARRIED_TABLES.keys()


def test_every_table_of_a_use_travels_or_says_why_not(app: Flask) -> None:
    belonging = {ROOT_TABLE}
    own = {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith(("app.assessments.", "app.uses."))
    }
    stays = {name for manifest in every(PACKAGES) for name in manifest.stays}
    for table in Base.metadata.sorted_tables:
        if any(key.column.table.name in belonging for key in table.foreign_keys):
            belonging.add(table.name)
    undecided = (belonging & own) - CARRIED_TABLES.keys() - stays
    assert stays.isdisjoint(CARRIED_TABLES)
    assert stays <= Base.metadata.tables.keys()
    assert undecided == set(), "Name them in archive/shape.py, or in the manifest of their room."
    assert all(shape.owner or shape.name in (ROOT_TABLE, "evidence_file") for shape in shapes())


NUMBERS = {"severity", "likelihood", "severity_after", "likelihood_after", "how_many"}
STEPS = {("safeguards", "severity_steps"), ("safeguards", "likelihood_steps")}


def test_every_id_in_a_snapshot_is_known() -> None:
    found = {
        (part, inner, key)
        for part, kind in get_type_hints(Snapshot).items()
        for inner, key in _whole_numbers(kind)
        if key not in NUMBERS and (inner, key) not in STEPS
    }
    assert found == {(part, inner, key) for part, inner, key, _table in IDS}


def _whole_numbers(kind: Any, inner: str = "") -> set[tuple[str, str]]:
    """The fields that hold a whole number in the facts that a part of the snapshot lists, one list deep."""
    (facts, *_rest) = get_args(kind) or (None,)
    if not is_dataclass(facts):
        return set()
    hints = get_type_hints(facts)
    own = {(inner, name) for name, hint in hints.items() if hint in (int, int | None)}
    return own.union(*(_whole_numbers(hint, name) for name, hint in hints.items()))


def test_the_copy_stands_on_its_own_feet(
    rich_id: int, packed: Pack, imported: Import, council: Council
) -> None:
    copy = the_use(council, imported(packed(rich_id)))
    assert (the_assessment(copy).state, [p.id for p in copy.team]) == (
        "draft",
        [council.people["team_member"]],
    )
    link = answers_of(the_assessment(copy))["EXP-01"].evidence[0].link
    assert link.startswith(f"/uses/{copy.id}/evidence/")
    file = db.session.get_one(EvidenceFile, file_id_of(link))
    assert (file.title, file.organisation_id) == ("DPIA", council.organisation_id)
    submission = db.session.scalars(
        select(Submission).where(Submission.assessment == the_assessment(copy))
    ).first()
    assert submission is not None
    assert submission.content_hash == Snapshot.from_data(submission.snapshot).content_hash()
    summary = db.session.get_one(AssessmentSummary, the_assessment(copy).id)
    assert (summary.harms, summary.dealt_with) == (1, summary.asked)


def test_answers_of_the_copy_can_be_saved_again(
    rich_id: int, packed: Pack, imported: Import, council: Council
) -> None:
    copy = imported(packed(rich_id))
    answer(the_use(council, copy), {"EXP-01": "New words."}, council.people[Role.TEAM_MEMBER])
    rows = db.session.scalars(
        select(AnswerRevision.number)
        .join(AnswerRow, AnswerRow.id == AnswerRevision.answer_id)
        .where(
            AnswerRow.question_id == "EXP-01",
            AnswerRow.assessment_id == the_assessment(the_use(council, copy)).id,
        )
        .order_by(AnswerRevision.number)
    ).all()
    assert list(rows) == [1, 2, 3, 4]


def test_the_history_of_the_lists_follows_its_rows(
    rich_id: int, packed: Pack, imported: Import, council: Council
) -> None:
    team = council.people[Role.TEAM_MEMBER]
    a_settled_card(a_use(council, "Another use"), team)  # so that ids are not numbers of rows
    use = the_use(council, rich_id)
    for make in (a_settled_card, a_voice, a_mark):
        make(use, team)
    copy = the_use(council, imported(packed(rich_id)))
    query = select(ListedChange).where(ListedChange.assessment_id == the_assessment(copy).id)
    history = {(row.kind, row.row_id, row.number): row for row in db.session.scalars(query)}
    assert {kind for kind, _id, _number in history} == {
        "lens_mark",
        "trade_off_card",
        "trade_off_option",
        "voice",
    }
    (card,) = (card for card in cards_of(the_assessment(copy).id) if card.title.startswith("Faster"))
    assert history["trade_off_card", card.id, 2].facts == card.facts()
    for option in card.options:
        assert history["trade_off_option", option.id, 1].facts == option.facts()


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)
SCALARS = st.one_of(TEXT, st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.one_of(
    st.none(),
    SCALARS,
    st.lists(TEXT, max_size=3),
    st.lists(st.dictionaries(TEXT, SCALARS, max_size=3), max_size=3),
)
SAVED = st.fixed_dictionaries(
    {
        "state": st.sampled_from([state.value for state in AnswerState]),
        "value": VALUES,
        "reason": TEXT,
        "note": TEXT,
        "evidence": st.lists(st.fixed_dictionaries({"title": TEXT, "link": TEXT}), max_size=2),
    }
)
HISTORIES = st.dictionaries(
    st.text("ABC-0123", min_size=1, max_size=8),
    st.lists(st.tuples(SAVED, st.booleans(), st.integers(1, 3)), min_size=1, max_size=4),
    max_size=5,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=HISTORIES, name=TEXT.filter(str.strip))
def test_whatever_was_saved_goes_out_and_in_without_loss(
    context: Flask,
    council: Council,
    packed: Pack,
    imported: Import,
    histories: dict[str, list[tuple[dict[str, Any], bool, int]]],
    name: str,
) -> None:
    use = a_use(council, name)
    for question_id, saved in histories.items():
        _write(the_assessment(use).id, question_id, saved, council.people[Role.TEAM_MEMBER])
    db.session.commit()
    first = packed(use.id)
    assert packed(imported(first)) == first


def _write(
    assessment_id: int, question_id: str, saved: list[tuple[dict[str, Any], bool, int]], person_id: int
) -> None:
    """Adds an answer with this history; its numbers may have gaps, its people may be unknown."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    last = saved[-1][0] | {"updated_by_id": person_id, "updated_at": at}
    answer_id = db.session.scalar(
        insert(AnswerRow.__table__)
        .values(assessment_id=assessment_id, question_id=question_id, version=99, **last)
        .returning(AnswerRow.__table__.c.id)
    )
    number = 0
    for each, known, step in saved:
        number += step
        at += timedelta(microseconds=12_345, hours=step)
        db.session.execute(
            insert(AnswerRevision.__table__).values(
                answer_id=answer_id,
                number=number,
                saved_by_id=person_id if known else None,
                saved_at=at,
                **each,
            )
        )
