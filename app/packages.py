"""The list of packages that make up the service: their tables, pages and commands."""

from __future__ import annotations

from typing import Any

from flask import Flask

from app import commands as service_commands
from app.accounts import commands as accounts_commands
from app.accounts import organisation_routes, people_routes
from app.accounts import routes as accounts_routes
from app.assessments import commands as assessments_commands
from app.assessments import models as assessments_models
from app.assessments.archive import models as archive_models
from app.assessments.archive import routes as archive_pages
from app.assessments.assigning import models as assigning_models
from app.assessments.assigning import routes as assigning
from app.assessments.blueprint import bp as assessments_bp
from app.assessments.changes import routes as changes
from app.assessments.documents import routes as documents_pages
from app.assessments.duties import models as duties_models
from app.assessments.duties import routes as duties_pages
from app.assessments.evidence import models as evidence_models
from app.assessments.evidence import routes as evidence
from app.assessments.harm_pages import routes
from app.assessments.lenses import models as lenses_models
from app.assessments.lenses import routes as lenses_pages
from app.assessments.lifecycle import ASSESSMENT
from app.assessments.overview import routes as overview
from app.assessments.question_pages import autosave_routes
from app.assessments.question_pages import routes as questions
from app.assessments.questionnaires import admin_routes as questionnaires_admin
from app.assessments.questionnaires import language_routes as language_pages
from app.assessments.questionnaires import migration_routes as migration_pages
from app.assessments.questionnaires import models as questionnaires_models
from app.assessments.questionnaires import score_routes as score_pages
from app.assessments.questionnaires import version_routes as questionnaires_versions
from app.assessments.questionnaires import walk_routes as questionnaires_walk
from app.assessments.reuse import models as reuse_models
from app.assessments.reuse import routes as reuse
from app.assessments.revisions import models as changes_models
from app.assessments.submissions import routes as submissions
from app.assessments.summaries import models as summaries_models
from app.assessments.summaries import store
from app.assessments.talk import models as talk_models
from app.assessments.talk import reminders
from app.assessments.talk import routes as talk
from app.assessments.trade_offs import models as trade_offs_models
from app.assessments.trade_offs import option_routes as options_pages
from app.assessments.trade_offs import routes as trade_offs_pages
from app.assessments.use_list import area_routes as areas_pages
from app.assessments.use_list import routes as uses
from app.assessments.voices import models as voices_models
from app.assessments.voices import routes as voices_pages
from app.board import models as board_models
from app.board import use_links
from app.board.appeals import models as appeals_models
from app.board.appeals import public as appeals_public
from app.board.appeals import routes as appeals_pages
from app.board.appeals.lifecycle import APPEAL
from app.board.blueprint import bp as board_bp
from app.board.condition_pages import list_routes as conditions_lists
from app.board.condition_pages import routes as conditions_pages
from app.board.conditions import due as conditions_due
from app.board.conditions import models as conditions_models
from app.board.conditions import public as conditions_public
from app.board.conditions.lifecycle import CONDITION
from app.board.configuration import models as configuration_models
from app.board.configuration import routes as configuration_pages
from app.board.declarations import register_routes as register_of_interests
from app.board.declarations import routes as interests_pages
from app.board.deliberation import advice_limits as deliberation_pointing
from app.board.deliberation import advice_view as deliberation_showing
from app.board.deliberation import models as deliberation_models
from app.board.deliberation import queue_blockers as deliberation_queueing
from app.board.deliberation.lifecycle import PROPOSAL
from app.board.deliberation.routes import deciding as deliberation_deciding
from app.board.deliberation.routes import drafting as deliberation_drafting
from app.board.desk import comment_routes, team_routes
from app.board.desk import routes as desk
from app.board.figures import models as figures_models
from app.board.figures import public_routes as public_figures_pages
from app.board.figures import routes as figures_pages
from app.board.incidents import models as incidents_models
from app.board.incidents import pause_routes as pause_pages
from app.board.incidents import public_routes as public_report_pages
from app.board.incidents import retention as incidents_listening
from app.board.incidents import routes as incidents_pages
from app.board.incidents import use_links as incidents_pointers
from app.board.incidents import work_routes as incidents_work_pages
from app.board.incidents.lifecycle import INCIDENT
from app.board.interests import access_block
from app.board.interests import models as interests_models
from app.board.lifecycle import REVIEW
from app.board.meetings import models as meetings_models
from app.board.meetings import queue_column as meetings_pointers
from app.board.meetings.lifecycle import MEETING
from app.board.meetings.routes import agenda as agenda_pages
from app.board.meetings.routes import minutes as minutes_pages
from app.board.meetings.routes import papers as papers_pages
from app.board.meetings.routes import planning as meetings_pages
from app.board.meetings.routes import session as session_pages
from app.board.portfolio import commands as portfolio_commands
from app.board.portfolio import routes as portfolio_pages
from app.board.public import models as board_public_models
from app.board.public import routes as board_public_pages
from app.board.responses import models as answers_models
from app.board.responses import public as answers_public
from app.board.responses import routes as answers_pages
from app.board.review_again import automatic_triggers as again_listening
from app.board.review_again import models as review_again_models
from app.board.review_again import routes as again_pages
from app.board.review_again import use_links as again_pointers
from app.board.review_again.lifecycle import TRIGGER
from app.board.triage import many_routes as triage_many_pages
from app.board.triage import models as triage_models
from app.board.triage import queue_routes as queue_pages
from app.board.triage import reminders as triage_reminding
from app.board.triage import routes as triage_pages
from app.board.verdicts import models as verdicts_models
from app.lifecycle import Lifecycle
from app.messages import commands as messages_commands
from app.messages import invitation_mail
from app.messages import models as messages_models
from app.messages import routes as messages_pages
from app.messages.lifecycle import MAIL
from app.register import commands as register_commands
from app.register import models as register_models
from app.register.api import routes as register_api
from app.register.editing.routes import bp as editing_bp
from app.register.lifecycle import ENTRY
from app.register.pages import routes as register_public
from app.sample import commands as sample_commands
from app.uses import models as uses_models
from app.uses.lifecycle import PAUSE
from app.web import brand, health

