"""The well filled forms of the board, sent by people who may not: refused, and nothing but that noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import text

from app.board.incidents.models import Incident
from app.board.models import Review
from app.database import db
from app.uses.models import UseCase
from tests.integration.bad_input.filling import as_sent, filled
from tests.integration.bad_input.places import PLACES
from tests.support.attacker import Answer, Attacker
from tests.support.board import declare_interest

TEAM, OWNER, ADMIN, EDITOR = "team_member", "accountable_owner", "administrator", "register_editor"
MEMBER, CHAIR, SECRETARY = "board_member", "board_chair", "board_secretary"
LATE, STRANGER, OUTSIDER = "late_member", "", "outsider"
OUTSIDE = (TEAM, OWNER, ADMIN, EDITOR)
NO_CHAIR = (*OUTSIDE, MEMBER, SECRETARY)
NO_SECRETARY = (*OUTSIDE, MEMBER, CHAIR)


@dataclass(frozen=True)
class Case:
    """The place's address, who else may, who may not, and the world's name of the review that it is about."""

    address: str
    refused: Sequence[str]
    also: Sequence[str] = ()
    review: str = ""
    elsewhere: int = 404

    def __str__(self) -> str:
        return self.address


def _cases() -> list[Case]:
    reviews = "/board/reviews"
    condition = f"{reviews}/{{advised_review}}/conditions/{{advised_condition}}"
    return [
        Case(
            f"{reviews}/{{deciding_proposal}}/proposals/1/vote",
            (*OUTSIDE, SECRETARY, LATE),
            also=(CHAIR,),
            review="deciding_proposal",
        ),
        Case(f"{reviews}/{{agreed_proposal}}/proposals/1/sign", (*NO_CHAIR, LATE), review="agreed_proposal"),
        Case(f"{reviews}/{{submitted_review}}/advise", (*OUTSIDE, MEMBER, LATE), review="submitted_review"),
        Case(f"{reviews}/{{submitted_review}}/return", (*NO_CHAIR, LATE), review="submitted_review"),
        Case(
            f"{reviews}/{{submitted_review}}/triage",
            (*OUTSIDE, MEMBER),
            also=(CHAIR,),
            review="submitted_review",
        ),
        Case(condition, (*OUTSIDE, MEMBER), also=(CHAIR,), review="advised_review"),
        Case(f"{condition}/date", (*OUTSIDE, MEMBER), also=(CHAIR,), review="advised_review"),
        Case("/conditions/{advised_condition}/evidence", (ADMIN, EDITOR, MEMBER, CHAIR, SECRETARY)),
        Case(
            f"{reviews}/{{appealed_review}}/appeal",
            (*OUTSIDE, CHAIR, SECRETARY, LATE),
            review="appealed_review",
        ),
        Case(
            f"{reviews}/{{doubted_review}}/appeal/agree",
            (*OUTSIDE, MEMBER, CHAIR, LATE),
            review="doubted_review",
        ),
        Case(f"{reviews}/{{conflicted_review}}/interests/{{interest}}/allow", (*NO_CHAIR, LATE)),
    ]


def _more_cases() -> list[Case]:
    meetings, new, known = "/board/meetings", "/incidents/{incident}", "/incidents/{open_incident}"
    again = "/uses/{responded}/again"
    dismiss = f"{again}/triggers/{{trigger}}/dismiss"
    return [
        Case(f"{meetings}/{{planned_meeting}}/send", NO_SECRETARY),
        Case(f"{meetings}/{{called_meeting}}/open", NO_CHAIR),
        Case(f"{meetings}/{{session_meeting}}/session/{{session_item}}", (*OUTSIDE, MEMBER), also=(CHAIR,)),
        Case(f"{meetings}/{{session_meeting}}/close", NO_CHAIR),
        Case(f"{meetings}/{{session_meeting}}/approve/{{minutes}}", NO_CHAIR),
        Case(f"{meetings}/{{approved_meeting}}/publish", NO_SECRETARY),
        Case(f"{new}/triage", (TEAM, ADMIN, EDITOR, MEMBER), also=(CHAIR, OWNER)),
        Case(f"{known}/close", (TEAM, ADMIN, EDITOR, MEMBER, SECRETARY), also=(OWNER,)),
        Case("/uses/{draft}/pause", (TEAM, ADMIN, EDITOR, MEMBER, SECRETARY), also=(CHAIR,)),
        Case(f"{again}/confirm", (TEAM, ADMIN, EDITOR, MEMBER, CHAIR, SECRETARY, "everything")),
        Case(dismiss, (*OUTSIDE, MEMBER), also=(SECRETARY,), review="responded_review"),
        Case("/board/figures/{year}/publish", (*OUTSIDE, MEMBER), also=(CHAIR,), elsewhere=0),
        Case("/board/settings", (TEAM, OWNER, EDITOR, MEMBER, CHAIR, SECRETARY), elsewhere=0),
        Case("/board/settings/outcomes/proceed/retire", (CHAIR, SECRETARY), elsewhere=0),
    ]


CASES = [*_cases(), *_more_cases()]
OF_REVIEWS = [case for case in CASES if case.review]


def _send(attacker: Attacker, case: Case, person: str) -> Answer:
    """Sends what the place's own person would, as somebody else."""
    place = next(each for each in PLACES if each.address == case.address)
    body, kind = as_sent(attacker, place, filled(attacker, place))
    return attacker.send(person, "POST", attacker.world.address(case.address), body, kind=kind)


