"""``shenyan fix``: what it changes, what it says, what it writes, and its exit code."""

import stat

import pytest

# The project's own rules: `wm-risk-missing` inserts safely, `guaranteed-return` replaces unsafely.
PROMOTION = "【远山财富】稳健理财，年化4.5%，立即购买，退订回T"
FIXED = "【远山财富】稳健理财，年化4.5%，立即购买，理财非存款、产品有风险、投资须谨慎。退订回T"
OPTIONS = ("--product", "wealth-management", "--channel", "sms", "--day", "2026-01-31")


@pytest.fixture
def promotion(tmp_path):
    path = tmp_path / "promotion.txt"
    path.write_bytes(b"\xef\xbb\xbf" + PROMOTION.encode() + b"\r\n")
    path.chmod(0o640)
    return path


def test_it_shows_and_does_not_write(shenyan, promotion):
    before = promotion.read_bytes()
    result = shenyan("fix", promotion, *OPTIONS)
    assert result.exit_code == 0, result.output
    assert f"- {PROMOTION}" in result.stdout
    assert f"+ {FIXED}" in result.stdout
    assert "wm-risk-missing" in result.stdout
    assert "可以发送" in result.stdout
    assert promotion.read_bytes() == before


def test_it_writes_and_keeps_what_is_not_text(shenyan, promotion):
    assert shenyan("fix", promotion, "--write", *OPTIONS).exit_code == 0
    assert promotion.read_bytes() == b"\xef\xbb\xbf" + FIXED.encode() + b"\r\n"
    assert stat.S_IMODE(promotion.stat().st_mode) == 0o640
    assert list(promotion.parent.glob(".promotion*")) == []


def test_twice_changes_nothing_more(shenyan, promotion):
    shenyan("fix", promotion, "-w", *OPTIONS)
    once, changed = promotion.read_bytes(), promotion.stat().st_mtime_ns
    result = shenyan("fix", promotion, "-w", *OPTIONS)
    assert result.exit_code == 0
    assert "没有可直接采用的改动" in result.stdout
    assert (promotion.read_bytes(), promotion.stat().st_mtime_ns) == (once, changed)


def test_what_remains_is_shown_with_its_exit_code(shenyan):
    result = shenyan("fix", "-", *OPTIONS, given="理财保本保息，年化4%，欢迎购买。")
    assert result.exit_code == 2
    assert "改动 1 处" in result.stdout
    assert "禁止发送" in result.stdout
    assert "guaranteed-return" in result.stdout


def test_unsafe_ones_only_when_asked(shenyan):
    text = "理财保本保息，年化4%，欢迎购买。"
    assert "保本保息" in shenyan("fix", "-", "-w", *OPTIONS, given=text).stdout
    result = shenyan("fix", "-", "-w", "--unsafe", *OPTIONS, given=text)
    assert "保本保息" not in result.stdout
    assert result.exit_code == 0


def test_from_standard_input_to_standard_output(shenyan):
    result = shenyan("fix", "-", "--write", *OPTIONS, given=PROMOTION + "\n")
    assert result.stdout == FIXED + "\n"
    assert "改动 1 处" in result.stderr
    again = shenyan("fix", "-", "--write", *OPTIONS, given=result.stdout)
    assert again.stdout == result.stdout


def test_english(shenyan):
    result = shenyan("fix", "-", *OPTIONS, "--lang", "en", given=PROMOTION)
    assert "1 change(s):" in result.stdout
    assert "Not written" in result.stdout


@pytest.mark.parametrize("args", [["nowhere.txt"], ["-", "--product", "nope"], ["-", "--day", "x"]])
def test_mistakes_end_with_three(shenyan, args):
    assert shenyan("fix", *args, given="x").exit_code == 3


def test_a_link_stays_a_link(shenyan, promotion, tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(promotion)
    shenyan("fix", link, "-w", *OPTIONS)
    assert link.is_symlink()
    assert FIXED in promotion.read_text(encoding="utf-8-sig")
