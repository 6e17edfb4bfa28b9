"""Accounts from the command line: `people invite`, `people list`, `people disable`."""

from __future__ import annotations

import re
from typing import NoReturn

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import AppGroup

from app.accounts import actions, queries
from app.accounts.forms import LONGEST_EMAIL, LONGEST_NAME
from app.accounts.models import Organisation
from app.web.fields import clean, unusable_character
from app.web.roles import Role

people = AppGroup("people", help="Accounts from the command line.")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG, LONGEST_ORGANISATION = 80, 200


def _stop(message: str) -> NoReturn:
    """Ends the command with one line and exit code 2."""
    click.echo(f"Error: {message}", err=True)
    raise SystemExit(2)


def _text(what: str, given: str, longest: int) -> str:
    """The text, clean, or the end of the command."""
    text = clean(given)
    if unusable_character(text) or "\n" in text:
        _stop(f"{what} has a character that cannot be saved.")
    if not text:
        _stop(f"{what} is empty.")
    if len(text.casefold()) > longest:
        _stop(f"{what} has more than {longest} characters.")
    return text


def _email(given: str) -> str:
    email = _text("the e-mail address", given, LONGEST_EMAIL)
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        _stop(f"{email!r} is not an e-mail address.")
    return email


def _organisation(slug: str, new_name: str | None = None) -> Organisation:
    """The organisation; with a name it is made when there is none."""
    found = None if unusable_character(slug) else queries.organisation_by_slug(slug)
    if found is not None:
        return found
    if new_name is None:
        known = ", ".join(o.slug for o in queries.organisations()) or "none yet"
        _stop(f"no organisation {slug!r} (known: {known}); add --organisation-name NAME to make it.")
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        _stop(f"{slug!r} is no slug: at most {LONGEST_SLUG} small letters and digits, with hyphens between.")
    name = _text("the organisation's name", new_name, LONGEST_ORGANISATION)
    return actions.create_organisation(name=name, slug=slug)


@people.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="Full name.")
@click.option("--organisation", "slug", required=True, help="Slug of the organisation.")
@click.option("--organisation-name", help="Makes the organisation with this name when it is new.")
@click.option("--role", "chosen", multiple=True, required=True, help=", ".join(role.value for role in Role))
def invite(email: str, name: str, slug: str, organisation_name: str | None, chosen: tuple[str, ...]) -> None:
    """Makes a one-time link for a new person and prints it."""
    address, full_name = _email(email), _text("the name", name, LONGEST_NAME)
    unknown = [role for role in chosen if role not in set(Role)]
    if unknown:
        _stop(f"no role {unknown[0]!r}; use one of: {', '.join(role.value for role in Role)}.")
    token = actions.invite(
        organisation_id=_organisation(slug, organisation_name).id,
        email=address,
        name=full_name,
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
    person = None if unusable_character(email) else queries.person_by_email(email)
    if person is None:
        _stop(f"nobody has the e-mail address {email!r}.")
    organisation_id = person.memberships[0].organisation_id if person.memberships else None
    actions.set_active(person_id=person.id, organisation_id=organisation_id, active=False, actor_id=None)
    click.echo(f"{person.email} can no longer sign in.")
    current_app.logger.info("person disabled from the command line")
