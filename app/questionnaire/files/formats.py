"""Takes the text of a questionnaire file, in our language or as SurveyJS; it reads no file itself."""

from __future__ import annotations

from app.questionnaire.checking.load import load
from app.questionnaire.model import Questionnaire
from app.questionnaire.surveyjs.importing import Survey, load_survey
from app.questionnaire.surveyjs.shapes import looks_like_surveyjs
from app.questionnaire.writing.questionnaire import dump


def read_any(text: str, filename: str) -> tuple[Questionnaire, Survey | None]:
    """The questionnaire, and the survey when it is a SurveyJS file; raises QuestionnaireError."""
    if looks_like_surveyjs(text):
        survey = load_survey(text, filename)
        return survey.questionnaire, survey
    return load(text, filename), None


def in_our_language(text: str, filename: str) -> str:
    """The text as it is, or a SurveyJS file written in our language; raises QuestionnaireError for those."""
    return dump(load_survey(text, filename).questionnaire) if looks_like_surveyjs(text) else text
