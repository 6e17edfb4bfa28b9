"""Reads the sample's files of councils and uses; whether they make sense is told in checking.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.data_files import read_file
from app.sample.model import SampleOrganisation, SampleOrganisations, SampleUse

FOLDER = Path(__file__).parent
COUNCIL = FOLDER / "council.yaml"
USES = FOLDER / "uses"


def read_organisations(file: Path = COUNCIL) -> Sequence[SampleOrganisation]:
    """The organisations with their people.

    Raises:
        DataFileError: something is missing, unknown or of the wrong type.
    """
    return read_file(file, SampleOrganisations).organisations


def use_files(folder: Path = USES) -> tuple[Path, ...]:
    """The files of all uses in the order of their numbers."""
    return tuple(sorted(folder.glob("*.yaml")))


def read_use(file: Path) -> SampleUse:
    """One use.

    Raises:
        DataFileError: something is missing, unknown or of the wrong type.
    """
    return replace(read_file(file, SampleUse), file=file.stem)
