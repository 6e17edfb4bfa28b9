"""Loads a SurveyJS file as a questionnaire: pages become sections, their panels pages, in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.data_files.mistakes import quoted
from app.questionnaire.checking.check import MOST_QUESTIONS
from app.questionnaire.model import Page, Questionnaire, Section, Translation
from app.questionnaire.reading.translate import texts
from app.questionnaire.surveyjs.conditions import Conditions
from app.questionnaire.surveyjs.questions import SurveyQuestion, read_question
from app.questionnaire.surveyjs.scoring import WORDS, scoring_of
from app.questionnaire.surveyjs.shapes import Element, Part, SurveySource, elements, read_pages, word
from app.questionnaire.surveyjs.wording import (
    DEFAULT,
    HEADING,
    NO_WORDS,
    Wording,
    joined,
    without_headings,
    wording,
)

VERSION = re.compile(r"\bv\.?\s*([0-9]{1,2})\.([0-9]{1,2})(?:\.([0-9]{1,2}))?\b", re.IGNORECASE)
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST_ID = 50


@dataclass(frozen=True)
class Survey:
    """A loaded file: the questionnaire, and of each question what its raw answers mean."""

    questionnaire: Questionnaire
    asked: Mapping[str, SurveyQuestion]


@dataclass
class _Reading:
    """What was read so far."""

    source: SurveySource
    names: frozenset[str]
    asked: dict[str, SurveyQuestion] = field(default_factory=dict)
    words: dict[str, Wording] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    before: Wording = NO_WORDS

    def condition_of(self) -> Conditions:
        """Compiles conditions on what was read so far."""
        return Conditions(self.source, self.asked, self.names)

    def id_for(self, name: str) -> str:
        """An id in lower-case words that no other section or page has."""
        plain = NOT_IN_IDS.sub("-", HUMP.sub("-", name).lower()).strip("-")[:LONGEST_ID].strip("-") or "part"
        found, number = plain, 2
        while found in self.taken:
            found, number = f"{plain}-{number}", number + 1
        self.taken.add(found)
        return found


def load_survey(text: str, filename: str = "<survey>") -> Survey:
    """The survey of a SurveyJS text.

    Raises:
        QuestionnaireError: for what is no such file, what it uses beyond the known parts, what is too large,
            named twice, or refers to later questions (which also rules out cycles).
    """
    source = SurveySource(filename, text)
    pages = read_pages(source)
    inside = [elements(page, f"pages[{index}]", source) for index, page in enumerate(pages)]
    _check_names(source, inside)
    reading = _Reading(source, frozenset(each.name for part in inside for each in part))
    sections = []
    for index, (page, parts) in enumerate(zip(pages, inside, strict=True)):
        section = _section(reading, page, parts, f"pages[{index}]")
        sections.extend([] if section is None else [section])
    if not sections:
        raise source.wrong("pages", "the file holds no questions")
    return Survey(_questionnaire(reading, tuple(sections)), reading.asked)


def _check_names(source: SurveySource, inside: list[list[Element]]) -> None:
    seen: set[str] = set()
    for element in (each for part in inside for each in part if each.kind != "html"):
        if element.name in seen:
            raise source.wrong(f"{element.path}.name", f"{quoted(element.name)} is used twice", element.name)
        seen.add(element.name)
    if len(seen) > MOST_QUESTIONS:
        raise source.wrong("pages", f"the file holds {len(seen)} questions; {MOST_QUESTIONS} are the most")


def _section(reading: _Reading, page: Part, parts: list[Element], path: str) -> Section | None:
    """The section of a page; a page of nothing but words gives them to the next section's introduction."""
    name = word(page, "name")
    groups: list[tuple[tuple[Part, ...], list[Element]]] = []
    for each in parts:
        if each.kind == "html" and not each.panels:
            reading.before = joined("\n\n", reading.before, wording(each.part.get("html"), markdown=True))
        elif groups and groups[-1][0] == each.panels:
            groups[-1][1].append(each)
        else:
            groups.append((each.panels, [each]))
    if not any(each.kind != "html" for each in parts):
        return None
    intro, reading.before = reading.before, NO_WORDS
    show_if = reading.condition_of().compiled(word(page, "visibleIf"), path, name)
    identifier = reading.id_for(name)
    only = groups[0][0][-1] if len(groups) == 1 and groups[0][0] else {}
    titles = (wording(page.get("title")), wording(only.get("title")))
    title = joined(": ", *titles) or wording(name)
    pages = tuple(_page(reading, panels, group, title, path) for panels, group in groups)
    reading.words |= {f"section.{identifier}.title": title, f"section.{identifier}.intro": intro}
    kept = tuple(each for each in pages if each.questions)
    return Section(identifier, title.text, kept, intro=intro.text, show_if=show_if)


