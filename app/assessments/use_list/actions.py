"""Starting a use together with its assessment."""

from __future__ import annotations

from app.assessments.events import tell_changed
from app.assessments.models import Assessment
from app.assessments.questionnaire_store.actions import version_for_new_use
from app.assessments.questionnaire_store.queries import KEY
from app.database import transaction
from app.uses import actions
from app.uses.models import UseCase


def start_use(
    *,
    organisation_id: int,
    actor_id: int,
    name: str,
    kind: str,
    phase: str,
    service_area: str,
    owner_id: int | None,
    questionnaire: str = KEY,
    nonce: str = "",
) -> UseCase:
    """Starts a use with its assessment; `questionnaire` is a key, the rest is as in `app.uses.actions`.

    Raises:
        NotPublished: no version of the questionnaire is published.
        AlreadyDone: the form with this nonce was sent before; its result is the use's id.
        WrongPerson: the owner is not an accountable owner of the organisation.
    """
    with transaction() as session:
        use = actions.start_use(
            organisation_id=organisation_id,
            actor_id=actor_id,
            name=name,
            kind=kind,
            phase=phase,
            service_area=service_area,
            owner_id=owner_id,
            nonce=nonce,
        )
        assessment = Assessment(use=use, questionnaire_version=version_for_new_use(questionnaire))
        session.add(assessment)
        session.flush()
        tell_changed(session, assessment)
    return use
