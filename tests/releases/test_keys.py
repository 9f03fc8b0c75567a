"""Release keys: made once, kept by their owner, replaced without a gap."""

import os
import stat
import threading
from pathlib import Path

import pytest

from app.releases.keys import ReleaseKeyFile, ReleaseKeyUnusable, make_key_file, rotate

DAY = 86400.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "release-keys"


def test_a_new_file_is_its_owners_only_and_made_once(path: Path) -> None:
    assert make_key_file(path)
    first = path.read_text()

    assert not make_key_file(path)
    assert path.read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in path.parent.iterdir()] == ["release-keys"]


def test_of_several_makers_one_wins(path: Path) -> None:
    made: list[bool] = []
    threads = [threading.Thread(target=lambda: made.append(make_key_file(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(made) == 1
    assert ReleaseKeyFile(path).current().secret is not None


def test_a_replaced_key_stays_in_the_set_until_its_tokens_have_ended(path: Path) -> None:
    make_key_file(path)
    keys = ReleaseKeyFile(path)
    old = keys.current()

    replaced, new = rotate(path)
    rotated_at = new.moment / 1e6

    assert replaced == old
    assert keys.current() == new
    assert old.secret is not None
    assert old.secret.hex() not in path.read_text(), "the secret half of a replaced key is gone"
    for later, known in ((0.0, [new.id, old.id]), (DAY - 1, [new.id, old.id]), (DAY + 1, [new.id])):
        assert [key["kid"] for key in keys.jwks(DAY, rotated_at + later)["keys"]] == known
    assert {tuple(sorted(key)) for key in keys.jwks(DAY)["keys"]} == {("alg", "crv", "kid", "kty", "use", "x")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "{id} signs 00 1",
        "0000000000000000 signs {secret} 1",
        "{id} says {secret} 1",
        "{id} signed {public} 1",
        "{id} signs {secret} 1\n{id} signs {secret} 1",
        "{id} signs {secret} 1\n{id} signed {public} 1",
        "{id} signs {secret} soon",
    ],
)
def test_a_wrong_file_is_refused_without_showing_it(path: Path, text: str) -> None:
    make_key_file(path)
    key = ReleaseKeyFile(path).current()
    assert key.secret is not None
    path.write_text(text.format(id=key.id, secret=key.secret.hex(), public=key.public.hex()))

    with pytest.raises(ReleaseKeyUnusable) as raised:
        ReleaseKeyFile(path)
    assert key.secret.hex() not in str(raised.value.detail)


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_file_that_others_can_read_is_refused(path: Path) -> None:
    make_key_file(path)
    path.chmod(0o640)

    with pytest.raises(ReleaseKeyUnusable, match="others can read it"):
        ReleaseKeyFile(path)
