"""Bearer tokens: what is right gets in with its roles, whatever is wrong in one place does not."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.auth.issuer import Issuer
from app.auth.tokens import TokenReader
from app.errors import IdentityUnavailable, InvalidSettings
from app.model.principal import Principal, Role
from app.settings import Settings, load_settings
from tests.auth.issuer_server import AUDIENCE, IssuerServer, new_key, public, running_issuer


@pytest.fixture
def issuer() -> Iterator[IssuerServer]:
    with running_issuer() as running:
        yield running


def settings_for(issuer: IssuerServer, **changes: Any) -> Settings:
    values = {"oidc_issuer": issuer.url, "oidc_audience": AUDIENCE, **changes}
    return load_settings(Path("no.env"), **values)


def read(issuer: IssuerServer, *tokens: str, **changes: Any) -> list[Principal | None]:
    """What a service makes of ``tokens``, one after the other."""
    settings = settings_for(issuer, **changes)

    async def read_all() -> list[Principal | None]:
        reader = TokenReader(settings, Issuer(issuer.url))
        return [await reader.principal_of(token) for token in tokens]

    return asyncio.run(read_all())


def test_a_right_token_names_its_bearer(issuer: IssuerServer) -> None:
    first, again, other = read(
        issuer, issuer.token(), issuer.token(aud=["x", AUDIENCE], roles="reviewer author"), issuer.token(sub="u-2")
    )

    assert first is not None
    assert again is not None
    assert other is not None
    assert (first.roles, first.tenant, first.scopes) == ((Role.SENDER,), "", ())
    assert first.id.startswith("oidc:")
    assert first.id.endswith(":u-1017")
    assert (again.id, again.roles) == (first.id, (Role.AUTHOR, Role.REVIEWER))
    assert other.id != first.id
    assert issuer.requests == ["/.well-known/openid-configuration", "/keys"], "asked once"


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "Ed25519"])
def test_algorithms(issuer: IssuerServer, algorithm: str) -> None:
    issuer.rotate("other", algorithm)
    token = issuer.token(algorithm)
    others = tuple(name for name in ("RS256", "PS256", "ES256", "Ed25519") if name != algorithm)

    assert read(issuer, token) != [None]
    assert read(issuer, token, oidc_algorithms=(algorithm,)) != [None]
    assert read(issuer, token, oidc_algorithms=others) == [None], "pinned"


def _tampered(issuer: IssuerServer) -> str:
    head, claims, signature = issuer.token().split(".")
    _, other_claims, _ = issuer.token(roles=["admin"]).split(".")
    assert claims != other_claims
    return f"{head}.{other_claims}.{signature}"


def _of_a_stranger(issuer: IssuerServer) -> str:
    published, issuer.key = issuer.key, new_key("RS256", "first")
    token = issuer.token()
    issuer.key = published
    return token


def _key_in_its_header(issuer: IssuerServer) -> str:
    published, issuer.key = issuer.key, new_key("RS256", "first")
    token = issuer.token(header={"jwk": public(issuer.key)})
    issuer.key = published
    return token


NOW = int(time.time())
WRONG: dict[str, Callable[[IssuerServer], str]] = {
    "none": IssuerServer.unsigned,
    "HMAC with the public key": IssuerServer.confused,
    "claims changed": _tampered,
    "signed by a stranger with the same key id": _of_a_stranger,
    "brings its own key": _key_in_its_header,
    "unknown key id": lambda issuer: issuer.token(header={"kid": "no-such"}),
    "key id is no text": lambda issuer: issuer.signed({"alg": "RS256", "kid": 17}),
    "header without an algorithm": lambda issuer: issuer.signed({"kid": "first"}),
    "algorithm is no text": lambda issuer: issuer.signed({"alg": ["RS256"], "kid": "first"}),
    "critical header nobody knows": lambda issuer: issuer.signed(
        {"alg": "RS256", "kid": "first", "crit": ["exp2"], "exp2": 1}
    ),
    "other issuer": lambda issuer: issuer.token(iss="https://elsewhere.example"),
    "issuer with a slash more": lambda issuer: issuer.token(iss=issuer.url + "/"),
    "no issuer": lambda issuer: issuer.token(iss=None),
    "other audience": lambda issuer: issuer.token(aud="other"),
    "other audiences": lambda issuer: issuer.token(aud=["other", "shenyan2"]),
    "no audience": lambda issuer: issuer.token(aud=None),
    "expired": lambda issuer: issuer.token(exp=NOW - 3600),
    "never expires": lambda issuer: issuer.token(exp=None),
    "expires in a word": lambda issuer: issuer.token(exp="tomorrow"),
    "not yet valid": lambda issuer: issuer.token(nbf=NOW + 3600),
    "issued in the future": lambda issuer: issuer.token(iat=NOW + 3600),
    "no subject": lambda issuer: issuer.token(sub=None),
    "subject is a number": lambda issuer: issuer.token(sub=17),
    "no roles": lambda issuer: issuer.token(roles=None),
    "empty roles": lambda issuer: issuer.token(roles=[]),
    "roles that are not ours": lambda issuer: issuer.token(roles=["root", 1, None, ["admin"]]),
    "roles as an object": lambda issuer: issuer.token(roles={"admin": True}),
    "cut": lambda issuer: issuer.token()[:-10],
    "two parts": lambda issuer: issuer.token().rpartition(".")[0],
    "four parts": lambda issuer: issuer.token() + ".x",
    "no token": lambda _: "a.b.c",
    "header is no object": lambda _: "WzFd.e30.x",
    "deep header": lambda _: "W1tb" * 4000 + ".e30.x",
    "not ASCII": lambda issuer: issuer.token() + "é",
    "huge": lambda issuer: issuer.token(padding="x" * 20_000),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_token_gets_nowhere(issuer: IssuerServer, name: str) -> None:
    wrong, right = read(issuer, WRONG[name](issuer), issuer.token())

    assert wrong is None
    assert right is not None


@pytest.mark.parametrize("algorithm", ["none", "HS256", "HS512", "ES256K", "rs256"])
def test_weak_algorithms_cannot_even_be_configured(issuer: IssuerServer, algorithm: str) -> None:
    with pytest.raises(InvalidSettings, match="oidc_algorithms"):
        settings_for(issuer, oidc_algorithms=(algorithm,))


def test_headers_that_mean_nothing_here_are_ignored(issuer: IssuerServer) -> None:
    assert read(issuer, issuer.signed({"alg": "RS256", "kid": "first", "nonce": "x", "x5t": "y"})) != [None]


def test_shared_secrets_among_the_keys_are_not_used(issuer: IssuerServer) -> None:
    secret = {"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA", "kid": "first", "alg": "HS256"}
    unknown = {"kty": "PQ", "kid": "later"}
    issuer.published = [secret, unknown]
    assert read(issuer, issuer.token(), issuer.confused()) == [None, None]

    issuer.published = [unknown, public(issuer.key)]
    assert read(issuer, issuer.token()) != [None]


def test_keys_rotate_without_a_restart(issuer: IssuerServer) -> None:
    async def run() -> list[bool]:
        reader = TokenReader(settings_for(issuer), Issuer(issuer.url, pause_seconds=0))
        old = issuer.token()
        seen = [await reader.principal_of(old) is not None]
        issuer.rotate("second")
        seen.append(await reader.principal_of(issuer.token()) is not None)
        return [*seen, await reader.principal_of(old) is None]

    assert asyncio.run(run()) == [True, True, True]


def test_made_up_key_ids_do_not_burden_the_issuer(issuer: IssuerServer) -> None:
    read(issuer, issuer.token(), *(issuer.token(header={"kid": f"made-up-{number}"}) for number in range(20)))

    assert len(issuer.requests) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda issuer: setattr(issuer, "status", 500),
        lambda issuer: setattr(issuer, "status", 302),
        lambda issuer: issuer.extra.update(issuer="https://elsewhere.example"),
        lambda issuer: issuer.extra.update(jwks_uri="http://elsewhere.example/keys"),
        lambda issuer: issuer.extra.update(jwks_uri="file:///etc/hosts"),
        lambda issuer: issuer.extra.update(jwks_uri=None),
        lambda issuer: issuer.extra.update(padding="x" * 2_000_000),
    ],
)
def test_an_issuer_that_cannot_be_trusted_lets_nobody_in(
    issuer: IssuerServer, spoil: Callable[[IssuerServer], object]
) -> None:
    spoil(issuer)

    with pytest.raises(IdentityUnavailable):
        read(issuer, issuer.token())


def test_an_issuer_that_goes_away_is_believed_for_a_while(issuer: IssuerServer) -> None:
    async def run() -> list[bool]:
        reader = TokenReader(settings_for(issuer), Issuer(issuer.url, pause_seconds=0))
        seen = [await reader.principal_of(issuer.token()) is not None]
        issuer.status = 503
        seen.append(await reader.principal_of(issuer.token()) is not None)
        return [*seen, await reader.principal_of(issuer.token(header={"kid": "new"})) is None]

    assert asyncio.run(run()) == [True, True, True]


@pytest.mark.parametrize("url", ["http://issuer.example", "http://192.168.1.9/realm"])
def test_plain_http_is_for_the_loopback_only(url: str) -> None:
    with pytest.raises(InvalidSettings, match="https"):
        Issuer(url)


@pytest.mark.parametrize(
    "changes", [{"oidc_audience": None}, {"oidc_issuer": "ldap://x"}, {"oidc_role_names": {"a": "root"}}]
)
def test_settings_that_make_no_sense(issuer: IssuerServer, changes: dict[str, Any]) -> None:
    with pytest.raises((InvalidSettings, ValidationError)):
        settings_for(issuer, **changes)


ROLES = [
    ({"oidc_roles_claim": "realm_access.roles"}, {"realm_access": {"roles": ["auditor"]}}, (Role.AUDITOR,)),
    ({"oidc_role_names": {"gg-shenyan-admins": "admin"}}, {"roles": ["gg-shenyan-admins", "sender"]}, (Role.ADMIN,)),
    ({"oidc_roles_claim": "groups"}, {"groups": ["sender", "sender"]}, (Role.SENDER,)),
    ({"oidc_roles_claim": "a.b.c"}, {"a": {"b": "sender"}}, None),
]


@pytest.mark.parametrize(("changes", "claims", "roles"), ROLES)
def test_roles_are_read_where_the_issuer_writes_them(
    issuer: IssuerServer, changes: dict[str, Any], claims: dict[str, Any], roles: tuple[Role, ...] | None
) -> None:
    [principal] = read(issuer, issuer.token(**claims), **changes)

    assert (None if principal is None else principal.roles) == roles


@pytest.mark.parametrize(
    ("claim", "tenant"), [("retail", "retail"), ("*", ""), (None, None), ("", None), ("a b", None), (["retail"], None)]
)
def test_with_tenants_a_token_must_name_one(issuer: IssuerServer, claim: Any, tenant: str | None) -> None:
    [principal] = read(issuer, issuer.token(unit=claim), oidc_tenant_claim="unit")

    assert (None if principal is None else principal.tenant) == tenant


@pytest.mark.parametrize("subject", ["张三", "a b", "x" * 300, "a\u0000b"])
def test_any_subject_can_stand_in_a_record(issuer: IssuerServer, subject: str) -> None:
    first, again, other = read(issuer, issuer.token(sub=subject), issuer.token(sub=subject), issuer.token(sub="b b"))

    assert first is not None
    assert first.id.isascii()
    assert first.id.isprintable()
    assert len(first.id) <= 255
    assert again == first
    assert other is not None
    assert other.id != first.id
