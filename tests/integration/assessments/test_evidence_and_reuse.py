"""Evidence files and answers taken over from another use, through the pages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.answers.queries import answers_of
from app.assessments.evidence.models import EvidenceFile
from app.assessments.questionnaire_store import actions as questionnaires
from app.assessments.use_assessment import the_assessment
from app.assessments.use_list import actions as uses
from app.assessments.use_list.queries import use_case
from app.database import db
from app.settings import Settings
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import ANSWERS, SMALL, answer

PDF = b"%PDF-1.7 a small file"


@pytest.fixture
def folder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of evidence for the test."""
    settings: Settings = app.extensions["candour"]
    changed = Settings(
        database_url=settings.database_url,
        secret_key=settings.secret_key,
        environment="testing",
        rate_limits=False,
        evidence_folder=tmp_path / "evidence",
        evidence_bytes=200_000,
    )
    (tmp_path / "evidence").mkdir()
    monkeypatch.setitem(app.extensions, "candour", changed)
    return tmp_path / "evidence"


def _start(council: Council, name: str) -> UseCase:
    text = SMALL.read_text(encoding="utf-8").replace(
        "            public: summary", "            public: summary\n            evidence: true"
    )
    questionnaires.load_version(source=text, filename="small.yaml", publish=True)
    return _started(council, name)


def _started(council: Council, name: str) -> UseCase:
    return uses.start_use(
        organisation_id=council.organisation_id,
        actor_id=council.people[Role.TEAM_MEMBER],
        name=name,
        kind="algorithm",
        phase="production",
        service_area="housing",
        owner_id=council.people[Role.ACCOUNTABLE_OWNER],
    )


@pytest.fixture
def use_ids(app: Flask, council: Council) -> tuple[int, int]:
    """Two uses of one team: the first fully answered, the second with its screening done."""
    with app.app_context():
        team = council.people[Role.TEAM_MEMBER]
        first, second = _start(council, "Repairs triage"), _start(council, "Gutter check")
        answer(first, dict(ANSWERS), team)
        answer(second, {key: ANSWERS[key] for key in ("AUT-01", "NON-05")}, team)
        return first.id, second.id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _address(use_id: int) -> str:
    return f"/uses/{use_id}/questions/description/evidence/EXP-01"


def _upload(content: bytes = PDF, name: str = "eia.pdf", nonce: str = "n") -> dict[str, object]:
    return {
        "title": "Equality assessment",
        "file": (io.BytesIO(content), name),
        "upload": "1",
        "nonce": nonce,
    }


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_stands_under_its_answer_and_comes_as_an_attachment(
    team: CheckedClient, use_ids: tuple[int, int], folder: Path
) -> None:
    use_id = use_ids[0]
    assert team.get(_address(use_id)).status_code == 200
    assert team.post(_address(use_id), data=_upload()).status_code == 302
    assert "Equality assessment" in team.get(f"/uses/{use_id}/evidence").get_data(as_text=True)
    assert "Equality assessment" in team.get(f"/uses/{use_id}/check").get_data(as_text=True)
    with team.get(f"/uses/{use_id}/evidence/1") as file:
        assert file.data == PDF
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in file.headers["Content-Security-Policy"]
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        assert file.headers["Cache-Control"] == "no-store"


def test_a_text_says_its_charset_once(team: CheckedClient, use_ids: tuple[int, int], folder: Path) -> None:
    address = _address(use_ids[0])
    assert team.post(address, data=_upload("Café".encode(), "notes.txt")).status_code == 302
    with team.get(f"/uses/{use_ids[0]}/evidence/1") as file:
        assert file.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (_upload(b"MZ not a pdf \x00", "a.pdf"), "This kind of file cannot be kept"),
        (_upload(PDF, "a.docx"), "its name ends otherwise"),
        (_upload(b"", "a.pdf"), "This file is empty"),
        (_upload() | {"title": ""}, "Say what the file is"),
        (_upload() | {"file": "just words"}, "Choose a file"),
        ({"title": "x", "upload": "1"}, "Choose a file"),
        ({}, "There is a problem"),
    ],
)
def test_what_is_not_let_in_leaves_nothing_behind(
    app: Flask,
    team: CheckedClient,
    use_ids: tuple[int, int],
    folder: Path,
    data: dict[str, object],
    sentence: str,
) -> None:
    reply = team.post(_address(use_ids[0]), data=dict(data), content_type="multipart/form-data")
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    assert _files(folder) == []
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(EvidenceFile)) == 0


def test_a_file_that_is_too_large_is_refused(
    team: CheckedClient, use_ids: tuple[int, int], folder: Path
) -> None:
    reply = team.post(_address(use_ids[0]), data=_upload(PDF + b"x" * 300_000))
    assert reply.status_code == 413
    assert _files(folder) == []


