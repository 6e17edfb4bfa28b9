"""Thousands of real records of two countries are imported, found, filtered and read."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.accounts.actions import create_organisation
from app.database import db
from app.register.exchange.imports.files import import_records
from app.register.exchange.standards import load_standard
from app.register.models import EntryRow
from app.register.pages.address import search_from
from app.register.published.results import Results, find
from app.register.published.revision import read_state
from tests.support.client import CheckedClient
from tests.support.databases import ROOT

pytestmark = pytest.mark.both_databases

DATA = ROOT.parent / "shared" / "data"
FILES = (("us_federal_2025.csv", "us-federal-2025"), ("netherlands_2026.json", "nl-listing"))


def _find(**arguments: str) -> Results:
    return find(read_state(), search_from(MultiDict(arguments)))


@pytest.mark.slow
@pytest.mark.skipif(not all((DATA / name).is_file() for name, _ in FILES), reason="no real records here")
def test_real_records_are_found_and_their_pages_keep_every_rule(
    client: CheckedClient, context: Flask
) -> None:
    for name, standard in FILES:
        organisation = create_organisation(name=standard, slug=standard)
        import_records(organisation=organisation, standard=load_standard(standard), path=DATA / name)
    assert _find().pagination.total == 5_141
    same_title = [row for row in _find(q="anonimiseren").rows if row.title == "Anonimiseren"]
    assert len(same_title) >= 15
    mistyped = _find(q="anonimisren")
    assert mistyped.found.changed
    assert mistyped.pagination.total == _find(q="anonimiseren").pagination.total
    for option in _find(q="chatbot").options["organisation"][:5]:
        assert _find(q="chatbot", organisation=option.value).pagination.total == option.count
    entries = db.session.execute(
        select(EntryRow.entry_id, EntryRow.slug).where(EntryRow.entry_id % 250 == 0)
    ).all()
    db.session.rollback()
    assert len(entries) >= 20
    for entry_id, slug in entries:
        assert client.get(f"/register/{entry_id}-{slug}").status_code == 200
    for path in ("/", "/register?q=data&sort=newest&page=9", "/organisations?q=gemeente"):
        assert client.get(path).status_code == 200
