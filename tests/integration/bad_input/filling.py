"""Opens the page of a form, reads the form as a browser does, and fills it well."""

from __future__ import annotations

from tests.integration.bad_input.attacks import MULTIPART, Files, Pairs, multipart, well_filled
from tests.integration.bad_input.places import Place
from tests.support.attacker import FORM, Attacker
from tests.support.forms import PageForm, forms_of


def the_form(attacker: Attacker, place: Place) -> PageForm:
    """The form as its page shows it, read once; one with nothing in it where no page shows it now."""
    address = attacker.world.address(place.address)
    sent_to = attacker.world.address(place.form or place.address).partition("?")[0]
    if place.page == "-":
        return PageForm(address, ())
    if str(place) in attacker.forms:
        return attacker.forms[str(place)]
    page = attacker.world.address(place.page or place.address)
    answer = attacker.send(place.person, "GET", page, checked=True)
    assert (answer.status, answer.wrong) == (200, []), f"{page}: {answer.status} {answer.wrong}"
    found = [
        form
        for form in forms_of(page, answer.text)
        if form.action == sent_to and place.having in ("", *(each.name for each in form.fields))
    ]
    assert found, f"{page} has no form to {sent_to}"
    form = attacker.forms[str(place)] = max(found, key=lambda form: len(form.fields))
    return form


def filled(attacker: Attacker, place: Place) -> Pairs:
    """What somebody sends who means well."""
    return well_filled(place, the_form(attacker, place), attacker.csrf)


def as_sent(
    attacker: Attacker, place: Place, pairs: Pairs, files: Files | None = None
) -> tuple[Pairs | bytes, str]:
    """The body as a browser sends it, and its content type; without `files`, with those of the place."""
    if not place.files:
        return pairs, FORM
    return multipart(pairs, good_files(attacker, place) if files is None else files), MULTIPART


def good_files(attacker: Attacker, place: Place) -> Files:
    """The files that belong to the form, with their contents."""
    return {
        field: (name, attacker.world.files[content] if isinstance(content, str) else content)
        for field, (name, content) in place.files.items()
    }
