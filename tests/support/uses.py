"""Uses for tests: started, answered and submitted through the same actions as in service."""

from __future__ import annotations

from pathlib import Path

from app.assessments.answers.actions import save_answers
from app.assessments.answers.queries import answers_of, versions_of
from app.assessments.harms import actions as harms
from app.assessments.models import Submission
from app.assessments.questionnaire_store import actions as questionnaires
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.submissions import actions as submissions
from app.assessments.submissions.queries import harm_facts, snapshot_of
from app.assessments.use_assessment import the_assessment
from app.assessments.use_list import actions as uses
from app.board import queries as board_queries
from app.board.desk.actions import ConditionInput, advise
from app.board.models import Review
from app.database import db
from app.questionnaire.model import Answer, AnswerState
from app.uses.models import UseCase
from app.vocabulary.advice import AdviceOutcome
from app.web.roles import Role
from tests.support.board import declare_none
from tests.support.people import Council

SMALL = Path(__file__).with_name("questionnaire.yaml")
ANSWERS = {
    "AUT-01": "information-only",
    "NON-05": "no-personal-data",
    "EXP-01": "It sorts repair requests so that urgent ones are seen first.",
    "ABT-09": "Ring the repairs line and ask for a person to look again.",
    "ABT-10": "repairs@northmere.example",
    "PRI-01": "The supplier is slow to answer.",
}


def a_use(council: Council, name: str = "Repairs triage") -> UseCase:
    """A use of the council on a small questionnaire, with its accountable owner."""
    questionnaires.load_version(source=SMALL.read_text(encoding="utf-8"), filename=SMALL.name, publish=True)
    return uses.start_use(
        organisation_id=council.organisation_id,
        actor_id=council.people[Role.TEAM_MEMBER],
        name=name,
        kind="algorithm",
        phase="production",
        service_area="housing",
        owner_id=council.people[Role.ACCOUNTABLE_OWNER],
    )


def answer(use: UseCase, values: dict[str, object], actor_id: int) -> None:
    """Saves answers by question id; None stands for "don't know yet"."""
    assessment = the_assessment(use)
    assert assessment is not None
    questionnaire = questionnaire_of(assessment)
    for name, value in values.items():
        state = AnswerState.UNKNOWN if value is None else AnswerState.ANSWERED
        save_answers(
            assessment=assessment,
            page=questionnaire.page_of(name),
            answers={name: Answer(state, value)},  # type: ignore[arg-type]
            seen=versions_of(assessment),
            actor_id=actor_id,
        )


def a_harm(title: str = "An urgent repair is put last", **other: object) -> harms.HarmInput:
    """A harm with one safeguard."""
    facts: dict[str, object] = {
        "title": title,
        "who": "Tenants with small children",
        "principle": "non_maleficence",
        "severity": 3,
        "likelihood": 3,
        "reversible": "partly",
        "severity_after": 3,
        "likelihood_after": 1,
        "safeguards": (
            harms.SafeguardInput(
                "An officer reads every request", "Repairs manager", None, True, likelihood_steps=2
            ),
        ),
    }
    return harms.HarmInput(**(facts | other))  # type: ignore[arg-type]


def submit(use: UseCase, actor_id: int, note: str = "") -> Submission:
    """Submits the use as it stands; everybody on the board declares that they have no interest."""
    questionnaire = questionnaire_of(the_assessment(use))
    snapshot = snapshot_of(
        use, questionnaire, answers_of(the_assessment(use)), harm_facts(the_assessment(use).id)
    )
    submission = submissions.submit(
        use=use, snapshot=snapshot, note=note, seen=the_assessment(use).version, actor_id=actor_id
    )
    declare_none(use)
    return submission


def a_submitted_use(council: Council, values: dict[str, object] | None = None) -> UseCase:
    """A use that is with the board."""
    use = a_use(council)
    team = council.people[Role.TEAM_MEMBER]
    answer(use, ANSWERS | (values or {}), team)
    harms.add_harm(use=use, facts=a_harm(), actor_id=team)
    submit(use, team)
    return use


def the_review(use: UseCase) -> Review:
    """The newest review of the use."""
    return board_queries.reviews_of_use(use)[0]


def an_advised_use(council: Council, *conditions: ConditionInput) -> UseCase:
    """A use on which the board has advised: with conditions when there are any."""
    use = a_submitted_use(council)
    outcome = AdviceOutcome.PROCEED_WITH_CONDITIONS if conditions else AdviceOutcome.PROCEED
    advise(
        review=the_review(use),
        outcome=outcome,
        reasons="A person reads every request.",
        conditions=conditions,
        actor_id=council.people[Role.BOARD_CHAIR],
    )
    db.session.commit()
    return use
