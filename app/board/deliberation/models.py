"""Tables of proposals for advice and of what each member says to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit import AuditSubject
from app.board.models import Advice, Review
from app.database import JSONText, Model, UTCDateTime, utcnow


class Proposal(Model):
    """Draft advice for a review; `state` as in lifecycle.py, `live_review_id` is the review's while it lives.

    `rule` to `abstentions_count` are the settings under which it began, whatever is set later. Each opening
    begins a new `round` of votes. `decision` is worked out when it is agreed. `meeting_id` names the meeting
    that decides, None by correspondence or at a meeting that the service does not keep.
    """

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    live_review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), unique=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="drafting")
    outcome: Mapped[str] = mapped_column(String(30))
    outcome_code: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(120), default="")
    label_cy: Mapped[str] = mapped_column(String(120), default="")
    reasons: Mapped[str] = mapped_column(Text)
    for_phase: Mapped[str] = mapped_column(String(30), default="")
    method: Mapped[str] = mapped_column(String(20))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    rule: Mapped[str] = mapped_column(String(20))
    quorum: Mapped[int] = mapped_column(default=0)
    casting_vote: Mapped[bool]
    tie: Mapped[str] = mapped_column(String(20))
    abstentions_count: Mapped[bool]
    round: Mapped[int] = mapped_column(default=0)
    closes_on: Mapped[date | None] = mapped_column(Date)
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    presiding_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    review: Mapped[Review] = relationship(foreign_keys=[review_id])
    drafted_by: Mapped[Person] = relationship(foreign_keys=[drafted_by_id])
    presiding: Mapped[Person | None] = relationship(foreign_keys=[presiding_id])
    conditions: Mapped[list[ProposalCondition]] = relationship(
        order_by="ProposalCondition.id", cascade="all, delete-orphan"
    )
    votes: Mapped[list[ProposalVote]] = relationship(back_populates="proposal", order_by="ProposalVote.id")
    advice: Mapped[Advice | None] = relationship(foreign_keys=[Advice.proposal_id], viewonly=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def votes_now(self) -> list[ProposalVote]:
        """The votes on the text as it stands: those of earlier openings left out, on a draft none."""
        drafting = self.state == "drafting"
        return [vote for vote in self.votes if vote.round == self.round and not drafting]

    @property
    def audited(self) -> AuditSubject:
        """The row as audit events name it."""
        return AuditSubject("review", self.review.id, self.review.organisation_id, {"proposal": self.id})


class ProposalCondition(Model):
    """A condition of a proposal, of which signing makes a Condition. `owner_post` sees to it, if named."""

    __tablename__ = "proposal_condition"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    owner_post: Mapped[str] = mapped_column(String(200), default="")


class ProposalVote(Model):
    """What one member says in one round of votes; `words` are the dissenter's own, if they want them kept.

    `counted` says, once the proposal is agreed, whether the vote counted: not when its member was recused.
    """

    __tablename__ = "proposal_vote"
    __table_args__ = (UniqueConstraint("proposal_id", "round", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    round: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text, default="")
    cast_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    taken_down_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counted: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)

    proposal: Mapped[Proposal] = relationship(back_populates="votes")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
