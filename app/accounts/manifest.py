"""The manifest of accounts: what it brings to the service."""

from __future__ import annotations

from app.accounts import models, organisation_routes, people_routes, routes
from app.accounts.commands import people
from app.manifest import Manifest

ACCOUNTS = Manifest(
    tables=(models,),
    blueprints=(
        routes.bp,
        organisation_routes.bp,
        people_routes.bp,
    ),
    commands=(people,),
)
