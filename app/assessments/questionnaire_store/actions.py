"""Changes to questionnaire versions: a file is loaded as a draft; once published it never changes."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import audit
from app.assessments.models import QuestionnaireVersion
from app.assessments.questionnaire_store import queries
from app.database import transaction, utcnow
from app.questionnaire.checking.load import load


def load_version(
    *, source: str, filename: str, publish: bool = False, actor_id: int | None = None
) -> QuestionnaireVersion:
    """Adds a questionnaire's text as its next version, or gives the version that has the same content.

    Raises:
        QuestionnaireError: with every mistake of the text.
    """
    with transaction() as session:
        content_hash = hashlib.sha256(source.encode()).hexdigest()
        version = _with_hash(session, content_hash) or _add(session, source, filename, content_hash, actor_id)
        if publish and version.state == "draft":
            publish_version(version=version, actor_id=actor_id)
    return version


def publish_version(*, version: QuestionnaireVersion, actor_id: int | None = None) -> None:
    """Makes a draft the version that new assessments use; the one before stays with those that have it."""
    with transaction() as session:
        if version.state == "published":
            return
        before = session.scalars(
            select(QuestionnaireVersion).where(
                QuestionnaireVersion.key == version.key, QuestionnaireVersion.state == "published"
            )
        )
        for other in before:
            other.state = "superseded"
        version.state = "published"
        version.published_at = utcnow()
        audit.record(version, "questionnaire.published", actor_id=actor_id)


class NotPublished(LookupError):
    """No version of this key is published."""


def version_for_new_use(key: str = queries.KEY) -> QuestionnaireVersion:
    """The newest published version; the packaged questionnaire is loaded and published when there is none.

    Raises:
        NotPublished: another questionnaire than the packaged one was asked for, and none is published.
        QuestionnaireError: the packaged file is wrong.
        FileNotFoundError: there is no packaged file.
    """
    with transaction():
        found = queries.newest_published(key)
        if found is not None:
            return found
        if key != queries.KEY:
            raise NotPublished(key)
        file = queries.packaged_file()
        return load_version(source=file.read_text(encoding="utf-8"), filename=file.name, publish=True)


def _with_hash(session: Session, content_hash: str) -> QuestionnaireVersion | None:
    return session.scalars(
        select(QuestionnaireVersion).where(QuestionnaireVersion.content_hash == content_hash)
    ).one_or_none()


def _add(
    session: Session, source: str, filename: str, content_hash: str, actor_id: int | None
) -> QuestionnaireVersion:
    questionnaire = load(source, filename, queries.public_fields())
    last = session.scalar(
        select(func.max(QuestionnaireVersion.number)).where(QuestionnaireVersion.key == questionnaire.key)
    )
    version = QuestionnaireVersion(
        key=questionnaire.key,
        number=(last or 0) + 1,
        title=questionnaire.title,
        source=source,
        content_hash=content_hash,
        state="draft",
    )
    try:
        with session.begin_nested():
            session.add(version)
            session.flush()
    except IntegrityError:  # another process loaded the same content at the same moment
        found = _with_hash(session, content_hash)
        if found is None:
            raise
        return found
    audit.record(version, "questionnaire.loaded", actor_id=actor_id)
    return version
