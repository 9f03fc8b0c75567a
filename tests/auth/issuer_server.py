"""An OpenID Connect issuer on the loopback: discovery, keys, and tokens of every kind, right and wrong."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey

AUDIENCE = "shenyan"
Key = RSAKey | ECKey | OKPKey


class IssuerServer:
    """`published` are the keys that it serves, `extra` what it adds to its discovery document."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key: Key = new_key("RS256", "first")
        self.published: list[dict[str, Any]] = [public(self.key)]
        self.extra: dict[str, Any] = {}
        self.status = 200
        self.requests: list[str] = []

    def rotate(self, key_id: str, algorithm: str = "RS256") -> None:
        """A new key; the old one is no longer published."""
        self.key = new_key(algorithm, key_id)
        self.published = [public(self.key)]

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Claims of a sender; a change to None leaves the claim out."""
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": AUDIENCE, "sub": "u-1017", "iat": now, "exp": now + 300, "roles": ["sender"],
            **changes,
        }  # fmt: skip
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, algorithm: str = "RS256", header: dict[str, Any] | None = None, **changes: Any) -> str:
        """A signed token."""
        head = {"alg": algorithm, "kid": self.key.kid, **(header or {})}
        return jwt.encode(
            {name: value for name, value in head.items() if value is not None},
            self.claims(**changes), self.key, algorithms=[algorithm],
        )  # fmt: skip

    def unsigned(self) -> str:
        """A token of the algorithm `none`."""
        return f"{_part({'alg': 'none', 'kid': self.key.kid})}.{_part(self.claims())}."

    def confused(self) -> str:
        """A token signed by HMAC with the issuer's public key, which everybody knows, as the secret."""
        text = f"{_part({'alg': 'HS256', 'kid': self.key.kid})}.{_part(self.claims())}"
        digest = hmac.new(self.key.as_pem(private=False), text.encode(), hashlib.sha256).digest()
        return f"{text}.{_text(digest)}"

    def signed(self, header: dict[str, Any]) -> str:
        """A token with a right RS256 signature over a ``header`` that no library would write."""
        text = f"{_part(header)}.{_part(self.claims())}"
        assert isinstance(self.key, RSAKey)
        private: Any = self.key.private_key
        return f"{text}.{_text(private.sign(text.encode(), PKCS1v15(), SHA256()))}"

    def document(self, path: str) -> dict[str, Any] | None:
        """What it answers."""
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **self.extra}
        return {"keys": self.published} if path == "/keys" else None


def new_key(algorithm: str, key_id: str) -> Key:
    """A key pair for ``algorithm``."""
    options = {"kid": key_id, "use": "sig"}
    if algorithm.startswith("ES"):
        return ECKey.generate_key("P-256", options)
    if algorithm == "Ed25519":
        return OKPKey.generate_key("Ed25519", options)
    return RSAKey.generate_key(2048, options)


def public(key: Key) -> dict[str, Any]:
    """The public half, as published."""
    return dict(key.as_dict(private=False))


def _part(value: dict[str, Any]) -> str:
    return _text(json.dumps(value).encode())


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


@contextmanager
def running_issuer() -> Iterator[IssuerServer]:
    """An issuer at a free port of the loopback."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.requests.append(self.path)
            document = issuer.document(self.path)
            content = json.dumps(document).encode()
            self.send_response(issuer.status if document is not None else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    issuer = IssuerServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
