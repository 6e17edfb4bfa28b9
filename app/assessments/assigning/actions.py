"""Giving sections and questions to people of the team, and taking them off again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app import audit
from app.assessments.answers.actions import NotEditable
from app.assessments.assigning.models import Assignment, AssignmentRevision
from app.assessments.assigning.notifications import tell_assigned
from app.assessments.assigning.queries import Assigned, Target, assignments_of
from app.assessments.lifecycle import EDITABLE
from app.assessments.models import Assessment
from app.assessments.use_assessment import the_assessment
from app.database import transaction, utcnow
from app.uses.actions import WrongPerson
from app.uses.models import UseCase
from app.web.versions import Stale, lock_fresh


class StaleAssignments(Stale):
    """Somebody assigned one of the targets meanwhile; `current` has all of them as they stand now."""

    def __init__(self, current: Assigned) -> None:
        super().__init__(current)
        self.current: Assigned = current


def assign(
    *,
    use: UseCase,
    seen: Mapping[Target, int],
    person_id: int | None,
    due_on: date | None,
    actor_id: int,
) -> list[Target]:
    """Gives each target in `seen` to a person of the team, or to nobody; all of them or none.

    `seen` has the version of each target's row that the form was filled from, 0 when there was none.
    Gives the targets that changed.

    Raises:
        NotEditable: the assessment is not with the team.
        StaleAssignments: one of the targets was assigned by somebody else in the meantime.
        WrongPerson: the person is not on the team.
    """
    with transaction() as session:
        assessment = lock_fresh(session, the_assessment(use))
        _check(use, assessment, person_id)
        rows = assignments_of(assessment)
        wanted = (person_id, due_on if person_id is not None else None)
        changed = [target for target in seen if _now(rows.get(target)) != wanted]
        if any(rows.version(target) != seen[target] for target in changed):
            raise StaleAssignments(rows)
        given = []
        for target in changed:
            row = rows.get(target) or Assignment(
                assessment_id=assessment.id, target=target[0], target_id=target[1]
            )
            given.append(_revision(row, assessment.id, wanted, actor_id))
            row.person_id, row.due_on = wanted
            session.add(row)
        session.add_all(given)
        tell_assigned(session, use, given, due_on, actor_id)
        if changed:
            targets = [":".join(target) for target in changed]
            audit.record(
                the_assessment(use), "work.assigned", actor_id=actor_id, person=person_id, targets=targets
            )
    return changed


def _check(use: UseCase, assessment: Assessment, person_id: int | None) -> None:
    if assessment.state not in EDITABLE:
        raise NotEditable
    if person_id is not None and person_id not in {person.id for person in use.team}:
        raise WrongPerson(person_id)


def _now(row: Assignment | None) -> tuple[int | None, date | None]:
    return (row.person_id, row.due_on) if row is not None else (None, None)


def _revision(
    row: Assignment, assessment_id: int, wanted: tuple[int | None, date | None], actor_id: int
) -> AssignmentRevision:
    return AssignmentRevision(
        assessment_id=assessment_id,
        target=row.target,
        target_id=row.target_id,
        person_id=wanted[0],
        due_on=wanted[1],
        person_before_id=row.person_id,
        due_before=row.due_on,
        saved_by_id=actor_id,
        saved_at=utcnow(),
    )
