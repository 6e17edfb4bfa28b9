"""The list of packages that make up the service; each says in its manifest what it brings."""

from __future__ import annotations

from typing import Any

from flask import Flask

from app import audit, audit_log, commands
from app.accounts.manifest import ACCOUNTS
from app.assessments.manifest import ASSESSMENTS
from app.board.manifest import BOARD
from app.jobs.manifest import JOBS
from app.jobs.registry import daily, digests, reminds
from app.lifecycle import Lifecycle
from app.manifest import Manifest, every
from app.messages.manifest import MESSAGES
from app.register.manifest import REGISTER
from app.sample.manifest import SAMPLE
from app.uses.manifest import USES
from app.web import brand, health, nonces

SERVICE = Manifest(
    tables=(audit, nonces),
    blueprints=(health.bp, brand.bp),
    commands=(commands.audit, commands.lifecycles),
    daily=(audit_log.log_anchor,),
)
PACKAGES = (ACCOUNTS, JOBS, MESSAGES, USES, REGISTER, ASSESSMENTS, BOARD, SAMPLE, SERVICE)
LIFECYCLES: tuple[Lifecycle[Any, Any], ...] = tuple(
    lifecycle for manifest in every(PACKAGES) for lifecycle in manifest.lifecycles
)


def register(app: Flask) -> None:
    """Adds every package's pages, commands and daily work to the application."""
    for manifest in every(PACKAGES):
        for blueprint in manifest.blueprints:
            app.register_blueprint(blueprint)
        for command in manifest.commands:
            app.cli.add_command(command)
        for add, work in (
            (reminds, manifest.reminders),
            (digests, manifest.digests),
            (daily, manifest.daily),
        ):
            for job in work:
                add(job)
    app.extensions["lifecycles"] = LIFECYCLES
