"""Forms sent twice at once, and two people in one place: each takes effect once, and no text is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts import actions as accounts
from app.accounts.models import Membership, Person
from app.assessments.models import AnswerRow, Assessment, Harm, Submission
from app.board.models import Advice, Comment, Response, Review
from app.database import db
from app.register.models import EntryDraft, EntryVersion, RegisterState
from app.register.published.results import newest
from app.uses import actions as team_actions
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.core.threads import together
from tests.integration.register import records
from tests.support import uses
from tests.support.client import CheckedClient
from tests.support.forms import forms_of
from tests.support.people import Council
from tests.support.proposals import an_agreed_proposal

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]

Form = Mapping[str, object]
DONE = frozenset({200, 302})
LATE = frozenset({302, 403, 404, 409, 410})


def _count(app: Flask, *models: type) -> tuple[int, ...]:
    with app.app_context():
        return tuple(db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models)


def _made(app: Flask, make: Callable[[], int]) -> int:
    """What `make` gives in a context of its own, with nothing left open."""
    with app.app_context():
        made = make()
        db.session.rollback()
        return made


def _people(app: Flask, council: Council, *roles: str) -> list[CheckedClient]:
    clients = [app.test_client() for _ in roles]
    for client, role in zip(clients, roles, strict=True):
        assert isinstance(client, CheckedClient)
        client.sign_in(council, role)
    return clients  # type: ignore[return-value]


def _filled(client: CheckedClient, address: str, values: Form) -> dict[str, object]:
    """The form at an address as this person sees it now, with these values."""
    (form,) = [form for form in forms_of(address, client.get(address).text) if form.action == address]
    sent: dict[str, object] = {}
    for name, value in form.pairs():
        sent[name] = [*sent[name], value] if isinstance(sent.get(name), list) else value
    return sent | dict(values)


def _twice(app: Flask, client: CheckedClient, address: str, values: Form) -> list[TestResponse]:
    """One form sent twice at the same moment, as by a double click."""
    sent = _filled(client, address, values)
    second = app.test_client()
    second._cookies = client._cookies.copy()  # type: ignore[attr-defined]
    answers = together(app, 2, lambda turn: (client, second)[turn].post(address, data=dict(sent)))
    statuses = sorted(answer.status_code for answer in answers)
    assert any(status in DONE for status in statuses), statuses
    assert all(status in DONE | LATE for status in statuses), statuses
    return answers


def _both(
    app: Flask, people: list[CheckedClient], address: str, values: tuple[Form, Form]
) -> list[TestResponse]:
    """Two people who have the same page open save it at the same moment; the one who came late is last."""
    sent = [_filled(who, address, said) for who, said in zip(people, values, strict=True)]
    answers = together(app, 2, lambda turn: people[turn].post(address, data=sent[turn]))
    return sorted(answers, key=lambda answer: answer.status_code)


USE = {"name": "Planning summaries", "kind": "algorithm", "phase": "idea", "service_area": "housing"}


def test_a_use_is_started_once(app: Flask, council: Council) -> None:
    (client,) = _people(app, council, Role.TEAM_MEMBER)
    _made(app, lambda: uses.a_use(council).id)
    _twice(app, client, "/uses/start", USE)
    assert _count(app, UseCase, Assessment) == (2, 2)


def _ready(council: Council) -> int:
    use = uses.a_use(council)
    uses.answer(use, dict(uses.ANSWERS), council.people[Role.TEAM_MEMBER])
    uses.harms.add_harm(use=use, facts=uses.a_harm(), actor_id=council.people[Role.TEAM_MEMBER])
    return use.id


def test_an_assessment_is_submitted_once(app: Flask, council: Council) -> None:
    use_id = _made(app, lambda: _ready(council))
    (client,) = _people(app, council, Role.TEAM_MEMBER)
    _twice(app, client, f"/uses/{use_id}/submit", {"honest": "y"})
    assert _count(app, Submission, Review) == (1, 1)


def test_a_harm_is_listed_once(app: Flask, council: Council) -> None:
    use_id = _made(app, lambda: uses.a_use(council).id)
    (client,) = _people(app, council, Role.TEAM_MEMBER)
    levels = dict.fromkeys(("severity", "likelihood", "severity_after", "likelihood_after"), "2")
    words = {"title": "A leak", "who": "Tenants", "principle": "justice", "reversible": "partly"}
    _twice(app, client, f"/uses/{use_id}/harms/new", levels | words)
    assert _count(app, Harm) == (1,)


@pytest.mark.parametrize(
    ("path", "values", "role", "made"),
    [
        ("proposals/1/sign", {}, Role.BOARD_CHAIR, (1, 0)),
        ("comment", {"text": "Who reads it?"}, Role.BOARD_MEMBER, (0, 1)),
        ("return", {"reasons": "Say who reads it."}, Role.BOARD_CHAIR, (0, 0)),
    ],
)
def test_the_board_says_it_once(
    app: Flask, council: Council, path: str, values: Form, role: Role, made: tuple[int, int]
) -> None:
    review_id = _made(app, lambda: an_agreed_proposal(council).review_id)
    (client,) = _people(app, council, role)
    _twice(app, client, f"/board/reviews/{review_id}/{path}", values)
    assert _count(app, Advice, Comment) == made


def test_the_owner_responds_once_and_one_draft_is_made(app: Flask, council: Council) -> None:
    review_id = _made(app, lambda: uses.the_review(uses.an_advised_use(council)).id)
    (client,) = _people(app, council, Role.ACCOUNTABLE_OWNER)
    words = {"advice-answer": "accept", "reasons": "We agree.", "post": "Director of Housing"}
    _twice(app, client, f"/responses/{review_id}", words)
    assert _count(app, Response, EntryDraft) == (1, 1)


@pytest.fixture
def editors(app: Flask, council: Council) -> list[CheckedClient]:
    """Two register editors; the second is the administrator too."""
    with app.app_context():
        accounts.set_roles(
            organisation_id=council.organisation_id,
            person_id=council.people[Role.ADMINISTRATOR],
            roles=[Role.ADMINISTRATOR, Role.REGISTER_EDITOR],
            actor_id=None,
        )
    return _people(app, council, Role.REGISTER_EDITOR, Role.ADMINISTRATOR)


def test_an_entry_is_published_once(app: Flask, council: Council, editors: list[CheckedClient]) -> None:
    entry_id = _made(app, lambda: records.sent(council).id)
    words = {"change_note": "First version", "checked": "y"}
    _twice(app, editors[1], f"/register/edit/{entry_id}/check", words)
    assert _count(app, EntryVersion, EntryDraft) == (1, 0)


def test_a_new_version_is_begun_once(app: Flask, council: Council, editors: list[CheckedClient]) -> None:
    entry_id = _made(app, lambda: records.published(council).id)
    here = f"/register/edit/{entry_id}"
    begin = [form for form in forms_of(here, editors[0].get(here).text) if form.action == f"{here}/begin"]
    sent = dict(begin[0].pairs())
    answers = together(
        app, 2, lambda turn: editors[turn].post(f"{here}/begin", data={"nonce": sent["nonce"]})
    )
    assert {answer.status_code for answer in answers} <= {302, 409}
    assert _count(app, EntryDraft) == (1,)


def test_two_entries_published_at_once_are_both_found(
    app: Flask, council: Council, editors: list[CheckedClient]
) -> None:
    first = _made(app, lambda: records.sent(council, records.a_use("Blue badge checks"), "one").id)
    second = _made(app, lambda: records.sent(council, records.a_use("School places"), "two").id)
    _same_editor = _people(app, council, Role.ADMINISTRATOR)[0]
    clients, ids = (editors[1], _same_editor), (first, second)
    words = {"change_note": "First version", "checked": "y"}
    sent = [_filled(clients[n], f"/register/edit/{ids[n]}/check", words) for n in range(2)]
    answers = together(app, 2, lambda n: clients[n].post(f"/register/edit/{ids[n]}/check", data=sent[n]))
    assert [answer.status_code for answer in answers] == [302, 302]
    with app.app_context():
        assert {row.title for row in newest(5)} == {"Blue badge checks", "School places"}
        assert db.session.scalars(select(RegisterState.revision)).one() == 2


def test_an_invitation_is_taken_up_once(app: Flask, council: Council) -> None:
    with app.app_context():
        token = accounts.invite(
            organisation_id=council.organisation_id,
            email="ada@invited.example",
            name="Ada Invited",
            roles=[Role.TEAM_MEMBER],
            invited_by_id=None,
        )
    before = _count(app, Person, Membership)
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    words = {"new_password": "nine loud geese flying"}
    answers = _twice(app, client, f"/invitation/{token}", words)
    assert sorted(answer.status_code for answer in answers) == [302, 410]
    assert _count(app, Person, Membership) == (before[0] + 1, before[1] + 1)


@pytest.fixture
def team(app: Flask, council: Council) -> tuple[int, list[CheckedClient]]:
    """A use and two people who work on it."""

    def make() -> int:
        use = uses.a_use(council)
        accounts.set_roles(
            organisation_id=council.organisation_id,
            person_id=council.people[Role.ADMINISTRATOR],
            roles=[Role.TEAM_MEMBER],
            actor_id=None,
        )
        team_actions.add_member(use=use, person_id=council.people[Role.ADMINISTRATOR], actor_id=None)
        uses.answer(use, {"AUT-01": "information-only", "NON-05": "no-personal-data"}, use.created_by_id)
        uses.harms.add_harm(use=use, facts=uses.a_harm(), actor_id=use.created_by_id)
        return use.id

    use_id = _made(app, make)
    return use_id, _people(app, council, Role.TEAM_MEMBER, Role.ADMINISTRATOR)


def test_two_people_who_answer_one_question_see_both_texts(
    app: Flask, team: tuple[int, list[CheckedClient]]
) -> None:
    use_id, people = team
    address = f"/uses/{use_id}/questions/private"
    mine, theirs = {"PRI-01_value": "The supplier is slow."}, {"PRI-01_value": "The data is old."}
    saved, late = _both(app, people, address, (mine, theirs))
    assert (saved.status_code, late.status_code) == (302, 409)
    assert "The supplier is slow." in late.text
    assert "The data is old." in late.text


def test_two_people_who_answer_two_pages_both_save(app: Flask, team: tuple[int, list[CheckedClient]]) -> None:
    use_id, people = team
    pages = ("private", "description")
    values: tuple[Form, Form] = (
        {"PRI-01_value": "The supplier is slow."},
        {"EXP-01_value": "It sorts.", "ABT-09_value": "Ring us.", "ABT-10_value": "team@northmere.example"},
    )
    addresses = [f"/uses/{use_id}/questions/{page}" for page in pages]
    sent = [_filled(people[n], addresses[n], values[n]) for n in range(2)]
    answers = together(app, 2, lambda n: people[n].post(addresses[n], data=sent[n]))
    assert [answer.status_code for answer in answers] == [302, 302]
    with app.app_context():
        texts = set(db.session.scalars(select(AnswerRow.value)))
    assert {"The supplier is slow.", "It sorts.", "Ring us."} <= texts


def test_two_people_who_describe_one_use_or_harm_see_both_texts(
    app: Flask, team: tuple[int, list[CheckedClient]]
) -> None:
    use_id, people = team
    for address, name in ((f"/uses/{use_id}/edit", "name"), (f"/uses/{use_id}/harms/1", "title")):
        saved, late = _both(app, people, address, ({name: "Repairs, first"}, {name: "Repairs, second"}))
        assert (saved.status_code, late.status_code) == (302, 409), address
        assert "Repairs, first" in late.text
        assert "Repairs, second" in late.text


def test_two_editors_of_one_part_see_both_texts(
    app: Flask, council: Council, editors: list[CheckedClient]
) -> None:
    entry_id = _made(app, lambda: records.saved(council).id)
    address = f"/register/edit/{entry_id}/part/about"
    saved, late = _both(app, editors, address, ({"summary": "It sorts."}, {"summary": "It ranks."}))
    assert (saved.status_code, late.status_code) == (302, 409)
    assert "It sorts." in late.text
    assert "It ranks." in late.text


def test_nothing_is_submitted_that_a_colleague_has_just_changed(
    app: Flask, team: tuple[int, list[CheckedClient]]
) -> None:
    use_id, people = team
    with app.app_context():
        use = db.session.get_one(UseCase, use_id)
        uses.answer(use, dict(uses.ANSWERS), use.created_by_id)
        db.session.rollback()
    paths = (f"/uses/{use_id}/submit", f"/uses/{use_id}/questions/private")
    values: tuple[Form, Form] = ({"honest": "y"}, {"PRI-01_value": "Something new."})
    sent = [_filled(people[n], paths[n], values[n]) for n in range(2)]
    answers = together(app, 2, lambda n: people[n].post(paths[n], data=sent[n]))
    assert {answer.status_code for answer in answers} <= {302, 403, 409}
    with app.app_context():
        now = db.session.scalars(select(AnswerRow.value).where(AnswerRow.question_id == "PRI-01")).one()
        for submission in db.session.scalars(select(Submission)):
            assert str(now) in str(submission.snapshot)
    assert _count(app, Submission) == (1,) or now == "Something new."
