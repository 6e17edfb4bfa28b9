"""The form of a place on a scale: the same as one choice of several."""

from __future__ import annotations

from app.assessments.answers.forms.types.single_choice import OneChoice

HANDLER = OneChoice()
