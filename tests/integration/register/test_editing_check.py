"""From draft to public and out again, as two register editors see it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.accounts import actions as accounts
from app.register.record import FieldValue
from app.web.roles import Role
from tests.integration.register.records import (
    a_use,
    published,
    saved,
    sent,
    the_draft,
    the_entry,
    versions_of,
)
from tests.support.client import CheckedClient
from tests.support.people import Council

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def second(council: Council) -> Council:
    """The same council, with a second register editor under the administrator's name."""
    accounts.set_roles(
        organisation_id=council.organisation_id,
        person_id=council.people[Role.ADMINISTRATOR],
        roles=[Role.ADMINISTRATOR, Role.REGISTER_EDITOR],
        actor_id=None,
    )
    return council


def _version(entry_id: int) -> dict[str, str]:
    return {"version": str(the_draft(entry_id).version)}


def test_one_editor_sends_and_another_publishes(client: CheckedClient, second: Council) -> None:
    entry = saved(second)
    client.sign_in(second, Role.REGISTER_EDITOR)
    assert client.post(f"/register/edit/{entry.id}/send", data=_version(entry.id)).status_code == 302
    page = client.get(f"/register/edit/{entry.id}/check").text
    assert "another register editor has to check" in page
    ready = {**_version(entry.id), "change_note": "First publication", "checked": "y"}
    assert client.post(f"/register/edit/{entry.id}/check", data=ready).status_code == 403
    assert versions_of(entry.id) == []
    client.sign_in(second, Role.ADMINISTRATOR)
    page = client.get(f"/register/edit/{entry.id}/check").text
    assert "Housing repairs triage" in page
    unready = client.post(
        f"/register/edit/{entry.id}/check", data={**ready, "checked": "", "change_note": ""}
    )
    assert unready.status_code in {302, 400}
    assert "Say in a sentence what changed" in unready.text
    assert client.post(f"/register/edit/{entry.id}/check", data=ready).status_code == 302
    (version,) = versions_of(entry.id)
    assert version.prepared_by_id == second.people[Role.REGISTER_EDITOR]
    assert "Residents see version 1" in client.get(f"/register/edit/{entry.id}").text


def test_the_check_shows_before_and_after(client: CheckedClient, second: Council) -> None:
    entry = published(second)
    saved(second, a_use(detailed_description=FieldValue.of("It reads photographs too.")))
    client.sign_in(second, Role.REGISTER_EDITOR)
    client.post(f"/register/edit/{entry.id}/send", data=_version(entry.id))
    client.sign_in(second, Role.ADMINISTRATOR)
    page = client.get(f"/register/edit/{entry.id}/check").text
    assert "1 change against what is public" in page
    assert "It reads the request and proposes how urgent it is." in page
    assert "It reads photographs too." in page


def test_a_record_that_is_not_ready_cannot_be_sent(client: CheckedClient, second: Council) -> None:
    entry = saved(second, a_use(contact_email=FieldValue.of(None)))
    client.sign_in(second, Role.REGISTER_EDITOR)
    assert "Send for second check" not in client.get(f"/register/edit/{entry.id}").text
    answer = client.post(f"/register/edit/{entry.id}/send", data=_version(entry.id))
    assert answer.status_code == 400
    assert "Give residents an e-mail address" in answer.text


def test_a_stale_publication_is_refused(client: CheckedClient, second: Council) -> None:
    entry = sent(second)
    stale = {"version": "1", "change_note": "First publication", "checked": "y"}
    client.sign_in(second, Role.ADMINISTRATOR)
    answer = client.post(f"/register/edit/{entry.id}/check", data=stale)
    assert answer.status_code == 409
    assert "First publication" in answer.text
    assert versions_of(entry.id) == []


def test_the_second_person_sends_it_back_with_a_note(client: CheckedClient, second: Council) -> None:
    entry = sent(second)
    client.sign_in(second, Role.ADMINISTRATOR)
    address = f"/register/edit/{entry.id}/return"
    assert client.get(address).status_code == 200
    assert client.post(address, data={**_version(entry.id), "note": ""}).status_code == 400
    data = {**_version(entry.id), "note": "Shorten the summary."}
    assert client.post(address, data=data).status_code == 302
    client.sign_in(second, Role.REGISTER_EDITOR)
    assert "Shorten the summary." in client.get(f"/register/edit/{entry.id}").text
    assert "Sent back" in client.get("/register/edit").text


def test_a_draft_cannot_be_edited_while_it_is_checked(client: CheckedClient, second: Council) -> None:
    entry = sent(second)
    client.sign_in(second, Role.REGISTER_EDITOR)
    assert client.get(f"/register/edit/{entry.id}/part/about").status_code == 302
    data = {**_version(entry.id), "summary": "Changed under the check."}
    answer = client.post(f"/register/edit/{entry.id}/part/about", data=data)
    assert answer.status_code == 409
    assert "Changed under the check." in answer.text


def _nonce(client: FlaskClient, address: str) -> dict[str, str]:
    found = re.search(r'name="nonce"[^>]*value="([^"]+)"', client.get(address).text)
    assert found
    return {"nonce": found[1]}


def test_a_new_version_is_begun_once_and_can_be_dropped(client: CheckedClient, second: Council) -> None:
    entry = published(second)
    client.sign_in(second, Role.REGISTER_EDITOR)
    data = _nonce(client, f"/register/edit/{entry.id}")
    for _again in range(2):
        assert client.post(f"/register/edit/{entry.id}/begin", data=data).status_code == 302
    assert "New version" in client.get("/register/edit").text
    assert client.get(f"/register/edit/{entry.id}/discard").status_code == 200
    dropped = client.post(f"/register/edit/{entry.id}/discard", data=_version(entry.id))
    assert dropped.status_code == 302
    assert "Start a new version" in client.get(f"/register/edit/{entry.id}").text


def test_an_entry_is_retired_with_a_reason_and_taken_up_again(client: CheckedClient, second: Council) -> None:
    entry = published(second)
    client.sign_in(second, Role.REGISTER_EDITOR)
    address = f"/register/edit/{entry.id}/retire"
    data = {"version": str(entry.version), "reason": "Switched off in May.", "sure": "y"}
    assert client.get(address).status_code == 200
    assert client.post(address, data={**data, "sure": "", "reason": ""}).status_code == 400
    assert client.post(address, data={**data, "version": "999"}).status_code == 409
    assert client.post(address, data=data).status_code == 302
    assert the_entry(entry.id).retired_reason == "Switched off in May."
    page = client.get(f"/register/edit/{entry.id}").text
    assert "Switched off in May." in page
    assert "Take it up again" in page
    assert "Housing repairs triage" in client.get("/register/edit?state=retired").text
    data = _nonce(client, f"/register/edit/{entry.id}")
    assert client.post(f"/register/edit/{entry.id}/begin", data=data).status_code == 302
    assert client.get(f"/register/edit/{entry.id}/preview").status_code == 200
