"""Whatever the press prints is read back: the same cells, blanks included, in every format and layout."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.readers import read
from gouji.recognition.forms import FormsRead, read_forms
from tests.press.draws import reports
from tests.press.formats import FORMATS
from tests.press.layouts import Report

DRAWN = int(os.environ.get("GOUJI_ROUND_TRIPS", "30"))


def printed_and_read(report: Report, suffix: str) -> FormsRead:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{suffix}"
        FORMATS[suffix](report, path)
        return read_forms(read(path))


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=DRAWN, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_printed_is_read(suffix: str, data: st.DataObject) -> None:
    if suffix == ".pdf":
        pytest.importorskip("reportlab")
    report = data.draw(reports(blank_rows=suffix not in (".xlsx", ".csv")))
    found = printed_and_read(report, suffix)
    assert {cell[:3]: cell.value for cell in found.cells} == dict(report.cells)
    assert found.form == report.form
    assert found.problems == ()
    assert found.incomplete == ()
