"""Reads of questionnaire versions, and the parsed questionnaire of each, kept by content hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from pathlib import Path

from sqlalchemy import select

from app.assessments.models import Assessment, QuestionnaireVersion
from app.database import db
from app.questionnaire.checking.load import load
from app.questionnaire.model import Questionnaire
from app.questionnaire.reading.public_codes import PublicFields
from app.questionnaire.reading.translate import localised
from app.register.record.public_fields import all_fields
from app.settings import ROOT
from app.web.weighed_cache import WeighedCache

KEY = "ethics-1"
LIBRARY = ROOT / "app" / "questionnaire" / "library"
_kept = WeighedCache(32_000_000)
_BYTES_OF_A_LETTER = 5  # of a questionnaire's text, read into objects; 3.1 measured with our own


def public_fields() -> PublicFields:
    """The codes of each public field by its id, for checking what a questionnaire names."""
    return {field.id: field.code_of_choice for field in all_fields().fields}


def packaged_file() -> Path:
    """The file of the questionnaire that comes with the service."""
    return LIBRARY / f"{KEY}.yaml"


def parse(source: str) -> Questionnaire:
    """The questionnaire of a text that was checked when it was loaded."""
    key = ("source", hashlib.sha256(source.encode()).digest())
    return _once(key, lambda: (load(source), _BYTES_OF_A_LETTER * len(source)))[0]


def _by_hash(content_hash: str) -> tuple[Questionnaire, int]:
    """The questionnaire and what it weighs."""

    def read() -> tuple[Questionnaire, int]:
        source = db.session.scalars(
            select(QuestionnaireVersion.source).where(QuestionnaireVersion.content_hash == content_hash)
        ).one()
        return load(source), _BYTES_OF_A_LETTER * len(source)

    return _once(("hash", content_hash), read)


def _once(key: Hashable, make: Callable[[], tuple[Questionnaire, int]]) -> tuple[Questionnaire, int]:
    found: tuple[Questionnaire, int] | None = _kept.find(key)
    if found is None:
        found = make()
        _kept.keep(key, found, found[1])
    return found


def questionnaire_of(assessment: Assessment) -> Questionnaire:
    """The questionnaire that the assessment answers, in the language in which its team reads it.

    Costs a statement only the first time in a process.
    """
    content_hash = assessment.questionnaire_version.content_hash
    if assessment.language:
        return _said(content_hash, assessment.language)
    return _by_hash(content_hash)[0]


def _said(content_hash: str, language: str) -> Questionnaire:
    def translate() -> tuple[Questionnaire, int]:
        questionnaire, weight = _by_hash(content_hash)
        return localised(questionnaire, language), weight

    return _once((content_hash, language), translate)[0]


def questionnaire_of_version(version: QuestionnaireVersion) -> Questionnaire:
    """The questionnaire of a version in its own language; a statement only the first time in a process."""
    return _by_hash(version.content_hash)[0]


def newest_published(key: str = KEY) -> QuestionnaireVersion | None:
    """The version that new assessments use, None when none is published."""
    return db.session.scalars(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.key == key, QuestionnaireVersion.state == "published")
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).one_or_none()


def published_titles() -> dict[str, str]:
    """The title of what is published by key: one statement."""
    rows = db.session.execute(
        select(QuestionnaireVersion.key, QuestionnaireVersion.title)
        .where(QuestionnaireVersion.state == "published")
        .order_by(QuestionnaireVersion.title, QuestionnaireVersion.id)
    )
    return {row.key: row.title for row in rows}
