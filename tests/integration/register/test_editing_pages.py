"""The editors' pages in a browser without JavaScript: lists, parts, withholding, stale saves, bad input."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.database import db
from app.register.editing import actions
from app.register.editing.actions import DraftChanges
from app.register.record import FieldState, FieldValue
from app.web.roles import Role
from tests.integration.register.records import (
    a_use,
    draft_record,
    published,
    saved,
    sent,
    the_draft,
)
from tests.support.client import CheckedClient
from tests.support.people import Council

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def editor(client: CheckedClient, council: Council) -> CheckedClient:
    """The register editor's browser."""
    return client.sign_in(council, Role.REGISTER_EDITOR)


def inputs_of(page: str) -> dict[str, str]:
    """What the form of a page would send: hidden inputs and text boxes (no selects, no cells changed)."""
    hidden = re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page)
    turned = re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    return {name: value for name, value in [*hidden, *turned] if name != "csrf_token"}


def part(entry_id: int, group: str) -> str:
    """Address of a part."""
    return f"/register/edit/{entry_id}/part/{group}"


def test_the_list_shows_each_stage_with_its_count_and_searches_titles(
    editor: CheckedClient, council: Council
) -> None:
    saved(council)
    sent(council, a_use("Blue badge checks"), key="use-2")
    published(council, a_use("Licence-plate cameras"), key="use-3")
    page = editor.get("/register/edit").text
    assert "Housing repairs triage" in page
    assert "Blue badge checks" not in page
    assert "Blue badge checks" in editor.get("/register/edit?state=second_check").text
    assert "Licence-plate cameras" in editor.get("/register/edit?state=published").text
    assert "No entry is retired." in editor.get("/register/edit?state=retired").text
    assert "No title here has these words." in editor.get("/register/edit?q=school").text
    assert "Housing repairs triage" in editor.get("/register/edit?q=REPAIRS&state=made-up&page=99").text


def test_the_list_asks_the_same_number_of_statements_however_long_it_is(
    editor: CheckedClient, council: Council, sql_counter: object
) -> None:
    saved(council)
    totals = []
    for key in range(2):
        with sql_counter as counted:  # type: ignore[attr-defined]
            editor.get("/register/edit")
        totals.append(counted.total)
        for number in range(30):
            saved(council, a_use(f"Use {number}"), key=f"more-{key}-{number}")
    assert totals[0] == totals[1]


def test_only_register_editors_of_the_same_council_come_in(
    client: CheckedClient, council: Council, other_council: Council
) -> None:
    entry = saved(council)
    assert client.get(f"/register/edit/{entry.id}").status_code == 302
    client.sign_in(council, Role.TEAM_MEMBER)
    assert client.get(f"/register/edit/{entry.id}").status_code == 403
    client.sign_in(other_council, Role.REGISTER_EDITOR)
    assert client.get(f"/register/edit/{entry.id}").status_code == 404
    assert client.get("/register/edit/99999999999999999999").status_code == 404


def test_every_part_opens_for_a_full_and_for_an_empty_record(editor: CheckedClient, council: Council) -> None:
    entry = saved(council)
    page = editor.get(f"/register/edit/{entry.id}").text
    addresses = set(re.findall(rf'href="(/register/edit/{entry.id}/part/[a-z_]+)"', page))
    assert len(addresses) == 19
    for address in addresses:
        assert editor.get(address).status_code == 200
    assert editor.get(part(entry.id, "made-up")).status_code == 404


def test_a_part_saves_text_lists_choices_and_tables(editor: CheckedClient, council: Council) -> None:
    entry = saved(council)
    for group, data in (
        ("basics", {"title": "Repairs sorted", "phase": "production"}),
        ("about", {"summary": "It sorts repairs.\r\nUrgent first."}),
        ("people", {"vulnerable_people": "Disabled people"}),
        ("data", {"personal_data": "Names only", "personal_data-code": "yes"}),
        ("testing", {"monitoring-0-1": "Every week", "monitoring-2-0": "Errors", "monitoring-1-0": ""}),
        ("people", {"scale": "nobody", "scale-shown": "not_applicable"}),
    ):
        version = str(the_draft(entry.id).version)
        answer = editor.post(part(entry.id, group), data={"version": version, **data, "then": "stay"})
        assert answer.status_code == 302, answer.text
    record = draft_record(entry.id)
    assert (record.title, record.phase) == ("Repairs sorted", "production")
    assert record.summary == "It sorts repairs.\nUrgent first."
    assert record.field("vulnerable_people").code == "disabled"
    assert record.personal_data == "yes"
    assert record.field("monitoring").text == "Share of urgent repairs | Every week\nErrors | "
    assert record.field("scale") == FieldValue.not_applicable("nobody")


def test_saving_a_page_as_it_stands_changes_nothing(editor: CheckedClient, council: Council) -> None:
    entry = saved(council)
    before = the_draft(entry.id).version
    for group in ("basics", "about", "people", "data", "testing", "challenge"):
        page = editor.get(part(entry.id, group)).text
        assert editor.post(part(entry.id, group), data=inputs_of(page)).status_code == 302
    assert the_draft(entry.id).version == before


BAD = ["x" * 100_000, "a\x00b", "lone \ud800"]


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("name", ["summary", "website"])
def test_bad_text_is_answered_with_400_and_kept(
    editor: CheckedClient, council: Council, name: str, text: str
) -> None:
    entry = saved(council)
    body = {"version": "1", name: text.encode("utf-8", "surrogatepass")}
    answer = editor.post(part(entry.id, "about"), data=body)
    if answer.status_code == 302:  # a browser cannot send it; what arrived was made harmless before
        assert text not in draft_record(entry.id).field(name).text
        return
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert re.split("[\x00\ud800]", text)[0][:50] in answer.text
    assert the_draft(entry.id).version == 1


