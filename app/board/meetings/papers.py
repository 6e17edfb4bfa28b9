"""The papers of a meeting: what each member reads of each review, in a number of statements that is fixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.models import Assessment, QuestionnaireVersion, Submission
from app.assessments.questionnaire_store.queries import questionnaire_of_version
from app.assessments.questionnaires.models import QuestionnaireMove
from app.assessments.snapshots.model import Snapshot
from app.assessments.submissions.view import ReadSubmission, read_submission
from app.board.interests.standing import ReviewStanding
from app.board.meetings.models import AgendaItem, Meeting
from app.board.meetings.people import Standings, declared_for, may_read
from app.board.models import Comment, Review
from app.board.verdicts.models import Verdict
from app.board.verdicts.round_difference import Changed, changed
from app.database import db
from app.questionnaire.model import Questionnaire
from app.uses.models import UseCase

SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class PaperRemark:
    """What a reviewer says of one place of a submission, to the board or to the team."""

    by: str
    place: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One review as its readers get it."""

    review: Review
    use: UseCase
    reading: ReadSubmission
    summary: str
    changes: tuple[Changed, ...] | None
    said: tuple[PaperRemark, ...]


@dataclass(frozen=True, slots=True)
class BundleItem:
    """One item of the agenda: with its paper, or with the reason why this reader does not get it."""

    item: AgendaItem
    paper: Paper | None = None
    shut: ReviewStanding | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """All papers of a meeting as one reader gets them."""

    meeting: Meeting
    items: tuple[BundleItem, ...]

    @property
    def minutes(self) -> int:
        """How long all items take together."""
        return sum(each.item.minutes_allotted for each in self.items)


def bundle_for(meeting: Meeting, person_id: int) -> Bundle:
    """The papers for one person of the board; those that are shut to them are not even read."""
    standings = declared_for(meeting.items)
    shut = {item.id: may_read(item, person_id, standings) for item in meeting.items}
    wanted = [item.review_id for item in meeting.items if item.review_id and shut[item.id] is None]
    papers = _papers(wanted, standings)
    return Bundle(
        meeting,
        tuple(
            BundleItem(item, papers.get(item.review_id or 0), shut[item.id] if item.review_id else None)
            for item in meeting.items
        ),
    )


def _papers(review_ids: Sequence[int], standings: Standings) -> dict[int, Paper]:
    if not review_ids:
        return {}
    reviews = _reviews(review_ids)
    earlier, versions, verdicts = _earlier(reviews), _versions(reviews), _verdicts(review_ids)
    found = {}
    for review in reviews:
        submission = review.submission
        questionnaire = questionnaire_of_version(versions[submission.id])
        before = earlier.get((submission.assessment_id, submission.number - 1))
        reading = read_submission(questionnaire, submission, before)
        out = standings.out_of(review.id)
        said = [verdict for verdict in verdicts[review.id] if verdict.author_id not in out]
        found[review.id] = Paper(
            review=review,
            use=submission.assessment.use,
            reading=reading,
            summary=_summary(reading),
            changes=_changes(questionnaire, reading, before),
            said=tuple(_said(review, reading, said)),
        )
    return found


def _reviews(review_ids: Sequence[int]) -> list[Review]:
    assessment = joinedload(Review.submission).joinedload(Submission.assessment)
    return list(
        db.session.scalars(
            select(Review)
            .where(Review.id.in_(review_ids))
            .options(
                assessment.joinedload(Assessment.use).joinedload(UseCase.owner),
                assessment.joinedload(Assessment.questionnaire_version).defer(QuestionnaireVersion.source),
                selectinload(Review.comments).joinedload(Comment.author),
            )
            .order_by(Review.id)
        )
    )


def _earlier(reviews: Sequence[Review]) -> dict[tuple[int, int], Submission]:
    """The submission before each that is not the first, by assessment and number: one statement."""
    wanted = [
        (each.submission.assessment_id, each.submission.number - 1)
        for each in reviews
        if each.submission.number > 1
    ]
    rows = db.session.scalars(
        select(Submission).where(tuple_(Submission.assessment_id, Submission.number).in_(wanted))
    )
    return {(row.assessment_id, row.number): row for row in rows}


def _versions(reviews: Sequence[Review]) -> dict[int, QuestionnaireVersion]:
    """The questionnaire's version that each submission answered, whatever its assessment moved to since."""
    found = {each.submission.id: each.submission.assessment.questionnaire_version for each in reviews}
    moves = db.session.scalars(
        select(QuestionnaireMove)
        .where(QuestionnaireMove.assessment_id.in_([each.submission.assessment_id for each in reviews]))
        .options(joinedload(QuestionnaireMove.from_version).defer(QuestionnaireVersion.source))
        .order_by(QuestionnaireMove.id.desc())
    ).all()
    for review in reviews:
        submission = review.submission
        for move in moves:  # the oldest one after the submission comes last and stays
            if move.assessment_id == submission.assessment_id and move.moved_at > submission.submitted_at:
                found[submission.id] = move.from_version
    return found


def _verdicts(review_ids: Sequence[int]) -> Mapping[int, list[Verdict]]:
    """What every reviewer says now by review: one statement."""
    rows = db.session.scalars(
        select(Verdict)
        .where(Verdict.review_id.in_(review_ids))
        .options(joinedload(Verdict.author))
        .order_by(Verdict.review_id, Verdict.number, Verdict.id)
    )
    newest = {(row.review_id, row.author_id, row.kind, row.target_id): row for row in rows}
    found: dict[int, list[Verdict]] = defaultdict(list)
    for row in newest.values():
        if row.code:
            found[row.review_id].append(row)
    return found


def _summary(reading: ReadSubmission) -> str:
    return next(
        (
            answer.reading.text
            for part in reading.sections
            for answer in part.answers
            if answer.question.public == SUMMARY
        ),
        "",
    )


def _changes(
    questionnaire: Questionnaire, reading: ReadSubmission, before: Submission | None
) -> tuple[Changed, ...] | None:
    """What changed since the round before; None where there was none."""
    if before is None:
        return None
    return tuple(changed(questionnaire, reading, Snapshot.from_data(before.snapshot)))


def _said(review: Review, reading: ReadSubmission, verdicts: Sequence[Verdict]) -> list[PaperRemark]:
    """Verdicts that ask for something, then comments to the team, in the order in which they were given."""
    answers = [answer for part in reading.sections for answer in part.answers]
    titles = {answer.question.id: answer.question.text for answer in answers}
    titles |= {f"harm-{harm.id}": harm.title for harm in reading.harms}
    titles |= {f"card-{card.facts.id}": card.facts.title for card in reading.wider.cards}
    titles |= {part.section.id: part.section.title for part in reading.sections}
    found = []
    for verdict in sorted(verdicts, key=lambda each: (each.said_at, each.id)):
        text = "\n\n".join(filter(None, (verdict.condition, verdict.note)))
        keys = (verdict.target_id, f"{verdict.kind}-{verdict.target_id}")
        place = next((titles[key] for key in keys if key in titles), "")
        if text:
            found.append(PaperRemark(verdict.author.name, place, verdict.code, text))
    for comment in review.comments:
        key = f"harm-{comment.harm_id}" if comment.harm_id else comment.question_id
        found.append(PaperRemark(comment.author.name, titles.get(key, ""), "", comment.text))
    return found