TABLES = (
    messages_models,
    register_models,
    uses_models,
    assessments_models,
    duties_models,
    lenses_models,
    trade_offs_models,
    voices_models,
    evidence_models,
    questionnaires_models,
    reuse_models,
    archive_models,
    summaries_models,
    talk_models,
    assigning_models,
    changes_models,
    board_models,
    figures_models,
    verdicts_models,
    interests_models,
    triage_models,
    configuration_models,
    deliberation_models,
    conditions_models,
    answers_models,
    appeals_models,
    review_again_models,
    incidents_models,
    meetings_models,
    board_public_models,
)
# Importing these modules adds their routes to their blueprints.
PAGES = (
    register_api,
    invitation_mail,
    duties_pages,
    autosave_routes,
    evidence,
    routes,
    lenses_pages,
    trade_offs_pages,
    options_pages,
    voices_pages,
    language_pages,
    migration_pages,
    score_pages,
    questionnaires_versions,
    questionnaires_walk,
    overview,
    questions,
    reuse,
    submissions,
    uses,
    talk,
    reminders,
    assigning,
    changes,
    areas_pages,
    archive_pages,
    documents_pages,
    store,
    answers_pages,
    answers_public,
    conditions_pages,
    conditions_lists,
    conditions_due,
    conditions_public,
    appeals_pages,
    appeals_public,
    team_routes,
    configuration_pages,
    deliberation_pointing,
    deliberation_queueing,
    deliberation_showing,
    deliberation_drafting,
    deliberation_deciding,
    desk,
    comment_routes,
    access_block,
    interests_pages,
    register_of_interests,
    queue_pages,
    triage_pages,
    triage_many_pages,
    triage_reminding,
    use_links,
    again_pages,
    again_pointers,
    again_listening,
    incidents_pages,
    incidents_work_pages,
    incidents_pointers,
    incidents_listening,
    pause_pages,
    public_report_pages,
    portfolio_pages,
    figures_pages,
    public_figures_pages,
    meetings_pages,
    agenda_pages,
    papers_pages,
    session_pages,
    minutes_pages,
    meetings_pointers,
    board_public_pages,
)
BLUEPRINTS = (
    accounts_routes.bp,
    organisation_routes.bp,
    people_routes.bp,
    messages_pages.bp,
    assessments_bp,
    questionnaires_admin.bp,
    board_bp,
    register_public.bp,
    editing_bp,
    health.bp,
    brand.bp,
)
COMMANDS = (
    accounts_commands.people,
    assessments_commands.questionnaire,
    portfolio_commands.portfolio,
    register_commands.register,
    sample_commands.sample,
    service_commands.audit,
    messages_commands.jobs,
    service_commands.lifecycles,
)
LIFECYCLES: tuple[Lifecycle[Any, Any], ...] = (
    ASSESSMENT,
    REVIEW,
    PROPOSAL,
    CONDITION,
    APPEAL,
    TRIGGER,
    INCIDENT,
    PAUSE,
    ENTRY,
    MEETING,
    MAIL,
)


def register(app: Flask) -> None:
    """Adds every package's pages and commands to the application."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.extensions["lifecycles"] = LIFECYCLES
    for group in COMMANDS:
        app.cli.add_command(group)
