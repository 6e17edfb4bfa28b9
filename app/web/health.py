"""Whether this process can serve, for load balancers; knows nothing but the database."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.database import db
from app.web.access import PUBLIC, access

bp = Blueprint("health", __name__, url_prefix="/health")
log = structlog.get_logger(__name__)


@bp.get("/ready")
@access(get=PUBLIC)
def ready() -> Response:
    """Answers 200 “ready” when the database answers and holds our tables, else 503."""
    try:
        db.session.execute(text("SELECT version_num FROM alembic_version")).one()
    except SQLAlchemyError as error:
        log.warning("not ready", error=type(error).__name__)
        return Response("not ready: the database does not answer\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
