"""Who may use which address: every route and method stands in a list beside its rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web.access import PUBLIC, rules_of
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.lists import compare_with_list
from tests.support.people import Council

HERE = Path(__file__).parent
ROUTES = HERE / "routes.txt"
PUBLIC_ADDRESSES = HERE / "public_addresses.txt"


def _routes(app: Flask) -> list[tuple[str, str, str, bool]]:
    """Path, method, name of the rule, and whether everybody may."""
    found = []
    for route in app.url_map.iter_rules():
        for method, rule in rules_of(app, route.endpoint).items():
            if method in (route.methods or ()):
                found.append((route.rule, method, rule.name, rule == PUBLIC))
    return sorted(found)


def _addresses_without_arguments(app: Flask) -> list[str]:
    return sorted(
        {
            route.rule
            for route in app.url_map.iter_rules()
            if not route.arguments and "GET" in rules_of(app, route.endpoint)
        }
    )


def test_every_route_and_method_stands_beside_who_may_use_it(app: Flask, pytestconfig: pytest.Config) -> None:
    found = [f"{method:4} {path}  {rule}" for path, method, rule, _ in _routes(app)]
    compare_with_list(found, ROUTES, update=pytestconfig.getoption("--update-lists"))


def test_no_public_address_vanishes_unnoticed(app: Flask, pytestconfig: pytest.Config) -> None:
    found = [path for path, method, _, public in _routes(app) if public and method == "GET"]
    compare_with_list(found, PUBLIC_ADDRESSES, update=pytestconfig.getoption("--update-lists"))


def test_every_post_asks_for_a_token_of_the_form(app: Flask, client: CheckedClient) -> None:
    open_posts = [
        path for path, method, _, public in _routes(app) if method == "POST" and public and "<" not in path
    ]
    assert open_posts
    for path in open_posts:
        assert client.post(path, csrf=False).status_code == 400, path


def test_every_address_without_arguments_answers_a_stranger(app: Flask, client: CheckedClient) -> None:
    public = {path for path, method, _, anyone in _routes(app) if anyone and method == "GET"}
    for path in _addresses_without_arguments(app):
        status = client.get(path).status_code
        assert status in ({200, 302, 303} if path in public else {302}), f"{path} answered {status}"


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_address_without_arguments_answers_each_role(
    app: Flask, client: CheckedClient, council: Council, role: str
) -> None:
    client.sign_in(council, role)
    for path in _addresses_without_arguments(app):
        status = client.get(path).status_code
        assert status in {200, 302, 303, 403}, f"{path} answered {status} to {role}"


def test_numbers_too_large_for_a_database_are_not_found(app: Flask) -> None:
    stranger: FlaskClient = app.test_client()
    for route in app.url_map.iter_rules():
        if not route.arguments or "GET" not in rules_of(app, route.endpoint):
            continue
        path = route.rule
        for name in route.arguments:
            for shape in (f"<int:{name}>", f"<{name}>", f"<string:{name}>"):
                path = path.replace(shape, "9" * 40)
        if "<" not in path and path != route.rule:
            assert stranger.get(path).status_code in {302, 404, 410}, path
