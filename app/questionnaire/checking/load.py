"""Loads a questionnaire from its text; whoever reads the file or the database gives the text."""

from __future__ import annotations

from app.questionnaire.checking.check import examine
from app.questionnaire.model import Questionnaire
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.questionnaire.reading.public_codes import PublicFields


def load(
    text: str, filename: str = "<questionnaire>", public_fields: PublicFields | None = None
) -> Questionnaire:
    """The questionnaire of a YAML text; raises QuestionnaireError with every mistake when there is one."""
    questionnaire, mistakes = examine(text, filename, public_fields)
    if questionnaire is None:
        raise QuestionnaireError(mistakes)
    return questionnaire
