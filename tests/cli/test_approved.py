"""Approved wording on the command line: judged, tested, explained, shown."""

import shutil

import pytest

from tests.cli.conftest import PROJECT

NOTICE = """\
id: notice
title: {zh: 通知, en: Notice}
owner: card-operations
effective: {until: 2099-12-31}
texts: ["尊敬的{name}，本行产品保本保息，敬请知悉。"]
examples:
  approved: [{text: 尊敬的王先生，本行产品保本保息，敬请知悉。}]
  other: [{text: 尊敬的王先生，本行产品保本保息。}]
"""


@pytest.fixture
def project(environment, tmp_path, monkeypatch):
    copy = tmp_path / "project"
    shutil.copytree(PROJECT, copy)
    monkeypatch.setenv("SHENYAN_RULES_DIR", str(copy / "rules"))
    monkeypatch.setenv("SHENYAN_LEXICONS_DIR", str(copy / "lexicons"))
    path = copy / "lexicons/approved/notice.yaml"
    path.parent.mkdir()
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_an_approved_message_says_so(shenyan, project, tmp_path):
    message = tmp_path / "message.txt"
    message.write_text("尊敬的李女士，本行产品保本保息，敬请知悉。", encoding="utf-8")
    checked = shenyan("check", message, "--no-log")

    assert (checked.exit_code, "全文为已批准用语（notice）" in checked.stdout) == (0, True)
    assert "已批准用语 notice" in checked.stdout
    message.write_text("尊敬的李女士，本行产品保本保息，敬请知悉。快来！", encoding="utf-8")
    assert shenyan("check", message, "--no-log").exit_code == 2


def test_its_examples_are_run_with_the_others_and_alone(shenyan, project):
    assert shenyan("rules", "test").exit_code == 0
    assert "2" in shenyan("rules", "test", "notice").stdout
    project.write_text(
        NOTICE.replace("尊敬的王先生，本行产品保本保息。", "尊敬的王先生，本行产品保本保息，敬请知悉。"), "utf-8"
    )
    failed = shenyan("rules", "test", "notice")
    assert (failed.exit_code, "不是已批准用语" in failed.stdout, "other 2" in failed.stdout) == (1, True, True)


def test_it_is_explained_and_has_a_page(shenyan, project):
    shown = shenyan("explain", "notice").stdout
    assert "card-operations" in shown
    assert "尊敬的{name}，本行产品保本保息，敬请知悉。" in shown
    assert shenyan("rules", "docs", "--write").exit_code == 0
    page = project.parents[2] / "docs/rules/approved-wording.md"
    assert "## notice" in page.read_text("utf-8")
    project.unlink()
    assert shenyan("rules", "docs", "--write").exit_code == 0
    assert not page.exists()


def test_mistakes_are_placed_and_repeats_are_told_of(shenyan, project):
    project.write_text(NOTICE.replace("{name}", "{text}"), encoding="utf-8")
    found = shenyan("rules", "lint")
    assert (found.exit_code, "approved-variable" in found.stdout, "notice.yaml:5" in found.stdout) == (1, True, True)
    project.write_text(NOTICE, encoding="utf-8")
    project.with_name("again.yaml").write_text(NOTICE.replace("id: notice", "id: again"), encoding="utf-8")
    assert "approved-repeated" in shenyan("rules", "lint").stdout
