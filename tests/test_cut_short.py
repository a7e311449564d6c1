"""A table that is cut short holds nothing against its issuer: rules on rows that are not there are not assessable."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from gouji.corpus import assemble, find, load
from gouji.run import run
from schemas.forms import forms
from schemas.records import Facts
from tests.specimens import facts, read


def cut_short(report: Facts, table: str, rows: int) -> Facts:
    """Return the report with the first rows of a table alone."""
    kept = [row.name for row in forms()[str(report.identity.form)].tables[table].rows][:rows]
    return report._replace(cells=tuple(cell for cell in report.cells if cell[0] != table or cell[1] in kept))


@pytest.mark.parametrize("form", forms())
def test_rows_that_are_not_there_fail_no_rule(form: str) -> None:
    report = facts(Random(5), form)
    tables = {name: [row.name for row in table.rows] for name, table in forms()[form].tables.items()}
    cuts = {
        f"{name}-{rows}.yaml": cut_short(report, name, rows) for name in tables for rows in range(len(tables[name]) + 1)
    }
    whole = run(assemble([read("whole.yaml", report)])).findings
    found = run(assemble([read(*one) for one in cuts.items()])).findings
    assert set(found["check"]) <= set(whole["check"])
    assert whole[whole["severity"] == "error"].empty


def test_file_that_ends_within_a_table_is_told_and_fails_nothing(tmp_path: Path) -> None:
    text = """某区人民政府2022年政府信息公开工作年度报告
一、总体情况
本年度收到申请5件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
| 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
"""
    (tmp_path / "cut.txt").write_text(text, encoding="utf-8")
    current = run(load(find([tmp_path])))
    assert len(current.frames["problems"]) >= 1
    assert current.findings[current.findings["severity"] == "error"].empty
