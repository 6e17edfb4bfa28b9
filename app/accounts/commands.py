"""Accounts from the command line: `people invite`, `people list`, `people disable`."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts import actions, queries
from app.accounts.models import Organisation
from app.web.roles import Role

people = AppGroup("people", help="Accounts from the command line.")


def _organisation(slug: str) -> Organisation:
    found = queries.organisation_by_slug(slug)
    if found is None:
        known = ", ".join(o.slug for o in queries.organisations()) or "none yet"
        raise click.BadParameter(f"no organisation {slug!r}; known: {known}.", param_hint="--organisation")
    return found


@people.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="Full name.")
@click.option("--organisation", "slug", required=True, help="Slug of the organisation.")
@click.option("--organisation-name", help="Makes the organisation with this name when it is new.")
@click.option("--role", "chosen", multiple=True, required=True, type=click.Choice([r.value for r in Role]))
def invite(email: str, name: str, slug: str, organisation_name: str | None, chosen: tuple[str, ...]) -> None:
    """Makes a one-time link for a new person and prints it."""
    if organisation_name and queries.organisation_by_slug(slug) is None:
        actions.create_organisation(name=organisation_name, slug=slug)
    if "@" not in email:
        raise click.BadParameter("this is not an e-mail address.", param_hint="EMAIL")
    token = actions.invite(
        organisation_id=_organisation(slug).id,
        email=email,
        name=name,
        roles=[Role(role) for role in chosen],
        invited_by_id=None,
    )
    click.echo(f"/invitation/{token}")
    click.echo("Put the service's address before it. The link works once, for seven days.", err=True)


@people.command("list")
@click.option("--organisation", "slug", required=True)
def list_people(slug: str) -> None:
    """Lists the people of an organisation with their roles."""
    for person in queries.colleagues(_organisation(slug).id):
        state = "" if person.active else "  (disabled)"
        click.echo(f"{person.email}\t{person.name}\t{', '.join(person.roles)}{state}")


@people.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Stops a person from signing in, everywhere and at once."""
    person = queries.person_by_email(email)
    if person is None:
        raise click.BadParameter("nobody has this e-mail address.", param_hint="EMAIL")
    for membership in person.memberships[:1]:
        actions.set_active(
            person_id=person.id, organisation_id=membership.organisation_id, active=False, actor_id=None
        )
    click.echo(f"{person.email} can no longer sign in.")
    current_app.logger.info("person disabled from the command line")