def _page(
    reading: _Reading, panels: tuple[Part, ...], parts: list[Element], title: Wording, path: str
) -> Page:
    panel = panels[-1] if panels else {}
    name = word(panel, "name") or path
    conditions = [reading.condition_of().compiled(word(each, "visibleIf"), path, name) for each in panels]
    held = [each for each in conditions if each is not None]
    if len(held) > 1:
        raise reading.source.wrong(path, "panels with conditions inside one another are not known", name)
    identifier = reading.id_for(name)
    reading.before = NO_WORDS
    questions = []
    for each in parts:
        if each.kind == "html":
            heard = without_headings(wording(each.part.get("html"), markdown=True))
            reading.before = joined("\n\n", reading.before, heard)
            continue
        asked = read_question(each, reading.before, reading.source)
        reading.before = NO_WORDS
        shown = reading.condition_of().compiled(asked.visible_if, asked.path, asked.question.id)
        reading.asked[asked.question.id] = replace(asked, question=replace(asked.question, show_if=shown))
        reading.words |= asked.words
        questions.append(reading.asked[asked.question.id].question)
    heading = wording(panel.get("title")) or title
    reading.words[f"page.{identifier}.title"] = heading
    return Page(identifier, tuple(questions), heading.text, held[0] if held else None)


def _questionnaire(reading: _Reading, sections: tuple[Section, ...]) -> Questionnaire:
    source = reading.source
    heading = HEADING.search(sections[0].intro)
    stem = source.filename.replace("\\", "/").rpartition("/")[2].removesuffix(".json")
    title = heading.group(1).strip() if heading else stem.strip("<>") or "Survey"
    version = VERSION.search(title) or VERSION.search(stem.replace("-", " ").replace(".v", " v"))
    numbers = [int(each or 0) for each in version.groups()] if version else [0, 0, 1]
    bare = title.replace(version.group(), "") if version else title
    key = NOT_IN_IDS.sub("-", bare.lower()).strip("-")[:LONGEST_ID].strip("-") or "survey"
    scoring = scoring_of(reading.asked.values())
    made = Questionnaire(
        key=key,
        version=max(1, numbers[0] * 10_000 + numbers[1] * 100 + numbers[2]),
        title=title,
        language="en",
        sections=sections,
        scoring=scoring,
    )
    words = {**reading.words, **(WORDS if scoring else {}), "title": _titles(sections[0], reading)}
    return replace(made, translations=_translations(made, words))


def _titles(first: Section, reading: _Reading) -> Wording:
    intro = reading.words.get(f"section.{first.id}.intro", NO_WORDS)
    found = {name: HEADING.search(text) for name, text in intro.by_language.items()}
    return Wording({name: each.group(1).strip() for name, each in found.items() if each})


def _translations(made: Questionnaire, words: Mapping[str, Wording]) -> tuple[Translation, ...]:
    """A translation for every language that the file has beside its own; equal texts are left out."""
    languages = sorted({name for each in words.values() for name in each.by_language} - {DEFAULT, "en"})
    found = []
    for language in languages:
        said = tuple(
            (key, words[key].by_language[language])
            for key, text in texts(made).items()
            if key in words and words[key].by_language.get(language, text) != text
        )
        found.append(Translation(language, said))
    return tuple(each for each in found if each.texts)
