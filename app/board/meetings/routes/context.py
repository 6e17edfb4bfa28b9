"""What the pages of meetings share: words for templates, and how a refusal is told and kept."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.words import LEVELS, SERVICE_AREAS
from app.board.blueprint import bp
from app.board.meetings import times, words
from app.board.meetings.models import Meeting
from app.board.meetings.private_rules import all_rules
from app.lifecycle import note_refusal
from app.web.language import current_language
from app.web.roles import actor

LEVEL_COLOURS = {"high": "red", "medium": "yellow", "low": "green"}

bp.add_app_template_filter(times.when, "uk_when")
bp.add_app_template_filter(times.local_day, "uk_day")
bp.add_app_template_filter(times.short_day, "uk_short_day")
bp.add_app_template_filter(times.clock, "uk_clock")
bp.add_app_template_filter(words.item_title, "item_title")
bp.add_app_template_filter(words.minutes_long, "minutes_long")


@bp.app_template_filter("private_cite")
def private_cite(code: str) -> str:
    """The law by which something is withheld."""
    return all_rules()[code].cite(current_language())


@bp.app_template_filter("private_text")
def private_text(code: str) -> str:
    """What the law protects, in plain words."""
    return all_rules()[code].text(current_language())


def page_words() -> dict[str, object]:
    """Words for the codes on every page of meetings."""
    return {
        "words": words,
        "levels": LEVELS,
        "level_colours": LEVEL_COLOURS,
        "areas": SERVICE_AREAS,
    }


def refused(meeting: Meeting, action: str, why: str, sentence: str) -> None:
    """Keeps that something was refused, and tells the person; nothing else was changed."""
    note_refusal(actor(), action, subject_type="meeting", subject_id=meeting.id, why=why)
    flash(sentence)


def to_meeting(meeting: Meeting, anchor: str | None = None) -> Response:
    """Back to the meeting's page."""
    return redirect(url_for("board.meeting", meeting_id=meeting.id, _anchor=anchor))


def late(meeting: Meeting, action: str, state: str) -> Response:
    """Refuses what came after the meeting, or the thing in it, had moved on."""
    refused(
        meeting,
        action,
        state,
        _("Somebody was faster, and the meeting no longer takes this. Nothing was changed."),
    )
    return to_meeting(meeting)
