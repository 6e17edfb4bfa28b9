"""The blueprint that every page of the board and the accountable owner belongs to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("board", __name__)
