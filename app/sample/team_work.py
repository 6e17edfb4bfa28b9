"""A sample team at work: starts its use, saves answers section by section, writes harms, submits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from app.assessments.answers.actions import save_answers
from app.assessments.answers.queries import answers_of, versions_of
from app.assessments.duties.freeze import frozen_duties
from app.assessments.harms.actions import HarmInput, add_harm, change_harm, remove_harm
from app.assessments.harms.queries import harms_of
from app.assessments.models import Submission
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.submissions.actions import reopen, submit
from app.assessments.submissions.queries import harm_facts, obstacles, snapshot_of
from app.assessments.use_assessment import the_assessment
from app.assessments.use_list.actions import start_use
from app.questionnaire.model import Answer, Page, Questionnaire, Section
from app.sample.board_file import SampleInterest
from app.sample.listed_rows import Acting, wider_steps
from app.sample.model import Round, SampleStage, SampleUse
from app.uses.actions import add_member
from app.uses.areas.actions import name_areas
from app.uses.models import UseCase

Action = Callable[[], object]
MORNING, AFTERNOON, LATE = time(9, 40), time(14, 10), time(16, 20)
PAUSE = timedelta(minutes=7)


class CannotLoad(Exception):
    """A use of the sample cannot take the next step; the message says why."""


@dataclass(slots=True)
class Story:
    """The steps of one use, each at its moment and never before the one it follows."""

    steps: list[tuple[datetime, Action]] = field(default_factory=list)

    def add(self, day: date, hour: time, action: Action) -> None:
        """Adds the next step, on this day or, if that would be too early, just after the step before."""
        moment = datetime.combine(day, hour, UTC)
        if self.steps:
            moment = max(moment, self.steps[-1][0] + PAUSE)
        self.steps.append((moment, action))

    @property
    def day(self) -> date:
        """The day of the last step."""
        return self.steps[-1][0].date()


@dataclass(slots=True)
class SampleBody:
    """An organisation of the sample in the database; `people` has ids by key, `meetings` by day."""

    organisation_id: int = 0
    people: dict[str, int] = field(default_factory=dict)
    meetings: dict[date, int] = field(default_factory=dict)


class Team:
    """The people who work on one sample use of an organisation."""

    def __init__(
        self,
        sample: SampleUse,
        body: SampleBody,
        outline: Questionnaire,
        interests: Sequence[SampleInterest] = (),
    ) -> None:
        self.sample = sample
        self.body = body
        self.outline = outline
        self.interests = interests  # which members of the board have one in this use
        self._use: UseCase | None = None

    @property
    def people(self) -> Mapping[str, int]:
        """The ids of the organisation's people by key."""
        return self.body.people

    @property
    def started(self) -> bool:
        """Whether the use is in the database."""
        return self._use is not None

    @property
    def use(self) -> UseCase:
        """The use, once it is started."""
        if self._use is None:
            raise CannotLoad(f"{self.sample.file}: not started yet")
        return self._use

    def first_draft(self, story: Story) -> None:
        """Starts the use and answers, a section at a time, until the day before it is submitted."""
        sample = self.sample
        story.add(sample.started_on, MORNING, self._start)
        parts = self._sections(sample.answers)
        last = sample.rounds[0].on if sample.rounds else sample.started_on + timedelta(days=3 * len(parts))
        days = (last - sample.started_on).days
        for number, (section, answers) in enumerate(parts):
            day = sample.started_on + timedelta(days=days * number // len(parts))
            story.add(day, AFTERNOON, self._saving(section, answers, number))
        for number, harm in enumerate(sample.harms):
            story.add(story.day, LATE, self._adding(harm, number))
        for number, step in enumerate(wider_steps(sample)):
            story.add(story.day, LATE, partial(self._looking_further, step, number))

    def revision(self, story: Story, changed: Round, until: date | None) -> None:
        """What the team changes after the board sent it back, or after a response that reopened it."""
        if changed.advice:
            story.add(
                story.day + timedelta(days=2), MORNING, lambda: reopen(use=self.use, actor_id=self._by(0))
            )
        halfway = (until - story.day) // 2 if until else timedelta(days=5)
        for number, (section, answers) in enumerate(self._sections(changed.answers or {})):
            story.add(story.day + halfway * (number == 0), AFTERNOON, self._saving(section, answers, number))
        if changed.harms is not None:
            harms = changed.harms
            story.add(story.day, LATE, lambda: self._replace_harms(harms))

    def submit(self, given: Round) -> Submission:
        """Submits what was written."""
        use = self.use
        assessment = the_assessment(use)
        questionnaire = questionnaire_of(assessment)
        answers, harms = answers_of(assessment), harm_facts(assessment.id)
        if found := obstacles(use, questionnaire, answers, harms):
            raise CannotLoad(f"{self.sample.file}: cannot be submitted: {found}")
        return submit(
            use=use,
            snapshot=snapshot_of(use, questionnaire, answers, harms, frozen_duties(use)),
            note=given.note,
            seen=assessment.version,
            actor_id=self.people[given.by],
        )

    def _by(self, number: int) -> int:
        return self.people[self.sample.team[number % len(self.sample.team)]]

    def _start(self) -> None:
        sample = self.sample
        self._use = start_use(
            organisation_id=self.body.organisation_id,
            actor_id=self._by(0),
            name=sample.name,
            kind=sample.kind,
            phase="production" if sample.stage is SampleStage.RETIRED else sample.phase,
            service_area=sample.service_area,
            owner_id=self.people[sample.owner] if sample.owner else None,
        )
        for key in sample.team[1:]:
            add_member(use=self._use, person_id=self.people[key], actor_id=self._by(0))
        if sample.areas:
            name_areas(use=self._use, names=sample.areas, seen=self._use.version, actor_id=self._by(0))

    def _sections(self, answers: Mapping[str, Answer]) -> list[tuple[Section, dict[str, Answer]]]:
        parts = []
        for section in self.outline.sections:
            mine = {each.id: answers[each.id] for each in section.questions() if each.id in answers}
            if mine:
                parts.append((section, mine))
        return parts

    def _saving(self, section: Section, answers: Mapping[str, Answer], number: int) -> Action:
        def save() -> None:
            assessment = the_assessment(self.use)
            save_answers(
                assessment=assessment,
                page=Page(section.id, tuple(section.questions())),
                answers=answers,
                seen=versions_of(assessment),
                actor_id=self._by(number),
            )

        return save

    def _adding(self, harm: HarmInput, number: int) -> Action:
        return lambda: add_harm(use=self.use, facts=harm, actor_id=self._by(number))

    def _looking_further(self, step: Acting, number: int) -> None:
        step(self.use, self._by(number))

    def _replace_harms(self, wanted: Sequence[HarmInput]) -> None:
        """Brings the list of harms to what is wanted; a harm of the same title is the same harm."""
        use, actor_id = self.use, self._by(0)
        there = {harm.title: harm for harm in harms_of(the_assessment(use).id)}
        for facts in wanted:
            if facts.title in there:
                harm = there.pop(facts.title)
                change_harm(use=use, harm=harm, facts=facts, seen=harm.version, actor_id=actor_id)
            else:
                add_harm(use=use, facts=facts, actor_id=actor_id)
        for harm in there.values():
            remove_harm(use=use, harm=harm, seen=harm.version, actor_id=actor_id)
