"""An administrator uploads, mends, walks through, compares and publishes a questionnaire."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.models import QuestionnaireVersion
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.questionnaires.models import QuestionnaireDraft
from app.database import db
from app.questionnaire.checking.load import load
from tests.support.client import CheckedClient
from tests.support.forms import forms_of
from tests.support.people import Council
from tests.support.uses import SMALL

TEXT = SMALL.read_text(encoding="utf-8")
NEW = "/questionnaires/new"


@pytest.fixture
def admin(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, "administrator")


def _upload(admin: CheckedClient, text: str, name: str = "mine.yaml") -> str:
    file = (io.BytesIO(text.encode()), name)
    done = admin.post(NEW, data={"file": file}, content_type="multipart/form-data")
    assert done.status_code == 302, done.text
    return str(done.location)


def _sent(admin: CheckedClient, address: str) -> dict[str, str]:
    page = admin.get(address)
    assert page.status_code == 200
    return dict(next(form for form in forms_of(address, page.text) if form.action == address).pairs())


def _count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_upload_walk_publish_and_see_it_in_the_list(app: Flask, admin: CheckedClient) -> None:
    assert admin.get("/questionnaires").status_code == 200
    draft = _upload(admin, TEXT)
    assert "No mistakes. It asks 6 questions." in admin.get(draft).text
    sent = _sent(admin, f"{draft}/publish")
    assert sent["hash"] in admin.get(f"{draft}/publish").text
    version = admin.post(f"{draft}/publish", data=sent)
    assert version.status_code == 302
    page = admin.get(version.location)
    assert "Published" in page.text
    assert admin.get(draft).status_code == 404
    assert admin.get(f"{version.location}/file").text == TEXT
    listed = admin.get("/questionnaires").text
    assert "A small ethics assessment" in listed
    assert "Saved by" not in listed


def test_mistakes_are_shown_in_place_and_the_draft_is_kept(app: Flask, admin: CheckedClient) -> None:
    draft = _upload(admin, TEXT.replace("type: long_text", "type: long_txt", 1))
    page = admin.get(draft).text
    assert "1 mistake" in page
    assert 'href="#line-' in page
    assert "long_txt" in page
    for part in ("publish", "walk", "compare"):
        assert admin.get(f"{draft}/{part}").status_code == 302
    assert admin.post(f"{draft}/publish", data={"hash": "", "version": "1"}).status_code == 302
    assert _count(app, QuestionnaireVersion) == 0
    sent = _sent(admin, draft) | {"text": TEXT}
    assert admin.post(draft, data=sent).status_code == 302
    assert "No mistakes" in admin.get(draft).text


def test_two_administrators_lose_no_word(admin: CheckedClient) -> None:
    draft = _upload(admin, TEXT)
    sent = _sent(admin, draft)
    first = TEXT.replace("It decides alone.", "It decides by itself.")
    assert admin.post(draft, data=sent | {"text": first}).status_code == 302
    second = admin.post(draft, data=sent | {"text": TEXT.replace("Screening", "First look")})
    assert second.status_code == 409
    assert "It decides by itself." in second.text
    assert "First look" in second.text
    form = next(form for form in forms_of(draft, second.text) if form.value("text"))
    assert admin.post(draft, data=dict(form.pairs())).status_code == 302
    assert "First look" in admin.get(draft).text
    stale = admin.post(f"{draft}/delete", data={"version": "1"})
    assert stale.status_code == 409
    assert admin.post(f"{draft}/publish", data={"version": "1", "hash": "x"}).status_code == 409


def test_a_draft_is_deleted_only_when_that_is_confirmed(app: Flask, admin: CheckedClient) -> None:
    draft = _upload(admin, TEXT)
    sent = _sent(admin, f"{draft}/delete")
    assert _count(app, QuestionnaireDraft) == 1
    assert admin.post(f"{draft}/delete", data=sent).status_code == 302
    assert _count(app, QuestionnaireDraft) == 0


def test_a_form_sent_twice_makes_one_draft(app: Flask, admin: CheckedClient) -> None:
    for _ in range(2):
        done = admin.post(NEW, data={"text": TEXT, "nonce": "the-same"})
        assert done.status_code == 302
    assert _count(app, QuestionnaireDraft) == 1


def test_a_walk_asks_what_a_team_would_be_asked_and_keeps_nothing(app: Flask, admin: CheckedClient) -> None:
    walk = f"{_upload(admin, TEXT)}/walk"
    page = admin.get(walk)
    assert "What you answer is thrown away" in page.text
    assert admin.post(walk, data=_sent(admin, walk)).status_code == 400
    sent = _sent(admin, walk) | {"AUT-01_value": "decides-alone"}
    page = admin.post(walk, data=sent)
    assert page.status_code == 200
    assert "Is personal data used?" in page.text
    for _ in range(4):
        form = next((f for f in forms_of(walk, page.text) if f.value("page")), None)
        if form is None:
            break
        page = admin.post(walk, data=dict(form.pairs()) | {"skip": "1"})
    assert "The end of the walk" in page.text
    assert "It decides alone about people." in page.text
    for odd in ('{"AUT-01": 3}', "[", '{"AUT-01": {"state": "answered", "value": [[]]}}', "9" * 5000):
        assert admin.post(walk, data={"so-far": odd, "page": "none"}).status_code in {200, 400}


def test_a_second_version_is_compared_with_the_first(app: Flask, admin: CheckedClient) -> None:
    with app.app_context():
        first = load_version(source=TEXT, filename="first.yaml", publish=True).id
    changed = TEXT.replace("It only informs", "It informs").replace("type: short_text", "type: long_text")
    started = admin.post(f"/questionnaires/versions/{first}/draft", data={})
    assert started.status_code == 302
    draft = started.location
    assert "Nothing changes of questions" in admin.get(f"{draft}/compare").text
    admin.post(draft, data=_sent(admin, draft) | {"text": changed})
    page = admin.get(f"{draft}/compare").text
    assert "Other words (1)" in page
    assert "Answered in another way (1)" in page
    done = admin.post(f"{draft}/publish", data=_sent(admin, f"{draft}/publish"))
    assert "Other words (1)" in admin.get(f"{done.location}/compare").text
    with app.app_context():
        assert db.session.get_one(QuestionnaireVersion, first).state == "superseded"
    again = _upload(admin, TEXT)
    told = admin.post(f"{again}/publish", data=_sent(admin, f"{again}/publish"))
    assert told.status_code == 302
    assert told.location == again, "what was replaced is not published again"


def test_export_and_import_give_the_same_questionnaire(app: Flask, admin: CheckedClient) -> None:
    with app.app_context():
        version = load_version(source=TEXT, filename="first.yaml", publish=True).id
    exported = admin.get(f"/questionnaires/versions/{version}/file").text
    draft = _upload(admin, exported)
    with app.app_context():
        kept = db.session.get_one(QuestionnaireDraft, int(draft.rpartition("/")[2]))
        assert load(kept.source) == load(TEXT)


def test_only_administrators_come_in(client: CheckedClient, council: Council) -> None:
    for role in ("team_member", "board_chair", "register_editor", "accountable_owner"):
        client.sign_in(council, role)
        assert client.get("/questionnaires").status_code == 403
        assert client.post(NEW, data={"text": TEXT}).status_code == 403
