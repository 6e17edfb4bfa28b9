"""The questionnaire language: load, check, follow and compare; it knows no web, no database and no forms."""

from __future__ import annotations
