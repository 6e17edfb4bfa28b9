"""A questionnaire can be said in several languages; ids, paths and scores stay."""

from __future__ import annotations

from app.questionnaire.checking.load import load
from app.questionnaire.reading.translate import languages, localised, rewritten, texts
from app.questionnaire.writing.questionnaire import dump
from tests.unit.questionnaire.examples import only, small
from tests.unit.questionnaire.scored import scored, scored_with


def test_it_is_said_in_another_language_where_there_are_words() -> None:
    welsh = localised(scored(), "cy")
    assert (welsh.title, welsh.language) == ("Holiadur", "cy")
    assert welsh.question("data").text == "Data personol?"
    assert welsh.question("harm").choices[0].text == "Dim"
    assert welsh.question("kinds").text == "Which kinds?"
    assert welsh.scoring is not None
    assert welsh.scoring.levels[0].title == "Isel"
    assert [each.id for each in welsh.questions()] == [each.id for each in scored().questions()]


def test_an_unknown_language_leaves_it_as_it_is() -> None:
    assert localised(scored(), "fr") == scored()
    assert languages(scored()) == ("en", "cy")
    assert languages(small()) == ("en",)


def test_translations_survive_dumping() -> None:
    assert load(dump(scored())).translations == scored().translations


def test_every_text_has_a_key_and_can_be_replaced() -> None:
    keys = texts(small())
    assert keys["question.AUT-01.choice.recommends.hint"] == "A person decides"
    assert keys["question.sources.column.kind.choice.a.text"] == "Kind A"
    assert keys["level.0.because"] == "It decides alone."
    loud = rewritten(small(), lambda _key, text: text.upper())
    assert set(texts(loud)) == set(keys)
    assert all(text == text.upper() for text in texts(loud).values())
    assert rewritten(small(), lambda _key, text: text) == small()


def test_words_for_what_is_not_there_are_a_mistake() -> None:
    message = only(scored_with("question.data.text", "question.date.text"))[2]
    assert (
        message == 'there is no text "question.date.text" to translate (did you mean "question.data.text"?)'
    )


def test_a_language_twice_or_no_language_is_a_mistake() -> None:
    assert "is already there" in only(scored_with("language: cy", "language: en"))[2]
    assert "is not a language code" in only(scored_with("language: cy", "language: Welsh"))[2]
    assert (
        "expected keys with texts"
        in only(
            scored_with(
                "    texts:\n      title: Holiadur\n", "    texts: no\n  - language: fr\n    texts:\n"
            )
        )[2]
    )
