"""``shenyan products import``."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT

TABLE = """\
产品代码,产品名称,产品类型,发行机构,风险等级,产品期限（天）,业绩比较基准,备注
wenhang,慎言示例·稳航90天,理财,慎言示例理财,R2,90,2.60%-3.20%,x
yuanfan,慎言示例·远帆成长混合,基金,慎言示例基金,R4,,无,
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(PROJECT, copy)
    monkeypatch.setenv("SHENYAN_RULES_DIR", str(copy / "rules"))
    monkeypatch.setenv("SHENYAN_LEXICONS_DIR", str(copy / "lexicons"))
    monkeypatch.chdir(copy)
    (copy / "products.csv").write_text(TABLE, encoding="utf-8")
    return copy


def sheets(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "lexicons" / "products").glob("*.yaml"))


def test_a_preview_writes_nothing(shenyan, project):
    result = shenyan("products", "import", "products.csv", "--dry-run")
    assert result.exit_code == 0
    assert "+ wenhang  慎言示例·稳航90天" in result.stdout
    assert "未用的列：备注" in result.stdout
    assert "只是预览" in result.stdout
    assert sheets(project) == []


def test_an_import_writes_what_changed_and_keeps_what_is_not_listed(shenyan, project):
    assert shenyan("products", "import", "products.csv").exit_code == 0
    assert sheets(project) == ["wenhang.yaml", "yuanfan.yaml"]

    (project / "products.csv").write_text("\n".join(TABLE.splitlines()[:2]).replace("R2", "R3"), encoding="utf-8")
    result = shenyan("products", "import", "products.csv", "--lang", "en")
    assert "    risk_grade: R2 → R3" in result.stdout
    assert "? yuanfan" in result.stdout
    assert "risk_grade: R3" in (project / "lexicons/products/wenhang.yaml").read_text(encoding="utf-8")

    assert "- yuanfan" in shenyan("products", "import", "products.csv", "--remove").stdout
    assert sheets(project) == ["wenhang.yaml"]
    assert shenyan("rules", "lint").exit_code == 0


def test_problems_name_row_column_and_cure(shenyan, project):
    (project / "products.csv").write_text(TABLE.replace("R4", "R9").replace("90,2.60%-", "三月,"), encoding="utf-8")
    result = shenyan("products", "import", "products.csv")
    assert result.exit_code == 1
    assert "products.csv 第 3 行 E 列“风险等级”: cell-grade" in result.stdout
    assert "products.csv 第 2 行 F 列“产品期限（天）”: cell-days" in result.stdout
    assert "    → " in result.stdout
    assert sheets(project) == []


def test_files_that_are_no_table(shenyan, project):
    (project / "products.xlsx").write_bytes(b"no workbook")
    assert "products.xlsx: table-workbook" in shenyan("products", "import", "products.xlsx").stdout
    result = shenyan("products", "import", "missing.csv")
    assert result.exit_code == 3
    assert "missing.csv" in result.stderr
