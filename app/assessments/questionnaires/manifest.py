"""The manifest of questionnaires: what it brings to the service."""

from __future__ import annotations

from app.assessments.questionnaires import (
    language_routes,
    migration_routes,
    models,
    score_routes,
    version_routes,
    walk_routes,
)
from app.assessments.questionnaires.admin_routes import bp
from app.manifest import Manifest

QUESTIONNAIRES = Manifest(
    tables=(models,),
    pages=(
        language_routes,
        migration_routes,
        score_routes,
        version_routes,
        walk_routes,
    ),
    blueprints=(bp,),
)
