"""Recognises texts that only hold a place ("n/a", "TBC", "-"), so that they are not taken for answers."""

from __future__ import annotations

import re

WORDS = frozenset(
    (
        "|"
        "n a|na|not applicable|not relevant|tbc|tba|tbd|to be confirmed|todo|to do|to be decided|"
        "to be determined|to be added|to follow|pending|asdf|test|xx|xxx|placeholder|lorem ipsum|"
        "unknown|not known|dont know|do not know|dk|idk|not sure|unsure|see above|see below|"
        "as above|same as above|ditto|blank|null|nil|i gadarnhau|ddim yn gwybod|amherthnasol|"
    ).split("|")
)
APOSTROPHES = re.compile("['’]")
NO_LETTERS = re.compile(r"[\W_]+")
LONGEST = 40


def is_placeholder(text: str) -> bool:
    """Whether a text has no content of its own; an empty text is a placeholder too."""
    if len(text) > LONGEST and text.strip(" .-_?…*"):
        return False
    words = NO_LETTERS.sub(" ", APOSTROPHES.sub("", text.casefold())).strip()
    return words in WORDS
