"""The blueprint that every page of the team's work belongs to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("assessments", __name__, url_prefix="/uses")
