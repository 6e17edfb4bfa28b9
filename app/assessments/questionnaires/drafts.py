"""Changes to drafts of questionnaires, each one transaction with its audit event."""

from __future__ import annotations

import hashlib

from app import audit
from app.assessments.models import QuestionnaireVersion
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.questionnaires.models import QuestionnaireDraft
from app.assessments.questionnaires.texts import Examined
from app.database import transaction, utcnow
from app.web.nonces import spend
from app.web.versions import lock_if_version


class WasReplaced(Exception):
    """The same text was published before and has been replaced since; it cannot be published again."""


def content_hash(source: str) -> str:
    """The hash by which a version is addressed."""
    return hashlib.sha256(source.encode()).hexdigest()


def add_draft(*, text: Examined, filename: str, actor_id: int, nonce: str = "") -> QuestionnaireDraft:
    """Keeps a text as a draft, with its mistakes if it has some.

    Raises:
        AlreadyDone: the form with this nonce was sent before; its result is the draft's id.
    """
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        draft = QuestionnaireDraft(filename=filename[:200])
        _fill(draft, text, actor_id)
        session.add(draft)
        session.flush()
        if spent is not None:
            spent.result = str(draft.id)
        audit.record(draft, "questionnaire_draft.added", actor_id=actor_id, hash=content_hash(draft.source))
    return draft


def save_draft(*, draft: QuestionnaireDraft, text: Examined, seen: int, actor_id: int) -> QuestionnaireDraft:
    """Saves a draft's text, if it is still the version `seen`.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen)
        if fresh.source != text.source:
            _fill(fresh, text, actor_id)
            session.flush()
            audit.record(
                fresh, "questionnaire_draft.saved", actor_id=actor_id, hash=content_hash(fresh.source)
            )
    return fresh


def delete_draft(*, draft: QuestionnaireDraft, seen: int, actor_id: int) -> None:
    """Deletes a draft; published versions are never deleted.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen)
        audit.record(fresh, "questionnaire_draft.deleted", actor_id=actor_id, hash=content_hash(fresh.source))
        session.delete(fresh)


def publish_draft(*, draft: QuestionnaireDraft, seen: int, actor_id: int) -> QuestionnaireVersion:
    """Publishes a draft as the next version of its key; the draft is gone then.

    Raises:
        Stale: somebody saved it since.
        QuestionnaireError: it has mistakes.
        WasReplaced: the very text was published before.
    """
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen)
        made = load_version(source=fresh.source, filename=fresh.filename, publish=True, actor_id=actor_id)
        if made.state != "published":
            raise WasReplaced
        session.delete(fresh)
    return made


def _fill(draft: QuestionnaireDraft, text: Examined, actor_id: int) -> None:
    draft.name = text.name or draft.name or draft.filename
    draft.source = text.source
    draft.mistakes = len(text.mistakes)
    draft.updated_by_id = actor_id
    draft.updated_at = utcnow()
