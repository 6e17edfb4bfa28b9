"""The manifest of assessments: what it brings to the service."""

from __future__ import annotations

from app.assessments import models, rules
from app.assessments.archive.manifest import ARCHIVE
from app.assessments.assigning.manifest import ASSIGNING
from app.assessments.blueprint import bp
from app.assessments.changes.manifest import CHANGES
from app.assessments.commands import questionnaire
from app.assessments.documents.manifest import DOCUMENTS
from app.assessments.duties.manifest import DUTIES
from app.assessments.evidence.manifest import EVIDENCE
from app.assessments.harm_pages.manifest import HARM_PAGES
from app.assessments.imported.manifest import IMPORTED
from app.assessments.lenses.manifest import LENSES
from app.assessments.lifecycle import ASSESSMENT
from app.assessments.overview.manifest import OVERVIEW
from app.assessments.question_pages.manifest import QUESTION_PAGES
from app.assessments.questionnaires.manifest import QUESTIONNAIRES
from app.assessments.reuse.manifest import REUSE
from app.assessments.revisions.manifest import REVISIONS
from app.assessments.submissions.manifest import SUBMISSIONS
from app.assessments.summaries.manifest import SUMMARIES
from app.assessments.talk.manifest import TALK
from app.assessments.trade_offs.manifest import TRADE_OFFS
from app.assessments.use_list.manifest import USE_LIST
from app.assessments.voices.manifest import VOICES
from app.manifest import Manifest

ASSESSMENTS = Manifest(
    tables=(models,),
    listeners=(rules,),
    blueprints=(bp,),
    commands=(questionnaire,),
    lifecycles=(ASSESSMENT,),
    rooms=(
        DUTIES,
        QUESTION_PAGES,
        EVIDENCE,
        HARM_PAGES,
        IMPORTED,
        LENSES,
        TRADE_OFFS,
        VOICES,
        QUESTIONNAIRES,
        OVERVIEW,
        REUSE,
        SUBMISSIONS,
        USE_LIST,
        TALK,
        ASSIGNING,
        CHANGES,
        ARCHIVE,
        DOCUMENTS,
        SUMMARIES,
        REVISIONS,
    ),
)
