"""Forms of threads, tasks, duties, languages, answers taken over, and an administrator's questionnaires."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place
from tests.support.uses import SMALL

USE, DRAFT, TEAM, ADMIN = "/uses/<int:use_id>", "/uses/{draft}", "team_member", "administrator"
THREAD, THREAD_HERE = f"{USE}/threads/<int:thread_id>", f"{DRAFT}/threads/{{thread}}"
GIVEN = {"person_id": "1"}  # the team member, who was made first
NOBODY = {"person_id": "", "mentioned": None, **{f"due_on-{part}": "" for part in ("day", "month", "year")}}
TEXT = {"text": SMALL.read_text(encoding="utf-8").replace("version: 1", "version: 9")}
QUESTIONNAIRE = "/questionnaires/drafts/<int:draft_id>"
QUESTIONNAIRE_HERE = "/questionnaires/drafts/{questionnaire_draft}"

# Sent well filled before anything else, in this order; each makes the object of the name with the id 1.
SEEDS: tuple[tuple[str, Place], ...] = (
    (
        "thread",
        Place(f"{USE}/threads/new", TEAM, f"{DRAFT}/threads/new?question=AUT-01", fill=NOBODY),
    ),
    (
        "questionnaire_draft",
        Place(
            "/questionnaires/versions/<int:version_id>/draft",
            ADMIN,
            "/questionnaires/versions/1/draft",
            page="/questionnaires/versions/1",
            bare=True,
        ),
    ),
)
MORE_PLACES = [
    *(place for _name, place in SEEDS),
    Place(THREAD, TEAM, THREAD_HERE, fill={"mentioned": None}, versioned=False),
    Place(f"{THREAD}/assign", TEAM, f"{THREAD_HERE}/assign", fill=GIVEN, bare=True),
    Place(f"{USE}/assign", TEAM, f"{DRAFT}/assign", fill=GIVEN, optional=True),
    Place(f"{USE}/assign/<question_id>", TEAM, f"{DRAFT}/assign/AUT-01", fill=GIVEN, bare=True),
    Place(f"{USE}/duties/facts", TEAM, f"{DRAFT}/duties/facts", bare=True),
    Place(f"{USE}/duties/<duty_id>", TEAM, f"{DRAFT}/duties/adm-safeguards", bare=True),
    Place(f"{USE}/migrate", TEAM, f"{DRAFT}/migrate"),
    Place("/organisation", ADMIN, "/organisation"),
    Place("/questionnaires/new", ADMIN, "/questionnaires/new", fill=TEXT, partial=True),
    Place(QUESTIONNAIRE, ADMIN, QUESTIONNAIRE_HERE, partial=True),
    Place(f"{QUESTIONNAIRE}/delete", ADMIN, f"{QUESTIONNAIRE_HERE}/delete", bare=True),
]
