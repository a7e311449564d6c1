"""pytest as its users meet it: a real run over real files, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONSISTENT = """\
report: {issuer: 某区人民政府, year: 2020, form: "2019", signed: 2021-01-30}
tables:
  reviews:
    行政复议: [2, 0, 3, 0, 5]
    未经复议直接起诉: [0, 0, 0, 0, 0]
    复议后起诉: [0, 0, 0, 0, 0]
"""
WRONG = CONSISTENT.replace("[2, 0, 3, 0, 5]", "[2, 0, 3, 0, 6]")
WARNED = CONSISTENT.replace("[2, 0, 3, 0, 5]", "[2, ~, 3, 0, 5]")


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--reports",
        str(folder),
        "--report-dir",
        str(folder.parent / "out"),
        "--lang",
        "en",
        *options,
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    return folder


def test_consistent_report_passes_and_the_last_line_is_the_page(reports: Path) -> None:
    (reports / "某区.yaml").write_text(CONSISTENT, encoding="utf-8")
    done = run(reports)
    assert done.returncode == 0, done.stdout
    last = done.stdout.rstrip().splitlines()[-1]
    assert last.endswith("index.html")
    assert Path(last).is_file()


def test_failure_names_report_table_row_both_sides_and_basis(reports: Path) -> None:
    (reports / "某区.yaml").write_text(WRONG, encoding="utf-8")
    done = run(reports)
    assert done.returncode == 1
    assert "test_outcomes_sum_to_total[某区.yaml]" in done.stdout
    assert "行政复议: 结果维持 2 + 结果纠正 0 + 其他结果 3 + 尚未审结 0 = 5, printed 总计 6" in done.stdout
    assert "某区.yaml reviews[行政复议,*]   basis: 国办公开办函〔2019〕60号、〔2021〕30号 表四" in done.stdout
    assert "1 reports: 1 contradict themselves" in done.stdout


def test_language(reports: Path) -> None:
    (reports / "某区.yaml").write_text(WRONG, encoding="utf-8")
    assert "1 份报告：1 份自相矛盾" in run(reports, "--lang", "zh").stdout


def test_warning_passes_unless_it_is_made_an_error(reports: Path) -> None:
    (reports / "某区.yaml").write_text(WARNED, encoding="utf-8")
    warned, strict = run(reports), run(reports, "-W", "error::gouji.PlausibilityWarning")
    assert warned.returncode == 0
    assert "PlausibilityWarning: 行政复议 × 结果纠正 is blank in print" in warned.stdout
    assert strict.returncode == 1
    assert "Traceback" not in strict.stdout


def test_bad_files_are_told_and_the_others_checked(reports: Path) -> None:
    (reports / "good.yaml").write_text(CONSISTENT, encoding="utf-8")
    (reports / "empty.txt").write_bytes(b"")
    (reports / "slip.yaml").write_text(CONSISTENT.replace("3, 0, 5]", "3, 5]"), encoding="utf-8")
    done = run(reports)
    assert done.returncode == 1
    assert "not read: the file is empty" in done.stdout
    assert (
        "not read: line 4: 行政复议 has 5 numbers (结果维持 结果纠正 其他结果 尚未审结 总计), here are 4" in done.stdout
    )
    assert "3 reports: 0 contradict themselves, 0 more are doubtful, 1 show nothing, 2 not read" in done.stdout


@pytest.mark.parametrize(
    ("options", "passed"),
    [
        (("-m", "family(name='reviews')"), "reviews"),
        (("-k", "outcomes_sum_to_total"), "reviews"),
        (("-k", "某区 and reviews"), "reviews"),
    ],
)
def test_tests_are_chosen_by_family_check_and_report(reports: Path, options: tuple[str, ...], passed: str) -> None:
    (reports / "某区.yaml").write_text(CONSISTENT, encoding="utf-8")
    (reports / "另区.yaml").write_text(CONSISTENT, encoding="utf-8")
    done = run(reports, "-v", *options)
    ran = [line for line in done.stdout.splitlines() if " PASSED" in line]
    assert ran
    assert all(f"test_{passed}.py" in line for line in ran)


def test_severity_marks(reports: Path) -> None:
    (reports / "某区.yaml").write_text(WARNED.replace("0, 5]", "0, 7]"), encoding="utf-8")
    assert run(reports, "-m", "warning").returncode == 0


def test_in_parallel_the_same_is_found(reports: Path) -> None:
    (reports / "某区.yaml").write_text(WRONG, encoding="utf-8")
    done = run(reports, "-n", "2")
    assert done.returncode == 1
    assert "printed 总计 6" in done.stdout
    assert done.stdout.rstrip().splitlines()[-1].endswith("index.html")


def test_junit_carries_the_message(reports: Path, tmp_path: Path) -> None:
    (reports / "某区.yaml").write_text(WRONG, encoding="utf-8")
    run(reports, f"--junitxml={tmp_path / 'junit.xml'}")
    failures = [failure.get("message", "") for failure in ET.parse(tmp_path / "junit.xml").iter("failure")]
    assert any("printed 总计 6" in message for message in failures)


KNOWN = "- {{report: 某区.yaml, check: outcomes_sum_to_total, place: 'reviews[行政复议,*]', reason: confirmed, expires: {expires}}}\n"


@pytest.mark.parametrize(
    ("report", "expires", "code", "words"),
    [
        (WRONG, "2999-01-01", 0, "1 xfailed"),
        (WRONG, "2001-01-01", 1, "expired on 2001-01-01"),
        (CONSISTENT, "2999-01-01", 1, "no longer occurs"),
    ],
)
def test_known_issues_are_strict(reports: Path, report: str, expires: str, code: int, words: str) -> None:
    (reports / "某区.yaml").write_text(report, encoding="utf-8")
    (reports / "known-issues.yaml").write_text(KNOWN.format(expires=expires), encoding="utf-8")
    done = run(reports)
    assert done.returncode == code, done.stdout
    assert words in done.stdout


def test_slip_in_the_known_issues_is_a_usage_error(reports: Path) -> None:
    (reports / "known-issues.yaml").write_text("- {report: a}\n", encoding="utf-8")
    done = run(reports)
    assert done.returncode == 4
    assert "known-issues.yaml: line 1: check place reason expires missing" in done.stdout + done.stderr


def test_missing_folder_is_a_usage_error(tmp_path: Path) -> None:
    done = run(tmp_path / "gone")
    assert done.returncode == 4
    assert "no such file or folder" in done.stdout + done.stderr
