"""Forms of threads, tasks, duties, languages, answers taken over, and an administrator's questionnaires."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place
from tests.support.uses import SMALL
from tests.support.world_more import PDF

USE, DRAFT, TEAM, ADMIN = "/uses/<int:use_id>", "/uses/{draft}", "team_member", "administrator"
THREAD, THREAD_HERE = f"{USE}/threads/<int:thread_id>", f"{DRAFT}/threads/{{thread}}"
GIVEN = {"person_id": "1"}  # the team member, who was made first
NOBODY = {"person_id": "", "mentioned": None, **{f"due_on-{part}": "" for part in ("day", "month", "year")}}
TEXT = {"text": SMALL.read_text(encoding="utf-8").replace("version: 1", "version: 9")}
QUESTIONNAIRE = "/questionnaires/drafts/<int:draft_id>"
QUESTIONNAIRE_HERE = "/questionnaires/drafts/{questionnaire_draft}"
VERSION, VERSION_HERE = "/questionnaires/versions/<int:version_id>", "/questionnaires/versions/{version}"
EVIDENCE = f"{USE}/questions/<page_id>/evidence/<question_id>"
EVIDENCE_HERE = "/uses/{kinds}/questions/how-it-decides/evidence/S-01"
MESSAGE, MESSAGE_HERE = "/messages/<int:message_id>", "/messages/{message}"
MAIL = "/messages/outbox/<int:mail_id>/again"

MORE_PLACES = [
    Place(f"{USE}/threads/new", TEAM, f"{DRAFT}/threads/new?question=AUT-01", fill=NOBODY),
    Place(EVIDENCE, TEAM, EVIDENCE_HERE, fill={"upload": "1"}, files={"file": ("dpia.pdf", PDF)}),
    Place(EVIDENCE, TEAM, f"{EVIDENCE_HERE}?", fill={"choose": "1"}, having="chosen"),
    Place("/uses/import", TEAM, "/uses/import", files={"archive": ("use.zip", "archive")}),
    Place("/uses/import/<int:held_id>", TEAM, "/uses/import/{held}", bare=True),
    Place(f"{USE}/reuse/<int:source_id>", TEAM, "/uses/{open}/reuse/{draft}"),
    Place(f"{USE}/language", TEAM, "/uses/{bilingual}/language", fill={"chosen": "cy"}),
    Place(f"{VERSION}/draft", ADMIN, f"{VERSION_HERE}/draft", page=VERSION_HERE, bare=True),
    Place(f"{VERSION}/walk", ADMIN, f"{VERSION_HERE}/walk", partial=True, good=200, writes=False),
    Place(f"{QUESTIONNAIRE}/walk", ADMIN, f"{QUESTIONNAIRE_HERE}/walk", partial=True, good=200, writes=False),
    Place(f"{QUESTIONNAIRE}/publish", ADMIN, f"{QUESTIONNAIRE_HERE}/publish"),
    Place(THREAD, TEAM, THREAD_HERE, fill={"mentioned": None}, versioned=False),
    Place(f"{THREAD}/assign", TEAM, f"{THREAD_HERE}/assign", fill=GIVEN, bare=True),
    Place(f"{USE}/assign", TEAM, f"{DRAFT}/assign", fill=GIVEN, optional=True),
    Place(f"{USE}/assign/<question_id>", TEAM, f"{DRAFT}/assign/AUT-01", fill=GIVEN, bare=True),
    Place(f"{USE}/duties/facts", TEAM, f"{DRAFT}/duties/facts", bare=True),
    Place(f"{USE}/duties/<duty_id>", TEAM, f"{DRAFT}/duties/adm-safeguards", bare=True),
    Place(f"{USE}/migrate", TEAM, f"{DRAFT}/migrate"),
    Place("/organisation", ADMIN, "/organisation"),
    Place("/messages/read-all", TEAM, "/messages/read-all", page="/messages", bare=True),
    Place(f"{MESSAGE}/open", TEAM, f"{MESSAGE_HERE}/open", page="/messages", bare=True),
    Place(f"{MESSAGE}/read", TEAM, f"{MESSAGE_HERE}/read", page="/messages", bare=True),
    Place(f"{MESSAGE}/unread", TEAM, "/messages/{read_message}/unread", page="/messages", bare=True),
    Place("/messages/settings", TEAM, "/messages/settings"),
    Place(MAIL, ADMIN, "/messages/outbox/{mail}/again", page="/messages/outbox", bare=True),
    Place("/questionnaires/new", ADMIN, "/questionnaires/new", fill=TEXT, partial=True),
    Place(QUESTIONNAIRE, ADMIN, QUESTIONNAIRE_HERE, partial=True),
    Place(f"{QUESTIONNAIRE}/delete", ADMIN, f"{QUESTIONNAIRE_HERE}/delete", bare=True),
]
