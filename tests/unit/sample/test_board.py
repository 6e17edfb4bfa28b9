"""The file of the sample's board names real uses and people, and says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.data_files import DataFileError
from app.sample.board.reading import FILE, read_board
from app.sample.reading import read_organisations, use_files


def test_the_board_names_uses_and_people_of_the_sample() -> None:
    board = read_board()
    body = next(each for each in read_organisations() if each.slug == board.organisation)
    files = {file.stem for file in use_files()}
    later = (*board.appeals, *board.pauses, *board.incidents, *board.confirmations, *board.interests)
    used = {each.use for each in later} | {each.use for each in board.readings}
    assert used <= files
    assert {file for meeting in board.meetings for file in meeting.reviews} <= files
    people = {board.chair, board.secretary, *board.page.posts, *(each.by for each in board.readings)}
    for meeting in board.meetings:
        people |= {*meeting.present, *meeting.apologies}
    assert people <= body.people.keys()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("  quorum: 3", "  quorum: three", 'rules.quorum: "quorum" must be a whole number'),
        ("        verdict: with_condition", "        verdict: perhaps", "perhaps"),
        ("    kind: worked_on_it", "    kind: cousin", "cousin"),
        ("    place: Committee room 2, Town Hall", "    room: 2", '"place" is missing'),
        ("  - use: 03-rent-arrears-early-help\n    by", "  - use: three\n    colour: red\n    by", "colour"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "board.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=place):
        read_board(wrong)
