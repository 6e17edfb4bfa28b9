"""Open data: an entry and the whole register as JSON and as CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from flask import Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.database import db
from app.register.api.documents import csv_pieces, entry_data, json_pieces
from app.register.pages.blueprint import bp
from app.register.pages.caching import public_page
from app.register.published.batches import Exported, all_published
from app.register.published.entries import PublishedEntry, published_entry
from app.web.access import PUBLIC, access

JSON = "application/json"
CSV = "text/csv; charset=utf-8"


@bp.get("/register/<int:entry_id>.json", defaults={"slug": ""})
@bp.get("/register/<int:entry_id>-<slug>.json")
@access(get=PUBLIC)
@public_page()
def entry_json(entry_id: int, slug: str) -> AnyResponse:
    found = _found(entry_id)
    if slug != found.slug:
        return redirect(url_for("register.entry_json", entry_id=entry_id, slug=found.slug), 301)
    data = entry_data(_exported(found), _root())
    data["versions"] = [
        {
            "number": note.number,
            "published_at": note.published_at.isoformat(),
            "change_note": note.change_note,
        }
        for note in found.versions
    ]
    if found.retired_at is not None:
        data |= {"retired_at": found.retired_at.isoformat(), "retired_reason": found.retired_reason}
    else:
        data["record"] = found.record.to_data()
    return _open(Response(json.dumps(data, ensure_ascii=False, indent=1), mimetype=JSON))


@bp.get("/register/<int:entry_id>.csv", defaults={"slug": ""})
@bp.get("/register/<int:entry_id>-<slug>.csv")
@access(get=PUBLIC)
@public_page()
def entry_csv(entry_id: int, slug: str) -> AnyResponse:
    found = _found(entry_id)
    if slug != found.slug:
        return redirect(url_for("register.entry_csv", entry_id=entry_id, slug=found.slug), 301)
    rows = [] if found.retired_at is not None else [_exported(found)]
    body = "".join(csv_pieces(rows, _root()))
    return _download(Response(body, content_type=CSV), f"entry-{entry_id}.csv")


@bp.get("/register.json")
@access(get=PUBLIC)
@public_page()
def all_json() -> AnyResponse:
    name = current_app.extensions["candour"].service_name
    return _open(_streamed(lambda entries, root: json_pieces(entries, root, name), JSON))


@bp.get("/register.csv")
@access(get=PUBLIC)
@public_page()
def all_csv() -> AnyResponse:
    return _download(_streamed(csv_pieces, CSV), "register.csv")


def _found(entry_id: int) -> PublishedEntry:
    found = published_entry(entry_id)
    if found is None:
        abort(404)
    return found


def _exported(entry: PublishedEntry) -> Exported:
    return Exported(entry.id, entry.slug, entry.number, entry.published_at, entry.record.to_json())


def _root() -> str:
    return request.url_root.rstrip("/")


def _streamed(write: Callable[[Iterable[Exported], str], Iterator[str]], kind: str) -> Response:
    """An answer of any length. Its first lump is made at once, so that a failure is still an error page.

    It reads on a connection of its own, which is given back when the answer has gone or its reader has.
    """
    connection = db.engine.connect()
    try:
        lumps = _lumps(write(all_published(connection), _root()))
        first, second = next(lumps), next(lumps, None)
    except BaseException:
        connection.close()
        raise
    if second is None:
        connection.close()
        return Response(first, content_type=kind)
    response = Response(chain((first, second), lumps), content_type=kind)
    response.call_on_close(connection.close)
    return response


def _lumps(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces put together to some 64 KB, since each lump costs a system call. At least one, maybe empty."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= 65_536:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


def _download(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _open(response)


def _open(response: Response) -> Response:
    """Any site may read open data."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
