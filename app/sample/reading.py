"""Reads the sample files into frozen values; whether they make sense is told in checking.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from app.assessments.harms.actions import HarmInput, SafeguardInput
from app.questionnaire.model import Answer, AnswerState, Evidence
from app.sample.model import (
    Publication,
    Retirement,
    Round,
    SampleAdvice,
    SampleComment,
    SampleCondition,
    SampleOrganisation,
    SamplePerson,
    SampleResponse,
    SampleReturn,
    SampleStage,
    SampleUse,
)
from app.sample.parts import Part, SampleError, whole
from app.sample.reading_wider import read_card, read_mark, read_voice
from app.web.roles import Role

FOLDER = Path(__file__).parent
COUNCIL = FOLDER / "council.yaml"
USES = FOLDER / "uses"


def read_organisations(file: Path = COUNCIL) -> tuple[SampleOrganisation, ...]:
    """The organisations with their people.

    Raises:
        SampleError: something is missing, unknown or of the wrong type.
    """
    whole = Part(_yaml(file), file.name)
    found = whole.each("organisations", _organisation)
    whole.end()
    return tuple(found)


def use_files(folder: Path = USES) -> tuple[Path, ...]:
    """The files of all uses in the order of their numbers."""
    return tuple(sorted(folder.glob("*.yaml")))


def read_use(file: Path) -> SampleUse:
    """One use.

    Raises:
        SampleError: something is missing, unknown or of the wrong type.
    """
    part = Part(_yaml(file), file.name)
    stage = part.text("stage")
    if stage not in tuple(SampleStage):
        raise SampleError(f"{file.name}: stage is {stage!r}; use one of {', '.join(SampleStage)}")
    use = SampleUse(
        file=file.stem,
        organisation=part.text("organisation", "northmere"),
        name=part.text("name"),
        kind=part.text("kind"),
        phase=part.text("phase"),
        service_area=part.text("service_area"),
        team=[str(key) for key in part.take("team", list)],
        owner=part.text("owner", ""),
        started_on=part.take("started_on", date),
        stage=SampleStage(stage),
        answers=_answers(part.take("answers", dict), f"{file.name}: answers"),
        harms=part.each("harms", _harm),
        rounds=part.each("submissions", _round),
        published=part.maybe("published", _publication),
        retired=part.maybe("retired", _retirement),
        lenses=part.each("lenses", read_mark),
        trade_offs=part.each("trade_offs", read_card),
        no_tension=part.text("no_tension", ""),
        voices=part.each("voices", read_voice),
        areas=[str(name) for name in part.take("areas", list, [])],
    )
    part.end()
    return use


def _yaml(file: Path) -> object:
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise SampleError(f"{file.name}: not YAML: {error}") from error


def _plain(value: object) -> Any:
    """YAML's own truths and dates as the words that answers use."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value.strip() if isinstance(value, str) else value


def _answers(data: Mapping[str, object], where: str) -> dict[str, Answer]:
    return {str(name): _answer(value, f"{where}: {name}") for name, value in data.items()}


def _answer(value: object, where: str) -> Answer:
    if not isinstance(value, dict):
        return Answer(AnswerState.ANSWERED, _plain(value))
    part = Part(value, where)
    note = part.text("note", "")
    evidence = part.each("evidence", _evidence)
    if "unknown" in value:
        part.asked.add("unknown")
        answer = Answer(AnswerState.UNKNOWN, note=note, evidence=evidence)
    elif "not_applicable" in value:
        answer = Answer(AnswerState.NOT_APPLICABLE, reason=part.text("not_applicable"), note=note)
    else:
        part.asked.add("value")
        answer = Answer(AnswerState.ANSWERED, _plain(value.get("value")), note=note, evidence=evidence)
    part.end()
    return answer


def _evidence(part: Part) -> Evidence:
    return Evidence(part.text("title"), part.text("link", ""))


