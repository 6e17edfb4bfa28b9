"""The JSON shape of what the board found and of what happened after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.register.record.after_review import Pause, PublicConfirmation, PublicIncident, UnderReview
from app.register.record.board import BoardFindings, Decision, PublicAppeal, PublicCondition, PublicPoint
from app.register.record.json_reader import JsonReader, JsonValue, iso_day, said_only, texts
from app.vocabulary.advice import (
    AdviceOutcome,
    AppealOutcome,
    ConditionStatus,
    DecisionMethod,
    DecisionRule,
    ResponseOutcome,
)
from app.vocabulary.incidents import IncidentSeverity


def board_to_data(board: BoardFindings) -> dict[str, JsonValue]:
    """Give the findings as plain JSON values."""
    return {
        "outcome": board.outcome.value,
        "reasons": board.reasons,
        "issued_on": iso_day(board.issued_on),
        "conditions": [_condition_to_data(condition) for condition in board.conditions],
        "response_outcome": None if board.response_outcome is None else board.response_outcome.value,
        "response_reasons": board.response_reasons,
        "responded_on": iso_day(board.responded_on),
        "responder_post": board.responder_post,
        **said_only(
            {
                "outcome_label": board.outcome_label,
                "for_phase": board.for_phase,
                "decision": None if board.decision is None else _decision_to_data(board.decision),
                "dissents": list(board.dissents),
                "points": [_point_to_data(point) for point in board.points],
                "appeal": None if board.appeal is None else _appeal_to_data(board.appeal),
            }
        ),
    }


def _condition_to_data(condition: PublicCondition) -> dict[str, JsonValue]:
    return {
        "text": condition.text,
        "due_on": iso_day(condition.due_on),
        "status": condition.status.value,
        "status_note": condition.status_note,
        **said_only(
            {
                "owner_post": condition.owner_post,
                "ruled_on": iso_day(condition.ruled_on),
                "first_due_on": iso_day(condition.first_due_on),
                "evidence_on": iso_day(condition.evidence_on),
                "met_on": iso_day(condition.met_on),
            }
        ),
    }


def _decision_to_data(decision: Decision) -> dict[str, JsonValue]:
    return {
        "rule": decision.rule.value,
        "method": decision.method.value,
        "took_part": decision.took_part,
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "abstained": decision.abstained,
        "casting_vote": decision.casting_vote,
        "recused": decision.recused,
    }


def _point_to_data(point: PublicPoint) -> dict[str, JsonValue]:
    return {"asked": point.asked, "outcome": point.outcome.value, "reasons": point.reasons}


def _appeal_to_data(appeal: PublicAppeal) -> dict[str, JsonValue]:
    return {
        "grounds": appeal.grounds,
        "outcome": appeal.outcome.value,
        "asked_on": iso_day(appeal.asked_on),
        "reasons": appeal.reasons,
        "answered_on": iso_day(appeal.answered_on),
        "earlier_outcome": None if appeal.earlier_outcome is None else appeal.earlier_outcome.value,
        "earlier_reasons": appeal.earlier_reasons,
    }


def board_from_data(reader: JsonReader) -> BoardFindings:
    """Read what `board_to_data` wrote. Raises RecordError."""
    answered = reader.data.get("response_outcome") is not None
    decision, appeal = reader.child("decision"), reader.child("appeal")
    return BoardFindings(
        outcome=reader.choice("outcome", AdviceOutcome),
        reasons=reader.text("reasons"),
        issued_on=reader.day("issued_on"),
        conditions=tuple(_condition_from(item) for item in reader.children("conditions")),
        response_outcome=reader.choice("response_outcome", ResponseOutcome) if answered else None,
        response_reasons=reader.text("response_reasons", ""),
        responded_on=reader.day("responded_on"),
        responder_post=reader.text("responder_post", ""),
        outcome_label=reader.text("outcome_label", ""),
        for_phase=reader.text("for_phase", ""),
        decision=None if decision is None else _decision_from(decision),
        dissents=texts(reader.items("dissents"), f"{reader.path}.dissents"),
        points=tuple(_point_from(item) for item in reader.children("points")),
        appeal=None if appeal is None else _appeal_from(appeal),
    )


def _condition_from(reader: JsonReader) -> PublicCondition:
    return PublicCondition(
        text=reader.text("text"),
        due_on=reader.day("due_on"),
        status=reader.choice("status", ConditionStatus),
        status_note=reader.text("status_note", ""),
        owner_post=reader.text("owner_post", ""),
        ruled_on=reader.day("ruled_on"),
        first_due_on=reader.day("first_due_on"),
        evidence_on=reader.day("evidence_on"),
        met_on=reader.day("met_on"),
    )


def _decision_from(reader: JsonReader) -> Decision:
    return Decision(
        rule=reader.choice("rule", DecisionRule),
        method=reader.choice("method", DecisionMethod),
        took_part=reader.number("took_part") or 0,
        votes_for=reader.number("votes_for"),
        votes_against=reader.number("votes_against"),
        abstained=reader.number("abstained"),
        casting_vote=reader.flag("casting_vote"),
        recused=reader.number("recused") or 0,
    )


def _point_from(reader: JsonReader) -> PublicPoint:
    return PublicPoint(
        reader.text("asked"), reader.choice("outcome", ResponseOutcome), reader.text("reasons", "")
    )


def _appeal_from(reader: JsonReader) -> PublicAppeal:
    earlier = reader.data.get("earlier_outcome") is not None
    return PublicAppeal(
        grounds=reader.text("grounds"),
        outcome=reader.choice("outcome", AppealOutcome),
        asked_on=reader.day("asked_on"),
        reasons=reader.text("reasons", ""),
        answered_on=reader.day("answered_on"),
        earlier_outcome=reader.choice("earlier_outcome", AdviceOutcome) if earlier else None,
        earlier_reasons=reader.text("earlier_reasons", ""),
    )


def upkeep_to_data(
    confirmation: PublicConfirmation | None,
    pause: Pause | None,
    again: UnderReview | None,
    incidents: tuple[PublicIncident, ...],
) -> dict[str, JsonValue]:
    """Give what happened after the review as plain JSON values, without what is empty."""
    return said_only(
        {
            "confirmation": None
            if confirmation is None
            else {"on": confirmation.on.isoformat(), "by_post": confirmation.by_post},
            "pause": None if pause is None else {"since": pause.since.isoformat(), "reason": pause.reason},
            "under_review": None
            if again is None
            else {"since": again.since.isoformat(), "because": list(again.because)},
            "incidents": [
                {
                    "summary": incident.summary,
                    "severity": incident.severity.value,
                    "reported_on": incident.reported_on.isoformat(),
                    "done": incident.done,
                    "learnt": incident.learnt,
                    "closed_on": iso_day(incident.closed_on),
                }
                for incident in incidents
            ],
        }
    )


def upkeep_from_data(reader: JsonReader) -> Mapping[str, Any]:
    """Read what `upkeep_to_data` wrote, as arguments of a Record. Raises RecordError."""
    confirmed, paused, again = (reader.child(name) for name in ("confirmation", "pause", "under_review"))
    return {
        "confirmation": None
        if confirmed is None
        else PublicConfirmation(confirmed.needed_day("on"), confirmed.text("by_post", "")),
        "pause": None if paused is None else Pause(paused.needed_day("since"), paused.text("reason")),
        "under_review": None
        if again is None
        else UnderReview(again.needed_day("since"), texts(again.items("because"), f"{again.path}.because")),
        "incidents": tuple(
            PublicIncident(
                summary=item.text("summary"),
                severity=item.choice("severity", IncidentSeverity),
                reported_on=item.needed_day("reported_on"),
                done=item.text("done", ""),
                learnt=item.text("learnt", ""),
                closed_on=item.day("closed_on"),
            )
            for item in reader.children("incidents")
        ),
    }
