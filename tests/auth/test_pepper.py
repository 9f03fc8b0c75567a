"""The pepper: made once, for its owner only, and never lost silently."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.auth.pepper import FILE_NAME, load_pepper
from app.settings import load_settings


def test_it_is_made_at_first_and_read_later(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "no.env", state_dir=tmp_path / "state")

    first, second = load_pepper(settings), load_pepper(settings)

    path = tmp_path / "state" / FILE_NAME
    assert (first.path, second.path) == (path, None)
    assert first.secret == second.secret
    assert len(first.secret) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]
    assert first.secret.decode() not in repr(first)


def test_many_at_once_get_the_same(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "no.env", state_dir=tmp_path)
    with ThreadPoolExecutor(8) as pool:
        peppers = list(pool.map(lambda _: load_pepper(settings), range(32)))

    assert len({pepper.secret for pepper in peppers}) == 1
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_the_setting_wins_and_no_file_is_made(tmp_path: Path) -> None:
    pepper = load_pepper(load_settings(tmp_path / "no.env", state_dir=tmp_path, key_pepper="p" * 32))

    assert pepper.secret == b"p" * 32
    assert not any(tmp_path.iterdir())


def test_where_no_file_can_be_made_nothing_is_invented(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match="file"):
        load_pepper(load_settings(tmp_path / "no.env", state_dir=tmp_path / "file" / "state"))
