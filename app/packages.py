"""The list of packages that make up the service: their tables, pages and commands."""

from __future__ import annotations

from flask import Flask

from app.accounts import commands as accounts_commands
from app.accounts import people_routes
from app.accounts import routes as accounts_routes
from app.assessments import models as assessments_models
from app.board import models as board_models
from app.register import commands as register_commands
from app.register import models as register_models

TABLES = (register_models, assessments_models, board_models)
BLUEPRINTS = (accounts_routes.bp, people_routes.bp)
COMMANDS = (accounts_commands.people, register_commands.register)


def register(app: Flask) -> None:
    """Adds every package's pages and commands to the application."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for group in COMMANDS:
        app.cli.add_command(group)
