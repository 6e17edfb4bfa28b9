"""The list of public fields is complete and its mistakes are named."""

from __future__ import annotations

import pytest

from app.data_files import DataFileError
from app.register.record.public_fields import FieldType, all_fields, public_field, read_fields
from app.vocabulary.decision_role import DecisionEffect, DecisionRole
from app.vocabulary.public_facts import CHALLENGE_ROUTES, PERSONAL_DATA

CORE = """
    summary website detailed_description scope problem goals benefit previous_process alternatives
    who_is_affected scale vulnerable_people awareness choice personal_data data_sources automation oversight
    method monitoring external_supplier impact_assessment risks_and_mitigations legal_basis challenge_route
    appeals_and_review contact_team contact_email contact_phone team senior_responsible_owner
    principle_beneficence
"""


@pytest.mark.parametrize("field_id", CORE.split())
def test_core_fields_are_listed(field_id: str) -> None:
    assert public_field(field_id) is not None


def test_every_group_has_fields_and_the_facets_are_known() -> None:
    fields = all_fields()
    assert all(fields.of_group(group.id) for group in fields.groups)
    assert {field.id for field in fields.fields if field.facet} == {"personal_data", "challenge_route"}


def test_an_unknown_field_is_none() -> None:
    assert public_field("no-such-field") is None


def test_a_field_is_read_with_its_type() -> None:
    text = "groups: [{id: a, label: A}]\nfields: [{id: x, group: a, label: X, type: link, help: null}]"
    (field,) = read_fields(text).fields
    assert (field.type, field.help, field.facet) == (FieldType.LINK, "", False)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("x", "fields: expected a list"),
        ("[{group: a}]", r'fields\[0\]: "id" is missing'),
        ("[{id: x, group: b, label: X, type: text}]", 'there is no group "b"'),
        (
            "[{id: x, group: a, label: X, type: song}]",
            '"song" is not a type .* .one of text',
        ),
        (
            "[{id: x, group: a, label: X, type: text}, {id: x, group: a, label: X, type: text}]",
            "used twice",
        ),
    ],
)
def test_a_mistake_is_named(fields: str, message: str) -> None:
    with pytest.raises(DataFileError, match=message):
        read_fields("groups: [{id: a, label: A}]\nfields: " + fields)


def test_codes_with_a_meaning_in_law_are_those_of_the_vocabulary() -> None:
    codes = {
        field.id: tuple(each.code for each in field.codes) for field in all_fields().fields if field.codes
    }
    assert codes == {
        "personal_data": tuple(code for code in PERSONAL_DATA if code != "unknown"),
        "automation": tuple(DecisionRole),
        "significant_decision": tuple(DecisionEffect),
        "challenge_route": tuple(code for code in CHALLENGE_ROUTES if code != "unknown"),
    }


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ("x", "codes: expected a list"),
        ("[{label: A}]", r'fields\[0\]\.codes\[0\]: "code" is missing'),
        ("[{code: a, label: A, aliases: b}]", r"codes\[0\]\.aliases: expected a list"),
        ("[{code: a, label: A}, {code: b, label: B, aliases: [a]}]", r'codes\[1\]: code "a" is used twice'),
    ],
)
def test_a_mistake_in_a_list_of_codes_is_named(codes: str, message: str) -> None:
    field = f"{{id: x, group: a, label: X, type: choice, codes: {codes}}}"
    text = f"groups: [{{id: a, label: A}}]\nfields: [{field}]"
    with pytest.raises(DataFileError, match=message):
        read_fields(text)
