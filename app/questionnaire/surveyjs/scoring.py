"""The scoring of Canada's Algorithmic Impact Assessment, which its SurveyJS files imply but do not say.

Source: Directive on Automated Decision-Making, Appendix B, and the assessment's published code: the raw
impact score less 15 % when the mitigation score reaches 80 % of what one fork can reach; levels at 25, 50
and 75 % of the largest raw impact score.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.questionnaire.scoring_model import Deduction, Family, QuestionWeights, ScoreLevel, Scoring, Weight
from app.questionnaire.surveyjs.questions import SurveyQuestion
from app.questionnaire.surveyjs.wording import DEFAULT, Wording

RAW, MITIGATION = "raw-impact", "mitigation"
SUFFIXES = {RAW: "RS", MITIGATION: "MS"}
FORKS = 2
BECAUSE = "Mitigation reaches 80 % of what it can reach, so the raw impact score is lowered by 15 %."
BECAUSE_FR = "L'atténuation atteint 80 % de son maximum : la cote de l'incidence brute est réduite de 15 %."
WORDS = {
    f"family.{RAW}.title": Wording({DEFAULT: "Raw impact score", "fr": "Cote de l'incidence brute"}),
    f"family.{MITIGATION}.title": Wording({DEFAULT: "Mitigation score", "fr": "Cote d'atténuation"}),
    "deduction.0.because": Wording({DEFAULT: BECAUSE, "fr": BECAUSE_FR}),
    "score-level.level-1.title": Wording({DEFAULT: "Impact level I", "fr": "Niveau d'incidence I"}),
    "score-level.level-2.title": Wording({DEFAULT: "Impact level II", "fr": "Niveau d'incidence II"}),
    "score-level.level-3.title": Wording({DEFAULT: "Impact level III", "fr": "Niveau d'incidence III"}),
    "score-level.level-4.title": Wording({DEFAULT: "Impact level IV", "fr": "Niveau d'incidence IV"}),
}
THRESHOLDS = (("level-1", 25), ("level-2", 50), ("level-3", 75), ("level-4", None))


def scoring_of(questions: Iterable[SurveyQuestion]) -> Scoring | None:
    """The scoring, or None when no question of the file bears points in both families."""
    asked = tuple(questions)
    raw, mitigation = _family(RAW, asked, 1), _family(MITIGATION, asked, FORKS)
    if not raw.questions or not mitigation.questions:
        return None
    return Scoring(
        families=(raw, mitigation),
        family=RAW,
        levels=tuple(
            ScoreLevel(name, WORDS[f"score-level.{name}.title"].text, up_to) for name, up_to in THRESHOLDS
        ),
        deductions=(Deduction(MITIGATION, 80, 15, BECAUSE),),
    )


def _family(name: str, asked: tuple[SurveyQuestion, ...], forks: int) -> Family:
    weighed = tuple(
        QuestionWeights(each.question.id, tuple(Weight(c.id, c.points) for c in each.choices))
        for each in asked
        if each.family == SUFFIXES[name] and any(choice.points for choice in each.choices)
    )
    return Family(name, WORDS[f"family.{name}.title"].text, weighed, forks)
