"""Bad values on question pages: the error summary with 400, everything typed kept, never a 500."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.assessments.answers.work import Work
from tests.integration.assessments.test_question_page import FILLED, PAGES, address
from tests.support.client import CheckedClient

pytestmark = pytest.mark.slow

Reading = Callable[[], Work]
LONG = "word " * 20_000
BAD: list[tuple[str, dict[str, object], str]] = [
    ("how-it-decides", {"S-01_value": "nonsense"}, "Choose one of the answers on the page"),
    ("how-it-decides", {"S-01_value": ["informs", "decides"]}, "Choose only one answer"),
    ("how-it-decides", {"S-01_value": "informs", "S-01_note": LONG}, "Shorten this to 4,000 characters"),
    ("how-it-decides", {"S-01_value": ":not-applicable", "S-01_reason": "x" * 1_500}, "to 1,000 characters"),
    (
        "how-it-decides",
        {"S-01_value": "informs", "S-01_evidence-0-c_link": "https://x.example"},
        "Give this evidence a title",
    ),
    (
        "how-it-decides",
        {"S-01_value": "informs", "S-01_evidence-0-c_title": "a", "S-01_evidence-0-c_link": "javascript:x"},
        "Enter a web address",
    ),
    ("people", {"S-02_value": "maybe"}, "Choose one of the answers on the page"),
    ("many", {"K-01_value": ["young", ":unknown"]}, "Choose either answers"),
    ("many", {"K-01_value": ["young", "martians"]}, "Choose one of the answers on the page"),
    ("texts", {"K-03_value": LONG, "K-04_value": "x"}, "Shorten this to 50 characters; it has"),
    ("texts", {"K-03_value": "x", "K-04_value": LONG}, "Shorten this to 8,000 characters; it has 99,999"),
    ("texts", {"K-03_value": "a\x00b", "K-04_value": "x"}, "has a character that cannot be saved"),
    ("texts", {"K-03_value": "x", "K-04_value": "a\x01b"}, "has a character that cannot be saved"),
    ("texts", {"K-03_value": "x", "K-04_value": "y", "K-04_state": "odd"}, "Choose one of the answers"),
    ("numbers", {"K-05_value": "many", "K-06_state": ":unknown"}, "Enter a number"),
    ("numbers", {"K-05_value": "-1", "K-06_state": ":unknown"}, "Enter 0 or more"),
    ("numbers", {"K-05_value": "1e400", "K-06_state": ":unknown"}, "Enter a number"),
    ("numbers", {"K-05_value": "9" * 5000, "K-06_state": ":unknown"}, "Enter a number"),
    ("numbers", {"K-05_value": "²", "K-06_state": ":unknown"}, "Enter a number"),
    ("numbers", {"K-05_state": ":unknown", "K-06_value-day": "3"}, "Enter a real date"),
    (
        "numbers",
        {"K-05_state": ":unknown"}
        | {"K-06_value-day": "31", "K-06_value-month": "2", "K-06_value-year": "2027"},
        "Enter a real date",
    ),
    ("rows", {"K-07_rows-0-c_size": "few", "K-08_state": ":unknown"}, "Enter a number"),
    ("rows", {"K-07_rows-0-c_since": "soon", "K-08_state": ":unknown"}, "Enter a real date"),
    ("rows", {"K-07_rows-0-c_told": "perhaps", "K-08_state": ":unknown"}, "Choose one of the answers"),
    ("rows", {"K-07_rows-0-c_effect": "odd", "K-08_state": ":unknown"}, "Choose one of the answers"),
    ("rows", {"K-07_rows-0-c_group": LONG, "K-08_state": ":unknown"}, "Shorten this to 200 characters"),
    ("rows", {"K-07_rows-0-c_group": "a\x00b", "K-08_state": ":unknown"}, "has a character that cannot"),
    (
        "rows",
        {f"K-07_rows-{n}-c_group": "x" for n in range(240)} | {"K-08_state": ":unknown"},
        "Use at most 200 rows",
    ),
]


@pytest.mark.parametrize(("page", "sent", "words"), BAD)
def test_a_bad_value_is_named_and_everything_typed_is_kept(
    member: CheckedClient, use_id: int, work: Reading, page: str, sent: dict[str, object], words: str
) -> None:
    response = member.post(address(use_id, page), data=sent)
    assert response.status_code == 400
    assert words in response.text
    assert "There is a problem" in response.text
    assert work().answers == {}
    for value in sent.values():
        if isinstance(value, str) and value.isprintable() and not value.startswith(":") and len(value) > 5:
            assert value.strip() in response.text or page in ("how-it-decides", "rows")


@pytest.mark.parametrize("page", PAGES)
def test_a_forged_or_missing_token_saves_nothing(
    member: CheckedClient, use_id: int, work: Reading, page: str
) -> None:
    assert member.post(address(use_id, page), data=FILLED[page], csrf=False).status_code == 400
    assert member.post(address(use_id, page), data=FILLED[page] | {"csrf_token": "x"}).status_code == 400
    assert work().answers == {}


ODD_ROWS = ("²", "٣", "-1", "", "99999999999999999999", "0-0", "x" * 300)


@pytest.mark.parametrize("index", ODD_ROWS)
def test_odd_row_numbers_are_harmless(member: CheckedClient, use_id: int, index: str) -> None:
    sent = {f"K-07_rows-{index}-c_group": "x", "K-07_state": ":unknown", "K-08_state": ":unknown"}
    assert member.post(address(use_id, "rows"), data=sent).status_code in (302, 400)
    assert member.get(address(use_id, "rows")).status_code == 200


def test_odd_versions_and_unknown_fields_are_harmless(
    member: CheckedClient, use_id: int, work: Reading
) -> None:
    sent = {"K-01_value": "old", "K-01_version": "9" * 50, "K-99_value": "x", "K-01_conflict": ""}
    assert member.post(address(use_id, "many"), data=sent).status_code == 302
    forged = {"K-01_value": "young", "K-01_version": "7", "K-01_conflict": "1"}
    assert member.post(address(use_id, "many"), data=forged).status_code == 400
    assert work().answer("K-01").value == ["old"]


def test_pages_and_answers_that_do_not_exist_are_not_found(member: CheckedClient, use_id: int) -> None:
    for path in ("questions/nothing", "questions/" + "x" * 3000, "answers/X-1/history"):
        assert member.get(f"/uses/{use_id}/{path}").status_code == 404, path


def test_lone_surrogates_are_replaced_and_never_fail(member: CheckedClient, use_id: int) -> None:
    raw = b"K-03_value=a%ED%A0%80b&K-04_value=x&csrf_token=" + member.csrf_token().encode()
    response = member.post(
        address(use_id, "texts"), data=raw, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (302, 400)
    assert member.get(address(use_id, "texts")).status_code == 200
