"""Hints for plainer words: long sentences, long words and officialese; pure, and only ever advice."""

from __future__ import annotations

import re
from dataclasses import dataclass

# GOV.UK's content guidance: sentences of at most 25 words.
LONGEST_SENTENCE = 25
LONGEST_WORD = 14
MOST_SHOWN = 3
PLAINER = {
    "utilise": "use",
    "utilised": "used",
    "utilises": "uses",
    "utilising": "using",
    "leverage": "use",
    "leverages": "uses",
    "leveraging": "using",
    "commence": "start",
    "commenced": "started",
    "facilitate": "help",
    "facilitates": "helps",
    "ascertain": "find out",
    "endeavour": "try",
    "notwithstanding": "despite",
    "pursuant to": "under",
    "prior to": "before",
    "subsequent to": "after",
    "in order to": "to",
    "in the event that": "if",
    "with regard to": "about",
    "with respect to": "about",
    "on a regular basis": "regularly",
    "going forward": "from now on",
    "stakeholders": "the people concerned",
    "operationalise": "put to use",
    "data subjects": "the people the data is about",
    "human in the loop": "a person decides",
}
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OFFICIAL = re.compile(r"\b(?:" + "|".join(map(re.escape, PLAINER)) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence with too many words; `start` is how it begins."""

    start: str
    words: int


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Advice about one text: at most three of each, the worst first; `swaps` are a word and a plainer one."""

    sentences: tuple[LongSentence, ...] = ()
    long_words: tuple[str, ...] = ()
    swaps: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """How many things there are to look at."""
        return len(self.sentences) + len(self.swaps) + (1 if self.long_words else 0)


def advise(text: str) -> PlainWords:
    """Give advice about an English text."""
    sentences = [
        LongSentence(_beginning(match.group()), count)
        for match in _SENTENCE.finditer(text)
        if (count := len(_WORD.findall(match.group()))) > LONGEST_SENTENCE
    ]
    sentences.sort(key=lambda sentence: -sentence.words)
    words = dict.fromkeys(w for w in _WORD.findall(text) if len(w) > LONGEST_WORD and "-" not in w)
    found = dict.fromkeys(match.group().lower() for match in _OFFICIAL.finditer(text))
    return PlainWords(
        tuple(sentences[:MOST_SHOWN]),
        tuple(sorted(words, key=lambda word: -len(word))[:MOST_SHOWN]),
        tuple((word, PLAINER[word]) for word in found)[:MOST_SHOWN],
    )


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:7]) + " …"
