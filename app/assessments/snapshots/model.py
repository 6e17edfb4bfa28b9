"""What a submission freezes: the use, the answers, the harms, as one value that goes to JSON and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.assessments.snapshots.lens_marks import MarkFacts, mark_from_data
from app.assessments.snapshots.risk_reduction import RiskStory, story
from app.assessments.snapshots.trade_offs import CardFacts, card_from_data
from app.assessments.snapshots.voices import VoiceFacts, voice_from_data
from app.questionnaire.model import Answer, AnswerState, Evidence


@dataclass(frozen=True, slots=True)
class SafeguardFacts:
    """A safeguard as it stood; `due_on` is an ISO date or empty.

    The steps are what it claims to take off severity and likelihood.
    """

    text: str
    responsible: str
    due_on: str
    in_place: bool
    severity_steps: int = 0
    likelihood_steps: int = 0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class HarmFacts:
    """A harm as it stood; severity and likelihood from 1 (low) to 4."""

    id: int
    title: str
    who: str
    principle: str
    severity: int
    likelihood: int
    reversible: str
    severity_after: int
    likelihood_after: int
    accepted_reason: str
    is_public: bool
    safeguards: tuple[SafeguardFacts, ...]

    @property
    def risk_before(self) -> int:
        """Severity times likelihood without the safeguards, 1 to 16."""
        return self.severity * self.likelihood

    @property
    def risk_after(self) -> int:
        """Severity times likelihood with the safeguards, 1 to 16."""
        return self.severity_after * self.likelihood_after

    @property
    def story(self) -> RiskStory:
        """How far each safeguard lowers the risk."""
        claims = ((each.severity_steps, each.likelihood_steps) for each in self.safeguards)
        return story(self.severity, self.likelihood, self.risk_after, claims)


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """Where the public reaches one safeguard of UK GDPR article 22C; `safeguard` as in publishing.py."""

    safeguard: str
    where: str
    who: str
    days: str


@dataclass(frozen=True, slots=True)
class DutyAnswerFacts:
    """One thing recorded for a duty, in words; `unknown` when the team says that it does not know yet."""

    question: str
    text: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """A legal duty that applied or might, as it stood; codes as in app/assessments/duties.

    `answered_by` is a person's id, None while nobody said anything; `answered_at` an ISO moment or empty.
    """

    id: str
    title: str
    law: str
    standing: str
    applicability: str
    status: str
    not_binding: str
    answers: tuple[DutyAnswerFacts, ...]
    routes: tuple[RouteFacts, ...]
    answered_by: int | None
    answered_at: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that the board sees of one submission."""

    name: str
    kind: str
    phase: str
    service_area: str
    answers: Mapping[str, Answer]
    harms: tuple[HarmFacts, ...]
    duties: tuple[DutyFacts, ...] = ()
    lenses: tuple[MarkFacts, ...] = ()
    trade_offs: tuple[CardFacts, ...] = ()
    no_tension: str = ""
    voices: tuple[VoiceFacts, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """The snapshot as JSON values, for `Submission.snapshot`.

        What came later than the first submissions is left out while it is empty, so that their hashes hold.
        """
        later = {
            "duties": [asdict(duty) for duty in self.duties],
            "lenses": [asdict(mark) for mark in self.lenses],
            "trade_offs": [asdict(card) for card in self.trade_offs],
            "no_tension": self.no_tension,
            "voices": [asdict(voice) for voice in self.voices],
        }
        return {name: value for name, value in later.items() if value} | {
            "name": self.name,
            "kind": self.kind,
            "phase": self.phase,
            "service_area": self.service_area,
            "answers": {key: answer_to_data(answer) for key, answer in sorted(self.answers.items())},
            "harms": [_harm_to_data(harm) for harm in self.harms],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Snapshot:
        """Reads what `to_data` gave."""
        return cls(
            name=data["name"],
            kind=data["kind"],
            phase=data["phase"],
            service_area=data["service_area"],
            answers={key: answer_from_data(value) for key, value in data["answers"].items()},
            harms=tuple(_harm(harm) for harm in data["harms"]),
            duties=tuple(_duty(duty) for duty in data.get("duties", ())),
            lenses=tuple(mark_from_data(mark) for mark in data.get("lenses", ())),
            trade_offs=tuple(card_from_data(card) for card in data.get("trade_offs", ())),
            no_tension=data.get("no_tension", ""),
            voices=tuple(voice_from_data(voice) for voice in data.get("voices", ())),
        )

    def content_hash(self) -> str:
        """SHA-256 of the snapshot's JSON with sorted keys."""
        text = json.dumps(self.to_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def answer_to_data(answer: Answer) -> dict[str, Any]:
    """An answer as JSON values."""
    return {
        "state": str(answer.state),
        "value": answer.value,
        "reason": answer.reason,
        "note": answer.note,
        "evidence": [{"title": row.title, "link": row.link} for row in answer.evidence],
    }


def answer_from_data(data: Mapping[str, Any]) -> Answer:
    """Reads what `answer_to_data` gave."""
    return Answer(
        state=AnswerState(data["state"]),
        value=data["value"],
        reason=data["reason"],
        note=data["note"],
        evidence=tuple(Evidence(**row) for row in data["evidence"]),
    )


def _harm_to_data(harm: HarmFacts) -> dict[str, Any]:
    """The harm as JSON values; what safeguards did not say at first is left out while it is empty."""
    data = asdict(harm)
    later = ("severity_steps", "likelihood_steps", "evidence")
    data["safeguards"] = [
        {name: value for name, value in row.items() if value or name not in later}
        for row in data["safeguards"]
    ]
    return data


def _harm(data: Mapping[str, Any]) -> HarmFacts:
    safeguards = tuple(SafeguardFacts(**row) for row in data["safeguards"])
    return HarmFacts(**{**data, "safeguards": safeguards})


def _duty(data: Mapping[str, Any]) -> DutyFacts:
    answers = tuple(DutyAnswerFacts(**row) for row in data["answers"])
    routes = tuple(RouteFacts(**row) for row in data["routes"])
    return DutyFacts(**{**data, "answers": answers, "routes": routes})
