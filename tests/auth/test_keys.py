"""API keys from their making to their end, on both databases."""

import asyncio
import re

import pytest

from app.auth.keys import NewKey
from app.auth.pepper import Pepper
from app.errors import KeyEnded, UnknownKey, VerdictLogUnavailable
from app.model.principal import EVERYTHING, Principal, Role
from app.store.events import EVENT_KIND, Actor, event_body
from app.store.searching import Filters
from tests.auth.conftest import ADMIN, DAY, Accounts


def _events(accounts: Accounts) -> list[tuple[str, str]]:
    page = accounts.log.search(Filters(kind=EVENT_KIND, view=EVERYTHING))
    return [(event_body(record)["act"], event_body(record)["subject"]) for record in reversed(page.records)]


def test_a_key_is_recognised_and_nothing_like_it(accounts: Accounts) -> None:
    made = accounts.make(tenant="retail", roles=(Role.REVIEWER, Role.SENDER), per_minute=7)
    other = accounts.make()

    found = accounts.recognised(made.secret)

    assert found is not None
    assert found == made.key
    assert found.caller() == Principal(f"key:{made.key.id}", (Role.REVIEWER, Role.SENDER), "retail", per_minute=7)
    assert re.fullmatch(rf"shy_{made.key.id}_[\w-]{{43}}", made.secret)
    mixed = f"shy_{made.key.id}_{other.secret.split('_', 2)[2]}"
    for wrong in ("", made.key.id, made.secret[:-1], made.secret + "x", made.secret.upper(), mixed, f" {made.secret}"):
        assert accounts.recognised(wrong) is None


def test_secrets_are_long_random_and_different(accounts: Accounts) -> None:
    secrets = {accounts.make().secret for _ in range(20)}

    assert len(secrets) == 20
    assert len({secret.split("_", 2)[2][:6] for secret in secrets}) == 20


def test_only_digests_are_stored_and_they_need_the_pepper(accounts: Accounts) -> None:
    made = accounts.make()

    stored = accounts.store.find_key(made.key.id)

    assert stored is not None
    assert made.secret.split("_", 2)[2] not in repr(stored) + repr(made)
    accounts.pepper = Pepper(b"q" * 32)
    assert accounts.recognised(made.secret) is None


def test_a_key_expires_to_the_second(accounts: Accounts) -> None:
    made = accounts.make(lifetime=DAY)

    accounts.wait(DAY - 1)
    assert accounts.recognised(made.secret) is not None
    accounts.wait(1)
    assert accounts.recognised(made.secret) is None
    with pytest.raises(KeyEnded):
        accounts.keys.rotate(made.key.id, ADMIN)


def test_rotation_overlaps(accounts: Accounts) -> None:
    old = accounts.make(lifetime=90 * DAY, tenant="retail")
    accounts.wait(80 * DAY)

    new = accounts.keys.rotate(old.key.id, ADMIN, overlap=3600)

    assert new.key.principal == old.key.principal
    assert new.key.expires_at == accounts.now + 90 * DAY * 1_000_000
    accounts.wait(3599)
    assert accounts.recognised(old.secret) is not None
    assert accounts.recognised(new.secret) is not None
    accounts.wait(1)
    assert accounts.recognised(old.secret) is None
    assert accounts.recognised(new.secret) is not None


def test_an_overlap_never_makes_a_key_live_longer(accounts: Accounts) -> None:
    old = accounts.make(lifetime=100)

    accounts.keys.rotate(old.key.id, ADMIN, overlap=DAY)

    accounts.wait(100)
    assert accounts.recognised(old.secret) is None


def test_what_ended_or_was_replaced_is_not_rotated(accounts: Accounts) -> None:
    replaced, revoked = accounts.make(), accounts.make()
    accounts.keys.rotate(replaced.key.id, ADMIN)
    accounts.keys.revoke(revoked.key.id, ADMIN)

    for key in (replaced, revoked):
        with pytest.raises(KeyEnded):
            accounts.keys.rotate(key.key.id, ADMIN)
    for act in (accounts.keys.rotate, accounts.keys.revoke):
        with pytest.raises(UnknownKey):
            act("no-such-key", ADMIN)


def test_a_revoked_key_is_refused_at_once_where_it_is_told(accounts: Accounts) -> None:
    made = accounts.make()
    ring = accounts.ring()

    async def run() -> list[bool]:
        seen = [await ring.recognise(made.secret) is not None]
        accounts.keys.revoke(made.key.id, ADMIN)
        ring.forget(made.key.id)
        return [*seen, await ring.recognise(made.secret) is not None]

    assert asyncio.run(run()) == [True, False]


def test_elsewhere_it_is_refused_soon(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    made = accounts.make()
    ring = accounts.ring()
    monkeypatch.setattr("app.auth.key_ring.BELIEVED_SECONDS", 0.2)

    async def run() -> bool:
        assert await ring.recognise(made.secret) is not None
        accounts.keys.revoke(made.key.id, ADMIN)
        await asyncio.sleep(0.25)
        return await ring.recognise(made.secret) is None

    assert asyncio.run(run())


def test_each_act_is_in_the_chain(accounts: Accounts) -> None:
    made = accounts.make()
    accounts.wait(1)
    new = accounts.keys.rotate(made.key.id, ADMIN)
    for _ in range(2):
        accounts.keys.revoke(made.key.id, ADMIN)

    subject = f"key:{made.key.id}"
    assert _events(accounts) == [("key-created", subject), ("key-rotated", subject), ("key-revoked", subject)]
    result = accounts.log.verify()
    assert (result.broken, result.records) == (None, 3)
    assert [key.id for key in accounts.keys.list(ADMIN)] == [made.key.id, new.key.id]


def test_an_act_that_cannot_be_recorded_does_not_happen(accounts: Accounts) -> None:
    made = accounts.make()
    accounts.log.close()

    for act in (
        accounts.make,
        lambda: accounts.keys.rotate(made.key.id, ADMIN),
        lambda: accounts.keys.revoke(made.key.id, ADMIN),
    ):
        with pytest.raises(VerdictLogUnavailable):
            act()

    assert accounts.recognised(made.secret) == made.key
    assert len(accounts.keys.list(ADMIN)) == 1


def test_keys_of_one_tenant(accounts: Accounts) -> None:
    for tenant in ("retail", "wealth", ""):
        accounts.make(tenant=tenant)
        accounts.wait(1)
    of_retail = Actor(Principal("r", (Role.ADMIN,), "retail"), "tests")

    assert [key.tenant for key in accounts.keys.list(ADMIN)] == ["retail", "wealth", ""]
    assert [key.tenant for key in accounts.keys.list(of_retail)] == ["retail"]
    assert accounts.keys.create(NewKey("x", (Role.SENDER,)), of_retail).key.tenant == "retail"


def test_last_uses_are_noted_together(accounts: Accounts) -> None:
    first, second = accounts.make(), accounts.make()
    ring = accounts.ring()

    async def use() -> None:
        for secret in (first.secret, first.secret, "shy_wrong"):
            await ring.recognise(secret)
            accounts.wait(1)

    asyncio.run(use())
    ring.note_uses()
    ring.note_uses()

    used = {key.id: key.last_used_at for key in accounts.keys.list(ADMIN)}
    assert used == {first.key.id: accounts.now - 2_000_000, second.key.id: None}
