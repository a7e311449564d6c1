"""A table that is cut short holds nothing against its issuer: rules on rows that are not there are not assessable."""

from __future__ import annotations

from random import Random

import pytest

from gouji.corpus import assemble
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
