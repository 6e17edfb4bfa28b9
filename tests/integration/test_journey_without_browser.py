"""The whole journey by forms alone: five people and a resident, from the first question to the register."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app import audit
from app.accounts.actions import add_person
from app.assessments.questionnaire_store.actions import load_version
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.forms import PageForm, forms_of
from tests.support.people import Council
from tests.support.uses import SMALL

pytestmark = pytest.mark.both_databases

PAGES: dict[str, dict[str, str]] = {
    "automation": {"AUT-01_value": "information-only"},
    "personal": {"NON-05_value": "dpia-signed-off"},
    "description": {
        "EXP-01_value": "It sorts repair requests so that urgent ones are seen first.",
        "ABT-09_value": "Ring the repairs line and ask for a person to look again.",
        "ABT-10_value": "repairs@northmere.example",
    },
    "private": {"PRI-01_value": "The supplier is slow to answer our questions."},
}
HARM = {
    "title": "An urgent repair is put last",
    "who": "Tenants with small children",
    "principle": "non_maleficence",
    "severity": "3",
    "likelihood": "3",
    "reversible": "partly",
    "severity_after": "3",
    "likelihood_after": "1",
    "safeguards-0-text": "An officer reads every request",
    "safeguards-0-likelihood_steps": "2",
    "is_public": "y",
}
CONDITION = "Check every month whom it puts last."


class Walker:
    """People at their own browsers, all without JavaScript."""

    def __init__(self, app: Flask, council: Council) -> None:
        self.app = app
        self.council = council
        self.browsers: dict[str, CheckedClient] = {}

    def browser(self, role: str) -> CheckedClient:
        """The browser of the person with this role, signed in; "" is a resident's."""
        if role not in self.browsers:
            client = self.app.test_client()
            assert isinstance(client, CheckedClient)
            self.browsers[role] = client.sign_in(self.council, role) if role else client
        return self.browsers[role]

    def read(self, role: str, address: str) -> str:
        """The text of a page that has to open."""
        page = self.browser(role).get(address)
        assert page.status_code == 200, f"{role} {address}: {page.status_code}"
        return page.text

    def send(self, role: str, page: str, action: str = "", **values: Any) -> str:
        """Opens the page, fills its form, sends it, and gives the address that it leads to."""
        action = action or page
        forms = [form for form in forms_of(page, self.read(role, page)) if form.action == action]
        assert forms, f"{page} has no form to {action}"
        filled = _filled(max(forms, key=lambda form: len(form.fields)), values)
        answer = self.browser(role).post(action, data=filled)
        assert answer.status_code == 302, f"{action}: {answer.status_code}\n{answer.text}"
        return str(answer.location)


def _filled(form: PageForm, values: dict[str, Any]) -> dict[str, Any]:
    """What a browser sends; a value for a field that the form does not have is a mistake of the test."""
    names = {field.name for field in form.fields}
    assert values.keys() <= names, values.keys() - names
    return dict(form.pairs()) | values


@pytest.fixture
def walker(app: Flask, council: Council) -> Walker:
    with app.app_context():
        load_version(source=SMALL.read_text(encoding="utf-8"), filename=SMALL.name, publish=True)
        council.people["second_editor"] = add_person(
            organisation_id=council.organisation_id,
            name="Second Editor",
            email="second.editor@northmere.example",
            roles=[Role.REGISTER_EDITOR],
        ).id
    return Walker(app, council)


def _team_submits(walker: Walker) -> str:
    use = walker.send(
        Role.TEAM_MEMBER,
        "/uses/start",
        name="Repairs triage",
        kind="algorithm",
        phase="production",
        service_area="housing",
        owner_id=str(walker.council.people[Role.ACCOUNTABLE_OWNER]),
    )
    walker.send(Role.TEAM_MEMBER, f"{use}/questions/automation", **{"AUT-01_value": "decides-alone"})
    assert "It decides alone about people." in walker.read(Role.TEAM_MEMBER, f"{use}/check")
    for page, values in PAGES.items():
        walker.send(Role.TEAM_MEMBER, f"{use}/questions/{page}", **values)
    assert "It decides alone about people." not in walker.read(Role.TEAM_MEMBER, f"{use}/check")
    walker.send(Role.TEAM_MEMBER, f"{use}/harms/new", **HARM)
    done = walker.send(Role.TEAM_MEMBER, f"{use}/submit", honest="y", note="Look at the harm first.")
    assert done == f"{use}/submitted"
    return use


def _board_declares(walker: Walker, review: str) -> None:
    """The papers open to each of them once they have said that they have no interest."""
    for role in (Role.BOARD_MEMBER, Role.BOARD_CHAIR, Role.BOARD_SECRETARY):
        assert walker.browser(role).get(review).location == f"{review}/interest"
        assert walker.send(role, f"{review}/interest", kind="none") == review


