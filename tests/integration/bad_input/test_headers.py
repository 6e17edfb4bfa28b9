"""What every answer carries: security headers on all, nothing private kept, nothing set on public pages."""

from __future__ import annotations

import pytest
from flask import Flask

from app.web.roles import Role
from tests.integration.bad_input.addresses import address, is_public, routes, values_of
from tests.support.attacker import NOBODY, Answer, Attacker
from tests.support.lists import none_of

ALWAYS = ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")
# Public, but with a form that needs a token of its own, or about what one stranger sent.
FORMS = frozenset({"/sign-in", "/invitation/<token>", "/register/<int:entry_id>-<slug>/report"})
RECEIPT = "/register/<int:entry_id>-<slug>/report/sent/<reference>"
OPEN = frozenset({"/health/ready", "/brand.css"})


def _missing(answer: Answer) -> list[str]:
    return [name for name in ALWAYS if name not in answer.headers]


def test_every_answer_carries_the_security_headers(app: Flask, attacker: Attacker) -> None:
    found = []
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            path = address(attacker.world, rule, values_of(rule))
            for person in (NOBODY, "everything"):
                answer = attacker.send(person, method, path)
                found += [f"{method} {path} {answer.status}: no {name}" for name in _missing(answer)]
    none_of(found)


def test_private_pages_are_kept_by_nobody(app: Flask, attacker: Attacker) -> None:
    found = []
    for rule in routes(app, "GET"):
        if rule.rule in OPEN:
            continue
        path = address(attacker.world, rule, values_of(rule))
        for person in ("team_member", "everything"):
            answer = attacker.send(person, "GET", path)
            if "no-store" not in answer.headers.get("Cache-Control", "") or "ETag" in answer.headers:
                found.append(f"{person} {path}: {answer.headers.get('Cache-Control')}")
    none_of(found)


def test_public_pages_are_kept_until_they_change_and_set_no_cookie(app: Flask, attacker: Attacker) -> None:
    found = []
    for rule in routes(app, "GET"):
        if not is_public(app, rule, "GET") or rule.rule in {*FORMS, *OPEN, RECEIPT}:
            continue
        path = address(attacker.world, rule, {**values_of(rule), **_published(rule.rule)})
        answer = attacker.send(NOBODY, "GET", path)
        if answer.status == 301:
            answer = attacker.send(NOBODY, "GET", answer.headers["Location"])
        again = attacker.send(NOBODY, "GET", path, If_None_Match=answer.headers.get("ETag", ""))
        if answer.status != 200 or "ETag" not in answer.headers or "Set-Cookie" in answer.headers:
            found.append(f"{path}: {answer.status} {dict(answer.headers)}")
        if "no-store" in answer.headers["Cache-Control"] or "Cookie" not in answer.headers.get("Vary", ""):
            found.append(f"{path}: {answer.headers['Cache-Control']}, Vary {answer.headers.get('Vary')}")
        if again.status not in (304, 301):
            found.append(f"{path}: {again.status} when asked again")
    none_of(found)


def _published(rule: str) -> dict[str, str]:
    return {"entry_id": "{published_entry}"} if "<int:entry_id>" in rule else {}


def test_pages_with_a_form_for_strangers_are_kept_by_nobody(attacker: Attacker) -> None:
    report = attacker.world.address("/register/{published_entry}-{published_slug}/report")
    for path in ("/sign-in", attacker.world.address("/invitation/{token}"), report):
        answer = attacker.send(NOBODY, "GET", path)
        assert answer.headers["Cache-Control"] == "no-store"
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_the_receipt_of_a_report_is_kept_by_nobody_and_sets_no_cookie(attacker: Attacker) -> None:
    path = "/register/{published_entry}-{published_slug}/report/sent/{incident_reference}"
    answer = attacker.send(NOBODY, "GET", attacker.world.address(path))
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "Set-Cookie" not in answer.headers


def test_a_token_that_somebody_planted_does_not_become_a_session(app: Flask, attacker: Attacker) -> None:
    """Session fixation (OWASP ASVS 5.0, 7.2.4): signing in makes a new token and ends the one before."""
    before = attacker.tokens["everything"]
    sent = [
        ("csrf_token", attacker.csrf),
        ("email", "with_password@people.example"),
        ("password", "three quiet herons waiting"),
    ]
    answer = attacker.send("everything", "POST", "/sign-in", sent)
    assert answer.status == 302
    cookie = answer.headers["Set-Cookie"]
    assert before not in cookie
    assert attacker.send("everything", "GET", "/account").status == 302  # the planted one has ended
    fresh = attacker.client.get("/account", headers={"Cookie": cookie.split(";")[0]})
    assert "With Password" in fresh.text


@pytest.mark.parametrize("role", list(Role))
def test_no_page_of_one_person_is_given_to_another(attacker: Attacker, role: Role) -> None:
    name = f"{role.value.replace('_', ' ').title()} of Northmere"
    public = ("/", "/register", "/about", attacker.world.address("/register/{published_entry}-published"))
    for path in public:
        assert name in attacker.send(role.value, "GET", path).text
        assert name not in attacker.send(NOBODY, "GET", path).text
