"""What the file of the sample's board says, as frozen values; uses are named by their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated

from app.board.interests.standing import InterestKind
from app.board.meetings.actions.session import ActionInput
from app.board.verdicts.words import Code
from app.data_files import key


@dataclass(frozen=True, slots=True)
class SampleRules:
    """The board's settings."""

    by: str
    on: date
    quorum: int
    rule: str
    casting_vote: bool
    interests_public: bool
    minutes_public: bool


@dataclass(frozen=True, slots=True)
class SamplePage:
    """What the public reads of the board; `posts` by person."""

    by: str
    on: date
    about: str
    posts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SampleInterest:
    """That a member has an interest in a use."""

    use: str
    by: str
    kind: InterestKind
    text: str


@dataclass(frozen=True, slots=True)
class SamplePrivate:
    """Why an item stays out of the public minutes: a code of private_rules.yaml, and the reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    """A meeting; `said`, `private` and `actions` go by the use or the kind of an item."""

    on: date
    at: time
    place: str
    planned_on: date
    papers_on: date
    reviews: Sequence[str] = ()
    present: Sequence[str] = ()
    apologies: Sequence[str] = ()
    guests: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    private: Mapping[str, SamplePrivate] = field(default_factory=dict)
    actions: Mapping[str, Sequence[ActionInput]] = field(default_factory=dict)
    drafted_on: date | None = None
    approved_at: date | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class SampleAppeal:
    """A second look that a team asked for, and its answer."""

    use: str
    by: str
    on: date
    grounds: str
    answered_by: str
    answered_on: date
    outcome: str
    reasons: str
    agreed_by: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class SamplePause:
    """That a use was stopped for a while."""

    use: str
    by: str
    on: date
    reason: str
    lifted_on: date
    lifted: str


@dataclass(frozen=True, slots=True)
class SampleIncident:
    """Something that a resident reported; empty from `severity` on while nobody has looked at it."""

    use: str
    on: date
    happened: str
    affected: str
    harm: str
    happened_on: str = ""
    affected_who: str = ""
    severity: str = ""
    triaged_by: str = ""
    triaged_on: date | None = None
    triage: str = ""
    found_by: str = ""
    found_on: date | None = None
    found: str = ""
    closed_by: str = ""
    closed_on: date | None = None
    done: str = ""
    learnt: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class SampleConfirmation:
    """An owner's word that nothing changed."""

    use: str
    by: str
    on: date
    post: str
    words: str


@dataclass(frozen=True, slots=True)
class SampleFigures:
    """The publication of a year's figures."""

    year: int
    by: str
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class SampleVerdict:
    """What a reviewer says of a part of a submission (its id or title), and notes for the board."""

    about: str
    code: Annotated[Code | None, key("verdict")] = None
    words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SampleReading:
    """One sitting of a reviewer over the newest submission of a use."""

    use: str
    by: str
    on: date
    given: Sequence[SampleVerdict] = ()


@dataclass(frozen=True, slots=True)
class SampleLastingInterest:
    """An interest that a member has whatever the use."""

    category: str
    text: str


@dataclass(frozen=True, slots=True)
class SampleMember:
    """A member's lasting interests, or that there are none."""

    who: str
    on: date
    interests: Sequence[SampleLastingInterest] = ()
    none: bool = False


@dataclass(frozen=True, slots=True)
class SampleTriage:
    """What the secretary decides on a review; the first of `reviewers` leads."""

    use: str
    on: date
    due_on: date
    route: str
    reviewers: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SampleBoard:
    """Everything in the file."""

    organisation: str
    chair: str
    secretary: str
    rules: SampleRules
    page: SamplePage
    interests: Sequence[SampleInterest] = ()
    meetings: Sequence[SampleMeeting] = ()
    appeals: Sequence[SampleAppeal] = ()
    pauses: Sequence[SamplePause] = ()
    incidents: Sequence[SampleIncident] = ()
    confirmations: Sequence[SampleConfirmation] = ()
    figures: Sequence[SampleFigures] = ()
    members: Sequence[SampleMember] = ()
    triages: Sequence[SampleTriage] = ()
    readings: Sequence[SampleReading] = ()