def _board_and_owner_speak(walker: Walker) -> None:
    assert "Repairs triage" in walker.read(Role.BOARD_MEMBER, "/board")
    review = "/board/reviews/1"
    _board_declares(walker, review)
    walker.send(Role.BOARD_MEMBER, f"{review}/comment", text="Who checks whom it puts last?")
    assert "The supplier is slow" in walker.read(Role.BOARD_CHAIR, f"{review}/sections/about")
    condition = {
        "conditions-0-text": CONDITION,
        "conditions-0-due_on-day": "27",
        "conditions-0-due_on-month": "3",
        "conditions-0-due_on-year": "2099",
    }
    outcome = {"outcome": "proceed_with_conditions", "reasons": "A person reads every request."}
    drafted = _with_rows(walker, review, outcome | condition | {"agree": "1"})
    walker.send(Role.BOARD_CHAIR, f"{review}/advise", **drafted)
    walker.send(Role.BOARD_CHAIR, f"{review}/proposals/1/sign")
    words = {
        "advice-answer": "accept_in_part",
        "advice-reasons": "We check every quarter.",
        "condition1-answer": "accept",
        "condition1-owner_post": "Repairs manager",
        "reasons": "We check every quarter.",
        "post": "Director of Housing",
    }
    walker.send(Role.ACCOUNTABLE_OWNER, "/responses/1", **words)


def _with_rows(walker: Walker, review: str, values: dict[str, str]) -> dict[str, str]:
    """The page offers empty rows; without them the test would fill what is not there."""
    assert "conditions-0-text" in walker.read(Role.BOARD_CHAIR, f"{review}/advise")
    return values


def _editors_publish(walker: Walker) -> None:
    entry = "/register/edit/1"
    editor, second = Role.REGISTER_EDITOR, "second_editor"
    walker.send(editor, f"{entry}/part/about", summary="It puts urgent repairs first.")
    walker.send(editor, entry, f"{entry}/send")
    refused = walker.browser(editor).post(f"{entry}/check", data={"change_note": "x", "checked": "y"})
    assert refused.status_code == 403
    assert walker.browser("").get("/register/1").status_code == 404
    walker.send(second, f"{entry}/check", change_note="First publication", checked="y")


@pytest.mark.slow
def test_a_use_goes_from_the_first_question_to_the_public_register(app: Flask, walker: Walker) -> None:
    use = _team_submits(walker)
    _board_and_owner_speak(walker)
    _editors_publish(walker)
    assert CONDITION in walker.read(Role.TEAM_MEMBER, f"{use}/board")
    results = walker.read("", "/register?q=urgent+repairs")
    assert "/register/1-repairs-triage" in results
    entry = walker.read("", "/register/1-repairs-triage")
    for words in (
        "It puts urgent repairs first.",
        "Ring the repairs line and ask for a person to look again.",
        "A person reads every request.",
        "We check every quarter.",
        "Director of Housing",
        CONDITION,
    ):
        assert words in entry, words
    for private in ("The supplier is slow", "Who checks whom", "Look at the harm first", "Board Chair of"):
        assert private not in entry, private
        assert private not in walker.read("", "/register.json"), private
    with app.app_context():
        assert audit.verify() is None
        assert audit.count() > 10


@pytest.mark.slow
def test_the_promise_is_kept_and_the_next_round_begins(walker: Walker) -> None:
    use = _team_submits(walker)
    _board_and_owner_speak(walker)
    _editors_publish(walker)
    ruling = "/board/reviews/1/conditions/1"
    walker.send(Role.BOARD_SECRETARY, ruling, status="met", note="We saw twelve monthly checks.")
    assert "We saw twelve monthly checks." in walker.read("", "/register/1-repairs-triage")
    walker.send(Role.TEAM_MEMBER, use, f"{use}/reopen")
    changed = {"PRI-01_value": "The supplier answers now."}
    walker.send(Role.TEAM_MEMBER, f"{use}/questions/private", **changed)
    walker.send(Role.TEAM_MEMBER, f"{use}/submit", honest="y")
    _board_declares(walker, "/board/reviews/2")
    page = walker.read(Role.BOARD_MEMBER, "/board/reviews/2")
    assert "The supplier answers now." in page + walker.read(
        Role.BOARD_MEMBER, "/board/reviews/2/sections/about"
    )
    walker.send(Role.BOARD_CHAIR, "/board/reviews/2/return", reasons="Say when it answers.")
    assert "Say when it answers." in walker.read(Role.TEAM_MEMBER, f"{use}/board")
    walker.send(Role.TEAM_MEMBER, f"{use}/submit", honest="y")
    walker.send(Role.TEAM_MEMBER, f"{use}/withdraw")
    assert "The supplier answers now." in walker.read(Role.TEAM_MEMBER, f"{use}/check")
