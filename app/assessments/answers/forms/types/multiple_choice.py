"""The form of as many choices as apply."""

from __future__ import annotations

from wtforms.form import BaseForm

from app.assessments.answers.forms.parts import CHOSEN_STATES, SentAnswer
from app.assessments.answers.forms.types.single_choice import OneChoice
from app.questionnaire.model import Answer, AnswerState, Question
from app.questionnaire.values.check import ValueProblem


class ManyChoices(OneChoice):
    """Checkboxes."""

    template = "assessments/question_types/checkboxes.html"

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        """The choices; a state beside them is a contradiction."""
        chosen = list(dict.fromkeys(each for each in form["value"].data or () if each))
        states = [each for each in chosen if each in CHOSEN_STATES]
        if not chosen:
            return SentAnswer(AnswerState.NOT_ANSWERED)
        if states and len(chosen) > 1:
            return SentAnswer(AnswerState.NOT_ANSWERED, problems=(ValueProblem("mixed"),))
        if states:
            return SentAnswer(CHOSEN_STATES[states[0]])
        return SentAnswer(AnswerState.ANSWERED, chosen)


HANDLER = ManyChoices()
