"""Loads SurveyJS files as questionnaires; it only knows the parts that published public instruments use."""

from __future__ import annotations
