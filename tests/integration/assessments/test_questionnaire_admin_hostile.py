"""Questionnaire files that are wrong, huge or hostile are refused at once; nothing of them is kept."""

from __future__ import annotations

import io
import json
import time

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.questionnaires.models import QuestionnaireDraft
from app.database import db
from app.questionnaire.checking.load import load
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.unit.questionnaire import aia

pytestmark = pytest.mark.slow

NEW = "/questionnaires/new"
BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(30))
MANY = "questionnaire: many\nsections:\n  - id: s\n    pages:\n      - id: p\n        questions:\n" + "".join(
    f"          - {{id: Q-{n}}}\n" for n in range(18_000)
)
PANELS = '{"name": "p", "type": "panel", "elements": [' * 1000 + "]}" * 1000
HOSTILE = {
    "bomb.yaml": BOMB.encode(),
    "deep.yaml": b"[" * 1000 + b"]" * 1000,
    "many.yaml": MANY.encode(),
    "words.yaml": b"just words",
    "tag.yaml": b"!!python/object/apply:os.system ['true']",
    "picture.yaml": b"\x89PNG\r\n\x1a\n\xff\xfe",
    "null.yaml": b"questionnaire: a\x00b",
    "empty.yaml": b"",
    "broken.json": b'{"pages": [',
    "none.json": b'{"pages": 3}',
    "nested.json": b'{"pages": [' + PANELS.encode() + b"]}",
    "infinite.json": b'{"pages": [{"name": "a", "elements": NaN}]}',
}


@pytest.fixture
def admin(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, "administrator")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_within_a_second(app: Flask, admin: CheckedClient, name: str) -> None:
    admin.get(NEW)
    began = time.process_time()
    told = admin.post(
        NEW, data={"file": (io.BytesIO(HOSTILE[name]), name)}, content_type="multipart/form-data"
    )
    took = time.process_time() - began
    assert told.status_code in {400, 413}, told.text
    assert "There is a problem" in told.text or told.status_code == 413
    assert took < 2, f"{name} took {took:.1f} s"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(QuestionnaireDraft)) == 0


def test_a_pasted_text_that_is_too_large_is_refused(admin: CheckedClient) -> None:
    assert admin.post(NEW, data={"text": "a: " + "x" * 2_000_001}).status_code in {400, 413}


def test_a_pasted_text_that_is_refused_stays_in_the_form(admin: CheckedClient) -> None:
    told = admin.post(NEW, data={"text": "not: [a questionnaire"})
    assert told.status_code == 400
    assert "not: [a questionnaire" in told.text
    assert "Line 1" in told.text or "Line 2" in told.text


@pytest.mark.skipif(not aia.DATA.is_dir(), reason="Canada's assessment is not beside the project")
def test_canadas_file_is_taken_and_says_the_same(app: Flask, admin: CheckedClient) -> None:
    file = aia.file("1.0.1")
    sent = {"file": (io.BytesIO(file.read_bytes()), file.name)}
    done = admin.post(NEW, data=sent, content_type="multipart/form-data")
    assert done.status_code == 302
    page = admin.get(done.location)
    assert "No mistakes" in page.text
    assert json.loads(file.read_text(encoding="utf-8"))["pages"]
    with app.app_context():
        kept = db.session.get_one(QuestionnaireDraft, int(done.location.rpartition("/")[2]))
        assert load(kept.source) == aia.survey("1.0.1").questionnaire
    assert admin.get(f"{done.location}/walk").status_code == 200
    assert admin.get(f"{done.location}/publish").status_code == 200
