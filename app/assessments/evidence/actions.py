"""Changes to evidence: uploading, adding to an answer, showing a file in another use."""

from __future__ import annotations

from dataclasses import replace

from app import audit
from app.assessments.answers.actions import SavedAnswers, save_answers
from app.assessments.answers.queries import answers_of, versions_of
from app.assessments.evidence.file_kinds import FileKind, kind_of
from app.assessments.evidence.models import EvidenceFile, EvidenceUse
from app.assessments.evidence.queries import address
from app.assessments.evidence.store import FolderStore
from app.assessments.models import Assessment
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.database import transaction
from app.questionnaire.model import UNANSWERED, Evidence
from app.uses.models import UseCase
from app.web.nonces import spend

LONGEST_NAME = 150


def upload(
    *,
    use: UseCase,
    store: FolderStore,
    content: bytes,
    filename: str,
    title: str,
    actor_id: int,
    nonce: str = "",
) -> EvidenceFile:
    """Keeps a file as evidence of a use; when anything fails, nothing of it stays behind.

    Raises:
        RefusedFile: its content is not let in, or its name lies about it.
        ScanFailed: the virus scanner does not let it through.
        AlreadyDone: the form with this nonce was sent before.
    """
    kind = kind_of(content, filename)
    checksum, is_new = store.put(content)
    try:
        with transaction() as session:
            spent = spend(session, nonce) if nonce else None
            file = _row(use, kind, content, checksum, filename)
            file.title, file.uploaded_by_id = title, actor_id
            session.add(file)
            session.flush()
            session.add(EvidenceUse(file_id=file.id, use_id=use.id))
            if spent:
                spent.result = str(file.id)
            audit.record(file, "evidence.uploaded", actor_id=actor_id, use=use.id, checksum=file.checksum)
    except BaseException:
        if is_new:
            store.remove(checksum)
        raise
    return file


def show_in(*, file: EvidenceFile, use: UseCase, actor_id: int) -> None:
    """Lets another use of the same organisation show the file."""
    with transaction() as session:
        if session.get(EvidenceUse, (file.id, use.id)) is None:
            session.add(EvidenceUse(file_id=file.id, use_id=use.id))
            audit.record(file, "evidence.shared", actor_id=actor_id, use=use.id, checksum=file.checksum)


def add_to_answer(
    *, assessment: Assessment, question_id: str, evidence: Evidence, actor_id: int
) -> SavedAnswers | None:
    """Adds one piece of evidence to an answer as it stands now; None when it is there already."""
    questionnaire = questionnaire_of(assessment)
    with transaction():
        before = answers_of(assessment).get(question_id, UNANSWERED)
        if any(each.link == evidence.link for each in before.evidence):
            return None
        after = replace(before, evidence=(*before.evidence, evidence))
        return save_answers(
            assessment=assessment,
            page=questionnaire.page_of(question_id),
            answers={question_id: after},
            seen=versions_of(assessment),
            actor_id=actor_id,
        )


def evidence_of(file: EvidenceFile, use: UseCase) -> Evidence:
    """The file as a piece of evidence of an answer of the use."""
    return Evidence(file.title, address(use.id, file.id))


def _row(use: UseCase, kind: FileKind, content: bytes, checksum: str, filename: str) -> EvidenceFile:
    return EvidenceFile(
        organisation_id=use.organisation_id,
        filename=_safe_name(filename),
        media_type=kind.media_type,
        size=len(content),
        checksum=checksum,
    )


def _safe_name(filename: str) -> str:
    """The last part of the name without anything that a path, a header or a shell could stumble over."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter if letter.isalnum() or letter in " .-_()" else "_" for letter in last).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}" if stem else f"evidence.{ending[:10]}"
