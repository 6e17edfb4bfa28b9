"""The sample's board, owners and editors: comment, return, advise, respond, rule, publish, retire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from app.assessments.actions.uses import edit_use
from app.board.actions.responses import respond, rule_on_condition, source_key
from app.board.actions.reviews import ConditionInput, advise, comment, return_for_changes
from app.board.interests.actions import declare
from app.board.interests.queries import others_of
from app.board.interests.standing import Kind
from app.board.models import Review
from app.board.queries import reviews_of_use
from app.database import db
from app.register.actions import publish, retire, send_for_check
from app.register.actions.drafts import ORIGIN
from app.register.models import Entry, EntryDraft
from app.register.record import AdviceOutcome, ConditionStatus, ResponseOutcome
from app.sample.model import (
    Publication,
    Retirement,
    Round,
    SampleAdvice,
    SampleComment,
    SampleCondition,
    SampleResponse,
    SampleReturn,
    Stage,
)
from app.sample.writing import AFTERNOON, LATE, MORNING, CannotLoad, Story, Team
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
    if sample.published and sample.stage.reached(Stage.SECOND_CHECK):
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
    if step.response:
        story.add(step.response.on, AFTERNOON, _responding(team, step.response))


def _review(team: Team) -> Review:
    return reviews_of_use(team.use)[0]


def _declaring(team: Team) -> None:
    """Everybody on the board says on the day that a review opens that they have no interest in it."""
    review = _review(team)
    for person in others_of(review, *BOARD):
        declare(review=review, person_id=person.id, kind=Kind.NONE, actor_id=person.id)


def _commenting(team: Team, given: SampleComment) -> Callable[[], object]:
    return lambda: comment(
        review=_review(team), text=given.text, author_id=team.people[given.by], question_id=given.question
    )


def _returning(team: Team, given: SampleReturn) -> Callable[[], object]:
    return lambda: return_for_changes(
        review=_review(team), reasons=given.reasons, actor_id=team.people[given.by]
    )


def _advising(team: Team, given: SampleAdvice) -> Callable[[], object]:
    return lambda: advise(
        review=_review(team),
        outcome=AdviceOutcome(given.outcome),
        reasons=given.reasons,
        conditions=[ConditionInput(each.text, each.due_on) for each in given.conditions],
        actor_id=team.people[given.by],
    )


def _responding(team: Team, given: SampleResponse) -> Callable[[], object]:
    return lambda: respond(
        review=_review(team),
        outcome=ResponseOutcome(given.outcome),
        reasons=given.reasons,
        post=given.post,
        actor_id=team.people[given.by],
    )


def _rulings(team: Team, main: Story, step: Round) -> list[Story]:
    """A story for each ruling, since a ruling waits for nothing but the advice."""
    advice = step.advice
    stories = []
    for each in advice.conditions if advice else ():
        if advice and each.ruled_on:
            story = Story()
            story.add(
                each.ruled_on, MORNING if each.ruled_on > main.day else LATE, _ruling(team, advice, each)
            )
            stories.append(story)
    return stories


def _ruling(team: Team, advice: SampleAdvice, given: SampleCondition) -> Callable[[], object]:
    def rule() -> None:
        review = next(
            each
            for each in reviews_of_use(team.use)
            if each.advice and any(condition.text == given.text for condition in each.advice.conditions)
        )
        condition = (
            next(c for c in review.advice.conditions if c.text == given.text) if review.advice else None
        )
        if condition is None:
            raise CannotLoad(f"{team.sample.file}: no condition {given.text[:40]!r}")
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