def test_a_failing_database_leaves_no_file(
    app: Flask,
    team: CheckedClient,
    use_ids: tuple[int, int],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("app.assessments.evidence.actions.audit.record", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    app.testing = False
    try:
        assert team.post(_address(use_ids[0]), data=_upload()).status_code == 500
    finally:
        app.testing = True
    assert _files(folder) == []


def test_a_file_sent_twice_is_kept_once(
    app: Flask, team: CheckedClient, use_ids: tuple[int, int], folder: Path
) -> None:
    for _time in range(2):
        assert team.post(_address(use_ids[0]), data=_upload(nonce="same")).status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(EvidenceFile)) == 1


def test_a_file_of_another_use_can_be_shown_here_too(
    app: Flask, team: CheckedClient, council: Council, use_ids: tuple[int, int], folder: Path
) -> None:
    first, second = use_ids
    team.post(_address(first), data=_upload())
    assert team.get(f"/uses/{second}/evidence/1").status_code == 404
    assert "from Repairs triage" in team.get(_address(second)).get_data(as_text=True)
    for wrong in ({}, {"chosen": "file:999"}, {"chosen": "nonsense"}):
        assert team.post(_address(second), data={"choose": "1"} | wrong).status_code == 400
    assert team.post(_address(second), data={"choose": "1", "chosen": "file:1"}).status_code == 302
    with team.get(f"/uses/{second}/evidence/1") as file:
        assert file.data == PDF


def test_another_council_finds_no_file(
    client: CheckedClient,
    council: Council,
    other_council: Council,
    use_ids: tuple[int, int],
    folder: Path,
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER).post(_address(use_ids[0]), data=_upload())
    client.sign_in(other_council, Role.TEAM_MEMBER)
    assert client.get(f"/uses/{use_ids[0]}/evidence/1").status_code == 404
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.get(f"/uses/{use_ids[0]}/evidence/1").status_code == 403


def test_the_question_page_saves_before_it_leads_to_the_file(
    app: Flask, team: CheckedClient, use_ids: tuple[int, int]
) -> None:
    address = f"/uses/{use_ids[1]}/questions/description"
    reply = team.post(address, data={"EXP-01_value": "It looks at gutters.", "add-file": "EXP-01"})
    assert reply.location == _address(use_ids[1])
    with app.app_context():
        use = db.session.get_one(UseCase, use_ids[1])
        assert answers_of(the_assessment(use))["EXP-01"].value == "It looks at gutters."


def test_answers_are_taken_over_and_marked_until_they_are_changed(
    app: Flask, team: CheckedClient, council: Council, use_ids: tuple[int, int]
) -> None:
    first, second = use_ids
    assert "Repairs triage" in team.get(f"/uses/{second}/reuse").get_data(as_text=True)
    address = f"/uses/{second}/reuse/{first}"
    page = team.get(address).get_data(as_text=True)
    assert "Ring the repairs line" in page
    assert "How much does it decide?" not in page, "answered here already"
    assert team.post(address, data={}).status_code == 400
    assert team.post(address, data={"chosen": ["ABT-09", "ABT-10"]}).status_code == 302
    question = f"/uses/{second}/questions/description"
    assert "Taken over from “Repairs triage”" in team.get(question).get_data(as_text=True)
    with app.app_context():
        use = use_case(council.organisation_id, second)
        assert use is not None
        values = {"ABT-09": "Ring the gutter line.", "ABT-10": "gutters@northmere.example"}
        answer(use, values, council.people[Role.TEAM_MEMBER])
    assert "Taken over from" not in team.get(question).get_data(as_text=True)


def test_only_uses_of_ones_own_team_are_offered(
    app: Flask, client: CheckedClient, council: Council, other_council: Council, use_ids: tuple[int, int]
) -> None:
    with app.app_context():
        foreign = _start(other_council, "Foreign")
    client.sign_in(council, Role.TEAM_MEMBER)
    assert client.get(f"/uses/{use_ids[1]}/reuse/{foreign.id}").status_code == 404
    assert client.get(f"/uses/{use_ids[1]}/reuse/{use_ids[1]}").status_code == 404


def test_answers_that_would_put_others_aside_are_not_taken_over_silently(
    app: Flask, team: CheckedClient, council: Council
) -> None:
    text = SMALL.read_text(encoding="utf-8").replace(
        "          - id: ABT-10\n",
        "          - id: ABT-10\n            show_if: {question: NON-05, answered: false}\n",
    )
    with app.app_context():
        questionnaires.load_version(source=text, filename="small.yaml", publish=True)
        member = council.people[Role.TEAM_MEMBER]
        first, second = (_started(council, name) for name in ("First", "Second"))
        answer(first, {"NON-05": "no-personal-data"}, member)
        answer(second, {"AUT-01": "information-only", "ABT-10": "a@northmere.example"}, member)
    address = f"/uses/{second.id}/reuse/{first.id}"
    page = team.post(address, data={"chosen": ["NON-05"]}, follow_redirects=True).get_data(as_text=True)
    assert "Nothing is taken over" in page
    with app.app_context():
        use = use_case(council.organisation_id, second.id)
        assert use is not None
        assert "NON-05" not in answers_of(the_assessment(use))
