"""Versions: published, rolled back, exported. Each act is a record of the log, in the same commit as its effect."""

from collections.abc import Mapping

from app.errors import RuleSetNotLoaded, VerdictLogUnavailable
from app.model.principal import Principal
from app.publishing import lifecycle
from app.publishing.changes import apply, show
from app.publishing.drafts import Drafts, Workshop, described
from app.publishing.refusals import DraftOutdated, NothingBefore, PublishedMeanwhile, UnknownVersion
from app.ruleset.loader import revision_of
from app.store.events import Actor, Event, event_entry
from app.store.lifecycle_records import Activation, ActivationKind, Draft, Version
from app.store.lifecycle_store import Act, activating, adding_draft, adding_version, all_of


class Versions:
    """For approvers. Everything raises VerdictLogUnavailable when the database cannot be used; nothing changed then."""

    def __init__(self, workshop: Workshop, drafts: Drafts) -> None:
        self._store = workshop.store
        self._rule_sets = workshop.rule_sets
        self._log = workshop.log
        self._gate = workshop.gate
        self._clock = workshop.clock
        self._drafts = drafts

    def active(self) -> Activation:
        """What judges. Raises RuleSetNotLoaded before the first version."""
        active = self._store.active()
        if active is None:
            raise RuleSetNotLoaded
        return active

    def list(self) -> tuple[Version, ...]:
        """All versions, newest first."""
        return self._store.versions()

    def activations(self) -> tuple[Activation, ...]:
        """The last hundred, newest first."""
        return self._store.activations()

    def get(self, number: int) -> Version:
        """Raises UnknownVersion."""
        version = self._store.version(number) if 0 < number < 2**31 else None
        if version is None:
            raise UnknownVersion
        return version

    def files(self, number: int) -> dict[str, bytes]:
        """The rule set of a version. Raises UnknownVersion."""
        return self._rule_sets.load_revision(self.get(number).revision)

    def active_files(self) -> dict[str, bytes]:
        """The rule set that judges. Raises RuleSetNotLoaded before the first version."""
        return self._rule_sets.load_revision(self.active().revision)

    def diff(self, before: int, after: int) -> str:
        """From one version to another, as a unified diff. Raises UnknownVersion."""
        return show(self.files(before), self.files(after))

    def publish_first(self, files: Mapping[str, bytes], note: str, actor: Actor) -> Activation:
        """Make ``files``, which were proved, version 1; what is active already when there is a version."""
        active = self._store.active()
        if active is not None:
            return active
        who, now = actor.principal.id, self._clock()
        version = Version(1, self._rule_sets.keep(files), note, who, None, None, now, who)
        entry = Activation(1, 1, version.revision, ActivationKind.FIRST, now, who)
        try:
            self._commit(version, entry, actor, "version-published")
        except PublishedMeanwhile:
            return self.active()
        return entry

    def publish(self, draft_id: str, edition: int | None, actor: Actor) -> Version:
        """Make an approved draft the next version, and active.

        Raises UnknownDraft, DraftChanged, WrongState, OwnDraft, DraftOutdated, TrialFailed or PublishedMeanwhile.
        """
        draft = self._drafts.get(draft_id, edition)
        number, now = self._next_number(), self._clock()
        published = lifecycle.publish(draft, number, actor.principal.id, now)
        return self._publish(draft, published, ActivationKind.PUBLISHED, actor)

    def publish_in_emergency(self, draft_id: str, edition: int, reason: str, actor: Actor) -> Version:
        """Make a draft the next version on one person's word. The trial stays. Raises as `publish`."""
        draft = self._drafts.get(draft_id, edition)
        number, now = self._next_number(), self._clock()
        published = lifecycle.publish_in_emergency(draft, number, reason, actor.principal.id, now)
        return self._publish(draft, published, ActivationKind.EMERGENCY, actor)

    def roll_back(self, to: int | None, reason: str, actor: Actor) -> Activation:
        """Make an earlier version active again: ``to``, or the one that was active before this one.

        Raises UnknownVersion, NothingBefore or PublishedMeanwhile.
        """
        active = self.active()
        target = self._before(active) if to is None else self.get(to)
        if target.number == active.version:
            raise NothingBefore
        entry = Activation(
            active.position + 1,
            target.number,
            target.revision,
            ActivationKind.ROLLED_BACK,
            self._clock(),
            actor.principal.id,
            reason,
        )
        self._commit(None, entry, actor, "version-rolled-back", before=active)
        return entry

    def _before(self, active: Activation) -> Version:
        """The newest version below the active one that has been active."""
        if active.version <= 1:
            raise NothingBefore
        return self.get(active.version - 1)

    def _next_number(self) -> int:
        return max((version.number for version in self._store.versions()), default=0) + 1

    def _publish(self, draft: Draft, published: Draft, kind: ActivationKind, actor: Actor) -> Version:
        active = self._drafts.check_base(draft)
        files = apply(self._rule_sets.load_revision(active.revision), draft.changes)
        if revision_of(files) != draft.revision:
            raise DraftOutdated(draft.base_version, active.version)
        self._gate.require(files)
        self._rule_sets.keep(files)
        who, now, number = actor.principal.id, published.changed_at, published.version
        assert number is not None
        version = Version(
            number, draft.revision, draft.note, draft.author, published.approver, draft.id, now, who, published.reason
        )
        entry = Activation(active.position + 1, number, draft.revision, kind, now, who, published.reason)
        act = "version-published" if kind is ActivationKind.PUBLISHED else "version-published-in-emergency"
        self._commit(version, entry, actor, act, before=active, draft=published)
        return version

    def _commit(  # noqa: PLR0913 - one commit, all it is made of
        self,
        version: Version | None,
        entry: Activation,
        actor: Actor,
        act: str,
        *,
        before: Activation | None = None,
        draft: Draft | None = None,
    ) -> None:
        acts: list[Act] = [activating(entry)]
        if version is not None:
            acts.insert(0, adding_version(version))
        if draft is not None:
            acts.append(adding_draft(draft))
        event = Event(
            act,
            f"version:{entry.version}",
            before=None if before is None else _described(before),
            after={**_described(entry), "draft": described(draft)},
        )
        try:
            self._log.append(event_entry(event, actor, all_of(*acts)))
        except VerdictLogUnavailable:
            now_active = self._store.active()
            if (0 if now_active is None else now_active.position) >= entry.position:
                raise PublishedMeanwhile from None
            if draft is not None:
                self._drafts.get(draft.id, draft.edition - 1)  # raises DraftChanged when it was
            raise


def _described(entry: Activation) -> dict[str, object]:
    return {"version": entry.version, "revision": entry.revision, "kind": entry.kind.value, "reason": entry.reason}


SHENYAN = Actor(Principal("system", ()), "")
"""Shenyan itself, where it publishes the first version or one whose time has come."""
