"""A whole assessment as one frozen value, from which the page for printing and the Word file are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.assessments.answers.work import Work, work_of
from app.assessments.documents.listed_parts import HeadedList, wider_parts
from app.assessments.documents.picture import Picture, picture_of
from app.assessments.hooks import Remark, remarks_for
from app.assessments.snapshots.model import HarmFacts
from app.assessments.submissions.queries import harm_facts
from app.questionnaire.model import Question
from app.questionnaire.path.flags import RaisedFlag
from app.questionnaire.values.describe import ReadableAnswer, describe
from app.uses.areas.queries import areas_of
from app.uses.models import UseCase
from app.web.roles import Actor


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """One question that is asked, its answer in words, its red flags, and what the board said to it."""

    question: Question
    reading: ReadableAnswer
    flags: tuple[RaisedFlag, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section with its questions on the path."""

    id: str
    title: str
    answers: tuple[ReportAnswer, ...]


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    """Everything that is printed of a use, as it stands now."""

    use: UseCase
    work: Work
    picture: Picture
    sections: tuple[ReportSection, ...]
    harms: tuple[HarmFacts, ...]
    areas: tuple[str, ...]
    wider: tuple[HeadedList, ...]

    @property
    def flags(self) -> tuple[RaisedFlag, ...]:
        """Every red flag."""
        return self.work.flags


def report_of(use: UseCase, actor: Actor) -> AssessmentReport:
    """The report of a use for somebody who may read it: a fixed number of statements."""
    work = work_of(use)
    remarks = remarks_for(use, actor)
    return AssessmentReport(
        use=use,
        work=work,
        picture=picture_of(work.questionnaire, work.answers, work.path, work.flags),
        sections=tuple(
            ReportSection(
                section.id,
                section.title,
                tuple(
                    _answer(work, question, remarks)
                    for page in work.path.pages_in(section)
                    for question in work.path.questions_on(page)
                ),
            )
            for section in work.path.sections
        ),
        harms=harm_facts(work.assessment.id),
        areas=tuple(areas_of(use.id)),
        wider=wider_parts(use, work.assessment.id),
    )


def _answer(work: Work, question: Question, remarks: Mapping[str, Sequence[Remark]]) -> ReportAnswer:
    return ReportAnswer(
        question=question,
        reading=describe(question, work.answer(question.id)),
        flags=work.flags_of(question.id),
        remarks=tuple(remarks.get(question.id, ())),
    )
