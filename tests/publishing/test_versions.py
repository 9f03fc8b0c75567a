"""From a draft to a version and back, on both databases: who may, what is refused, what stays as it was."""

import json
import time

import pytest

from app.errors import ShenyanError, VerdictLogUnavailable
from app.publishing import refusals
from app.publishing.drafts import Workshop
from app.publishing.gate import TrialGate
from app.publishing.trial import Trial, try_files
from app.publishing.versions import SHENYAN, Versions
from app.ruleset.loader import load_rule_set
from app.store.events import EVENT_KIND
from app.store.lifecycle_records import ActivationKind, DraftState
from app.store.searching import Filters
from tests.publishing.conftest import FILES, LEXICON, LI, RULE, WANG, ZHAO, House, other_rule

NEW = "rules/other-rule.yaml"


def events(house: House) -> list[dict]:
    page = house.log.search(Filters(kind=EVENT_KIND), limit=100)
    return [{**json.loads(record.body), "by": record.principal} for record in reversed(page.records)]


def test_the_first_version_is_the_rule_set_there_was(house: House) -> None:
    version = house.versions.get(1)

    assert house.versions.files(1) == FILES
    assert (version.revision, version.author, version.approver) == (load_rule_set(FILES).revision, "system", None)
    again = house.versions.publish_first({RULE: b""}, "another", SHENYAN)
    assert (again.version, house.versions.active().version, len(house.versions.list())) == (1, 1, 1)


def test_from_a_draft_to_a_version_and_back(house: House) -> None:
    draft = house.drafts.begin("a new rule", {NEW: other_rule()}, LI)
    assert "+id: other-rule" in house.drafts.diff(draft)
    draft = house.drafts.submit(draft.id, 1, LI)
    draft = house.drafts.approve(draft.id, 2, draft.revision, WANG)
    version = house.versions.publish(draft.id, 3, ZHAO)

    assert (version.number, version.author, version.approver, version.published_by) == (2, "li", "wang", "zhao")
    assert house.versions.files(2) == {**FILES, NEW: other_rule().encode()}
    assert house.versions.active().revision == version.revision == load_rule_set(house.versions.files(2)).revision
    assert house.drafts.get(draft.id).version == 2

    started = time.perf_counter()
    house.versions.roll_back(None, "false alarms", ZHAO)
    assert time.perf_counter() - started < 1
    assert (house.versions.active().version, house.versions.active().kind) == (1, ActivationKind.ROLLED_BACK)
    assert [event["act"] for event in events(house)] == [
        "version-published",
        "draft-begun",
        "draft-submitted",
        "draft-approved",
        "version-published",
        "version-rolled-back",
    ]
    assert [event["by"] for event in events(house)] == ["system", "li", "li", "wang", "zhao", "zhao"]
    assert events(house)[4]["after"]["draft"]["approver"] == "wang"
    assert house.log.verify().broken is None
    with pytest.raises(refusals.NothingBefore):
        house.versions.roll_back(None, "again", ZHAO)
    house.versions.roll_back(2, "it was right", ZHAO)
    assert [entry.version for entry in house.versions.activations()] == [2, 1, 2, 1]


def test_nobody_approves_what_they_had_a_hand_in(house: House) -> None:
    draft = house.drafts.begin("note", {NEW: other_rule()}, LI)
    draft = house.drafts.edit(draft.id, 1, {NEW: other_rule(severity="block")}, WANG)
    draft = house.drafts.submit(draft.id, 2, LI)
    for editor in (LI, WANG):
        with pytest.raises(refusals.OwnDraft):
            house.drafts.approve(draft.id, 3, draft.revision, editor)
    assert house.drafts.approve(draft.id, 3, draft.revision, ZHAO).state is DraftState.APPROVED


