"""What else the world has: a thread, evidence, an archive on hold, a move, drafts and two languages."""

from __future__ import annotations

import hashlib

from flask import current_app

from app.assessments.archive.import_use import hold
from app.assessments.archive.pack import archive_of, to_zip
from app.assessments.evidence.actions import upload
from app.assessments.evidence.store import FolderStore
from app.assessments.models import QuestionnaireVersion
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.questionnaires import drafts, texts
from app.assessments.questionnaires.migration import move
from app.assessments.questionnaires.queries import newer_version
from app.assessments.talk.actions import start_thread
from app.assessments.use_assessment import the_assessment
from app.assessments.use_list.actions import start_use
from app.assessments.use_list.queries import use_case
from app.database import db
from app.settings import Settings
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.people import Council
from tests.support.uses import SMALL

PDF = b"%PDF-1.7 words"
WELSH = """
translations:
  - language: cy
    texts: {title: Asesiad moeseg bach, question.AUT-01.text: Faint y mae'n ei benderfynu?}
"""


def bring_to_mind(council: Council, names: dict[str, str], files: dict[str, bytes]) -> None:
    """Adds to the ids by name, and to the contents of files by name. Needs a context."""
    team = council.people[Role.TEAM_MEMBER]
    settings: Settings = current_app.extensions["candour"]
    store = FolderStore(settings.evidence_folder)
    draft = _the_use(council, names["draft"])
    thread = start_thread(use=draft, question_id="AUT-01", text="Is that so?", actor_id=team)
    file = upload(use=draft, store=store, content=PDF, filename="dpia.pdf", title="DPIA", actor_id=team)
    files["archive"] = to_zip(archive_of(draft, store))
    held = hold(
        content=files["archive"],
        content_hash=hashlib.sha256(files["archive"]).hexdigest(),
        organisation_id=council.organisation_id,
        person_id=team,
    )
    names |= {"thread": str(thread.id), "file": str(file.id), "held": str(held.id)}
    names |= {"move": str(_moved(council, names["moved"])), "bilingual": str(_bilingual(council))}
    names |= _questionnaires(council)
    db.session.expire_all()


def _the_use(council: Council, use_id: str) -> UseCase:
    db.session.expire_all()
    found = use_case(council.organisation_id, int(use_id))
    assert found is not None
    return found


def _moved(council: Council, use_id: str) -> int:
    """Moves the use to the newest version; gives the id of the move."""
    assessment = the_assessment(_the_use(council, use_id))
    newer = newer_version(assessment)
    assert newer is not None
    team = council.people[Role.TEAM_MEMBER]
    return move(assessment=assessment, to=newer, seen=assessment.version, actor_id=team).id


def _bilingual(council: Council) -> int:
    """A use whose questions stand in two languages; gives its id."""
    source = SMALL.read_text(encoding="utf-8").replace("ethics-1", "bilingual-1") + WELSH
    load_version(source=source, filename="bilingual.yaml", publish=True)
    use = start_use(
        organisation_id=council.organisation_id,
        actor_id=council.people[Role.TEAM_MEMBER],
        owner_id=council.people[Role.ACCOUNTABLE_OWNER],
        name="In two languages",
        kind="algorithm",
        phase="idea",
        service_area="housing",
        questionnaire="bilingual-1",
    )
    return use.id


def _questionnaires(council: Council) -> dict[str, str]:
    """A draft that may be published, and the version that it came from."""
    version = db.session.get_one(QuestionnaireVersion, 1)
    changed = version.source.replace("A small ethics assessment", "A changed ethics assessment")
    made = drafts.add_draft(
        text=texts.look_at(changed, "small.yaml"),
        filename="small.yaml",
        actor_id=council.people[Role.ADMINISTRATOR],
    )
    return {"questionnaire_draft": str(made.id), "version": str(version.id)}
