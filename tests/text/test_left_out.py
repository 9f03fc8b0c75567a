"""Parts of packages that are left out while importing: gone for us, whole for whoever wants them."""

import sys
from pathlib import Path

import pytest

from app.text.left_out import left_out


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package that imports a heavy part of itself."""
    folder = tmp_path / "made_package"
    (folder / "heavy").mkdir(parents=True)
    (folder / "__init__.py").write_text("from .heavy.inner import Thing\nfrom .light import LIGHT\n", "utf-8")
    (folder / "light.py").write_text("LIGHT = 1\n", "utf-8")
    (folder / "heavy" / "__init__.py").write_text("", "utf-8")
    (folder / "heavy" / "inner.py").write_text("class Thing:\n    real = True\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("made_package", "made_package.light", "made_package.heavy", "made_package.heavy.inner"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return "made_package"


PARTS = {"made_package.heavy": (), "made_package.heavy.inner": ("Thing",)}


def test_a_part_is_left_out_and_can_be_imported_later(package: str) -> None:
    with left_out(PARTS):
        import made_package  # type: ignore[import-not-found]

    assert made_package.LIGHT == 1
    assert not hasattr(made_package.Thing, "real")

    from made_package.heavy.inner import Thing  # type: ignore[import-not-found]

    assert Thing.real


def test_a_part_that_is_there_already_stays(package: str) -> None:
    import made_package.heavy.inner  # noqa: F401

    with left_out(PARTS):
        from made_package.heavy.inner import Thing

    assert Thing.real
    assert sys.modules["made_package.heavy.inner"].Thing is Thing


def test_an_error_inside_takes_the_stand_ins_away_too(package: str) -> None:
    with pytest.raises(ModuleNotFoundError), left_out(PARTS):
        import made_package.missing  # type: ignore[import-not-found]  # noqa: F401

    assert not set(PARTS) & set(sys.modules)
