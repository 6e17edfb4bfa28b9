"""Reads of evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessments.evidence.models import EvidenceFile, EvidenceUse
from app.database import db
from app.questionnaire.model import Answers, Evidence
from app.uses.models import UseCase, UseMember
from app.web.access import loads

_ADDRESS = re.compile(r"/uses/(\d{1,9})/evidence/(\d{1,9})")


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """A piece of evidence and the ids of the questions that it stands under."""

    evidence: Evidence
    questions: tuple[str, ...]


def address(use_id: int, file_id: int) -> str:
    """The address of a file as an answer of the use keeps it."""
    return f"/uses/{use_id}/evidence/{file_id}"


def file_id_of(link: str) -> int | None:
    """The file that a link of an answer leads to; None when it leads elsewhere."""
    found = _ADDRESS.fullmatch(link)
    return int(found.group(2)) if found else None


@loads("file_id", "file")
def evidence_file(organisation_id: int, file_id: int) -> EvidenceFile | None:
    """One file of the organisation."""
    return db.session.scalars(
        select(EvidenceFile).where(
            EvidenceFile.organisation_id == organisation_id, EvidenceFile.id == file_id
        )
    ).one_or_none()


def is_shown_in(file: EvidenceFile, use: UseCase) -> bool:
    """Whether the use may show the file."""
    return db.session.get(EvidenceUse, (file.id, use.id)) is not None


def files_of(use: UseCase) -> list[EvidenceFile]:
    """Files that the use may show, the newest first."""
    return list(
        db.session.scalars(
            select(EvidenceFile)
            .join(EvidenceUse, EvidenceUse.file_id == EvidenceFile.id)
            .where(EvidenceUse.use_id == use.id)
            .options(joinedload(EvidenceFile.uploaded_by))
            .order_by(EvidenceFile.uploaded_at.desc(), EvidenceFile.id.desc())
        )
    )


def files_elsewhere(use: UseCase, person_id: int) -> list[tuple[EvidenceFile, str]]:
    """Files of other uses on whose team the person is, with the use's name; the newest first, at most 100."""
    rows = db.session.execute(
        select(EvidenceFile, UseCase.name)
        .join(EvidenceUse, EvidenceUse.file_id == EvidenceFile.id)
        .join(UseCase, UseCase.id == EvidenceUse.use_id)
        .join(UseMember, UseMember.use_id == UseCase.id)
        .where(
            UseMember.person_id == person_id,
            UseCase.id != use.id,
            EvidenceFile.organisation_id == use.organisation_id,
            EvidenceFile.id.not_in(select(EvidenceUse.file_id).where(EvidenceUse.use_id == use.id)),
        )
        .order_by(EvidenceFile.uploaded_at.desc(), EvidenceFile.id.desc())
        .limit(100)
    )
    return list({row[0].id: (row[0], row[1]) for row in rows}.values())


def pieces(answers: Answers) -> list[EvidencePiece]:
    """Every piece of evidence in the answers, each once, with where it stands."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, answer in answers.items():
        for each in answer.evidence:
            found.setdefault((each.title, each.link), []).append(name)
    return [
        EvidencePiece(Evidence(title, link), tuple(names)) for (title, link), names in sorted(found.items())
    ]
