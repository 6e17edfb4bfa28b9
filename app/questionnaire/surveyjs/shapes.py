"""The text of a SurveyJS file as checked plain parts: pages, panels, questions and choices, in order.

Knows the file's shape and its limits; what the parts mean in our language is said in `importing`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.data_files.mistakes import Mistake, quoted
from app.data_files.tree import MOST_BYTES
from app.json_bounds import JsonBound, JsonBounds, JsonTooLarge, read_json
from app.questionnaire.reading.mistakes import QuestionnaireError

Part: TypeAlias = Mapping[str, object]
MOST_PARTS = 5_000
DEEPEST = 8
BOUNDS = JsonBounds(depth=60, values=300_000, items=100_000)


@dataclass(frozen=True)
class SurveySource:
    """A file's name and text, to say where a mistake is."""

    filename: str
    text: str

    def wrong(self, path: str, message: str, name: str = "") -> QuestionnaireError:
        """The mistake, on the line of the part with this name when it can be found."""
        place = self.text.find(json.dumps(name, ensure_ascii=False)) if name else -1
        line = self.text.count("\n", 0, place) + 1 if place >= 0 else 1
        return QuestionnaireError((Mistake(self.filename, line, path, message),))


@dataclass(frozen=True)
class Element:
    """One element inside a page, with the panels that hold it, outermost first."""

    part: Part
    panels: tuple[Part, ...]
    path: str

    @property
    def name(self) -> str:
        """The element's name."""
        return word(self.part, "name")

    @property
    def kind(self) -> str:
        """The element's type."""
        return word(self.part, "type")


def looks_like_surveyjs(text: str) -> bool:
    """Whether this is JSON rather than our YAML; no more than a first guess."""
    return text.lstrip("\ufeff \t\r\n").startswith("{") and '"pages"' in text


def read_pages(source: SurveySource) -> list[Part]:
    """The pages; raises QuestionnaireError for what is no such file."""
    if len(source.text) > MOST_BYTES:
        raise source.wrong("", "the file is larger than 2 MB")
    try:
        root = read_json(source.text.lstrip("\ufeff"), BOUNDS, parse_constant=_refuse)
    except JsonTooLarge as error:
        deep = error.bound is JsonBound.DEPTH
        sentence = "values are nested too deep" if deep else str(error).removeprefix(f"{error.place}: ")
        raise source.wrong(error.place, sentence) from error
    except json.JSONDecodeError as error:
        mistake = Mistake(source.filename, error.lineno, "", f"this is not valid JSON: {error.msg}")
        raise QuestionnaireError((mistake,)) from error
    except ValueError as error:
        raise source.wrong("", "the file holds a number that cannot be used") from error
    except RecursionError as error:
        raise source.wrong("", "values are nested too deep") from error
    pages = root.get("pages") if isinstance(root, dict) else None
    if not isinstance(pages, list) or not pages or not all(isinstance(page, dict) for page in pages):
        raise source.wrong("pages", "expected a list of pages here")
    return pages


def elements(page: Part, path: str, source: SurveySource) -> list[Element]:
    """Every element of a page that is no panel, in order."""
    found = list(_inside(page, (), path, source))
    if len(found) > MOST_PARTS:
        raise source.wrong(path, f"the page holds {len(found)} elements; {MOST_PARTS} are the most")
    return found


def word(part: Part, name: str) -> str:
    """A field that is a text; empty for anything else."""
    value = part.get(name)
    return value.strip() if isinstance(value, str) else ""


def _inside(part: Part, panels: tuple[Part, ...], path: str, source: SurveySource) -> Iterator[Element]:
    inner = part.get("elements", [])
    if not isinstance(inner, list):
        raise source.wrong(f"{path}.elements", "expected a list here", word(part, "name"))
    if len(panels) > DEEPEST:
        raise source.wrong(path, f"panels are nested more than {DEEPEST} deep", word(part, "name"))
    for index, each in enumerate(inner):
        place = f"{path}.elements[{index}]"
        if not isinstance(each, dict) or not word(each, "name") or not word(each, "type"):
            raise source.wrong(place, "expected an element with a name and a type", word(part, "name"))
        if each["type"] == "panel":
            yield from _inside(each, (*panels, each), place, source)
        else:
            yield Element(each, panels, place)


def _refuse(constant: str) -> object:
    raise ValueError(f"{quoted(constant)} is not a number")