def _first(case: Case) -> str:
    return next(each.person for each in PLACES if each.address == case.address)


def _only_noted(answer: Answer) -> bool:
    """Whether the refusal was noted, and nothing else was written."""
    return bool(answer.written) and all(sql.startswith("INSERT INTO audit_event") for sql in answer.written)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_who_may_is_let_in_and_everybody_else_is_refused_and_noted(attacker: Attacker, case: Case) -> None:
    wrong = []
    for person in case.refused:
        answer = _send(attacker, case, person)
        if answer.status != 403 or not _only_noted(answer):
            wrong.append((person, answer.status, answer.written))
        attacker.restore()
    stranger = _send(attacker, case, STRANGER)
    assert (wrong, stranger.status, stranger.written) == ([], 401, [])
    for person in (_first(case), *case.also):
        assert _send(attacker, case, person).status == 302, person
        attacker.restore()


@pytest.mark.parametrize("case", [case for case in CASES if case.elsewhere], ids=str)
def test_another_organisations_people_find_nothing(attacker: Attacker, case: Case) -> None:
    answer = _send(attacker, case, OUTSIDER)
    assert (answer.status, answer.written) == (404, [])


def _use_of(attacker: Attacker, case: Case) -> UseCase:
    review = db.session.get_one(Review, int(attacker.world.names[case.review]))
    return review.submission.assessment.use


def _join(use: UseCase, person_id: int) -> None:
    """Makes somebody of the use's team, without the notice that the service would give."""
    db.session.execute(
        text("INSERT INTO use_member (use_id, person_id) VALUES (:use, :person)"),
        {"use": use.id, "person": person_id},
    )
    db.session.commit()


@pytest.mark.parametrize("case", OF_REVIEWS, ids=str)
def test_nobody_acts_on_a_use_of_their_own(app: Flask, attacker: Attacker, case: Case) -> None:
    person = _first(case)
    _send(attacker, case, OUTSIDER)  # reads the form while its page still opens
    with app.app_context():
        _join(_use_of(attacker, case), attacker.world.people[person])
    answer = _send(attacker, case, person)
    assert answer.status == 403
    assert "own" in answer.text
    assert _only_noted(answer)


@pytest.mark.parametrize("case", [case for case in OF_REVIEWS if "/uses/" not in case.address], ids=str)
def test_whoever_has_an_interest_in_a_use_takes_no_part(app: Flask, attacker: Attacker, case: Case) -> None:
    person = _first(case)
    _send(attacker, case, OUTSIDER)
    with app.app_context():
        declare_interest(_use_of(attacker, case), attacker.world.people[person])
    answer = _send(attacker, case, person)
    assert answer.status == 403
    assert "interest" in answer.text
    assert _only_noted(answer)


def test_nobody_deals_with_their_own_report_on_their_own_use(app: Flask, attacker: Attacker) -> None:
    case = next(case for case in CASES if case.address == "/incidents/{incident}/triage")
    secretary = attacker.world.people[SECRETARY]
    _send(attacker, case, OUTSIDER)
    with app.app_context():
        incident = db.session.get_one(Incident, int(attacker.world.names["incident"]))
        incident.reported_by_id = secretary
        db.session.commit()
        assert incident.use is not None
        _join(incident.use, secretary)
    answer = _send(attacker, case, SECRETARY)
    assert answer.status == 403
    assert "You reported this about your own use" in answer.text
    assert _only_noted(answer)


def test_a_secretary_who_rates_an_incident_serious_leaves_its_end_to_another(
    attacker: Attacker,
) -> None:
    close = next(case for case in CASES if case.address == "/incidents/{open_incident}/close")
    answer = _send(attacker, close, SECRETARY)
    assert answer.status == 403
    assert "You triaged this serious incident" in answer.text
    assert _only_noted(answer)


def test_a_late_member_is_asked_for_interests_before_a_page_opens(attacker: Attacker) -> None:
    path = attacker.world.address("/board/reviews/{deciding_proposal}/proposals/1")
    answer = attacker.send(LATE, "GET", path)
    assert answer.status == 302
    assert answer.headers["Location"].endswith("/interest")
