"""Tests of the questionnaire engine."""

from __future__ import annotations
