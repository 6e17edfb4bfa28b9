"""Reads the file of the sample's board."""

from __future__ import annotations

from pathlib import Path

from app.data_files import Report, read_data
from app.sample.board_file import SampleBoard

FILE = Path(__file__).parents[1] / "board.yaml"


def read_board(file: Path = FILE) -> SampleBoard:
    """The board that a file describes.

    Raises:
        DataFileError: something is missing, unknown or of the wrong type.
    """
    report = Report(file.name)
    board = read_data(file.read_text(encoding="utf-8"), report, SampleBoard)
    for index, member in enumerate(board.members if board else ()):
        if member.none is bool(member.interests):
            report.add(f"members[{index}]", "expected interests, or none: true")
    return report.sound(board)
