"""Random questionnaires with a scoring and a translation, answers to them, and a later version."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from app.questionnaire.model import Answer, Answers, AnswerState, Questionnaire, Translation
from app.questionnaire.reading.translate import texts
from app.questionnaire.scoring_model import (
    Deduction,
    Family,
    Measure,
    Number,
    QuestionWeights,
    Rounding,
    ScoreLevel,
    Scoring,
    Weight,
)
from tests.unit.questionnaire.strategies import TEXTS, answers_to, questionnaires, values

POINTS: st.SearchStrategy[Number] = st.integers(-3, 9) | st.sampled_from([0.5, 0.1, 2.25])
NAMES = ("risk", "care")


@st.composite
def scorings(draw: st.DrawFn, questionnaire: Questionnaire) -> Scoring | None:
    """Points for some of the choice questions; None when there are none."""
    asked = [question for question in questionnaire.questions() if question.choice_ids]
    if not asked:
        return None
    families = []
    for name in NAMES:
        weighed = draw(st.lists(st.sampled_from(asked), min_size=1, unique_by=lambda each: each.id))
        weights = tuple(
            QuestionWeights(each.id, tuple(Weight(choice, draw(POINTS)) for choice in each.choice_ids))
            for each in weighed
        )
        families.append(Family(name, draw(TEXTS), weights, draw(st.integers(1, 3))))
    levels = (ScoreLevel("low", "L", 25), ScoreLevel("middle", "M", 60.5), ScoreLevel("high", "H"))
    deduction = Deduction("care", draw(st.integers(0, 100)), draw(st.integers(0, 100)), draw(TEXTS))
    return Scoring(
        tuple(families),
        "risk",
        levels,
        draw(st.sampled_from([(), (deduction,)])),
        draw(st.sampled_from(Rounding)),
        draw(st.sampled_from(Measure)),
    )


@st.composite
def scored_questionnaires(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire that the checker accepts, mostly with a scoring, sometimes with a translation."""
    plain = draw(questionnaires())
    scored = replace(plain, scoring=draw(scorings(plain)))
    keys = draw(st.lists(st.sampled_from(sorted(texts(scored))), unique=True, max_size=5))
    welsh = Translation("cy", tuple((key, draw(TEXTS)) for key in keys))
    return replace(scored, translations=(welsh,) if keys else ())


@st.composite
def scored_cases(draw: st.DrawFn) -> tuple[Questionnaire, Answers]:
    """A questionnaire with a scoring, and answers to it."""
    questionnaire = draw(scored_questionnaires().filter(lambda each: each.scoring is not None))
    return questionnaire, draw(answers_to(questionnaire))


@st.composite
def completions(draw: st.DrawFn, questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The answers with everything that is open answered somehow, or said not to apply."""
    whole = dict(answers)
    for question in questionnaire.questions():
        if whole[question.id].state in (AnswerState.UNKNOWN, AnswerState.NOT_ANSWERED):
            applies = draw(st.booleans())
            given = Answer(AnswerState.ANSWERED, draw(values(question)))
            whole[question.id] = given if applies else Answer(AnswerState.NOT_APPLICABLE, reason="No.")
    return whole


@st.composite
def later_versions(draw: st.DrawFn, questionnaire: Questionnaire) -> Questionnaire:
    """Another version without conditions: some questions gone, renamed, reworded or with one choice less."""
    sections = []
    for section in questionnaire.sections:
        pages = []
        for page in section.pages:
            kept = [each for each in page.questions if draw(st.integers(0, 4))]
            changed = [
                draw(
                    st.sampled_from(
                        [
                            each,
                            replace(each, id=f"new-{each.id}"),
                            replace(each, text=f"{each.text}!"),
                            replace(each, choices=each.choices[:-1]),
                        ]
                    )
                )
                for each in kept
            ]
            pages.append(
                replace(page, questions=tuple(replace(q, show_if=None, red_flags=()) for q in changed))
            )
        sections.append(replace(section, pages=tuple(pages)))
    return replace(
        questionnaire, version=2, sections=tuple(sections), levels=(), scoring=None, translations=()
    )