@pytest.mark.parametrize(
    ("group", "data", "sentence"),
    [
        ("basics", {"title": ""}, "Give the entry a title"),
        ("basics", {"title": "T", "phase": "made-up"}, "Choose one of the list"),
        ("about", {"website": "javascript:alert(1)"}, "web address that starts with https://"),
        ("challenge", {"contact_email": "nobody"}, "e-mail address like"),
        ("people", {"scale": "", "scale-shown": "not_applicable"}, "does not apply"),
        ("people", {"scale-shown": "withheld"}, "Choose one of the list"),
    ],
)
def test_wrong_values_are_named(
    editor: CheckedClient, council: Council, group: str, data: dict[str, str], sentence: str
) -> None:
    entry = saved(council)
    answer = editor.post(part(entry.id, group), data={"version": "1", **data})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert the_draft(entry.id).version == 1


def test_a_stale_save_shows_both_texts_and_takes_either(editor: CheckedClient, council: Council) -> None:
    entry = saved(council)
    page = inputs_of(editor.get(part(entry.id, "about")).text)
    other = DraftChanges(fields={"summary": FieldValue.of("Their words.")})
    actions.edit_draft(
        draft=the_draft(entry.id), seen_version=1, changes=other, actor_id=council.people[Role.ADMINISTRATOR]
    )
    answer = editor.post(part(entry.id, "about"), data={**page, "summary": "My words."})
    assert answer.status_code == 409
    assert "My words." in answer.text
    assert "Their words." in answer.text
    form = inputs_of(answer.text)
    for take, kept in (("theirs", "Their words."), ("mine", "My words.")):
        form["version"] = str(the_draft(entry.id).version)
        data = {**form, "summary": "My words.", "take-summary": take}
        assert editor.post(part(entry.id, "about"), data=data).status_code == 302
        assert draft_record(entry.id).summary == kept


def test_a_change_on_another_page_is_no_clash(editor: CheckedClient, council: Council) -> None:
    entry = saved(council)
    withhold(editor, entry.id, "website")
    page = inputs_of(editor.get(part(entry.id, "about")).text)
    version = the_draft(entry.id).version
    other = DraftChanges(attributes={"title": "Their title"})
    actions.edit_draft(draft=the_draft(entry.id), seen_version=version, changes=other, actor_id=None)
    assert editor.post(part(entry.id, "about"), data={**page, "summary": "Mine."}).status_code == 302
    assert (draft_record(entry.id).title, draft_record(entry.id).summary) == ("Their title", "Mine.")


def test_words_for_a_field_withheld_meanwhile_are_given_back(editor: CheckedClient, council: Council) -> None:
    entry = saved(council)
    page = inputs_of(editor.get(part(entry.id, "purpose")).text)
    withhold(editor, entry.id)
    data = {**page, "detailed_description": "My long description."}
    answer = editor.post(part(entry.id, "purpose"), data=data)
    assert answer.status_code == 409
    assert "My long description." in answer.text


def withhold(editor: CheckedClient, entry_id: int, name: str = "detailed_description") -> None:
    """Withholds a field, the full description unless another is named."""
    data = {
        "version": str(the_draft(entry_id).version),
        "ground": "Section 31 of the Freedom of Information Act",
        "authorised_by": "Monitoring Officer",
        "until-day": "1",
        "until-month": "2",
        "until-year": "2199",
    }
    address = f"/register/edit/{entry_id}/withhold/{name}"
    assert editor.post(address, data=data).status_code == 302


def test_a_field_is_withheld_and_released(editor: CheckedClient, council: Council) -> None:
    entry = saved(council)
    address = f"/register/edit/{entry.id}/withhold/detailed_description"
    assert "proposes how urgent" in editor.get(address).text
    bad = {"version": "1", "ground": "", "authorised_by": "x", "until-day": "1", "until-year": "1999"}
    answer = editor.post(address, data=bad)
    assert answer.status_code == 400
    assert "Say on what ground" in answer.text
    withhold(editor, entry.id)
    value = draft_record(entry.id).field("detailed_description")
    assert (value.state, value.authorised_by) == (FieldState.WITHHELD, "Monitoring Officer")
    assert "Section 31" in editor.get(part(entry.id, "purpose")).text
    assert "No longer withhold it" in editor.get(address).text
    version = str(the_draft(entry.id).version)
    released = f"/register/edit/{entry.id}/release/detailed_description"
    assert editor.post(released, data={"version": version}).status_code == 302
    assert draft_record(entry.id).field("detailed_description").is_given
    assert editor.get(f"/register/edit/{entry.id}/withhold/made-up").status_code == 404


def test_personal_data_and_long_sentences_are_pointed_out_in_their_place(
    editor: CheckedClient, council: Council
) -> None:
    text = "Ring 07700 900123 prior to the visit, " + "because " * 30 + "of it."
    entry = saved(council, a_use(scope=FieldValue.of(text)))
    page = editor.get(part(entry.id, "purpose")).text
    assert "<mark>07700 900123</mark>" in page
    assert "try “before”" in page
    assert "A sentence of" in page
    assert "07700 900123" in editor.get(f"/register/edit/{entry.id}").text


def test_a_forged_or_missing_token_saves_nothing(editor: CheckedClient, council: Council, app: Flask) -> None:
    entry = saved(council)
    for data in ({"summary": "x"}, {"summary": "x", "csrf_token": "forged"}):
        answer = editor.post(part(entry.id, "about"), data={"version": "1", **data}, csrf=False)
        assert answer.status_code == 400
    db.session.rollback()
    assert the_draft(entry.id).version == 1
