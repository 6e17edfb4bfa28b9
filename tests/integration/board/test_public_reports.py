"""Anybody reports a problem from a public entry, without signing in and without JavaScript."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Organisation
from app.board.incidents.models import Incident
from app.database import db
from app.register.editing import actions as register
from app.register.exchange.imports import rows as import_rows
from app.web.roles import Role
from tests.integration.core.threads import together
from tests.integration.register import records
from tests.support.client import CheckedClient
from tests.support.conditions import refusals
from tests.support.people import Council
from tests.support.upkeep import a_public_use

WORDS = {
    "happened": "It put my repair last.",
    "happened_on": "In March",
    "affected": "yes",
    "contact": "ann@reporter.example",
    "nonce": "one",
}


@pytest.fixture
def path(app: Flask, council: Council) -> str:
    """The address of the form of a published use."""
    with app.app_context():
        _use, entry = a_public_use(council)
        return f"/register/{entry.id}-{entry.slug}/report"


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Incident.id))) or 0


def test_the_entry_leads_to_the_form_and_the_form_to_a_reference(
    app: Flask, client: CheckedClient, path: str, council: Council
) -> None:
    entry = client.get(path.removesuffix("/report")).text
    assert f'href="{path}"' in entry
    form = client.get(path)
    assert form.headers["Cache-Control"] == "no-store"
    assert "This is not a complaint" in form.text
    assert "Write to the repairs team within 28 days." in form.text
    check = client.post(path, data=WORDS | {"step": "check"}).text
    assert "Check your report" in check
    assert "ann@reporter.example" in check
    assert count(app) == 0
    changed = client.post(path, data=WORDS | {"step": "change"})
    assert changed.status_code == 200
    assert "It put my repair last." in changed.text
    sent = client.post(path, data=WORDS | {"step": "send"}, follow_redirects=True).text
    reference = re.search(r"<strong>(\w{4}-\w{4})</strong>", sent)
    assert reference
    with app.app_context():
        incident = db.session.scalars(select(Incident)).one()
        assert incident.reference == reference[1]
        assert (incident.reported_by_id, incident.use_id, incident.language) == (None, 1, "en")
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    page = secretary.get(f"/incidents/{incident.id}").text
    assert "It put my repair last." in page
    assert "ann@reporter.example" in page


def test_sent_twice_is_one_report(app: Flask, client: CheckedClient, path: str) -> None:
    for _time in range(2):
        answer = client.post(path, data=WORDS | {"step": "send"}, follow_redirects=True)
        assert "Report sent" in answer.text
    assert count(app) == 1
    with app.app_context():
        assert refusals() == ["incident.report twice"]


def test_the_form_speaks_welsh_by_its_address(app: Flask, client: CheckedClient, path: str) -> None:
    assert '<html lang="cy"' in client.get(f"{path}?lang=cy").text
    answer = client.post(f"{path}?lang=cy", data=WORDS | {"step": "send"})
    assert "lang=cy" in answer.headers["Location"]
    with app.app_context():
        assert db.session.scalars(select(Incident.language)).one() == "cy"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"happened": ""}, "Tell us what went wrong"),
        ({"happened": "x" * 5001}, "5,000"),
        ({"affected": "perhaps"}, "Not a valid choice"),
        ({"contact": "x" * 301}, "300"),
        ({"website": "https://buy.example"}, "Leave this box empty"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(
    app: Flask, client: CheckedClient, path: str, change: dict[str, str], sentence: str
) -> None:
    answer = client.post(path, data=WORDS | change | {"step": "send"})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert count(app) == 0


def test_without_its_token_nothing_is_taken(app: Flask, client: CheckedClient, path: str) -> None:
    assert client.post(path, data=WORDS | {"step": "send"}, csrf=False).status_code == 400
    assert count(app) == 0


def test_one_connection_sends_five_an_hour(app: Flask, client: CheckedClient, path: str) -> None:
    settings = app.extensions["candour"]
    app.extensions["candour"] = replace(settings, rate_limits=True)
    try:
        for number in range(6):
            answer = client.post(path, data=WORDS | {"step": "send", "nonce": f"n-{number}"})
            assert answer.status_code == (302 if number < 5 else 429)
        assert "Wait an hour" in answer.text
        assert "It put my repair last." in answer.text
    finally:
        app.extensions["candour"] = settings
    assert count(app) == 5


@pytest.mark.both_databases
def test_of_twelve_reports_at_once_from_one_connection_five_are_taken(app: Flask, path: str) -> None:
    settings = app.extensions["candour"]
    app.extensions["candour"] = replace(settings, rate_limits=True)
    browsers = [app.test_client() for _turn in range(12)]
    for browser in browsers:
        browser.get(path)

    def send(turn: int) -> int:
        return browsers[turn].post(path, data=WORDS | {"step": "send", "nonce": f"n-{turn}"}).status_code

    try:
        found = together(app, 12, send)
    finally:
        app.extensions["candour"] = settings
    assert Counter(found) == {302: 5, 429: 7}
    assert count(app) == 5


def test_only_public_entries_of_our_own_take_reports(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        hidden = records.saved(council, key="hidden")
        retired = records.published(council, key="gone")
        entry = records.the_entry(retired.id)
        register.retire(
            entry=entry,
            seen_version=entry.version,
            reason="Off",
            actor_id=council.people[Role.REGISTER_EDITOR],
        )
        own = records.published(council, key="by-hand")
    for entry_id in (hidden.id, retired.id, 999_999):
        assert client.get(f"/register/{entry_id}-x/report").status_code == 404
    assert client.get(f"/register/{own.id}-x/report").status_code == 301
    assert client.post(f"/register/{own.id}-x/report", data=WORDS | {"step": "send"}).status_code == 302
    with app.app_context():
        assert db.session.scalars(select(Incident.use_id)).one() is None


def test_the_entry_of_another_register_has_no_form(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        organisation = db.session.get_one(Organisation, council.organisation_id)
        record = records.a_use("From elsewhere")
        batch = import_rows.Batch(
            organisation.id, "atrs-3", [import_rows.Incoming("1", record, record.content_hash())]
        )
        import_rows.write_batch(db.session(), batch, dry_run=False)
        db.session.commit()
    page = client.get("/register/1", follow_redirects=True)
    assert page.status_code == 200
    assert "Report a problem with this" not in page.text
    assert client.get("/register/1-from-elsewhere/report").status_code == 404


def test_a_made_up_reference_is_not_shown(client: CheckedClient, path: str) -> None:
    for reference in ("ABCD-2345", "nonsense", "ABCD-2345%00"):
        assert client.get(f"{path}/sent/{reference}").status_code == 404
