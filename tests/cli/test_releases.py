"""``shenyan releases``: keys are shown and replaced; the log tells of it."""

import json

from app.releases.keys import make_key_file
from app.releases.releases import key_path
from app.settings import load_settings
from app.store.events import EVENT_KIND, event_body
from app.store.opening import open_log
from app.store.searching import Filters


def test_before_the_first_start_there_are_none(shenyan):
    for command in ("public-keys", "rotate-key"):
        result = shenyan("releases", command)
        assert result.exit_code == 3
        assert "还没有放行密钥" in result.stderr


def test_a_rotation_publishes_both_keys_and_is_recorded(shenyan, draft):
    shenyan("check", draft)
    make_key_file(key_path(load_settings()))
    [first] = json.loads(shenyan("releases", "public-keys").stdout)["keys"]

    rotated = shenyan("--lang", "en", "releases", "rotate-key")
    new, old = json.loads(shenyan("releases", "public-keys").stdout)["keys"]

    assert old == first
    assert f"Key {new['kid']} signs from now on and {old['kid']} no more" in " ".join(rotated.stdout.split())
    log = open_log(load_settings())
    record = log.search(Filters(kind=EVENT_KIND)).records[0]
    log.close()
    body = event_body(record)
    assert (body["act"], body["before"], body["after"]) == ("release-key-rotated", old, new)
    assert shenyan("log", "verify").exit_code == 0
