"""The error of a questionnaire that cannot be used."""

from __future__ import annotations

from app.data_files.mistakes import DataFileError


class QuestionnaireError(DataFileError):
    """Raised for a questionnaire that cannot be used; holds every mistake that was found."""
