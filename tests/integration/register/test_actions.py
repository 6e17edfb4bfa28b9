"""What editors do to an entry: words that survive newer answers, four eyes, versions, all or nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import audit
from app.audit import AuditEvent
from app.database import db
from app.lifecycle import OutOfTurn
from app.register.editing import actions
from app.register.editing.actions import DraftChanges
from app.register.models import EntryDraft, EntryRow, EntryVersion, RegisterState
from app.register.published.search import index
from app.register.published.search.reindex import reindex
from app.register.record import BoardFindings, FieldState, FieldValue
from app.vocabulary.advice import AdviceOutcome, PublicReviewState
from app.web.nonces import AlreadyDone
from app.web.roles import Role
from app.web.versions import Stale
from tests.integration.register.records import (
    a_use,
    draft_record,
    published,
    saved,
    sent,
    the_draft,
    the_entry,
    versions_of,
)
from tests.support.people import Council

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("context")]


def _edit(council: Council, entry_id: int, **fields: str) -> None:
    draft = the_draft(entry_id)
    changes = DraftChanges(fields={name: FieldValue.of(text) for name, text in fields.items()})
    actions.edit_draft(
        draft=draft,
        seen_version=draft.version,
        changes=changes,
        actor_id=council.people[Role.REGISTER_EDITOR],
    )


def _count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_editors_words_stay_when_the_answer_beneath_them_did_not_change(council: Council) -> None:
    entry = saved(council)
    _edit(council, entry.id, summary="It puts urgent repairs first.", detailed_description="Plainer.")
    saved(council, a_use(detailed_description=FieldValue.of("It now also reads photographs.")))
    record = draft_record(entry.id)
    assert record.summary == "It puts urgent repairs first."
    assert record.field("detailed_description").text == "It now also reads photographs."


def test_an_editors_words_stay_across_a_publication(council: Council) -> None:
    entry = saved(council)
    _edit(council, entry.id, summary="It puts urgent repairs first.")
    draft = the_draft(entry.id)
    editor, second = council.people[Role.REGISTER_EDITOR], council.people[Role.ADMINISTRATOR]
    actions.send_for_check(draft=draft, seen_version=draft.version, actor_id=editor)
    draft = the_draft(entry.id)
    actions.publish(draft=draft, seen_version=draft.version, actor_id=second, change_note="First")
    saved(council, a_use(scope=FieldValue.of("Council homes only.")))
    assert draft_record(entry.id).summary == "It puts urgent repairs first."
    assert draft_record(entry.id).field("scope").text == "Council homes only."


def test_the_same_answers_again_change_nothing(council: Council) -> None:
    entry = sent(council)
    before = the_draft(entry.id).version
    saved(council)
    assert (the_draft(entry.id).version, the_draft(entry.id).state) == (before, "second_check")


def test_newer_answers_take_a_draft_back_from_its_second_check(council: Council) -> None:
    entry = sent(council)
    saved(council, a_use(scope=FieldValue.of("Council homes only.")))
    assert the_draft(entry.id).state == "editing"


def test_a_stale_save_changes_nothing(council: Council) -> None:
    entry = saved(council)
    draft = the_draft(entry.id)
    seen = draft.version
    _edit(council, entry.id, summary="Theirs.")
    with pytest.raises(Stale):
        actions.edit_draft(
            draft=draft,
            seen_version=seen,
            changes=DraftChanges(fields={"summary": FieldValue.of("Mine.")}),
            actor_id=council.people[Role.REGISTER_EDITOR],
        )
    assert draft_record(entry.id).summary == "Theirs."


def test_only_named_fields_and_attributes_can_be_changed(council: Council) -> None:
    draft = the_draft(saved(council).id)
    for changes in (
        DraftChanges(fields={"made_up": FieldValue.of("x")}),
        DraftChanges(attributes={"review_state": "reviewed"}),
    ):
        with pytest.raises(ValueError, match=r"field|change"):
            actions.edit_draft(draft=draft, seen_version=draft.version, changes=changes, actor_id=1)


@pytest.mark.parametrize("role", [Role.REGISTER_EDITOR, Role.TEAM_MEMBER])
def test_neither_the_last_editor_nor_the_sender_publishes(council: Council, role: Role) -> None:
    entry = saved(council)
    _edit(council, entry.id, summary="It puts urgent repairs first.")
    draft = the_draft(entry.id)
    sender = council.people[Role.TEAM_MEMBER]
    actions.send_for_check(draft=draft, seen_version=draft.version, actor_id=sender)
    draft = the_draft(entry.id)
    with pytest.raises(actions.NotAnotherEditor):
        actions.publish(
            draft=draft, seen_version=draft.version, actor_id=council.people[role], change_note="x"
        )
    assert versions_of(entry.id) == []


def test_publishing_makes_a_version_search_rows_a_revision_and_an_audit_event(council: Council) -> None:
    entry = published(council)
    (version,) = versions_of(entry.id)
    assert (version.number, version.change_note) == (1, "First version")
    assert version.published_by_id == council.people[Role.ADMINISTRATOR]
    assert entry.published_number == 1
    assert entry.slug == "housing-repairs-triage"
    assert db.session.get_one(EntryRow, entry.id).title == "Housing repairs triage"
    assert db.session.get_one(RegisterState, 1).revision == 1
    assert _count(EntryDraft) == 0
    assert "entry.published" in set(db.session.scalars(select(AuditEvent.action)))
    assert audit.verify() is None


def test_a_draft_that_was_not_sent_cannot_be_published(council: Council) -> None:
    draft = the_draft(saved(council).id)
    with pytest.raises(OutOfTurn):
        actions.publish(draft=draft, seen_version=draft.version, actor_id=99, change_note="x")


def test_a_record_without_a_way_to_challenge_it_is_not_sent(council: Council) -> None:
    draft = the_draft(saved(council, a_use(appeals_and_review=FieldValue.of(None))).id)
    with pytest.raises(actions.NotReady) as raised:
        actions.send_for_check(draft=draft, seen_version=draft.version, actor_id=1)
    assert [problem.field_id for problem in raised.value.problems] == ["appeals_and_review"]


def test_a_publication_that_fails_half_way_leaves_nothing(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = sent(council)
    draft = the_draft(entry.id)
    events = _count(AuditEvent)
    second = council.people[Role.ADMINISTRATOR]

    def fail(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(index, "write", fail)
    with pytest.raises(OSError, match="disk full"):
        actions.publish(draft=draft, seen_version=draft.version, actor_id=second, change_note="x")
    assert versions_of(entry.id) == []
    assert the_entry(entry.id).published_number is None
    assert the_draft(entry.id).state == "second_check"
    assert _count(AuditEvent) == events


def test_a_returned_draft_says_why_and_can_be_edited(council: Council) -> None:
    entry = sent(council)
    draft = the_draft(entry.id)
    actions.return_to_editor(
        draft=draft, seen_version=draft.version, note="Shorten the summary.", actor_id=None
    )
    assert (the_draft(entry.id).state, the_draft(entry.id).note) == ("editing", "Shorten the summary.")


def test_a_withheld_field_keeps_nothing_of_its_text_and_can_be_released(council: Council) -> None:
    entry = saved(council)
    draft = the_draft(entry.id)
    editor = council.people[Role.REGISTER_EDITOR]
    actions.withhold_field(
        draft=draft,
        seen_version=draft.version,
        field_id="detailed_description",
        ground="Would help fraudsters (FOIA section 31)",
        authorised_by="Monitoring Officer",
        until=None,
        actor_id=editor,
    )
    assert "proposes how urgent" not in str(the_draft(entry.id).record)
    assert draft_record(entry.id).field("detailed_description").state is FieldState.WITHHELD
    draft = the_draft(entry.id)
    actions.release_field(
        draft=draft, seen_version=draft.version, field_id="detailed_description", actor_id=editor
    )
    assert "proposes how urgent" in draft_record(entry.id).field("detailed_description").text


def test_newer_answers_do_not_bring_back_what_is_withheld(council: Council) -> None:
    entry = saved(council)
    draft = the_draft(entry.id)
    actions.withhold_field(
        draft=draft,
        seen_version=draft.version,
        field_id="detailed_description",
        ground="Security",
        authorised_by="Monitoring Officer",
        until=None,
        actor_id=council.people[Role.REGISTER_EDITOR],
    )
    saved(council, a_use(detailed_description=FieldValue.of("A new secret.")))
    assert draft_record(entry.id).field("detailed_description").state is FieldState.WITHHELD


def test_a_retired_entry_leaves_the_lists_and_keeps_reason_and_versions(council: Council) -> None:
    entry = published(council)
    editor = council.people[Role.REGISTER_EDITOR]
    actions.retire(entry=entry, seen_version=entry.version, reason="Replaced in May.", actor_id=editor)
    entry = the_entry(entry.id)
    assert entry.retired_at is not None
    assert entry.retired_reason == "Replaced in May."
    assert len(versions_of(entry.id)) == 1
    assert db.session.get(EntryRow, entry.id) is None
    with pytest.raises(OutOfTurn):
        actions.retire(entry=entry, seen_version=entry.version, reason="Again", actor_id=editor)


def test_a_retired_entry_can_be_taken_up_again(council: Council) -> None:
    entry = published(council)
    editor = council.people[Role.REGISTER_EDITOR]
    actions.retire(entry=entry, seen_version=entry.version, reason="By mistake.", actor_id=editor)
    actions.begin_draft(entry=the_entry(entry.id), actor_id=editor, nonce="n" * 20)
    with pytest.raises(AlreadyDone):
        actions.begin_draft(entry=the_entry(entry.id), actor_id=editor, nonce="n" * 20)
    draft = the_draft(entry.id)
    actions.send_for_check(draft=draft, seen_version=draft.version, actor_id=editor)
    draft = the_draft(entry.id)
    second = council.people[Role.ADMINISTRATOR]
    actions.publish(draft=draft, seen_version=draft.version, actor_id=second, change_note="Back again")
    assert the_entry(entry.id).retired_at is None
    assert [version.number for version in versions_of(entry.id)] == [1, 2]


def test_only_a_draft_of_a_published_entry_is_discarded(council: Council) -> None:
    entry = published(council)
    editor = council.people[Role.REGISTER_EDITOR]
    draft = actions.begin_draft(entry=entry, actor_id=editor, nonce="m" * 20)
    actions.discard_draft(draft=draft, seen_version=draft.version, actor_id=editor)
    assert _count(EntryDraft) == 0
    first = the_draft(saved(council, key="use-2").id)
    with pytest.raises(OutOfTurn):
        actions.discard_draft(draft=first, seen_version=first.version, actor_id=editor)


def test_the_boards_findings_add_a_version_in_which_nothing_else_changed(council: Council) -> None:
    entry = published(council)
    findings = BoardFindings(AdviceOutcome.PROCEED, "The safeguards are enough.")
    editor = council.people[Role.REGISTER_EDITOR]
    actions.begin_draft(entry=entry, actor_id=editor, nonce="o" * 20)
    for _again in range(2):
        actions.amend_board_findings(
            organisation_id=council.organisation_id, source_key="use-1", findings=findings, actor_id=None
        )
    versions = versions_of(entry.id)
    assert [version.number for version in versions] == [1, 2]
    assert versions[1].record["board"]["reasons"] == "The safeguards are enough."
    assert versions[1].record["fields"] == versions[0].record["fields"]
    assert draft_record(entry.id).review_state is PublicReviewState.REVIEWED
    assert draft_record(entry.id).board == findings


def test_published_versions_cannot_be_changed(council: Council) -> None:
    published(council)
    with pytest.raises(Exception, match="only ever added to"):
        db.session.execute(db.update(EntryVersion).values(change_note="Forged"))
    db.session.rollback()


def test_the_search_index_is_rebuilt_from_the_versions(council: Council, context: Flask) -> None:
    published(council)
    published(council, a_use("Blue badge checks"), key="use-2")
    assert reindex() == 2
    assert _count(EntryRow) == 2
