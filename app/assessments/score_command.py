"""The command `questionnaire score`: scores answer sets from a file, one line of JSON for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

import click

from app.data_files.tree import MOST_BYTES
from app.json_bounds import JsonBounds, JsonTooLarge, read_json
from app.questionnaire.files.answer_lines import BadAnswers, Result, Scorer, read_scorer
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.questionnaire.scoring.scores import NotScored

LONGEST_LINE = 5_000_000
BOUNDS = JsonBounds(depth=40, values=200_000, items=100_000)
PATH = click.Path(path_type=Path)


@click.command("score")
@click.argument("file", type=PATH)
@click.argument("answers", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each answer set.")
@click.option("--live", is_flag=True, help="Score as while typing: answers of hidden questions count.")
def score(file: Path, answers: Path, as_json: bool, live: bool) -> None:
    """Scores the answer sets in ANSWERS (JSON lines) to the questionnaire FILE (ours or SurveyJS)."""
    scorer = _scorer(file, live)
    for number, line in _lines(answers):
        try:
            result = _result(scorer, line)
        except BadAnswers as error:
            _refuse(f"{answers}:{number}: {error}")
        click.echo(json.dumps(result) if as_json else _words(result))


def _scorer(file: Path, live: bool) -> Scorer:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            _refuse(f"{file}:1: the file is larger than 2 MB")
        return read_scorer(content.decode("utf-8-sig"), str(file), live)
    except QuestionnaireError as error:
        more = len(error.mistakes) - 1
        _refuse(f"{error.mistakes[0]}" + (f" (and {more} more)" if more else ""))
    except NotScored as error:
        _refuse(f"{file}:1: {error.args[0]}")
    except OSError as error:
        _refuse(f"{file}: this file cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        _refuse(f"{file}:1: this file cannot be read as UTF-8 text")


def _lines(answers: Path) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, empty ones left out."""
    number = 0
    try:
        with answers.open("rb") as stream:
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    _refuse(f"{answers}:{number}: the line is longer than {LONGEST_LINE:,} bytes")
                if line.strip():
                    yield number, line
    except OSError as error:
        _refuse(f"{answers}: this file cannot be read: {error.strerror}")


def _result(scorer: Scorer, line: bytes) -> Result:
    try:
        entry = read_json(line.decode("utf-8-sig"), BOUNDS)
    except UnicodeDecodeError as error:
        raise BadAnswers("this line cannot be read as UTF-8 text") from error
    except JsonTooLarge as error:
        raise BadAnswers(f"this line is not valid JSON, or too large: {error}") from error
    except (ValueError, RecursionError) as error:
        raise BadAnswers("this line is not valid JSON") from error
    if not isinstance(entry, Mapping):
        raise BadAnswers('expected {"id": …, "answers": {…}} on this line')
    identifier, answers = entry.get("id"), entry.get("answers")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise BadAnswers('"id" is missing or is no text or whole number')
    if not isinstance(answers, Mapping):
        raise BadAnswers('"answers" is missing or holds no questions with their answers')
    return scorer.result(identifier, answers)


def _words(result: Result) -> str:
    return (
        f"{result['id']}: score {result['final_score']} of {result['max_raw_impact_score']}, "
        f"level {result['impact_level']}"
    )


def _refuse(message: str) -> NoReturn:
    click.echo(" ".join(message.splitlines()), err=True)
    raise click.exceptions.Exit(2)
