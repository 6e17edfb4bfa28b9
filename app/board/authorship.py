"""Who acted for a use towards the board: answered its advice, appealed, confirmed, or opened a new round."""

from __future__ import annotations

from sqlalchemy import select

from app.assessments.authorship import more_authors
from app.assessments.models import Assessment, Submission
from app.board.appeals.models import Appeal
from app.board.models import Advice, Response, Review
from app.board.review_again.models import Confirmation, NewRound

more_authors.add(
    select(Assessment.use_id, Response.responded_by_id)
    .join(Advice, Advice.id == Response.advice_id)
    .join(Review, Review.id == Advice.review_id)
    .join(Submission, Submission.id == Review.submission_id)
    .join(Assessment, Assessment.id == Submission.assessment_id)
)
more_authors.add(
    select(Assessment.use_id, Appeal.asked_by_id)
    .join(Review, Review.id == Appeal.review_id)
    .join(Submission, Submission.id == Review.submission_id)
    .join(Assessment, Assessment.id == Submission.assessment_id)
)
more_authors.add(select(Confirmation.use_id, Confirmation.confirmed_by_id))
more_authors.add(select(NewRound.use_id, NewRound.opened_by_id))
