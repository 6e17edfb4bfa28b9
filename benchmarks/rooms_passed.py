"""Counts the files that one request passes through, and how often it moves from one file to another.

    python benchmarks/rooms_passed.py [CHECKOUT]

The request is the accountable owner's answer to an advice, sent through the real pages on a fresh database.
Only files of the checkout's own `app/` count, and a move is a call or a return that changes the file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

WALK = """
import json, sys
from pathlib import Path

ROOT = str(Path.cwd() / "app") + "/"


class Passed:
    def __init__(self):
        self.files, self.moves, self.last = set(), 0, None

    def note(self, frame, event, _argument):
        if event not in ("call", "return"):
            return
        here = frame if event == "call" else frame.f_back or frame
        name = here.f_code.co_filename
        if name.startswith(ROOT):
            self.files.add(name.removeprefix(ROOT))
            self.moves += name != self.last
            self.last = name


def test_owner_responds(app, client, council):
    from app.web.roles import Role
    from tests.support.conditions import FIGURES, LETTER
    from tests.support.uses import an_advised_use, the_review

    with app.app_context():
        page = f"/responses/{the_review(an_advised_use(council, FIGURES, LETTER)).id}"
    owner = client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    owner.get(page)
    data = {
        "advice-answer": "accept",
        "condition1-answer": "accept",
        "condition1-owner_id": str(council.people[Role.TEAM_MEMBER]),
        "condition1-owner_post": "Repairs manager",
        "condition2-answer": "depart",
        "condition2-reasons": "The letter is tested already.",
        "reasons": "We do what matters most.",
        "post": "Director of Housing",
    }
    passed = Passed()
    sys.setprofile(passed.note)
    try:
        reply = owner.post(page, data=data)
    finally:
        sys.setprofile(None)
    assert reply.status_code == 302
    rooms = {"/".join(name.split("/")[:2]) for name in passed.files}
    figures = {"files": len(passed.files), "rooms": len(rooms), "moves": passed.moves}
    Path(RESULT).write_text(json.dumps(figures))
"""


def measure(checkout: Path) -> dict[str, int]:
    """Files and rooms passed, and moves between files, of one answer given in a checkout."""
    place = checkout / "tests" / "integration" / "board" / "test_rooms_passed.py"
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "figures.json"
        place.write_text(f"RESULT = {str(result)!r}\n{WALK}", encoding="utf-8")
        try:
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(place)]
            subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.DEVNULL)
        finally:
            place.unlink()
        figures: dict[str, int] = json.loads(result.read_text(encoding="utf-8"))
        return figures


def main() -> None:
    """Prints the figures of a checkout, this one unless another is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkout", nargs="?", type=Path, default=Path(__file__).resolve().parents[1])
    figures = measure(parser.parse_args().checkout.resolve())
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
