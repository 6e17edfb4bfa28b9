"""What the sample's files say, as frozen values; whether it makes sense is told in checking.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from app.assessments.harms.actions import HarmInput
from app.assessments.lenses.actions import MarkInput
from app.assessments.snapshots.scale import cell, scenarios
from app.assessments.trade_offs.actions import CardInput, OptionInput
from app.assessments.voices.actions import VoiceInput
from app.data_files import Made, key
from app.questionnaire.model import Answer
from app.sample.answers import SampleAnswer
from app.web.roles import Role

Typed = TypeVar("Typed", MarkInput, OptionInput, CardInput)


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
    """Somebody of an organisation."""

    name: str
    email: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class SampleOrganisation:
    """A council with its people by the names that the files of the uses have for them."""

    slug: str
    name: str
    website: str
    contact_email: str
    created_on: date
    people: Mapping[str, SamplePerson]
    contact_phone: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class SampleOrganisations:
    """The whole of council.yaml."""

    organisations: Sequence[SampleOrganisation]


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
class SampleChanges:
    """What the team changed after a round."""

    answers: Mapping[str, SampleAnswer] = field(default_factory=dict)
    harms: Sequence[HarmInput] | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One submission and all that followed."""

    on: date
    by: str
    note: str = ""
    comments: Sequence[SampleComment] = ()
    returned: SampleReturn | None = None
    advice: SampleAdvice | None = None
    response: SampleResponse | None = None
    changes: SampleChanges = field(default_factory=SampleChanges)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What the team answered otherwise afterwards."""
        return self.changes.answers

    @property
    def harms(self) -> Sequence[HarmInput] | None:
        """The harms that stand afterwards, None when they are the same."""
        return self.changes.harms


@dataclass(frozen=True, slots=True)
class Publication:
    """Who prepared and who published; without a day it is still on the way."""

    prepared_by: str
    published_by: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Retirement:
    """Why and when a published entry was retired."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMark(MarkInput):
    """A mark on the canvas at a lens and a dimension, like `local-social/housing`.

    `harm` is the title of the harm that answers it.
    """

    at: str
    harm: str = ""

    @property
    def lens(self) -> str:
        """The id of the lens."""
        return self.at.partition("/")[0]

    @property
    def dimension(self) -> str:
        """The id of the dimension."""
        return self.at.partition("/")[2]

    @property
    def facts(self) -> MarkInput:
        """What is typed into the form."""
        return _as(MarkInput, self)


def _scores(steps: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Steps by cell from three steps for each principle; `?` is not known."""
    found: dict[str, str] = {}
    for principle, given in steps.items():
        if len(given) != len(scenarios()):
            raise ValueError(f"{principle} needs {len(scenarios())} steps")
        for scenario, each in zip(scenarios(), given, strict=True):
            found[cell(principle, scenario.id)] = "unknown" if each == "?" else each
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOption(OptionInput):
    """An option of a trade-off card; a principle has its steps for best, expected and worst."""

    scores: Annotated[Mapping[str, str], Made(Mapping[str, Sequence[str]], _scores)]
    do_nothing: bool = False
    chosen: bool = False

    @property
    def facts(self) -> OptionInput:
        """What is typed into the form."""
        return _as(OptionInput, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCard(CardInput):
    """A trade-off card with its options and, unless it is still open, the choice."""

    options: Sequence[SampleOption]
    reason: str = ""
    signed_by: str = ""
    review_on: date | None = None
    public_summary: str = ""

    @property
    def facts(self) -> CardInput:
        """What is typed into the form."""
        return _as(CardInput, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleVoice(VoiceInput):
    """A voice; how many they were and on which day may be left out."""

    how_many: int | None = None
    heard_on: date | None = None


def _as(kind: type[Typed], value: Any) -> Typed:
    return kind(**{each.name: getattr(value, each.name) for each in fields(kind)})


@dataclass(frozen=True, slots=True)
class SampleUse:
    """One use with its whole history; `file` is the name of its file, which the file does not say."""

    name: str
    kind: str
    phase: str
    service_area: str
    team: Sequence[str]
    started_on: date
    stage: SampleStage
    answers: Mapping[str, SampleAnswer]
    organisation: str = "northmere"
    owner: str = ""
    harms: Sequence[HarmInput] = ()
    rounds: Annotated[Sequence[Round], key("submissions")] = ()
    published: Publication | None = None
    retired: Retirement | None = None
    lenses: Sequence[SampleMark] = ()
    trade_offs: Sequence[SampleCard] = ()
    no_tension: str = ""
    voices: Sequence[SampleVoice] = ()
    areas: Sequence[str] = ()
    file: str = ""