def test_a_later_change_voids_the_approval(house: House) -> None:
    draft_id, edition = house.approved()
    edited = house.drafts.edit(draft_id, edition, {NEW: other_rule(severity="block")}, LI)

    assert (edited.state, edited.approver) == (DraftState.DRAFT, None)
    with pytest.raises(refusals.WrongState):
        house.versions.publish(draft_id, edited.edition, ZHAO)
    assert house.versions.active().version == 1


def test_an_approval_is_for_the_revision_that_was_seen(house: House) -> None:
    draft = house.drafts.begin("note", {NEW: other_rule()}, LI)
    draft = house.drafts.submit(draft.id, 1, LI)
    with pytest.raises(refusals.DraftChanged):
        house.drafts.approve(draft.id, 2, house.versions.active().revision, WANG)


def test_two_officers_on_one_draft_overwrite_nothing(house: House) -> None:
    draft = house.drafts.begin("note", {NEW: other_rule()}, LI)
    house.drafts.edit(draft.id, 1, {NEW: other_rule(severity="block")}, WANG)

    with pytest.raises(refusals.DraftChanged, match="wang has made it edition 2"):
        house.drafts.edit(draft.id, 1, {NEW: other_rule(severity="advise")}, LI)

    assert "severity: block" in str(house.drafts.get(draft.id).changes[NEW])


def test_two_at_the_same_moment_overwrite_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = house.drafts.begin("note", {NEW: other_rule()}, LI)
    base_files = house.drafts.base_files

    def meanwhile(seen):
        monkeypatch.undo()
        house.drafts.edit(draft.id, 1, {NEW: other_rule(severity="block")}, WANG)
        return base_files(seen)

    monkeypatch.setattr(house.drafts, "base_files", meanwhile)
    with pytest.raises(refusals.DraftChanged):
        house.drafts.edit(draft.id, 1, {NEW: other_rule(severity="advise")}, LI)
    assert house.drafts.get(draft.id).changed_by == "wang"
    assert house.log.verify().broken is None


def test_a_draft_on_an_old_version_is_refused_then_rebased(house: House) -> None:
    draft_id, edition = house.approved()
    second = house.approved("rules/third-rule.yaml", other_rule("third-rule"))
    house.versions.publish(*second, ZHAO)

    with pytest.raises(refusals.DraftOutdated, match="built on version 1 and version 2 is active"):
        house.versions.publish(draft_id, edition, ZHAO)
    rebased = house.drafts.rebase(draft_id, edition, {}, LI)

    assert (rebased.base_version, rebased.state, rebased.approver) == (2, DraftState.DRAFT, None)
    assert set(house.drafts.files(rebased)) == {*FILES, NEW, "rules/third-rule.yaml"}


def test_two_drafts_of_one_file_conflict_and_the_person_decides(house: House) -> None:
    mine = house.approved(LEXICON, FILES[LEXICON].decode().replace("零风险", "稳赚"))
    house.versions.publish(*house.approved(LEXICON, FILES[LEXICON].decode().replace("零风险", "保息")), ZHAO)

    with pytest.raises(refusals.RebaseConflict) as refused:
        house.drafts.rebase(*mine, {}, LI)
    assert [path for path, _ in refused.value.conflicts] == [LEXICON]
    assert "+terms: [保本, 稳赚, guaranteed return]" in refused.value.conflicts[0][1]

    both = FILES[LEXICON].decode().replace("零风险", "稳赚, 保息")
    rebased = house.drafts.rebase(*mine, {LEXICON: both}, LI)
    assert house.drafts.files(rebased)[LEXICON].decode() == both


