"""The frozen values of the sample files; they know neither YAML nor the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.assessments.harms.actions import HarmInput
from app.assessments.lenses.actions import MarkInput
from app.assessments.trade_offs.actions import CardInput, OptionInput
from app.assessments.voices.actions import VoiceInput
from app.questionnaire.model import Answer
from app.web.roles import Role


class SampleStage(StrEnum):
    """How far a use of the sample has come, in the order of the journey."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ADVISED = "advised"
    RESPONDED = "responded"
    EDITING = "editing"
    SECOND_CHECK = "second_check"
    PUBLISHED = "published"
    RETIRED = "retired"

    def reached(self, other: SampleStage) -> bool:
        """Whether this stage is `other` or a later one."""
        order = tuple(SampleStage)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody of an organisation; `key` names them in the files of the uses."""

    key: str
    name: str
    email: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class SampleOrganisation:
    """A council with its people."""

    slug: str
    name: str
    website: str
    contact_email: str
    contact_phone: str
    about: str
    created_on: date
    people: Mapping[str, SamplePerson]


@dataclass(frozen=True, slots=True)
class SampleComment:
    """What a board member said; without a question it is about the whole."""

    by: str
    on: date
    text: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class SampleReturn:
    """The chair sends a submission back."""

    by: str
    on: date
    reasons: str


@dataclass(frozen=True, slots=True)
class SampleCondition:
    """A condition of the board and how it stands now.

    `note` are the board's reasons, or the owner's where the status is departed. `evidence` was handed in on
    `evidence_on`, at the latest on the day of the ruling.
    """

    text: str
    due_on: date
    status: str = "open"
    note: str = ""
    ruled_on: date | None = None
    evidence: str = ""
    evidence_on: date | None = None


@dataclass(frozen=True, slots=True)
class SampleAdvice:
    """The board's advice; `against` has the words of members who voted against it, if it came to a vote."""

    by: str
    on: date
    outcome: str
    reasons: str
    conditions: Sequence[SampleCondition] = ()
    for_phase: str = ""
    against: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleResponse:
    """The accountable owner's answer; `to_advice` is what they say to the advice itself, if they depart."""

    by: str
    on: date
    outcome: str
    reasons: str
    post: str
    to_advice: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One submission and all that followed; `answers` and `harms` are what the team changed afterwards."""

    on: date
    by: str
    note: str
    comments: Sequence[SampleComment] = ()
    returned: SampleReturn | None = None
    advice: SampleAdvice | None = None
    response: SampleResponse | None = None
    answers: Mapping[str, Answer] | None = None
    harms: Sequence[HarmInput] | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """Who prepared and who published; without a day it is still on the way."""

    prepared_by: str
    published_by: str
    on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Retirement:
    """Why and when a published entry was retired."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class SampleMark:
    """A mark on the canvas; `harm` is the title of the harm that answers it."""

    lens: str
    dimension: str
    facts: MarkInput
    harm: str = ""


@dataclass(frozen=True, slots=True)
class SampleOption:
    """An option of a trade-off card."""

    facts: OptionInput
    do_nothing: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A trade-off card with its options and, unless it is still open, the choice."""

    facts: CardInput
    options: Sequence[SampleOption]
    reason: str = ""
    signed_by: str = ""
    review_on: date | None = None
    public_summary: str = ""


@dataclass(frozen=True, slots=True)
class SampleUse:
    """One use with its whole history; `file` is the name of its file."""

    file: str
    organisation: str
    name: str
    kind: str
    phase: str
    service_area: str
    team: Sequence[str]
    owner: str
    started_on: date
    stage: SampleStage
    answers: Mapping[str, Answer]
    harms: Sequence[HarmInput] = ()
    rounds: Sequence[Round] = ()
    published: Publication | None = None
    retired: Retirement | None = None
    lenses: Sequence[SampleMark] = ()
    trade_offs: Sequence[SampleCard] = ()
    no_tension: str = ""
    voices: Sequence[VoiceInput] = ()
    areas: Sequence[str] = ()
