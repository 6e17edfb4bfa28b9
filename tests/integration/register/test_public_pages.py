"""The other public pages, open data, and what browsers and caches may keep."""

from __future__ import annotations

import csv
import io
import json

import pytest
from flask import Flask

from app.register.record import FieldValue
from app.web.roles import Role
from app.web.spreadsheets import safe_cell
from tests.integration.register.seeding import a_record, publish, publish_again
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter

pytestmark = pytest.mark.both_databases

FIXED = ("/", "/register", "/organisations", "/about", "/accessibility", "/privacy", "/cookies")


@pytest.mark.parametrize("path", FIXED)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_public_page_opens_on_an_empty_and_on_a_filled_register(
    client: CheckedClient, context: Flask, path: str, language: str
) -> None:
    assert client.get(path, query_string={"lang": language}).status_code == 200
    publish([a_record("Rent"), a_record("Van", service_area="health")])
    response = client.get(path, query_string={"lang": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.get_data(as_text=True)


def test_the_home_page_counts_services(client: CheckedClient, context: Flask) -> None:
    publish([a_record("A"), a_record("B"), a_record("C", service_area="health")])
    page = client.get("/").get_data(as_text=True)
    assert "2 entries" in page
    assert 'href="/register?area=health"' in page


def test_an_organisation_has_a_page(client: CheckedClient, context: Flask, council: Council) -> None:
    publish([a_record("A")])
    assert "1 entry in the register" in client.get("/organisations/northmere").get_data(as_text=True)
    assert client.get("/organisations/nobody").status_code == 404


def test_a_public_page_may_be_kept_until_the_next_publication(client: CheckedClient, context: Flask) -> None:
    (entry_id,) = publish([a_record("Rent")])
    for path in (
        "/",
        "/register",
        "/register?q=rent",
        f"/register/{entry_id}-rent",
        "/register.json",
        "/about",
    ):
        first = client.get(path)
        assert first.headers["Cache-Control"] == "public, max-age=0, stale-while-revalidate=60"
        assert "Cookie" in first.headers["Vary"]
        assert first.last_modified is not None
        tag = {"If-None-Match": first.headers["ETag"]}
        again = client.get(path, headers=tag)
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        publish_again(entry_id, a_record("Rent", summary=f"Changed for {path}"))
        assert client.get(path, headers=tag).status_code == 200


def test_a_kept_entry_is_new_after_a_publication(client: CheckedClient, context: Flask) -> None:
    (entry_id,) = publish([a_record("Rent", summary="Old words")])
    path = f"/register/{entry_id}-rent"
    assert "Old words" in client.get(path).get_data(as_text=True)
    publish_again(entry_id, a_record("Rent", summary="New words"))
    page = client.get(path).get_data(as_text=True)
    assert "New words" in page
    assert "Old words" not in page


def test_a_page_asked_again_costs_one_statement(
    client: CheckedClient, context: Flask, sql_counter: StatementCounter
) -> None:
    (entry_id,) = publish([a_record("Rent")])
    path = f"/register/{entry_id}-rent"
    tag = client.get(path).headers["ETag"]
    for headers in ({}, {"If-None-Match": tag}):
        with sql_counter as counted:
            client.get(path, headers=headers)
        assert counted.total == 1


def test_signed_in_people_neither_fill_nor_read_what_is_kept(
    app: Flask, context: Flask, client: CheckedClient, council: Council
) -> None:
    (entry_id,) = publish([a_record("Rent")])
    path = f"/register/{entry_id}-rent"
    inside = app.test_client()
    assert isinstance(inside, CheckedClient)
    inside.sign_in(council, Role.BOARD_CHAIR)
    name = "Board Chair of Northmere"
    own = inside.get(path)
    assert name in own.get_data(as_text=True)
    assert own.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in own.headers
    public = client.get(path)
    assert name not in public.get_data(as_text=True)
    assert name in inside.get(path, headers={"If-None-Match": public.headers["ETag"]}).get_data(as_text=True)


def test_arguments_do_not_get_into_a_kept_page(client: CheckedClient, context: Flask) -> None:
    (entry_id,) = publish([a_record("Rent")])
    path = f"/register/{entry_id}-rent"
    assert "from=letter" in client.get(f"{path}?from=letter").get_data(as_text=True)
    assert "from=letter" not in client.get(path).get_data(as_text=True)


def test_an_entry_and_the_register_are_open_data(client: CheckedClient, context: Flask) -> None:
    record = a_record(
        "=1+1", fields=(("scope", FieldValue.of("@here")), ("goals", FieldValue.withheld("Fraud")))
    )
    ids = publish([record, a_record("Van")])
    entry = client.get(f"/register/{ids[0]}.json", follow_redirects=True).get_json()
    assert entry["record"] == record.to_data()
    assert entry["versions"][0]["number"] == 1
    everything = client.get("/register.json").get_json()
    assert [e["record"]["title"] for e in everything["entries"]] == ["=1+1", "Van"]
    for path in ("/register.csv", f"/register/{ids[0]}-=1+1.csv"):
        text = client.get(path).get_data(as_text=True)
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert rows[0]["title"] == "'=1+1"
        assert rows[0]["scope"] == "'@here"
        assert rows[0]["goals"] == "[withheld] Fraud"


@pytest.mark.slow
def test_the_whole_register_goes_out_in_batches(
    client: CheckedClient, context: Flask, sql_counter: StatementCounter
) -> None:
    publish([a_record(f"Camera {n}") for n in range(450)])
    with sql_counter as counted, client.get("/register.json") as response:
        entries = json.loads(response.get_data())["entries"]
    assert len({entry["id"] for entry in entries}) == 450
    assert counted.total == 1 + 4


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(f"a{text}") == f"a{text}"
