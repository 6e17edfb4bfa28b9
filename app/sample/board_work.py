"""The sample's board, owners and editors: comment, return, advise, respond, rule, publish, retire."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import select

from app.board.conditions.actions import EvidenceInput, give_evidence, rule_on_condition
from app.board.deliberation.counting import VoteChoice
from app.board.deliberation.inputs import BallotInput
from app.board.deliberation.queries import table
from app.board.desk.actions import ConditionInput, advise, comment, return_for_changes
from app.board.interests.actions import declare
from app.board.interests.queries import others_of
from app.board.interests.standing import InterestKind
from app.board.models import Condition, Review
from app.board.publishing import source_key, standing_advice
from app.board.queries import reviews_of_use
from app.board.responses.actions import respond
from app.board.responses.overall_answer import PointInput
from app.database import db
from app.register.editing.actions import publish, retire, send_for_check
from app.register.editing.actions.drafts import ORIGIN
from app.register.models import Entry, EntryDraft
from app.sample.model import (
    Publication,
    Retirement,
    Round,
    SampleAdvice,
    SampleComment,
    SampleCondition,
    SampleResponse,
    SampleReturn,
    SampleStage,
)
from app.sample.team_work import AFTERNOON, LATE, MORNING, CannotLoad, Story, Team
from app.uses.actions import edit_use
from app.vocabulary.advice import AdviceOutcome, ConditionStatus, DecisionRule, ResponseOutcome
from app.web.roles import BOARD

PREPARING = timedelta(days=2)


def tell(team: Team) -> list[Story]:
    """The whole history of a use: its main story, and one for each ruling of the board that came later."""
    sample = team.sample
    main, later = Story(), []
    team.first_draft(main)
    for number, step in enumerate(sample.rounds):
        following = sample.rounds[number + 1].on if number + 1 < len(sample.rounds) else None
        _round(team, main, step)
        later += _rulings(team, main, step)
        if following or step.answers or step.harms is not None:
            team.revision(main, step, following)
    if sample.published and sample.stage.reached(SampleStage.SECOND_CHECK):
        _publication(team, main, sample.published)
    if sample.retired:
        main.add(sample.retired.on, AFTERNOON, _retiring(team, sample.retired))
    return [main, *later]


def _round(team: Team, story: Story, step: Round) -> None:
    story.add(step.on, LATE, lambda: team.submit(step))
    story.add(step.on, LATE, lambda: _declaring(team))
    for each in step.comments:
        story.add(each.on, AFTERNOON, _commenting(team, each))
    if step.returned:
        story.add(step.returned.on, LATE, _returning(team, step.returned))
    if step.advice:
        story.add(step.advice.on, LATE, _advising(team, step.advice))
    if step.response and step.advice:
        story.add(step.response.on, AFTERNOON, _responding(team, step.response, step.advice))


def _review(team: Team) -> Review:
    return reviews_of_use(team.use)[0]


def _declaring(team: Team) -> None:
    """Everybody on the board declares an interest, or none, on the day that a review opens."""
    review = _review(team)
    interests = {team.people[each.by]: each for each in team.interests}
    for person in others_of(review, *BOARD):
        interest = interests.get(person.id)
        declare(
            review=review,
            person_id=person.id,
            kind=interest.kind if interest else InterestKind.NONE,
            text=interest.text if interest else "",
            actor_id=person.id,
        )


def _commenting(team: Team, given: SampleComment) -> Callable[[], object]:
    return lambda: comment(
        review=_review(team), text=given.text, author_id=team.people[given.by], question_id=given.question
    )


def _returning(team: Team, given: SampleReturn) -> Callable[[], object]:
    return lambda: return_for_changes(
        review=_review(team), reasons=given.reasons, actor_id=team.people[given.by]
    )


def _advising(team: Team, given: SampleAdvice) -> Callable[[], object]:
    def give() -> None:
        review = _review(team)
        against = {
            team.people[key]: BallotInput(VoteChoice.AGAINST, words) for key, words in given.against.items()
        }
        everybody = dict.fromkeys(table(review).ids, BallotInput(VoteChoice.FOR))
        advise(
            review=review,
            outcome=AdviceOutcome(given.outcome),
            reasons=given.reasons,
            conditions=[ConditionInput(each.text, each.due_on) for each in given.conditions],
            actor_id=team.people[given.by],
            for_phase=given.for_phase,
            meeting_id=team.body.meetings.get(given.on),
            rule=DecisionRule.VOTE if against else None,
            votes=everybody | against if against else None,
        )

    return give


def _responding(team: Team, given: SampleResponse, advice: SampleAdvice) -> Callable[[], object]:
    def answer() -> None:
        review = _review(team)
        points = _points(review, given, {each.text: each for each in advice.conditions})
        response = respond(
            review=review,
            points=points,
            reasons=given.reasons,
            post=given.post,
            actor_id=team.people[given.by],
        )
        if response.outcome != given.outcome:
            raise CannotLoad(
                f"{team.sample.file}: the points come to {response.outcome}, not {given.outcome}"
            )

    return answer


def _points(
    review: Review, given: SampleResponse, conditions: Mapping[str, SampleCondition]
) -> list[PointInput]:
    """Accepts what is not marked as departed; the advice itself is answered so that the whole comes out."""
    advice, owner_id = standing_advice(review), review.submission.assessment.use.owner_id
    departed = [row for row in advice.conditions if conditions[row.text].status == ConditionStatus.DEPARTED]
    whole = ResponseOutcome(given.outcome)
    itself = ResponseOutcome.ACCEPT if departed and whole is ResponseOutcome.ACCEPT_IN_PART else whole
    to_advice = given.to_advice or given.reasons
    found = [PointInput(None, itself, "" if itself is ResponseOutcome.ACCEPT else to_advice)]
    for row in advice.conditions:
        if row in departed:
            reasons = conditions[row.text].note or given.reasons
            found.append(PointInput(row.id, ResponseOutcome.DEPART, reasons))
        else:
            found.append(PointInput(row.id, ResponseOutcome.ACCEPT, "", owner_id, given.post))
    return found


def _rulings(team: Team, main: Story, step: Round) -> list[Story]:
    """A story for each condition, since evidence and a ruling wait for nothing but the response."""
    advice = step.advice
    stories = []
    for each in advice.conditions if advice else ():
        story = Story()
        if each.evidence_on:
            story.add(
                each.evidence_on, MORNING if each.evidence_on > main.day else LATE, _showing(team, each)
            )
        if advice and each.ruled_on:
            moment = MORNING if each.ruled_on > max(main.day, each.evidence_on or main.day) else LATE
            story.add(each.ruled_on, moment, _ruling(team, advice, each))
        if each.evidence_on or each.ruled_on:
            stories.append(story)
    return stories


def _condition(team: Team, given: SampleCondition) -> tuple[Review, Condition]:
    for review in reviews_of_use(team.use):
        for condition in review.advice.conditions if review.advice else ():
            if condition.text == given.text:
                return review, condition
    raise CannotLoad(f"{team.sample.file}: no condition {given.text[:40]!r}")


def _showing(team: Team, given: SampleCondition) -> Callable[[], object]:
    def show() -> None:
        _found, condition = _condition(team, given)
        give_evidence(
            condition=condition,
            evidence=EvidenceInput(given.evidence),
            actor_id=team.people[team.sample.team[0]],
        )

    return show


def _ruling(team: Team, advice: SampleAdvice, given: SampleCondition) -> Callable[[], object]:
    def rule() -> None:
        review, condition = _condition(team, given)
        rule_on_condition(
            review=review,
            condition=condition,
            status=ConditionStatus(given.status),
            note=given.note,
            seen=condition.version,
            actor_id=team.people[advice.by],
        )

    return rule


def _entry(team: Team) -> Entry:
    return db.session.scalars(
        select(Entry).where(
            Entry.organisation_id == team.body.organisation_id,
            Entry.origin == ORIGIN,
            Entry.source_key == source_key(team.use.id),
        )
    ).one()


def _draft(team: Team) -> EntryDraft:
    return db.session.scalars(select(EntryDraft).where(EntryDraft.entry_id == _entry(team).id)).one()


def _publication(team: Team, story: Story, given: Publication) -> None:
    def send() -> None:
        draft = _draft(team)
        send_for_check(draft=draft, seen_version=draft.version, actor_id=team.people[given.prepared_by])

    def put_out() -> None:
        draft = _draft(team)
        publish(
            draft=draft,
            seen_version=draft.version,
            actor_id=team.people[given.published_by],
            change_note=given.note,
        )

    story.add((given.on - PREPARING) if given.on else story.day + PREPARING, MORNING, send)
    if given.on and given.published_by:
        story.add(given.on, AFTERNOON, put_out)


def _retiring(team: Team, given: Retirement) -> Callable[[], object]:
    def stop() -> None:
        use = team.use
        edit_use(
            use=use,
            seen=use.version,
            actor_id=team.people[team.sample.team[0]],
            name=use.name,
            kind=use.kind,
            phase="retired",
            service_area=use.service_area,
            owner_id=use.owner_id,
        )
        entry = _entry(team)
        retire(entry=entry, seen_version=entry.version, reason=given.reason, actor_id=team.people[given.by])

    return stop
