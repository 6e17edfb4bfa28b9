"""Home, results, organisations and the pages about the register; everybody may read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from flask import abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from app.register.pages.address import Address, search_from
from app.register.pages.blueprint import bp
from app.register.pages.caching import public_page, register_state
from app.register.pages.life_events import LIFE_EVENTS
from app.register.pages.organisation_links import links_of_organisation
from app.register.published.entries import host, organisation_details
from app.register.published.facets import bodies
from app.register.published.ranking import reviewed_total
from app.register.published.results import PARAMETERS, Option, find, newest
from app.web.access import PUBLIC, access
from app.web.language import DEFAULT, current_language
from app.web.markdown import render_markdown

CONTENT = Path(__file__).resolve().parent.parent / "content"
_HEADING = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)
ROUTES = ("published_route", "complaints_route", "on_request")
MOST_SHOWN = 10  # organisations in the filter before the rest are folded
MOST_FOLDED = 60  # organisations folded there before they get a page of their own


@bp.get("/")
@access(get=PUBLIC)
@public_page(kept=True)
def home() -> str:
    state = register_state()
    results = find(state, search_from(MultiDict[str, str]()))
    return render_template(
        "register/home.html",
        total=results.pagination.total,
        areas=[area for area in results.options["area"] if area.value != "not_stated"],
        events=LIFE_EVENTS,
        newest=newest(5),
        reviewed=reviewed_total(state),
        challengeable=sum(option.count for option in results.options["challenge"] if option.value in ROUTES),
    )


@bp.get("/register")
@access(get=PUBLIC)
@public_page()
def results() -> str:
    search = search_from(request.args)
    found = find(register_state(), search)
    return render_template(
        "register/results.html",
        search=search,
        results=found,
        address=_address(url_for("register.results", lang=None)),
        chips=_chips(found.options),
        most_shown=MOST_SHOWN,
        most_folded=MOST_FOLDED,
    )


@bp.get("/organisations")
@access(get=PUBLIC)
@public_page()
def organisations() -> str:
    """Every organisation that a search leaves, with the number of its entries."""
    search = search_from(request.args)
    found = find(register_state(), search)
    named = sorted(found.options["organisation"], key=lambda option: option.label.casefold())
    return render_template(
        "register/organisations.html",
        organisations=named,
        search=search,
        address=_address(url_for("register.results", lang=None)),
    )


@bp.get("/organisations/<slug>")
@access(get=PUBLIC)
@public_page()
def organisation(slug: str) -> str:
    state = register_state()
    body = next((body for body in bodies(state).values() if body.slug == slug), None)
    details = organisation_details(slug)
    if body is None and details is None:
        abort(404)
    arguments = MultiDict({"organisation": slug, "sort": "title"})
    found = find(state, search_from(arguments)) if body else None
    return render_template(
        "register/organisation.html",
        slug=slug,
        name=details[0].name if details else body.name if body else slug,
        contact=details[0] if details else None,
        about=details[1] if details else "",
        results=found,
        links=links_of_organisation(slug),
    )


@bp.get("/about", defaults={"name": "about"})
@bp.get("/accessibility", defaults={"name": "accessibility"})
@bp.get("/privacy", defaults={"name": "privacy"})
@bp.get("/cookies", defaults={"name": "cookies"})
@access(get=PUBLIC)
@public_page()
def page(name: str) -> str:
    contact = host()
    known = (
        contact.name or current_app.extensions["candour"].service_name,
        contact.email or _("(no e-mail address yet)"),
        contact.phone or _("(no telephone number yet)"),
    )
    title, body = _content(name, current_language(), known)
    return render_template("register/page.html", title=title, body=body)


@lru_cache(maxsize=50)
def _content(name: str, language: str, contact: tuple[str, str, str]) -> tuple[str, Markup]:
    """Title and HTML of a page of words, in English where there is no other."""
    file = CONTENT / f"{name}.{language}.md"
    if not file.is_file():
        file = CONTENT / f"{name}.{DEFAULT}.md"
    text = file.read_text(encoding="utf-8")
    for key, value in zip(("{organisation}", "{email}", "{phone}"), contact, strict=True):
        text = text.replace(key, value)
    heading, _newline, rest = text.partition("\n")
    return heading.lstrip("# ").strip(), _with_headings(rest)


def _with_headings(text: str) -> Markup:
    """Markdown whose headings keep their rank, since these pages have no other text around them."""
    pieces = _HEADING.split(text)
    html = [render_markdown(pieces[0])]
    for marks, title, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        size = {2: "m", 3: "s"}[len(marks)]
        html.append(Markup('<h{0} class="govuk-heading-{1}">{2}</h{0}>').format(len(marks), size, title))
        html.append(render_markdown(rest))
    return Markup("\n").join(html)


def _address(path: str) -> Address:
    language = current_language()
    return Address(path, search_from(request.args), "" if language == DEFAULT else language)


def _chips(options: Mapping[str, tuple[Option, ...]]) -> list[tuple[str, Option]]:
    return [(name, option) for name in PARAMETERS for option in options[name] if option.chosen]
