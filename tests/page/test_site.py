"""The site as files: written whole, only where changed, and its data inert."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from gouji import page
from gouji.page import files
from tests.page import specimens
from tests.page.conftest import page_of

REPORTS = [specimens.report("a/x.html", total=2487), specimens.report("b.yaml", year=2022, printed=False)]


def written(folder: Path, *reports: object, language: str = "zh") -> dict[str, int]:
    """Write the site of `reports`; return when each file was written, by name."""
    run = specimens.judged(*reports)  # type: ignore[arg-type]
    assert page.write(folder, run.frames, *run.judgement, run.findings, run.rules, language) == folder / "index.html"
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def test_the_site_has_a_page_per_report_and_per_rule_and_the_data(tmp_path: Path) -> None:
    names = written(tmp_path, *REPORTS)
    run = specimens.judged(*REPORTS)
    expected = {
        "index.html",
        "data/index-1.js",
        "assets/app.css",
        "assets/app.js",
        "findings.jsonl",
        "findings.csv",
        "findings.xlsx",
    }
    expected |= {f"rules/{rule}.html" for rule in run.rules["check"]}
    expected |= {page_of(tmp_path, name).relative_to(tmp_path).as_posix() for name in ("a/x.html", "b.yaml")}
    assert set(names) == expected


def test_only_pages_whose_inputs_changed_are_written_again(tmp_path: Path) -> None:
    before = written(tmp_path, *REPORTS)
    assert {name for name, when in written(tmp_path, *REPORTS).items() if when != before[name]} <= {"index.html"}
    changed = specimens.report("b.yaml", year=2022, printed=False, signed=pd.Timestamp("2023-02-02").date())
    after = written(tmp_path, REPORTS[0], changed)
    assert {name for name, when in after.items() if when != before[name] and name.startswith("r/")} == {
        f"r/{files.address('b.yaml')}"
    }


def test_pages_of_reports_that_are_gone_are_removed_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path, *REPORTS)
    (tmp_path / "r" / "mine.html").write_text("my notes", encoding="utf-8")
    names = written(tmp_path, REPORTS[0])
    assert {name for name in names if name.startswith("r/")} == {f"r/{files.address('a/x.html')}", "r/mine.html"}


def test_the_language_of_the_run_is_the_one_shown_first(tmp_path: Path) -> None:
    written(tmp_path, *REPORTS, language="en")
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in html
    assert 'value="en" checked' in html


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    files.write(path, "old")
    monkeypatch.setattr(os, "fdopen", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        files.write(path, "new")
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    "report", ["a/b.html", "../../etc/passwd", "a\\b", "名 称.pdf", "x" * 300, "\u202ea", "con", "a\udcff"], ids=ascii
)
def test_addresses_are_safe_file_names(report: str) -> None:
    name = files.address(report)
    assert name.endswith(".html")
    assert not set(name) & set('/\\:*?"<>| \u202e')
    assert len(name.encode()) < 250
    assert not name.startswith((".", "-"))


def test_reports_that_look_alike_have_pages_of_their_own() -> None:
    assert files.address("a/b.html") != files.address("a-b.html")


def test_formulas_stay_text_in_every_export(hostile_site: Path) -> None:
    name = "=cmd|' !A0.yaml"
    lines = [json.loads(line) for line in (hostile_site / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    assert name in {line["report"] for line in lines}
    table = list(csv.reader(io.StringIO((hostile_site / "findings.csv").read_text(encoding="utf-8-sig"))))
    assert f"'{name}" in {row[0] for row in table}
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    sheet = load_workbook(hostile_site / "findings.xlsx")["findings"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert name in {row[0].value for row in sheet.iter_rows()}


def test_the_index_of_a_thousand_reports_is_small(tmp_path: Path) -> None:
    frames = specimens.judged(*specimens.many(60))
    page.write(tmp_path, frames.frames, *frames.judgement, frames.findings, frames.rules, "zh")
    per_report = (tmp_path / "data" / "index-1.js").stat().st_size / 60
    assert (tmp_path / "index.html").stat().st_size / 60 * 100 + per_report * 1000 < 1_000_000


@pytest.mark.parametrize("number", [0, 1])
def test_a_run_that_found_nothing_has_a_site_too(tmp_path: Path, number: int) -> None:
    names = written(tmp_path, *[specimens.report("a.yaml", printed=False)][:number])
    assert len([name for name in names if name.startswith("r/")]) == number
    assert (tmp_path / "findings.jsonl").read_text(encoding="utf-8") == ""
    assert load_workbook(tmp_path / "findings.xlsx")["findings"].max_row == 1


def test_a_day_is_shown_as_a_date_and_not_as_its_midnight(tmp_path: Path) -> None:
    early = specimens.report("b.yaml", year=2022, signed=pd.Timestamp("2022-11-24").date())
    written(tmp_path, early)
    shown = page_of(tmp_path, "b.yaml").read_text(encoding="utf-8")
    assert "signed_after_the_year_ends" in shown
    assert "2022-11-24" in shown
    assert "00:00:00" not in shown
