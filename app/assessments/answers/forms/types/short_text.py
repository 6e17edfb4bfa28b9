"""The form of a text of one line."""

from __future__ import annotations

from app.assessments.answers.forms.handlers import Handler

HANDLER = Handler()
