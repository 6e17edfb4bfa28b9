"""Reads the file of the sample's board; what is wrong with its shape is told with its place."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from pathlib import Path

import yaml

from app.board.interests.standing import InterestKind
from app.board.meetings.actions.session import ActionInput
from app.board.verdicts.words import Code
from app.sample.board.model import (
    SampleAppeal,
    SampleBoard,
    SampleConfirmation,
    SampleFigures,
    SampleIncident,
    SampleInterest,
    SampleMeeting,
    SampleMember,
    SamplePage,
    SamplePause,
    SamplePrivate,
    SampleReading,
    SampleRules,
    SampleTriage,
    SampleVerdict,
)
from app.sample.parts import Part, SampleError, whole

FILE = Path(__file__).parents[1] / "board.yaml"


def read_board(file: Path = FILE) -> SampleBoard:
    """The board that a file describes.

    Raises:
        SampleError: the file does not have the right shape.
    """
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise SampleError(f"{file.name}: not YAML: {error}") from error
    return whole(Part(data, file.name), _board)


def _board(part: Part) -> SampleBoard:
    return SampleBoard(
        organisation=part.text("organisation"),
        chair=part.text("chair"),
        secretary=part.text("secretary"),
        rules=whole(Part(part.take("rules", dict), f"{part.where}: rules"), _rules),
        page=whole(Part(part.take("page", dict), f"{part.where}: page"), _page),
        interests=part.each("interests", _interest),
        meetings=part.each("meetings", _meeting),
        appeals=part.each("appeals", _appeal),
        pauses=part.each("pauses", _pause),
        incidents=part.each("incidents", _incident),
        confirmations=part.each("confirmations", _confirmation),
        figures=part.each("figures", _figures),
        members=part.each("members", _member),
        triages=part.each("triages", _triage),
        readings=part.each("readings", _reading),
    )


def _rules(part: Part) -> SampleRules:
    return SampleRules(
        by=part.text("by"),
        on=part.take("on", date),
        quorum=part.take("quorum", int),
        rule=part.text("rule"),
        casting_vote=part.take("casting_vote", bool),
        interests_public=part.take("interests_public", bool),
        minutes_public=part.take("minutes_public", bool),
    )


def _page(part: Part) -> SamplePage:
    posts = {str(key): str(post) for key, post in part.take("posts", dict).items()}
    return SamplePage(part.text("by"), part.take("on", date), part.text("about"), posts)


def _interest(part: Part) -> SampleInterest:
    kind = part.text("kind")
    if kind not in tuple(InterestKind):
        raise SampleError(f"{part.where}: kind is {kind!r}; use one of {', '.join(InterestKind)}")
    return SampleInterest(part.text("use"), part.text("by"), InterestKind(kind), part.text("text"))


def _meeting(part: Part) -> SampleMeeting:
    return SampleMeeting(
        on=part.take("on", date),
        at=time.fromisoformat(part.text("at")),
        place=part.text("place"),
        planned_on=part.take("planned_on", date),
        papers_on=part.take("papers_on", date),
        reviews=_names(part, "reviews"),
        present=_names(part, "present"),
        apologies=_names(part, "apologies"),
        guests=part.text("guests", ""),
        said={str(key): str(text).strip() for key, text in part.take("said", dict, {}).items()},
        private={
            str(key): whole(Part(data, f"{part.where}: private: {key}"), _private)
            for key, data in part.take("private", dict, {}).items()
        },
        actions={
            str(key): Part({key: rows}, f"{part.where}: actions").each(str(key), _action)
            for key, rows in part.take("actions", dict, {}).items()
        },
        drafted_on=part.maybe_date("drafted_on"),
        approved_at=part.maybe_date("approved_at"),
        published_on=part.maybe_date("published_on"),
    )


def _names(part: Part, name: str) -> list[str]:
    return [str(each) for each in part.take(name, list, [])]


def _private(part: Part) -> SamplePrivate:
    return SamplePrivate(part.text("rule"), part.text("reason"))


def _action(part: Part) -> ActionInput:
    return ActionInput(part.text("text"), part.text("who"), part.maybe_date("due_on"))


def _appeal(part: Part) -> SampleAppeal:
    text, day = part.text, partial(part.take, kind=date)
    return SampleAppeal(
        use=text("use"),
        by=text("by"),
        on=day("on"),
        grounds=text("grounds"),
        answered_by=text("answered_by"),
        answered_on=day("answered_on"),
        outcome=text("outcome"),
        reasons=text("reasons"),
        agreed_by=text("agreed_by"),
        agreed_on=day("agreed_on"),
    )


def _pause(part: Part) -> SamplePause:
    return SamplePause(
        use=part.text("use"),
        by=part.text("by"),
        on=part.take("on", date),
        reason=part.text("reason"),
        lifted_on=part.take("lifted_on", date),
        lifted=part.text("lifted"),
    )


def _incident(part: Part) -> SampleIncident:
    def text(name: str) -> str:
        return part.text(name, "")

    return SampleIncident(
        use=part.text("use"),
        on=part.take("on", date),
        happened=part.text("happened"),
        happened_on=text("happened_on"),
        affected_who=text("affected_who"),
        affected=part.text("affected"),
        harm=part.text("harm"),
        severity=text("severity"),
        triaged_by=text("triaged_by"),
        triaged_on=part.maybe_date("triaged_on"),
        triage=text("triage"),
        found_by=text("found_by"),
        found_on=part.maybe_date("found_on"),
        found=text("found"),
        closed_by=text("closed_by"),
        closed_on=part.maybe_date("closed_on"),
        done=text("done"),
        learnt=text("learnt"),
        summary=text("summary"),
    )


def _confirmation(part: Part) -> SampleConfirmation:
    return SampleConfirmation(
        part.text("use"), part.text("by"), part.take("on", date), part.text("post"), part.text("words")
    )


def _member(part: Part) -> SampleMember:
    interests = part.each("interests", lambda row: (row.text("category"), row.text("text")))
    if part.take("none", bool, False) is bool(interests):
        raise SampleError(f"{part.where}: interests, or none: true")
    return SampleMember(part.text("who"), part.take("on", date), interests)


def _triage(part: Part) -> SampleTriage:
    return SampleTriage(
        use=part.text("use"),
        on=part.take("on", date),
        due_on=part.take("due_on", date),
        route=part.text("route"),
        reviewers=_names(part, "reviewers"),
        note=part.text("note", ""),
    )


def _figures(part: Part) -> SampleFigures:
    return SampleFigures(
        part.take("year", int), part.text("by"), part.take("on", date), part.text("words", "")
    )


def _reading(part: Part) -> SampleReading:
    return SampleReading(
        part.text("use"), part.text("by"), part.take("on", date), part.each("given", _verdict)
    )


def _verdict(part: Part) -> SampleVerdict:
    code = part.text("verdict", "")
    if code and code not in tuple(Code):
        raise SampleError(f"{part.where}: verdict is {code!r}; use one of {', '.join(Code)}")
    return SampleVerdict(part.text("about"), code, part.text("words", ""), part.text("note", ""))
