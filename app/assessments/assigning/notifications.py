"""Tells people of the team which sections and questions were given to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.assessments.assigning.models import SECTION, AssignmentRevision
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.use_assessment import the_assessment
from app.messages import MessageKind, tell
from app.questionnaire.model import Questionnaire
from app.uses.models import UseCase


def tell_assigned(
    session: Session, use: UseCase, given: Sequence[AssignmentRevision], due_on: date | None, actor_id: int
) -> None:
    """One message to the person who was given these; none for what was taken off."""
    person_id = given[0].person_id if given else None
    if person_id is None:
        return
    session.flush()
    questionnaire = questionnaire_of(the_assessment(use))
    actor = session.get(Person, actor_id)
    words = {
        "what": "; ".join(_title(questionnaire, row) for row in given),
        "by": actor.name if actor else "",
    }
    tell(
        session,
        kind=MessageKind.ASSIGNED,
        organisation_id=use.organisation_id,
        to=[person_id],
        about=use.name,
        endpoint="assessments.use",
        arguments={"use_id": use.id},
        words=words | ({"due": due_on.isoformat()} if due_on else {}),
        key=f"assigned-{given[0].id}",
        actor_id=actor_id,
    )


def _title(questionnaire: Questionnaire, row: AssignmentRevision) -> str:
    """The section's title or the question's text; its id when the questionnaire has it no more."""
    if row.target == SECTION:
        titles = {section.id: section.title for section in questionnaire.sections}
        return titles.get(row.target_id, row.target_id)
    known = questionnaire.has(row.target_id)
    return questionnaire.question(row.target_id).text if known else row.target_id