BROKEN = {
    "a problem": {NEW: other_rule().replace("severity: revise", "severity: sever")},
    "an example": {NEW: other_rule().replace("quotes: [保本]", "quotes: [保息]")},
    "another rule's example": {LEXICON: FILES[LEXICON].decode().replace("保本, ", "")},
    "two ids": {"rules/CN/other-rule.yaml": other_rule(), NEW: other_rule()},
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_does_not_hold_never_goes_live(house: House, what: str) -> None:
    draft = house.drafts.begin("note", BROKEN[what], LI)
    trial = house.drafts.examine(draft)

    assert not trial.holds
    assert all(problem.line > 0 and problem.hint.zh and problem.hint.en for problem in trial.problems)
    with pytest.raises(refusals.TrialFailed):
        house.drafts.submit(draft.id, 1, LI)
    with pytest.raises(refusals.TrialFailed):
        house.versions.publish_in_emergency(draft.id, 1, "storm", ZHAO)
    assert house.versions.active().version == 1
    assert house.drafts.get(draft.id).edition == 1


def test_a_trial_in_a_process_of_its_own_finds_the_same(house: House) -> None:
    for changes in BROKEN.values():
        files = house.drafts.files(house.drafts.begin("note", changes, LI))
        assert try_files(files) == house.drafts._gate.examine(files)


def test_one_person_in_an_emergency_and_it_is_called_so(house: House) -> None:
    draft = house.drafts.begin("stop it", {NEW: other_rule()}, LI)
    version = house.versions.publish_in_emergency(draft.id, 1, "a campaign is on air", LI)

    assert (version.number, version.approver, version.emergency) == (2, None, "a campaign is on air")
    assert house.versions.active().kind is ActivationKind.EMERGENCY
    assert (events(house)[-1]["act"], events(house)[-1]["after"]["reason"]) == (
        "version-published-in-emergency",
        "a campaign is on air",
    )


def test_of_two_that_publish_at_one_moment_one_does(house: House, tmp_path) -> None:
    first, second = house.approved(), house.approved("rules/third-rule.yaml", other_rule("third-rule"))
    raced = []

    def slow_trial(files) -> Trial:
        raced.append(house.versions.publish(*first, ZHAO))
        return house.drafts._gate.examine(files)

    workshop = Workshop(
        house.store, house.drafts._rule_sets, house.log, TrialGate(tmp_path / "other-state", slow_trial)
    )
    with pytest.raises(refusals.PublishedMeanwhile):
        Versions(workshop, house.drafts).publish(*second, ZHAO)

    assert [version.number for version in raced] == [2]
    assert (house.versions.active().version, len(house.versions.list())) == (2, 2)
    assert house.drafts.get(second[0]).state is DraftState.APPROVED
    assert house.log.verify().broken is None


def test_when_the_log_goes_away_nothing_is_published(house: House) -> None:
    draft_id, edition = house.approved()
    house.log._writer.close()

    with pytest.raises(VerdictLogUnavailable):
        house.versions.publish(draft_id, edition, ZHAO)

    assert house.versions.active().version == 1
    assert house.drafts.get(draft_id).state is DraftState.APPROVED


PATHS = ["x.yaml", "rules/../x.yaml", "/rules/x.yaml", "rules/x.yml", "rules/.x.yaml", "rules/a\x00.yaml",
         "rules//x.yaml", "rules/x.yaml/", "lexicons", "", "rules/" + "a" * 300 + ".yaml"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_only_paths_of_rule_sets_are_taken(house: House, path: str) -> None:
    with pytest.raises(refusals.InvalidPath):
        house.drafts.begin("note", {path: "x"}, LI)


@pytest.mark.parametrize(
    "act",
    [
        lambda house: house.drafts.get("nothere"),
        lambda house: house.drafts.get("a\x00b"),
        lambda house: house.versions.publish("nothere", 1, ZHAO),
        lambda house: house.versions.get(0),
        lambda house: house.versions.get(10**20),
        lambda house: house.versions.roll_back(7, "why", ZHAO),
        lambda house: house.drafts.submit(house.drafts.begin("note", {}, LI).id, 1, LI),
        lambda house: house.drafts.submit(house.drafts.begin("note", {RULE: FILES[RULE].decode()}, LI).id, 1, LI),
    ],
)
def test_what_is_not_there_is_refused_by_name(house: House, act) -> None:
    with pytest.raises(ShenyanError) as refused:
        act(house)
    assert isinstance(refused.value, refusals.Refusal)
