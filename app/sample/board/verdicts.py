"""What the sample's reviewers say of each part of a submission, and note for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from app.board.queries import reviews_of_use
from app.board.verdicts import actions
from app.board.verdicts.actions import RowInput
from app.board.verdicts.desk import desk_of
from app.board.verdicts.readable_verdicts import VerdictWords
from app.board.verdicts.targets import NamedTarget
from app.board.verdicts.words import Code
from app.sample.board_file import SampleReading, SampleVerdict
from app.sample.team_work import LATE, CannotLoad, Story, Team


def readings(team: Team, given: Iterable[SampleReading]) -> Iterator[Story]:
    """One story for each sitting of a reviewer over a submission."""
    for reading in given:
        story = Story()
        story.add(reading.on, LATE, partial(_read, team, reading))
        yield story


def _read(team: Team, reading: SampleReading) -> None:
    review, reader = reviews_of_use(team.use)[0], team.people[reading.by]
    desk = desk_of(review, reader)
    rows = []
    for verdict in reading.given:
        place = _place(desk.places.values(), verdict.about, team)
        rows.append(RowInput(place.target, _words(verdict), desk.standing.seen(place.target)))
    actions.save(review=review, rows=rows, actor_id=reader)


def _place(places: Iterable[NamedTarget], about: str, team: Team) -> NamedTarget:
    """The place with this id or, for a harm or a trade-off, this title.

    Raises:
        CannotLoad: the submission has none.
    """
    for place in places:
        if about in (place.target.id, place.title):
            return place
    raise CannotLoad(f"{team.sample.file}: a verdict on {about!r}, which the submission does not have")


def _words(verdict: SampleVerdict) -> VerdictWords:
    condition = verdict.words if verdict.code == Code.WITH_CONDITION else ""
    return VerdictWords(
        verdict.code or "",
        "" if condition else verdict.words,
        condition,
        verdict.note,
        bool(verdict.note),
    )
