"""Who may do what: every route and method names its rule, and without one the application does not start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog
from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from app import audit
from app.database import READING, transaction
from app.web.roles import Actor, Role, current_actor

View = TypeVar("View", bound=Callable[..., Any])
Check = Callable[..., str | None]
Loader = Callable[[int, int], object | None]

log = structlog.get_logger(__name__)
_loaders: dict[str, tuple[str, Loader]] = {}


class AccessError(Exception):
    """A route has no rule; raised at start."""


class Detour(str):
    """A check's reason that the person can put right: who asks for the page is sent to `endpoint` first."""

    endpoint: str
    arguments: Mapping[str, Any]

    def __new__(cls, reason: str, endpoint: str, arguments: Mapping[str, Any]) -> Detour:
        detour = super().__new__(cls, reason)
        detour.endpoint = endpoint
        detour.arguments = arguments
        return detour


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a route with one method.

    `roles` is None for everybody, empty for any signed-in person. Each check takes the actor and the
    route's loaded objects by keyword and gives None or the sentence that says why not. `steps` names the
    lifecycles and actions from whose tables the roles come.
    """

    name: str
    roles: frozenset[Role] | None
    checks: tuple[Check, ...] = ()
    steps: frozenset[tuple[str, str]] = frozenset()

    def where(self, name: str, check: Check) -> Rule:
        """The same rule, narrowed by `check`; `name` is read aloud after the rule's own name."""
        return replace(self, name=f"{self.name}, {name}", checks=(*self.checks, check))


PUBLIC = Rule("anyone", None)
SIGNED_IN = Rule("any signed-in person", frozenset())


def roles(*allowed: Role) -> Rule:
    """A rule for people who hold at least one of `allowed`."""
    return Rule(" or ".join(role.value for role in Role if role in allowed), frozenset(allowed))


def access(*, get: Rule | None = None, post: Rule | None = None) -> Callable[[View], View]:
    """Declares the rules of a view function, one for each method that it answers."""

    def declare(view: View) -> View:
        rules = {"GET": get, "POST": post}
        view.access = {method: rule for method, rule in rules.items() if rule}  # type: ignore[attr-defined]
        return view

    return declare


def loads(argument: str, name: str) -> Callable[[Callable[[int, int], Any]], Callable[[int, int], Any]]:
    """Registers a query (organisation's id, id) that turns the address part `argument` into object `name`."""

    def register(loader: Callable[[int, int], Any]) -> Callable[[int, int], Any]:
        _loaders[argument] = (name, loader)
        return loader

    return register


def check_every_route(app: Flask) -> None:
    """Refuses to start while a route or one of its methods has no rule.

    Raises:
        AccessError: naming the route.
    """
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        declared = rules_of(app, rule.endpoint)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if method not in declared:
                raise AccessError(f"{method} {rule.rule} ({rule.endpoint}) has no access rule.")


def rules_of(app: Flask, endpoint: str) -> dict[str, Rule]:
    """The rules of an endpoint by method."""
    rules: dict[str, Rule] = getattr(app.view_functions[endpoint], "access", {})
    return rules


def guard() -> Response | None:
    """Runs before every request: finds the route's rule, loads its objects, lets in or refuses."""
    if request.endpoint is None or request.endpoint == "static" or request.method == "OPTIONS":
        return None
    method = "GET" if request.method == "HEAD" else request.method
    rule = rules_of(current_app, request.endpoint).get(method)
    if rule is None:
        abort(405)
    if rule.roles is None:
        return None
    actor = current_actor()
    if actor is None:
        if method == "GET":
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        raise Unauthorized(_("You were signed out. Sign in again, then send this once more."))
    _load_objects(actor)
    return _refuse_unless_allowed(rule, actor)


def _load_objects(actor: Actor) -> None:
    arguments = request.view_args or {}
    g.address_arguments = dict(arguments)
    g.loaded = {}
    for argument in [key for key in arguments if key in _loaders]:
        name, loader = _loaders[argument]
        found = loader(actor.organisation_id, arguments.pop(argument))
        if found is None:
            abort(404)
        arguments[name] = g.loaded[name] = found


def _refuse_unless_allowed(rule: Rule, actor: Actor) -> Response | None:
    if rule.roles and actor.roles.isdisjoint(rule.roles):
        _refuse(actor, _("Your role does not allow this. Ask your administrator if you think it should."))
    for check in rule.checks:
        reason = check(actor=actor, **g.loaded)
        if isinstance(reason, Detour) and request.method in READING:
            return redirect(url_for(reason.endpoint, **reason.arguments))
        if reason:
            _refuse(actor, reason)
    return None


def _refuse(actor: Actor, reason: str) -> None:
    log.info("refused", endpoint=request.endpoint, method=request.method, person=actor.person_id)
    if request.method not in READING:
        with transaction():
            audit.record(
                audit.AuditSubject("route", (request.endpoint or "")[:40], actor.organisation_id),
                "access.refused",
                actor_id=actor.person_id,
            )
    raise Forbidden(reason)


def allowed(rule: Rule, actor: Actor | None, **objects: object) -> bool:
    """Whether `actor` would pass `rule`; for showing or hiding a link, never instead of the guard."""
    if rule.roles is None:
        return True
    if actor is None or (rule.roles and actor.roles.isdisjoint(rule.roles)):
        return False
    return all(check(actor=actor, **objects) is None for check in rule.checks)
