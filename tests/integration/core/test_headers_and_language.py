"""What every answer carries: headers that keep pages safe, and the language of the address."""

from __future__ import annotations

import html5lib
import pytest
from flask import Flask

from app.web.roles import Role
from app.web.security import headers
from tests.support.client import CheckedClient
from tests.support.people import Council

ANSWERS = [
    ("GET", "/sign-in", 200),
    ("GET", "/people", 302),
    ("GET", "/no/such/page", 404),
    ("POST", "/account", 405),
    ("POST", "/sign-in", 400),
    ("GET", "/health/ready", 200),
    ("GET", "/static/css/candour.css", 200),
    ("GET", "/static/no/such.css", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_carries_the_headers(client: CheckedClient, method: str, path: str, status: int) -> None:
    with client.open(path, method=method) as answer:
        assert answer.status_code == status
        for name, value in headers(production=False).items():
            assert answer.headers.getlist(name) == [value]


def test_no_page_may_run_anything_that_is_written_in_it() -> None:
    policy = headers(production=False)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "form-action 'self'" in policy
    assert headers(production=False)["Referrer-Policy"] == "same-origin"


def test_production_asks_for_https_for_two_years() -> None:
    assert headers(production=True)["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "Strict-Transport-Security" not in headers(production=False)


def test_a_private_page_is_kept_by_nobody_and_a_static_file_for_a_year(
    client: CheckedClient, council: Council
) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    for path in ("/people", "/account", "/no/such/page"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
    with client.get("/static/css/candour.css") as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_the_cookie_is_for_this_site_and_no_script(client: CheckedClient) -> None:
    client.get("/sign-in")
    cookie = client.get_cookie("candour")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("", "en"),
        ("?lang=en", "en"),
        ("?lang=cy", "cy"),
        ("?lang=de", "en"),
        ("?lang=CY", "en"),
        ("?lang=", "en"),
    ],
)
def test_the_address_says_the_language_of_the_page(client: CheckedClient, query: str, language: str) -> None:
    for path in ("/sign-in", "/no/such/page"):
        tree = html5lib.parse(client.get(path + query).text, namespaceHTMLElements=False)
        assert tree.get("lang") == language


def test_the_links_of_a_welsh_page_stay_welsh(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    tree = html5lib.parse(client.get("/people?lang=cy").text, namespaceHTMLElements=False)
    links = [a.get("href") for a in tree.iter("a") if a.get("href", "").startswith("/")]
    forms = [form.get("action") for form in tree.iter("form") if form.get("action")]
    english = [a.get("href") for a in tree.iter("a") if a.get("hreflang") == "en"]
    assert english == ["/people?lang=en"]
    assert len(links) > 5
    assert [each for each in links + forms if each not in english and "lang=cy" not in each] == []


def test_a_welsh_form_leads_to_a_welsh_page(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.post("/sign-out?lang=cy").location == "/sign-in?lang=cy"
    assert client.get("/people?lang=cy").location == "/sign-in?next=/people?lang%3Dcy&lang=cy"


def test_an_english_page_does_not_say_so_in_its_links(app: Flask, client: CheckedClient) -> None:
    tree = html5lib.parse(client.get("/sign-in").text, namespaceHTMLElements=False)
    links = [a.get("href") for a in tree.iter("a") if a.get("hreflang") != "cy"]
    assert [link for link in links if "lang=" in link] == []
