"""One entry and its older versions."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.register.pages.blueprint import bp
from app.register.pages.caching import public_page
from app.register.pages.change_view import changes_between
from app.register.pages.page_hooks import links_for
from app.register.pages.view import view_of
from app.register.published.entries import PublishedEntry, published_entry
from app.web.access import PUBLIC, access


@bp.get("/register/<int:entry_id>")
@bp.get("/register/<int:entry_id>-<slug>")
@access(get=PUBLIC)
@public_page(kept=True)
def entry(entry_id: int, slug: str = "") -> str | Response:
    found = _found(entry_id)
    if slug != found.slug:
        return redirect(url_for("register.entry", entry_id=entry_id, slug=found.slug), 301)
    if found.retired_at is not None:
        return render_template("register/retired.html", entry=found)
    return render_template(
        "register/entry.html",
        entry=found,
        view=view_of(found.record, found.contact),
        links=links_for(found),
    )


@bp.get("/register/<int:entry_id>-<slug>/versions/<int:number>")
@access(get=PUBLIC)
@public_page(kept=True)
def version(entry_id: int, slug: str, number: int) -> str | Response:
    found = _found(entry_id, number)
    if slug != found.slug:
        address = url_for("register.version", entry_id=entry_id, slug=found.slug, number=number)
        return redirect(address, 301)
    before = published_entry(entry_id, number - 1) if number > 1 else None
    return render_template(
        "register/version.html",
        entry=found,
        view=view_of(found.record, found.contact),
        changes=changes_between(before.record, found.record) if before else None,
    )


def _found(entry_id: int, number: int | None = None) -> PublishedEntry:
    found = published_entry(entry_id, number)
    if found is None:
        abort(404)
    return found
