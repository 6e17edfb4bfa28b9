"""Reads the sample files into frozen values; whether they make sense is told in checking.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml

from app.assessments.actions.harms import HarmInput, SafeguardInput
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
    SampleUse,
    Stage,
)
from app.web.roles import Role

FOLDER = Path(__file__).parent
COUNCIL = FOLDER / "council.yaml"
USES = FOLDER / "uses"
T = TypeVar("T")


class SampleError(ValueError):
    """A sample file does not have the right shape; the message says where."""


def read_organisations(file: Path = COUNCIL) -> tuple[SampleOrganisation, ...]:
    """The organisations with their people.

    Raises:
        SampleError: something is missing, unknown or of the wrong type.
    """
    whole = _Part(_yaml(file), file.name)
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
    part = _Part(_yaml(file), file.name)
    stage = part.text("stage")
    if stage not in tuple(Stage):
        raise SampleError(f"{file.name}: stage is {stage!r}; use one of {', '.join(Stage)}")
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
        stage=Stage(stage),
        answers=_answers(part.take("answers", dict), f"{file.name}: answers"),
        harms=part.each("harms", _harm),
        rounds=part.each("submissions", _round),
        published=part.maybe("published", _publication),
        retired=part.maybe("retired", _retirement),
    )
    part.end()
    return use


class _Part:
    """A mapping of a file that is read name by name; `end` complains about names that nobody asked for."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            raise SampleError(f"{where}: expected names with values, found {type(data).__name__}")
        # To YAML 1.1 the name `on` is the truth.
        self.data: dict[str, Any] = {"on" if name is True else str(name): v for name, v in data.items()}
        self.where = where
        self.asked: set[str] = set()

    def take(self, name: str, kind: type[T], default: T | None = None) -> T:
        self.asked.add(name)
        value = self.data.get(name, default)
        if value is None:
            raise SampleError(f"{self.where}: {name} is missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise SampleError(f"{self.where}: {name} should be {kind.__name__}, not {type(value).__name__}")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A text; yes and no without quotes are taken as words."""
        if isinstance(self.data.get(name), bool):
            self.asked.add(name)
            return "yes" if self.data[name] else "no"
        return self.take(name, str, default).strip()

    def maybe_date(self, name: str) -> date | None:
        self.asked.add(name)
        return None if self.data.get(name) is None else self.take(name, date)

    def each(self, name: str, read: Callable[[_Part], T]) -> tuple[T, ...]:
        rows = self.take(name, list, [])
        return tuple(_whole(_Part(row, f"{self.where}: {name} {n}"), read) for n, row in enumerate(rows, 1))

    def maybe(self, name: str, read: Callable[[_Part], T]) -> T | None:
        self.asked.add(name)
        value = self.data.get(name)
        return None if value is None else _whole(_Part(value, f"{self.where}: {name}"), read)

    def end(self) -> None:
        if unknown := sorted(map(str, self.data.keys() - self.asked)):
            raise SampleError(f"{self.where}: unknown name {', '.join(unknown)}")


def _whole(part: _Part, read: Callable[[_Part], T]) -> T:
    value = read(part)
    part.end()
    return value


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
    part = _Part(value, where)
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


def _evidence(part: _Part) -> Evidence:
    return Evidence(part.text("title"), part.text("link", ""))


def _organisation(part: _Part) -> SampleOrganisation:
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
            key: _whole(_Part(data, f"{part.where}: people: {key}"), partial(_person, key=key))
            for key, data in people.items()
        },
    )


def _person(part: _Part, *, key: str) -> SamplePerson:
    roles = [str(role) for role in part.take("roles", list)]
    if unknown := sorted(set(roles) - set(Role)):
        raise SampleError(f"{part.where}: unknown role {', '.join(unknown)}")
    return SamplePerson(key, part.text("name"), part.text("email"), tuple(Role(role) for role in roles))


def _harm(part: _Part) -> HarmInput:
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


def _safeguard(part: _Part) -> SafeguardInput:
    return SafeguardInput(
        text=part.text("text"),
        responsible=part.text("responsible", ""),
        due_on=part.maybe_date("due_on"),
        in_place=part.take("in_place", bool, False),
    )


def _round(part: _Part) -> Round:
    changes = _Part(part.data.get("changes", {}), f"{part.where}: changes")
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


def _comment(part: _Part) -> SampleComment:
    return SampleComment(part.text("by"), part.take("on", date), part.text("text"), part.text("question", ""))


def _returned(part: _Part) -> SampleReturn:
    return SampleReturn(part.text("by"), part.take("on", date), part.text("reasons"))


def _advice(part: _Part) -> SampleAdvice:
    return SampleAdvice(
        part.text("by"),
        part.take("on", date),
        part.text("outcome"),
        part.text("reasons"),
        part.each("conditions", _condition),
    )


def _condition(part: _Part) -> SampleCondition:
    return SampleCondition(
        text=part.text("text"),
        due_on=part.take("due_on", date),
        status=part.text("status", "open"),
        note=part.text("note", ""),
        ruled_on=part.maybe_date("ruled_on"),
    )


def _response(part: _Part) -> SampleResponse:
    return SampleResponse(
        part.text("by"), part.take("on", date), part.text("outcome"), part.text("reasons"), part.text("post")
    )


def _publication(part: _Part) -> Publication:
    return Publication(
        part.text("prepared_by"), part.text("published_by", ""), part.maybe_date("on"), part.text("note", "")
    )


def _retirement(part: _Part) -> Retirement:
    return Retirement(part.text("by"), part.take("on", date), part.text("reason"))