def _organisation(part: Part) -> SampleOrganisation:
    people = part.take("people", dict)
    return SampleOrganisation(
        slug=part.text("slug"),
        name=part.text("name"),
        website=part.text("website"),
        contact_email=part.text("contact_email"),
        contact_phone=part.text("contact_phone", ""),
        about=part.text("about", ""),
        created_on=part.take("created_on", date),
        people={
            key: whole(Part(data, f"{part.where}: people: {key}"), partial(_person, key=key))
            for key, data in people.items()
        },
    )


def _person(part: Part, *, key: str) -> SamplePerson:
    roles = [str(role) for role in part.take("roles", list)]
    if unknown := sorted(set(roles) - set(Role)):
        raise SampleError(f"{part.where}: unknown role {', '.join(unknown)}")
    return SamplePerson(key, part.text("name"), part.text("email"), tuple(Role(role) for role in roles))


def _harm(part: Part) -> HarmInput:
    return HarmInput(
        title=part.text("title"),
        who=part.text("who"),
        principle=part.text("principle"),
        severity=part.take("severity", int),
        likelihood=part.take("likelihood", int),
        reversible=part.text("reversible"),
        severity_after=part.take("severity_after", int),
        likelihood_after=part.take("likelihood_after", int),
        accepted_reason=part.text("accepted_reason", ""),
        is_public=part.take("is_public", bool, True),
        safeguards=part.each("safeguards", _safeguard),
    )


def _safeguard(part: Part) -> SafeguardInput:
    return SafeguardInput(
        text=part.text("text"),
        responsible=part.text("responsible", ""),
        due_on=part.maybe_date("due_on"),
        in_place=part.take("in_place", bool, False),
        severity_steps=part.take("severity_steps", int, 0),
        likelihood_steps=part.take("likelihood_steps", int, 0),
        evidence=part.text("evidence", ""),
    )


def _round(part: Part) -> Round:
    changes = Part(part.data.get("changes", {}), f"{part.where}: changes")
    part.asked.add("changes")
    answers = changes.take("answers", dict, {})
    harms = changes.each("harms", _harm) if "harms" in changes.data else None
    changes.end()
    return Round(
        on=part.take("on", date),
        by=part.text("by"),
        note=part.text("note", ""),
        comments=part.each("comments", _comment),
        returned=part.maybe("returned", _returned),
        advice=part.maybe("advice", _advice),
        response=part.maybe("response", _response),
        answers=_answers(answers, changes.where),
        harms=harms,
    )


def _comment(part: Part) -> SampleComment:
    return SampleComment(part.text("by"), part.take("on", date), part.text("text"), part.text("question", ""))


def _returned(part: Part) -> SampleReturn:
    return SampleReturn(part.text("by"), part.take("on", date), part.text("reasons"))


def _advice(part: Part) -> SampleAdvice:
    return SampleAdvice(
        part.text("by"),
        part.take("on", date),
        part.text("outcome"),
        part.text("reasons"),
        part.each("conditions", _condition),
        part.text("for_phase", ""),
        {str(key): str(words) for key, words in part.take("against", dict, {}).items()},
    )


def _condition(part: Part) -> SampleCondition:
    return SampleCondition(
        text=part.text("text"),
        due_on=part.take("due_on", date),
        status=part.text("status", "open"),
        note=part.text("note", ""),
        ruled_on=part.maybe_date("ruled_on"),
        evidence=part.text("evidence", ""),
        evidence_on=part.maybe_date("evidence_on"),
    )


def _response(part: Part) -> SampleResponse:
    return SampleResponse(
        part.text("by"),
        part.take("on", date),
        part.text("outcome"),
        part.text("reasons"),
        part.text("post"),
        part.text("to_advice", ""),
    )


def _publication(part: Part) -> Publication:
    return Publication(
        part.text("prepared_by"), part.text("published_by", ""), part.maybe_date("on"), part.text("note", "")
    )


def _retirement(part: Part) -> Retirement:
    return Retirement(part.text("by"), part.take("on", date), part.text("reason"))
