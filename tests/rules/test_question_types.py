"""Question types: each has its value and its form under its own name, and nobody else tells them apart."""

from __future__ import annotations

import re

from app.assessments.answers.forms.types import HANDLERS
from app.questionnaire.types import TYPES
from tests.support.databases import ROOT
from tests.support.lists import none_of

VALUES = ROOT / "app" / "questionnaire" / "types"
FORMS = ROOT / "app" / "assessments" / "answers" / "forms" / "types"
ADAPTER = ROOT / "app" / "questionnaire" / "surveyjs"  # maps the types of another language to ours
NAMES_A_TYPE = re.compile(r"\bAnswerType\.[A-Z]+\b")
ASKS_FOR_A_TYPE = re.compile(r"\b(?:question|column)\.type (?:==|!=|in|is|not in) ")


def test_each_type_is_a_file_of_its_name_with_a_form_of_the_same_name() -> None:
    for folder, known in ((VALUES, TYPES), (FORMS, HANDLERS)):
        assert {file.stem for file in folder.glob("*.py")} - {"__init__"} == set(known), folder
    assert set(TYPES) == set(HANDLERS)


def test_each_form_has_its_templates() -> None:
    for handler in HANDLERS.values():
        for name in (handler.template, handler.cell_template):
            assert (ROOT / "templates" / name).is_file(), name


def test_nobody_else_tells_types_apart() -> None:
    modules = [file for file in (ROOT / "app").rglob("*.py") if not file.is_relative_to(ADAPTER)]
    named = [file for file in modules if NAMES_A_TYPE.search(file.read_text(encoding="utf-8"))]
    pages = (ROOT / "templates" / "assessments").rglob("*.html")
    asking = [file for file in pages if ASKS_FOR_A_TYPE.search(file.read_text(encoding="utf-8"))]
    none_of([file.relative_to(ROOT).as_posix() for file in (*named, *asking)])
