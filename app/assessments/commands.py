"""Questionnaires from the command line: `questionnaire check`, `questionnaire load`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.assessments.questionnaire_store import actions
from app.assessments.questionnaire_store.queries import public_fields
from app.assessments.score_command import score
from app.data_files.tree import MOST_BYTES
from app.questionnaire.checking.check import examine
from app.questionnaire.files.formats import in_our_language
from app.questionnaire.reading.mistakes import QuestionnaireError

questionnaire = AppGroup("questionnaire", help="Questionnaires from the command line.")
questionnaire.add_command(score)
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def _text(file: Path) -> str:
    """The questionnaire's text in our language; a SurveyJS file is translated to it."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        text = content.decode("utf-8", "replace" if len(content) > MOST_BYTES else "strict")
        return in_our_language(text, str(file))
    except QuestionnaireError as error:
        for mistake in error.mistakes:
            click.echo(str(mistake), err=True)
        raise click.exceptions.Exit(2) from error
    except (OSError, UnicodeDecodeError) as error:
        click.echo(f"{file}:1: this file cannot be read as UTF-8 text.", err=True)
        raise click.exceptions.Exit(2) from error


@questionnaire.command("check")
@FILE
def check(file: Path) -> None:
    """Says what is wrong with a questionnaire file, by line and path."""
    found, mistakes = examine(_text(file), str(file), public_fields())
    for mistake in mistakes:
        click.echo(str(mistake))
    if found is None:
        raise click.exceptions.Exit(2)
    click.echo(f"no mistakes, {len(found.questions())} questions")


@questionnaire.command("load")
@FILE
@click.option("--publish", is_flag=True, help="New assessments use it from now on.")
def load(file: Path, publish: bool) -> None:
    """Adds a questionnaire file as a new draft version."""
    try:
        version = actions.load_version(source=_text(file), filename=str(file), publish=publish)
    except QuestionnaireError as error:
        for mistake in error.mistakes:
            click.echo(str(mistake), err=True)
        raise click.exceptions.Exit(2) from error
    click.echo(f"{version.key} version {version.number}: {version.state}")
