"""The manifest of board: what it brings to the service."""

from __future__ import annotations

from app.board import advice_view, authorship, models, use_links
from app.board.appeals.manifest import APPEALS
from app.board.blueprint import bp
from app.board.condition_pages.manifest import CONDITION_PAGES
from app.board.conditions.manifest import CONDITIONS
from app.board.configuration.manifest import CONFIGURATION
from app.board.declarations.manifest import DECLARATIONS
from app.board.deliberation.manifest import DELIBERATION
from app.board.desk.manifest import DESK
from app.board.figures.manifest import FIGURES
from app.board.incidents.manifest import INCIDENTS
from app.board.interests.manifest import INTERESTS
from app.board.lifecycle import REVIEW
from app.board.meetings.manifest import MEETINGS
from app.board.portfolio.manifest import PORTFOLIO
from app.board.public.manifest import PUBLIC
from app.board.responses.manifest import RESPONSES
from app.board.review_again.manifest import REVIEW_AGAIN
from app.board.triage.manifest import TRIAGE
from app.board.verdicts.manifest import VERDICTS
from app.manifest import Manifest

BOARD = Manifest(
    tables=(models,),
    listeners=(authorship, use_links, advice_view),
    blueprints=(bp,),
    lifecycles=(REVIEW,),
    rooms=(
        RESPONSES,
        CONDITION_PAGES,
        CONDITIONS,
        APPEALS,
        DESK,
        CONFIGURATION,
        DELIBERATION,
        INTERESTS,
        DECLARATIONS,
        TRIAGE,
        REVIEW_AGAIN,
        INCIDENTS,
        PORTFOLIO,
        FIGURES,
        MEETINGS,
        PUBLIC,
        VERDICTS,
    ),
)
