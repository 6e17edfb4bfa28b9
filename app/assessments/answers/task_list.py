"""The rows of a use's task list: each section on the path with an honest status, and what still waits."""

from __future__ import annotations

from dataclasses import dataclass

from app.assessments.answers.work import Work
from app.logic import Truth
from app.questionnaire.model import Page, Section
from app.questionnaire.path.progress import Counts, SectionStatus


@dataclass(frozen=True, slots=True)
class Task:
    """One row: a section, its counts, the page where work goes on, and its number of red flags."""

    section: Section
    counts: Counts
    page: Page
    red_flags: int

    @property
    def status(self) -> SectionStatus:
        """Where the section stands."""
        return self.counts.status


def tasks_of(work: Work) -> list[Task]:
    """The sections that are asked, in order."""
    flagged = [work.questionnaire.section_of(flag.question_id).id for flag in work.flags]
    tasks = []
    for done in work.progress.sections:
        section = work.questionnaire.section(done.section_id)
        pages = work.path.pages_in(section)
        page = next((each for each in pages if work.is_open(each)), pages[0])
        tasks.append(Task(section, done.counts, page, flagged.count(section.id)))
    return tasks


def waiting_sections(work: Work) -> list[Section]:
    """Sections of which nothing is asked yet, but may be once more is answered."""
    presence = work.path.presence()
    shown = {section.id for section in work.path.sections}
    return [
        section
        for section in work.questionnaire.sections
        if section.id not in shown
        and any(presence[question.id] is Truth.NOT_YET for question in section.questions())
    ]
