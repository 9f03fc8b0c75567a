"""A gateway lets out exactly what was released, and asks nobody for it."""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from app.gateway.release_verifier import (
    ALGORITHM,
    TOKEN_TYPE,
    Refusal,
    Release,
    ReleaseRefusedError,
    ReleaseVerifier,
    text_digest,
)
from app.releases.keys import ReleaseKey

NOW = 1_790_000_000
KEY = ReleaseKey.new()
OTHER = ReleaseKey.new()
PARTS = [("subject", "通知"), ("body", "本产品有风险。\n“引号” \\ 😀")]
CLAIMS = {
    "iss": "shenyan", "jti": "review-1", "iat": NOW - 10, "exp": NOW + 60, "text": text_digest(PARTS),
    "channel": "sms", "tenant": "retail", "rule_set": "a" * 64, "once": False,
}  # fmt: skip


def sign(claims: Any, key: ReleaseKey = KEY, **header: Any) -> str:
    values = {"alg": ALGORITHM, "kid": KEY.id, "typ": TOKEN_TYPE, **header}
    return jws.serialize_compact(values, json.dumps(claims).encode(), key.signer(), algorithms=[ALGORITHM])


def verifier(now: float = NOW) -> ReleaseVerifier:
    return ReleaseVerifier({"keys": [KEY.jwk()]}, clock=lambda: now)


def refusal(token: str, parts: Any = PARTS, channel: str | None = "sms", tenant: str | None = None) -> Refusal:
    with pytest.raises(ReleaseRefusedError) as raised:
        verifier().check(token, parts, channel, tenant)
    return raised.value.reason


def test_what_was_released_may_leave() -> None:
    for tenant in (None, "retail"):
        release = verifier().check(sign(CLAIMS), PARTS, "sms", tenant)

        assert release == Release(
            "review-1", CLAIMS["text"], "sms", "retail", "a" * 64, NOW - 10, NOW + 60, one_time=False
        )


@pytest.mark.parametrize(
    "parts",
    [
        [("subject", "通知"), ("body", "本产品有风险。\n“引号” \\ 😀 ")],
        [("subject", "通知"), ("body", "本产品有风险\n“引号” \\ 😀")],
        [("subject", "通知"), ("body", "本產品有风险。\n“引号” \\ 😀")],
        [("subject", "通知"), ("body", "本产品\u200b有风险。\n“引号” \\ 😀")],
        [("body", "本产品有风险。\n“引号” \\ 😀"), ("subject", "通知")],
        [("title", "通知"), ("body", "本产品有风险。\n“引号” \\ 😀")],
        [("subject", "通知")],
        [*PARTS, ("footer", "")],
        [],
        [("subject", "\ud800"), PARTS[1]],
    ],
)
def test_another_text_may_not(parts: list[tuple[str, str]]) -> None:
    assert refusal(sign(CLAIMS), parts) is Refusal.TEXT_CHANGED


def test_no_single_character_may_be_changed() -> None:
    token = sign(CLAIMS)
    for place in range(len(PARTS[1][1])):
        changed = PARTS[1][1][:place] + "x" + PARTS[1][1][place + 1 :]
        assert refusal(token, [PARTS[0], ("body", changed)]) is Refusal.TEXT_CHANGED


@pytest.mark.parametrize(
    ("changes", "given", "reason"),
    [
        ({}, {"channel": "email"}, Refusal.OTHER_CHANNEL),
        ({}, {"channel": None}, Refusal.OTHER_CHANNEL),
        ({"channel": ""}, {}, Refusal.OTHER_CHANNEL),
        ({}, {"tenant": "wealth"}, Refusal.OTHER_TENANT),
        ({}, {"tenant": ""}, Refusal.OTHER_TENANT),
        ({"exp": NOW}, {}, Refusal.EXPIRED),
        ({"once": True}, {}, Refusal.ONE_TIME),
        ({"iss": "other"}, {}, Refusal.MALFORMED),
        ({"exp": None}, {}, Refusal.MALFORMED),
        ({"exp": True}, {}, Refusal.MALFORMED),
        ({"exp": float("inf")}, {}, Refusal.MALFORMED),
        ({"once": 0}, {}, Refusal.MALFORMED),
        ({"text": 1}, {}, Refusal.MALFORMED),
    ],
)
def test_nor_anything_else_that_differs(changes: Mapping[str, Any], given: Mapping[str, Any], reason: Refusal) -> None:
    assert refusal(sign({**CLAIMS, **changes}), **given) is reason


def _with_none() -> str:
    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'kid': KEY.id, 'typ': TOKEN_TYPE})}.{part(CLAIMS)}."


def _with_public_half_as_secret() -> str:
    header = {"alg": "HS256", "kid": KEY.id, "typ": TOKEN_TYPE}
    return jws.serialize_compact(header, json.dumps(CLAIMS).encode(), OctKey.import_key(KEY.public))


FORGERIES = {
    "": Refusal.MALFORMED,
    "a.b.c": Refusal.MALFORMED,
    "令牌": Refusal.MALFORMED,
    "\ud800": Refusal.MALFORMED,
    "a" * 100_000: Refusal.MALFORMED,
    sign([]): Refusal.MALFORMED,
    sign(CLAIMS, typ="JWT"): Refusal.MALFORMED,
    _with_none(): Refusal.MALFORMED,
    _with_public_half_as_secret(): Refusal.MALFORMED,
    sign(CLAIMS, kid=OTHER.id): Refusal.UNKNOWN_KEY,
    sign(CLAIMS, OTHER): Refusal.BAD_SIGNATURE,
    ".".join([*sign(CLAIMS).split(".")[:2], sign(CLAIMS, OTHER).split(".")[2]]): Refusal.BAD_SIGNATURE,
    ".".join([sign(CLAIMS).split(".")[0], sign({**CLAIMS, "exp": NOW * 2}).split(".")[1], sign(CLAIMS).split(".")[2]]):
        Refusal.BAD_SIGNATURE,
}  # fmt: skip


@pytest.mark.parametrize("token", FORGERIES, ids=range(len(FORGERIES)))
def test_forgeries_are_refused(token: str) -> None:
    assert refusal(token) is FORGERIES[token]


def test_the_digest_is_that_of_the_documentation() -> None:
    written = '[{"name":"body","text":"\\"保本\\"\\\\\\n\\t\\u0001😀/"}]'

    assert text_digest([("body", '"保本"\\\n\t\x01😀/')]) == hashlib.sha256(written.encode()).hexdigest()


def test_it_stands_alone() -> None:
    code = (
        "import sys, app.gateway.release_verifier\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('pydantic', 'sqlalchemy', 'fastapi', 'spacy')"
        " or name.startswith('app.') and not name.startswith('app.gateway')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert shown == "[]\n"
